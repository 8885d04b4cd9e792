# Recapiti: canali, prove, stati.
delivery-channel-desk = Area personale
delivery-channel-email = Posta elettronica ordinaria
delivery-channel-pec = PEC
delivery-strength-weak = Prova debole: non fa decorrere termini perentori
delivery-strength-strong = Prova piena
delivery-status-queued = In coda
delivery-status-sent = Inviato
delivery-status-delivered = Recapitato
delivery-status-failed = Non riuscito
delivery-not-failed = Questo invio non è tra quelli non riusciti: forse è già stato ripetuto.
delivery-mail-footer = Messaggio inviato automaticamente da { $body }: non rispondere a questo indirizzo.
