# Parole comuni a tutte le pagine.
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre

web-product = Sportello
web-product-line = I servizi online del tuo territorio
web-product-credit = Realizzato con Sportello, software libero.
web-portal-line = Servizi pubblici digitali
web-title-error = Errore:{" "}
web-skip-to-content = Vai ai contenuti
web-skip-to-navigation = Vai alla navigazione
web-languages = Lingua
web-language-name = Italiano
web-login = Accedi all’area personale
web-login-short = Accedi
web-logout = Esci
web-search = Cerca
web-search-label = Cerca un servizio
web-main-navigation = Navigazione principale
web-breadcrumb = Tu sei qui
web-home = Home
web-menu-bodies = Elenco degli enti
web-menu-services = Servizi
web-menu-desk = Le mie pratiche
web-menu-messages = Messaggi
web-menu-instructions = Istruzioni
web-menu-queue = Pratiche da lavorare
web-menu-deadlines = Scadenze
web-menu-register = Protocollo
web-contacts = Contatti
web-footer-services = Servizi e aiuto
web-footer-rules = Regole e trasparenza
web-all-services = Tutti i servizi
web-faq = Leggi le domande frequenti
web-privacy = Informativa sulla privacy
web-accessibility = Dichiarazione di accessibilità
web-legal-notes = Note legali
web-operators-login = Accesso operatori
web-edit = Modifica
web-steps = Passi della richiesta
web-step-of = Passo { $n } di { $total }:
web-step-done = fatto
web-to-come = deve ancora avvenire
web-pagination = Pagine dell’elenco
web-page = Pagina
web-previous-page = Pagina precedente
web-next-page = Pagina successiva
web-required-legend = I campi contrassegnati con l’asterisco (*) sono obbligatori.
web-not-answered = Nessuna risposta
web-error-prefix = Errore:
web-error-summary-title = { $count ->
    [one] C’è un errore da correggere
   *[other] Ci sono { $count } errori da correggere
}
web-error-summary-text = Quello che hai scritto non è andato perso. Correggi e riprova:
web-request-id = Codice della richiesta, da indicare se chiedi assistenza:

web-select-empty = Scegli una voce
web-day-day = Giorno
web-day-month = Mese
web-day-year = Anno
web-day-hint = Per esempio 27 3 1985
web-datetime-date = Data
web-datetime-time = Ora
web-yes = Sì
web-no = No
web-refresh = Aggiorna la pagina
web-refresh-hint = Alcune domande dipendono dalle risposte: se ne hai cambiata una, aggiorna la pagina.
web-grid-add = Aggiungi una voce
web-grid-row = { $label } { $n }
web-grid-row-plain = Voce { $n }
web-grid-remove = Rimuovi
web-grid-empty = Ancora nessuna voce.
web-file-upload = Carica
web-file-replace = Sostituisci
web-file-remove = Rimuovi
web-file-attached = File allegati
web-file-types = Tipi accettati: { $types }.
web-file-any-type = PDF, documenti e immagini.
web-file-max-size = Dimensione massima: { $size }.
web-file-max-files = Al massimo { $count } file.
web-file-save-first = I file si allegano dopo il primo salvataggio.
web-limit-chars = Al massimo { $count } caratteri.
web-limit-words = Al massimo { $count } parole.
web-tags-hint = Separa le voci con una virgola.
web-signature-hint = Scrivi nome e cognome: vale come conferma.
web-required-word = (obbligatorio)
web-unsupported = Questa domanda non può essere mostrata: segnalalo all’ufficio.
web-save-failed = Salvataggio non riuscito: controlla la connessione. Quello che hai scritto è ancora qui.
web-unsaved = Modifiche non ancora salvate

web-go-home = Torna alla pagina iniziale
web-go-services = Vai all’elenco dei servizi
web-go-back = Torna alla pagina precedente
web-reload = Riprova

