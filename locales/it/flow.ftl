# Why a step of a procedure is refused; the procedure's own words come first where it has some.
flow-refusal-unknown = Questa azione non esiste nel procedimento.
flow-refusal-wrong-state = Nel frattempo la pratica è cambiata: questa azione non è più possibile.
flow-refusal-not-yours = Questa azione spetta ad altri.
flow-refusal-guard = Le condizioni per questa azione non sono soddisfatte.
flow-refusal-guard-fault = La condizione di questa azione non si può valutare sui dati della pratica: avvisare chi gestisce il servizio.
flow-refusal-no-motivation = Scrivere la motivazione (art. 3, L. 241/1990).
flow-refusal-no-text = Scrivere il testo.
flow-refusal-no-assignee = Scegliere a chi va la pratica.
flow-refusal-too-long = Il testo è troppo lungo.
flow-refusal-due-days = I giorni per rispondere non sono fra quelli ammessi.
flow-note-no-second-suspension = Il termine è già stato sospeso una volta: questa richiesta non lo sospende di nuovo (art. 2, comma 7, L. 241/1990).
flow-note-term-over = Il termine era già scaduto: questa richiesta non lo sospende.
