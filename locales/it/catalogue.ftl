# Pagine pubbliche: portale, enti, servizi, aiuto, note.

catalogue-portal-title = I servizi online del tuo territorio
catalogue-portal-lead = Scegli il Comune o l’ente a cui devi rivolgerti: trovi che cosa serve, compili la richiesta quando vuoi e la segui fino alla risposta.
catalogue-portal-search = Cerca il tuo ente per nome
catalogue-portal-found = { $count ->
    [one] Un ente trovato.
   *[other] { $count } enti trovati.
}
catalogue-portal-all = Mostra tutti gli enti
catalogue-portal-not-found = Nessun ente corrisponde a «{ $query }»
catalogue-portal-not-found-text = Prova con una sola parola del nome, anche solo le prime lettere.
catalogue-portal-none = Non c’è ancora nessun ente
catalogue-portal-none-text = L’installazione è pronta: quando un ente viene aggiunto, compare qui.
catalogue-portal-how = Come funziona
catalogue-portal-how-1 = Scegli l’ente e il servizio.
catalogue-portal-how-1-text = La scheda dice a chi è rivolto, che cosa serve, quanto costa e in quanto tempo arriva la risposta.
catalogue-portal-how-2 = Compila e salva.
catalogue-portal-how-2-text = Puoi fermarti in ogni momento e riprendere da un altro dispositivo: quello che salvi non è ancora trasmesso.
catalogue-portal-how-3 = Trasmetti e segui la pratica.
catalogue-portal-how-3-text = Ricevi subito la ricevuta con il numero e poi vedi a che punto è la pratica.
catalogue-kind-comune = Comuni
catalogue-kind-unione = Unioni di Comuni
catalogue-kind-provincia = Province
catalogue-kind-regione = Regioni
catalogue-kind-associazione = Associazioni
catalogue-kind-other = Altri enti

catalogue-home-title = { $body }: servizi online
catalogue-home-lead = Trova il servizio che cerchi, compila la richiesta quando vuoi e seguila fino alla risposta.
catalogue-notices = Avvisi
catalogue-notice = Avviso
catalogue-notice-from-to = Valido dal { $from } al { $to }
catalogue-notice-from = Valido dal { $from }
catalogue-quick-links = Link rapidi
catalogue-external = si apre un altro sito
catalogue-featured = Servizi in evidenza
catalogue-tree = Tutti i servizi per categoria
catalogue-other-services = Altri servizi
catalogue-all-services = Vedi tutti i servizi
catalogue-yours = La tua area e l’aiuto
catalogue-desk-text = Le bozze salvate, le richieste trasmesse e quelle concluse.
catalogue-instructions-text = Come accedere, compilare, salvare e trasmettere.

catalogue-services = Servizi
catalogue-services-lead = Ogni scheda dice che cosa serve prima di iniziare e in quanto tempo arriva la risposta.
catalogue-search-label = Cerca un servizio per nome o argomento
catalogue-by-category = Servizi per categoria
catalogue-every-category = Tutte le categorie
catalogue-count = { $count ->
    [one] Un servizio.
   *[other] { $count } servizi.
}
catalogue-not-found = Nessun servizio corrisponde a «{ $query }»
catalogue-not-found-text = Prova con meno parole o con le prime lettere; gli accenti non contano.
catalogue-none = Non c’è ancora nessun servizio pubblicato
catalogue-none-text = I servizi compaiono qui quando l’ente li pubblica.
catalogue-adoption-changed = Il servizio è cambiato mentre lo guardavi: rileggilo e riprova.
catalogue-service-taken = L’ente offre già un servizio con questo indirizzo.
catalogue-category-taken = C’è già una categoria con questo indirizzo.
catalogue-window-taken = C’è già una finestra con questo numero.
catalogue-parameter-taken = C’è già un valore di questo parametro per lo stesso giorno.

catalogue-topic = Categoria
catalogue-index = Indice della pagina
catalogue-start = Accedi al servizio
catalogue-prepare = Prepara la richiesta
catalogue-before = Prima di iniziare guarda
catalogue-before-link = che cosa serve
catalogue-status-active = Servizio attivo
catalogue-status-open = Domande aperte
catalogue-status-late = Termine scaduto
catalogue-status-opens = Non ancora aperto
catalogue-status-closed = Domande chiuse
catalogue-window-open-until = Le domande si trasmettono fino al { $close }.
catalogue-window-open = Le domande sono aperte; nessun atto ha ancora fissato la chiusura.
catalogue-window-late = Il termine è scaduto il { $close }. Una domanda trasmessa ora è registrata come tardiva.
catalogue-window-opens = Le domande si aprono il { $open }. Intanto puoi preparare la richiesta e salvarla: la trasmetti quando il servizio apre.
catalogue-window-closed-since = Le domande si sono chiuse il { $close }.
catalogue-window-closed = In questo momento non si ricevono domande.
catalogue-window-from-to = Dal { $open } al { $close }
catalogue-window-from = Dal { $open }