web-error-bad-request-title = La richiesta non è completa
web-error-login-title = Devi accedere per continuare
web-error-login-text = Questa pagina è riservata a chi ha fatto l’accesso.
web-error-expired-title = La sessione è scaduta
web-error-expired-text = È passato molto tempo dall’ultima operazione, oppure hai fatto l’accesso da un’altra pagina. Accedi di nuovo e ripeti l’operazione.
web-error-foreign-title = Richiesta non accettata
web-error-foreign-text = La richiesta arriva da un altro sito. Apri la pagina da qui e riprova.
web-error-forbidden-title = Non puoi aprire questa pagina
web-error-forbidden-text = Il tuo profilo non permette questa operazione. Se pensi che sia un errore, scrivi all’ufficio.
web-error-not-found-title = Pagina non trovata
web-error-not-found-text = L’indirizzo può essere sbagliato, oppure la pagina è stata spostata o non è più disponibile.
web-error-method-title = Operazione non prevista
web-error-method-text = Questa pagina non accetta l’operazione richiesta. Torna indietro e riprova.
web-error-conflict-title = La situazione è cambiata
web-error-too-large-title = Hai inviato troppi dati
web-error-too-large-text = Quello che hai inviato supera la dimensione ammessa. Riduci i file e riprova.
web-error-too-large-limit = Quello che hai inviato supera { $limit }. Riduci i file e riprova.
web-error-media-type-title = Formato non accettato
web-error-media-type-text = Il formato dei dati inviati non è tra quelli accettati.
web-error-invalid-title = Alcuni dati non sono corretti
web-error-invalid-text = Torna alla pagina precedente e correggi:
web-error-too-many-title = Troppe richieste
web-error-too-many-text = Sono arrivate troppe richieste in poco tempo. Riprova tra { $seconds ->
    [one] un secondo
   *[other] { $seconds } secondi
}.
web-error-timeout-title = Il servizio ha impiegato troppo tempo
web-error-timeout-text = La risposta non è arrivata in tempo. Riprova tra poco: prima controlla in «Le mie pratiche» se l’operazione è riuscita.
web-error-internal-title = Si è verificato un problema
web-error-internal-text = Il problema è nostro ed è stato registrato. Riprova tra qualche minuto; se continua, chiedi assistenza indicando il codice qui sotto.
web-error-unavailable-title = Il servizio è momentaneamente occupato
web-error-unavailable-text = Riprova tra { $seconds ->
    [one] un secondo
   *[other] { $seconds } secondi
}: quello che hai già salvato è al sicuro.

web-bad-request = Mancano alcuni dati o non hanno la forma prevista. Torna alla pagina precedente e riprova.
web-conflict = Nel frattempo qualcuno ha modificato questi dati. Ricarica la pagina e controlla.
web-not-utf8 = Il testo inviato contiene caratteri che non si possono leggere. Riscrivilo e riprova.
web-nul = Il testo inviato contiene un carattere nullo (NUL), che non può essere conservato. Di solito arriva da un copia e incolla: riscrivi il testo e riprova.
web-too-many-fields = Il modulo inviato ha troppi campi.
web-broken-body = I dati inviati si sono interrotti o non hanno la forma prevista. Torna alla pagina precedente e riprova.

web-expired-kept = È passato molto tempo dall’ultima operazione, oppure hai fatto l’accesso da un’altra pagina. Quello che hai scritto è conservato qui sotto: non chiudere questa pagina.
web-expired-enter = Accedi di nuovo
web-expired-login = Accedi di nuovo (si apre in un’altra scheda)
web-expired-come-back = Torna in questa scheda e premi il pulsante qui sotto.
web-expired-resume = Riprendi da dove eri rimasto
web-expired-resume-text = Hai fatto di nuovo l’accesso: premi il pulsante per riprendere da dove eri rimasto.
web-expired-files = I file che avevi scelto non possono essere conservati: andranno scelti di nuovo.
web-expired-typed = Mostra quello che avevi scritto
