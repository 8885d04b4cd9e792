assistance-kind-assistance = Richiesta di assistenza
assistance-kind-fault = Segnalazione disservizio
assistance-kind-appointment = Prenota appuntamento
assistance-state-open = Da lavorare
assistance-state-answered = Risposta inviata
assistance-state-closed = Chiusa

assistance-lead-assistance = Scrivi all’ente se hai bisogno di aiuto con un servizio. Ti rispondiamo per e-mail.
assistance-lead-fault = Segnala qualcosa che non funziona: un servizio di questo sito, una strada, l’illuminazione, la raccolta dei rifiuti.
assistance-lead-appointment = Scegli l’ufficio e i giorni che preferisci: l’ufficio ti risponde per e-mail con data e ora dell’appuntamento. Finché non ricevi la risposta l’appuntamento non è fissato.
assistance-step-assistance = Richiesta di assistenza
assistance-step-notice = Autorizzazioni e condizioni
assistance-step-fault = Dati di segnalazione
assistance-step-summary = Riepilogo
assistance-step-office = Luogo
assistance-step-when = Data e orario
assistance-step-appointment = Dettagli appuntamento
assistance-step-person = Richiedente

assistance-ask-nome = Nome
assistance-ask-cognome = Cognome
assistance-ask-email = Email
assistance-ask-email-help = Inserisci un indirizzo valido: la risposta arriva lì.
assistance-ask-telefono = Telefono
assistance-ask-categoria = Categoria di servizio
assistance-ask-categoria-help = Non serve se scegli un servizio.
assistance-ask-servizio = Servizio
assistance-ask-dettagli = Dettagli
assistance-ask-dettagli-help = Inserire massimo 600 caratteri
assistance-ask-tipo = Tipo di disservizio
assistance-ask-luogo = Luogo
assistance-ask-luogo-help = Indirizzo o descrizione del posto. Non serve se riguarda questo sito.
assistance-ask-titolo = Titolo
assistance-ask-ufficio = Ufficio
assistance-ask-giorni = Giorni preferiti
assistance-ask-giorni-help = Puoi sceglierne più di uno.
assistance-ask-orario = Orario preferito
assistance-ask-motivo = Motivo dell’appuntamento
assistance-ask-informativa = Ho letto e compreso l’informativa sulla privacy

assistance-no-service = Nessun servizio in particolare
assistance-no-office = Nessun ufficio: è dell’ente
assistance-day-monday = lunedì
assistance-day-tuesday = martedì
assistance-day-wednesday = mercoledì
assistance-day-thursday = giovedì
assistance-day-friday = venerdì
assistance-hours-morning = mattina
assistance-hours-afternoon = pomeriggio
assistance-fault-site = Servizi di questo sito
assistance-fault-roads = Strade e marciapiedi
assistance-fault-lighting = Illuminazione pubblica
assistance-fault-waste = Rifiuti e decoro urbano
assistance-fault-water = Acqua e fognature
assistance-fault-green = Verde pubblico
assistance-fault-other = Altro
assistance-notice-text = I dati che scrivi servono solo a rispondere a questa richiesta (art. 6, paragrafo 1, lettera e del regolamento UE 2016/679). Li leggono gli operatori dell’ente e sono cancellati due anni dopo la chiusura della richiesta.
assistance-notice-link = Leggi l’informativa sulla privacy
assistance-notice-read = Letta e compresa

assistance-error-required = Questo campo è obbligatorio.
assistance-error-choose = Scegli una delle voci proposte.
assistance-error-notice = Per continuare conferma di aver letto l’informativa.
assistance-error-email = Scrivi un solo indirizzo, ad esempio nome@dominio.example.
assistance-error-phone = Scrivi un numero di telefono, con il prefisso.
assistance-error-too-long = Il testo è troppo lungo: al massimo { $limit } caratteri.
assistance-error-too-many = Da questo indirizzo sono arrivate troppe richieste nell’ultima ora: riprova più tardi, oppure usa i contatti in fondo alla pagina.
assistance-conflict-number = La richiesta non è stata registrata: premi di nuovo «Invia».
assistance-conflict-changed = Nel frattempo un collega ha lavorato questa richiesta: qui sotto la vedi com’è adesso.
assistance-conflict-closed = La richiesta è già chiusa.