catalogue-part-who = A chi è rivolto
catalogue-part-description = Descrizione
catalogue-part-how = Come fare
catalogue-part-needed = Cosa serve
catalogue-part-obtained = Cosa si ottiene
catalogue-part-times = Tempi e scadenze
catalogue-part-costs = Quanto costa
catalogue-part-access = Accedi al servizio
catalogue-part-conditions = Condizioni di servizio
catalogue-part-laws = Riferimenti normativi
catalogue-part-contacts = Contatti
catalogue-needed-login = Come si accede
catalogue-level-1 = Serve un’identità digitale, anche di livello 1.
catalogue-level-2 = Serve un’identità digitale a due fattori: SPID di livello 2, CIE oppure CNS (tessera sanitaria).
catalogue-level-3 = Serve un’identità digitale di livello 3: SPID di livello 3, CIE con lettore oppure CNS.
catalogue-delegates = Può presentare la richiesta anche una persona delegata.
catalogue-needed-steps = I passi della richiesta
catalogue-steps = { $count ->
    [one] Il modulo ha un passo, poi il riepilogo e la trasmissione. Puoi salvare in ogni momento e riprendere più tardi.
   *[other] Il modulo ha { $count } passi, poi il riepilogo e la trasmissione. Puoi salvare in ogni momento e riprendere più tardi.
}
catalogue-needed-documents = I file che il modulo può chiedere
catalogue-declarations = La richiesta contiene dichiarazioni sostitutive (DPR 445/2000, artt. 46 e 47): chi dichiara il falso ne risponde penalmente e perde i benefici ottenuti (artt. 75 e 76).
catalogue-days = { $count ->
    [one] un giorno
   *[other] { $count } giorni
}
catalogue-months = { $count ->
    [one] un mese
   *[other] { $count } mesi
}
catalogue-years = { $count ->
    [one] un anno
   *[other] { $count } anni
}
catalogue-times-answer = Quando arriva la risposta
catalogue-term = La risposta arriva entro { $length } dalla presentazione della richiesta.
catalogue-term-by-act = Il termine per la risposta è fissato con un atto dell’ente: lo trovi nella ricevuta appena è stabilito.
catalogue-suspension = { $times ->
    [one] Se l’ufficio chiede integrazioni il termine si può sospendere una volta sola, per non più di { $days } giorni.
   *[other] Se l’ufficio chiede integrazioni il termine si può sospendere fino a { $times } volte, ognuna per non più di { $days } giorni.
}
catalogue-times-silence = Se la risposta non arriva
catalogue-times-windows = Quando si presentano le domande
catalogue-remedies = Che cosa puoi fare se la risposta è negativa o non arriva
catalogue-access-text = Dopo l’accesso entri direttamente nella richiesta. Puoi salvarla e riprenderla: è presentata solo quando la trasmetti.
catalogue-notice-link = Informativa sul trattamento dei dati personali di questo servizio
catalogue-contact-address = Indirizzo
catalogue-contact-hours = Orario
catalogue-contact-phone = Telefono
catalogue-contact-email = Email
catalogue-contact-pec = PEC
catalogue-responsible = Chi risponde del procedimento
catalogue-responsible-name = Responsabile del procedimento
catalogue-substitute = Chi interviene se l’ufficio non risponde
catalogue-substitute-law = Titolare del potere sostitutivo (L. 241/1990, art. 2, comma 9-bis)

