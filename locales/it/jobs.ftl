jobs-not-given-up = Questa operazione non è più fra quelle da riprovare: forse un collega l'ha già fatta ripartire.
jobs-lease-lost = Un altro server sta già eseguendo questa operazione.
jobs-schedule-taken = Un altro server ha già avviato questa attività.
