//! What to do about each kind of finding.

/// The remedy, in Italian, as an instruction to the author of the form.
pub(super) fn of(kind: &str) -> &'static str {
    let found = REMEDIES.iter().find(|(name, _)| *name == kind);
    found.map_or("correggere il modulo", |(_, remedy)| remedy)
}

const REMEDIES: &[(&str, &str)] = &[
    ("no-title", "dare un titolo al pannello"),
    (
        "duplicate-page",
        "dare al pannello una chiave che nessun altro ha",
    ),
    ("no-label", "scrivere la domanda nell'etichetta (label)"),
    (
        "placeholder-as-label",
        "mostrare l'etichetta e spostare l'esempio nella descrizione",
    ),
    (
        "no-help",
        "dire nella descrizione (description) come va scritta la risposta, con un esempio",
    ),
    (
        "unsupported",
        "sostituire il componente con uno dei tipi disponibili",
    ),
    ("unknown-format", "usare codice-fiscale, partita-iva o iban"),
    (
        "always-hidden",
        "togliere hidden, usare il tipo hidden o togliere la domanda",
    ),
    ("no-options", "aggiungere le opzioni"),
    ("no-questions", "aggiungere le domande (questions)"),
    ("empty-option", "dare un valore all'opzione o toglierla"),
    ("duplicate-option", "dare a ogni opzione un valore diverso"),
    ("no-option-label", "scrivere il testo dell'opzione"),
    (
        "unknown-source",
        "usare comuni, province o nazioni, con at oggi, sempre o un giorno come 2025-03-14; un luogo per domanda",
    ),
    ("remote-options", "scrivere le opzioni nel modulo"),
    (
        "default-not-offered",
        "usare come valore iniziale il valore di una delle opzioni",
    ),
    ("unknown-condition", "usare la chiave di una domanda del modulo"),
    ("unknown-operator", "usare un operatore delle condizioni semplici"),
    ("unknown-option", "usare il valore di una delle opzioni"),
    (
        "never-shown",
        "correggere la condizione, quelle da cui dipende, o togliere la domanda",
    ),
    ("idle-condition", "togliere la condizione o correggerla"),
    ("cycle", "togliere una delle dipendenze"),
    ("pattern", "correggere l'espressione regolare"),
    (
        "script-translated",
        "nessuno: si può sostituire lo script con la regola",
    ),
    ("script-idle", "togliere lo script"),
    ("script", "sostituire lo script con una regola in JsonLogic"),
    ("rule", "correggere la regola in JsonLogic"),
    (
        "unique",
        "togliere l'impostazione unique: l'unicità non viene controllata",
    ),
    ("no-key", "dare una chiave (key) alla domanda"),
    (
        "bad-key",
        "usare nella chiave solo lettere, cifre, - e _, con il punto tra una parte e l'altra",
    ),
    (
        "duplicate-key",
        "dare chiavi diverse, o condizioni che mostrano una domanda alla volta",
    ),
    ("impossible-limits", "correggere i limiti"),
    (
        "bad-date",
        "scrivere una data AAAA-MM-GG o una catena come moment().subtract(18, 'years')",
    ),
    ("bad-size", "scrivere la dimensione come 10MB o 500KB"),
    ("too-many-rows", "ammettere al massimo 1000 righe"),
    ("script-in-text", "togliere il codice dal testo"),
    ("markup-in-label", "scrivere l'etichetta come testo semplice"),
    ("empty-heading", "scrivere il testo del titolo o toglierlo"),
    (
        "heading-order",
        "usare i livelli dei titoli in ordine, senza saltarne",
    ),
    (
        "heading-level",
        "cominciare da h3: i livelli h1 e h2 sono della pagina",
    ),
    (
        "image-without-alt",
        "scrivere il testo alternativo (alt), vuoto se l'immagine è decorativa",
    ),
    ("vague-link", "scrivere nel link dove porta"),
    ("capitals", "scrivere in minuscolo, con la maiuscola iniziale"),
    ("too-large", "dividere il modulo"),
];