catalogue-service-privacy = Informativa sulla privacy del servizio
catalogue-service-privacy-lead = Come sono trattati i dati personali di chi usa il servizio «{ $service }» (art. 13 del regolamento UE 2016/679).
catalogue-back-to-service = Torna alla scheda del servizio
catalogue-privacy = Informativa sulla privacy
catalogue-privacy-lead = Come sono trattati i dati personali di chi usa questo sito (art. 13 del regolamento UE 2016/679). Ogni servizio ha poi la sua informativa.
catalogue-privacy-see-contacts = i recapiti in fondo alla pagina
catalogue-privacy-controller = Titolare del trattamento
catalogue-privacy-controller-text = Titolare: { $body }. Recapito: { $contact }. Un servizio può avere un titolare diverso: lo dice la sua informativa.
catalogue-privacy-dpo = Responsabile della protezione dei dati
catalogue-privacy-dpo-text = Recapito: { $dpo }.
catalogue-privacy-data = Quali dati
catalogue-privacy-data-text = I dati dell’identità digitale con cui accedi (nome, cognome, codice fiscale, recapiti se comunicati), le bozze che salvi, le richieste che trasmetti con i loro allegati e i messaggi che scambi con gli uffici. Se chiedi assistenza, un appuntamento o segnali un disservizio: nome, recapiti e ciò che scrivi. Le valutazioni delle pagine non hanno dati di chi le dà. Le pagine pubbliche si consultano senza accedere.
catalogue-privacy-purpose = Perché e con quale base giuridica
catalogue-privacy-purpose-text = Per ricevere le richieste, rispondere e conservarne la prova: esecuzione di compiti di interesse pubblico e obblighi di legge (art. 6, paragrafo 1, lettere c ed e del regolamento UE 2016/679; legge 241/1990; decreto legislativo 82/2005). Senza questi dati la richiesta non può essere presentata.
catalogue-privacy-cookies = Cookie
catalogue-privacy-cookies-text = Il sito usa solo cookie tecnici, necessari a mantenere l’accesso e, se valuti una pagina, a contare un voto al giorno (dura un giorno e non dice chi sei): per questi non serve il consenso. Non ci sono cookie di altri siti, né statistiche che riconoscono le persone.
catalogue-privacy-recipients = Chi può vederli
catalogue-privacy-recipients-text = Solo il personale autorizzato dell’ufficio competente, e chi gestisce il sistema per conto del titolare come responsabile del trattamento. Ogni accesso ai dati di una pratica è registrato.
catalogue-privacy-transfers = Trasferimenti fuori dall’Unione europea
catalogue-privacy-transfers-text = I dati non sono trasferiti fuori dall’Unione europea.
catalogue-privacy-retention = Per quanto tempo
catalogue-privacy-retention-text = Le bozze fino alla scadenza indicata in «Le mie pratiche»; le richieste trasmesse per il tempo detto nell’informativa di ogni servizio e nel piano di conservazione dell’ente; le richieste di assistenza, le segnalazioni e le richieste di appuntamento fino a due anni dopo la chiusura.
catalogue-privacy-rights = I tuoi diritti
catalogue-privacy-rights-text = Puoi chiedere al titolare di accedere ai tuoi dati, correggerli, limitarne l’uso o opporti al trattamento (artt. 15-22 del regolamento UE 2016/679) e puoi presentare reclamo al Garante per la protezione dei dati personali (art. 77).
catalogue-privacy-services = Informative dei singoli servizi
catalogue-privacy-services-text = Per ogni servizio: titolare, responsabile, finalità, base giuridica, destinatari, conservazione e diritti.

catalogue-faq-title = Domande frequenti
catalogue-faq-text = Le risposte ai dubbi più comuni, per argomento.
catalogue-faq-lead = Le risposte ai dubbi più comuni. Per una guida passo per passo leggi le
catalogue-faq-lead-link = istruzioni
catalogue-faq-topics = Argomenti
catalogue-faq-none = Non ci sono ancora domande frequenti
catalogue-faq-none-text = Intanto le istruzioni spiegano come accedere, compilare e trasmettere.

catalogue-instructions = Istruzioni
catalogue-instructions-lead = Come si usa questo sito, dall’accesso alla risposta dell’ufficio.
catalogue-instructions-index = Indice generale delle istruzioni
catalogue-instructions-to-index = Torna all’indice
catalogue-help-login = Registrarsi e accedere
catalogue-help-login-text =
    Non serve registrarsi: si accede con la propria identità digitale, **SPID**, **CIE** (carta d’identità elettronica) o **CNS** (tessera sanitaria). Al primo accesso l’area personale si crea da sé, con i dati che l’identità digitale comunica.

    Le schede dei servizi, le domande frequenti e queste istruzioni si leggono senza accedere. L’accesso si chiede solo quando inizi una richiesta o apri «Le mie pratiche»; dopo l’accesso torni nel punto in cui eri.

    Le credenziali sono **strettamente personali**: non darle a nessuno, nemmeno a chi ti aiuta.