assistance-back = Indietro
assistance-next = Avanti
assistance-send = Invia

assistance-done = Richiesta inviata
assistance-done-lead = { $kind }: la conferma è stata inviata a { $email }.
assistance-done-keep = Conserva questo numero: serve per parlarne con l’ufficio. Non è un numero di protocollo.
assistance-done-services = Vai all’elenco dei servizi
assistance-number = Numero della richiesta
assistance-next-steps = Prossimi passi
assistance-step-received = Richiesta ricevuta
assistance-step-answer = L’ufficio legge la richiesta e risponde per e-mail
assistance-step-answered = L’ufficio ha risposto per e-mail
assistance-step-closed = La richiesta è chiusa

assistance-mail-received-subject = { $kind }: ricevuta con il numero { $number }
assistance-mail-received-text =
    Abbiamo ricevuto la tua richiesta.

    Tipo: { $kind }
    Numero: { $number }
    Ricevuta: { $when }
    Ente: { $body }

    L’ufficio ti risponderà a questo indirizzo. Conserva il numero: serve per parlarne con l’ufficio.

    Se non hai fatto tu questa richiesta, ignora questo messaggio.
assistance-mail-office-subject = { $kind } { $number }: da leggere
assistance-mail-office-text =
    È arrivata una richiesta: { $kind }, numero { $number }.

    Leggi e rispondi: { $link }
assistance-mail-answer-subject = { $kind } { $number }: la risposta dell’ufficio
assistance-mail-answer-text =
    { $body } risponde alla tua richiesta { $number } ({ $kind }).

    { $answer }

assistance-requests = Richieste di cittadini
assistance-kind = Tipo
assistance-any-kind = Tutti
assistance-state = Stato
assistance-to-work = Da lavorare o con risposta
assistance-closed-ones = Chiuse
assistance-person = Richiedente
assistance-received = Ricevuta
assistance-none = Nessuna richiesta
assistance-filter = Filtra
assistance-filter-apply = Filtra
assistance-filter-clear = Togli i filtri
assistance-as-typed = La richiesta
assistance-answers = Risposte inviate
assistance-answered-by = { $name }, { $when }
assistance-refused = Operazione non eseguita
assistance-answer = Rispondi
assistance-answer-text = Testo della risposta
assistance-answer-help = La risposta parte per e-mail all’indirizzo { $email }. Per un appuntamento scrivi data, ora e luogo.
assistance-answer-send = Invia la risposta
assistance-close = Chiudi
assistance-close-text = Una richiesta chiusa non si riapre. Due anni dopo la chiusura è cancellata.
assistance-close-send = Chiudi la richiesta

assistance-rated = Valutazione
assistance-rated-thanks = Grazie, il tuo parere ci aiuterà a migliorare il servizio!
assistance-rated-already = Oggi hai già valutato questa pagina: resta valido il primo parere.
assistance-rated-nothing = Questa pagina non si può valutare.
assistance-rated-back = Torna dove eri
assistance-ratings = Valutazioni
assistance-ratings-lead = I voti di chi usa il sito, senza alcun dato di chi li ha dati. Uno al giorno per ogni browser e pagina.
assistance-ratings-services = Servizi
assistance-ratings-pages = Altre pagine
assistance-ratings-none = Nessuna valutazione in questo periodo.
assistance-rated-what = Pagina
assistance-rated-total = Valutazioni
assistance-rated-mean = Media
assistance-rated-stars =
    { $n ->
        [one] 1 stella
       *[other] { $n } stelle
    }
assistance-rated-sheet = { $service }: scheda
assistance-rated-filing = { $service }: presentazione della richiesta
assistance-comments = Commenti
assistance-period = Periodo
assistance-period-30 = Ultimi 30 giorni
assistance-period-365 = Ultimo anno
assistance-period-tutto = Dall’inizio