catalogue-help-login-link = Accedi all’area personale
catalogue-help-find = Trovare un servizio
catalogue-help-find-text =
    Nella pagina iniziale dell’ente i servizi sono divisi per categoria; puoi anche cercarli per nome, con le prime lettere e senza badare agli accenti.

    La **scheda** di ogni servizio dice a chi è rivolto, che cosa serve, quanto costa, in quanto tempo arriva la risposta e chi ne è responsabile. Leggi «Cosa serve» prima di iniziare: così hai già pronti dati e documenti.
catalogue-help-find-link = Vai all’elenco dei servizi
catalogue-help-fill = Compilare il modulo
catalogue-help-fill-text =
    Premi «Accedi al servizio» nella scheda. Il modulo è diviso in passi: vedi sempre a che punto sei e puoi tornare indietro a correggere.

    I campi con l’asterisco sono obbligatori. Se qualcosa non va, un riquadro in alto elenca gli errori e porta al campo da correggere; quello che hai scritto non si perde.
catalogue-help-save = Salvare non è trasmettere
catalogue-help-save-text =
    - **Salvare** conserva la bozza, anche incompleta o con errori. La ritrovi in «Le mie pratiche», area *Bozze*, da qualunque dispositivo, fino alla scadenza indicata. L’ufficio **non** la vede e **nessun termine** comincia a decorrere.
    - **Trasmettere** presenta la richiesta all’ente: da quel momento ha un numero, una ricevuta e una data certa, e non si modifica più.

    Una richiesta salvata e mai trasmessa non è stata presentata.
catalogue-help-attach = Allegare documenti
catalogue-help-attach-text =
    Il modulo dice quali tipi di file accetta e la dimensione massima. Il tipo si riconosce dal contenuto, non dal nome. Un allegato si può sostituire o togliere finché la richiesta non è trasmessa.

    Accanto a ogni file trovi la sua *impronta* (SHA-256), che compare anche nella ricevuta: prova che il file ricevuto è proprio il tuo.
catalogue-help-transmit = Trasmettere e avere la ricevuta
catalogue-help-transmit-text =
    Dopo l’ultimo passo il **Riepilogo** mostra tutto in una pagina sola. Il pulsante **TRASMETTI** compare quando la bozza è salvata e completa.

    Dopo la trasmissione trovi la richiesta in «Le mie pratiche», area *Richieste trasmesse in lavorazione*: è la prova che è andata a buon fine. La ricevuta, da vedere e da scaricare in PDF, riporta il numero della richiesta, il numero di protocollo, l’istante di ricezione e l’ultimo giorno per la risposta.

    Conta il momento in cui il sistema **riceve** la tua richiesta, non quello in cui hai aperto la pagina.
catalogue-help-follow = Seguire la pratica
catalogue-help-follow-text =
    «Le mie pratiche» ha tre aree: *Bozze (salvate, non trasmesse)*, *Richieste trasmesse in lavorazione* e *Concluse*. Aprendo una pratica vedi quello che hai scritto, i documenti, i messaggi, che cosa succede adesso ed entro quando.
catalogue-help-follow-link = Vai alle mie pratiche
catalogue-help-integrate = Rispondere a una richiesta di integrazione
catalogue-help-integrate-text =
    Se manca qualcosa l’ufficio lo chiede con un messaggio: la richiesta compare nella pratica, con il termine per rispondere. Rispondi da lì, con testo e allegati. Mentre l’ufficio aspetta, il termine per la risposta si sospende come prevede la legge; la pratica spiega di quanto.
catalogue-help-others = Agire per un’altra persona
catalogue-help-others-text =
    Per presentare una richiesta a nome di altri serve una **delega**: ognuno accede sempre con la propria identità digitale. Usare le credenziali di un’altra persona non è permesso, nemmeno con il suo consenso. La scheda dice se il servizio accetta deleghe; chi non ha un’identità digitale può rivolgersi allo sportello.
catalogue-help-account = Gestire il profilo e uscire
catalogue-help-account-text =
    Il tuo nome, in alto a destra, apre il menu con le tue pratiche, i messaggi e l’uscita. **Esci** sempre quando usi un dispositivo non tuo.

    Nome, cognome e codice fiscale arrivano dall’identità digitale e non si cambiano qui: se sono sbagliati, rivolgiti al gestore della tua identità. Se la sessione scade mentre scrivi, quello che hai scritto è conservato nella pagina: accedi di nuovo e riprendi.
catalogue-help-devices = Dispositivi e browser
catalogue-help-devices-text =
    Il sito funziona su computer, tablet e telefono, con le versioni degli ultimi due anni di Chrome, Edge, Firefox e Safari. Funziona anche senza JavaScript e con gli ausili per la lettura dello schermo. Per la ricevuta serve un programma che legge i PDF.
catalogue-help-devices-link = Leggi la dichiarazione di accessibilità
catalogue-help-help = Chiedere aiuto
catalogue-help-help-text =
    Per un dubbio su un servizio scrivi al responsabile o all’ufficio: i recapiti sono in fondo a ogni scheda. Se compare un errore, indica il *codice della richiesta* mostrato nella pagina.

    Che cos’è la posta elettronica certificata e come averla: [pagina dell’AgID sulla PEC](https://www.agid.gov.it/it/piattaforme/posta-elettronica-certificata).
catalogue-help-help-link = Leggi le domande frequenti

catalogue-accessibility = Dichiarazione di accessibilità
catalogue-accessibility-lead = Questo sito deve poter essere usato da chiunque. Qui trovi come è stato costruito e che cosa fare se incontri un ostacolo.
catalogue-accessibility-state = Come è costruito
catalogue-accessibility-state-text =
    Le pagine sono scritte per rispettare le WCAG 2.2, livello AA, e la norma UNI CEI EN 301 549: si usano con la sola tastiera, con lettori di schermo, con caratteri ingranditi e su schermi larghi 320 pixel, anche senza JavaScript. I documenti prodotti dal sistema sono PDF accessibili (PDF/UA).

    La dichiarazione resa sul modello dell’AgID, con lo stato di conformità, è pubblicata nel sito istituzionale dell’ente: { $website }
catalogue-accessibility-limits = Che cosa può non essere accessibile
catalogue-accessibility-limits-text = I file allegati da chi presenta una richiesta e i documenti prodotti fuori da questo sistema, che restano come sono stati ricevuti.
catalogue-accessibility-feedback = Segnala un problema
catalogue-accessibility-feedback-text = Scrivi a { $contact } dicendo quale pagina volevi usare e che cosa non ha funzionato. L’ente ({ $body }) risponde entro 30 giorni.
catalogue-accessibility-enforcement = Se la risposta non arriva o non basta
catalogue-accessibility-enforcement-text = Puoi rivolgerti al Difensore civico per il digitale, presso l’AgID, come prevede l’art. 3-quinquies della legge 4/2004.
catalogue-accessibility-about = Come si verifica
catalogue-accessibility-about-text = Ogni pagina è controllata in modo automatico a ogni modifica del programma, con le regole WCAG 2.0, 2.1 e 2.2 di livello A e AA.

catalogue-legal = Note legali
catalogue-legal-lead = Le condizioni con cui si usano questo sito e i suoi contenuti.
catalogue-legal-licence = Licenza dei contenuti
catalogue-legal-licence-text = In applicazione del principio open by default ai sensi dell’articolo 52 del decreto legislativo 7 marzo 2005, n. 82 (CAD) e salvo dove diversamente specificato (compresi i contenuti incorporati di terzi), i dati, i documenti e le informazioni pubblicati sul sito sono rilasciati con licenza [CC-BY 4.0](https://creativecommons.org/licenses/by/4.0/legalcode.it). Gli utenti sono quindi liberi di condividere (riprodurre, distribuire, comunicare al pubblico, esporre in pubblico), rappresentare, eseguire e recitare questo materiale con qualsiasi mezzo e formato e modificare (trasformare il materiale e utilizzarlo per opere derivate) per qualsiasi fine, anche commerciale con il solo onere di attribuzione, senza apporre restrizioni aggiuntive. Stemmi, marchi e dati personali sono esclusi.
catalogue-legal-value = Valore delle pagine
catalogue-legal-value-text = Le schede dei servizi informano e non sostituiscono gli atti ufficiali dell’ente ({ $body }), pubblicati nell’albo pretorio e nel sito istituzionale: { $website }
catalogue-legal-liability = Responsabilità
catalogue-legal-liability-text = L’ente ({ $body }) cura che le informazioni siano esatte e aggiornate. Per segnalare un errore scrivi a { $contact }.
catalogue-legal-links = Collegamenti ad altri siti
catalogue-legal-links-text = I collegamenti ad altri siti sono offerti per comodità: dei loro contenuti risponde chi li pubblica.
catalogue-legal-software = Programma
catalogue-legal-software-text = Il sito è realizzato con Sportello, software libero con licenza EUPL 1.2.
