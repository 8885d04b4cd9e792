//! The sentences.

use kernel::Lang;

/// The sentence of a message, with places for the field and the setting.
pub(super) fn sentence(key: &str, rule: &str, lang: Lang) -> &'static str {
    let found = SENTENCES.iter().find(|(name, _, _)| *name == key);
    let found = found.or_else(|| SENTENCES.iter().find(|(name, _, _)| *name == rule));
    let (italian, english) = match found {
        Some((_, italian, english)) => (*italian, *english),
        None => ("Il campo {field} non è valido", "{field} is not valid"),
    };
    match lang {
        Lang::It => italian,
        Lang::En => english,
    }
}

/// Key (or rule), Italian, English.
const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "required",
        "Il campo {field} è obbligatorio",
        "{field} is required",
    ),
    (
        "minLength",
        "Il campo {field} deve avere almeno {setting} caratteri",
        "{field} must have at least {setting} characters",
    ),
    (
        "maxLength",
        "Il campo {field} può avere al massimo {setting} caratteri",
        "{field} can have at most {setting} characters",
    ),
    (
        "minWords",
        "Il campo {field} deve avere almeno {setting} parole",
        "{field} must have at least {setting} words",
    ),
    (
        "maxWords",
        "Il campo {field} può avere al massimo {setting} parole",
        "{field} can have at most {setting} words",
    ),
    (
        "min",
        "Il campo {field} non può essere minore di {setting}",
        "{field} cannot be less than {setting}",
    ),
    (
        "max",
        "Il campo {field} non può essere maggiore di {setting}",
        "{field} cannot be greater than {setting}",
    ),
    (
        "minSelectedCount",
        "Nel campo {field} occorre scegliere almeno {setting} voci",
        "Choose at least {setting} options in {field}",
    ),
    (
        "maxSelectedCount",
        "Nel campo {field} si possono scegliere al massimo {setting} voci",
        "Choose at most {setting} options in {field}",
    ),
    (
        "pattern",
        "Il campo {field} non è scritto nella forma richiesta",
        "{field} is not written in the required form",
    ),
    (
        "mask",
        "Il campo {field} non è scritto nella forma richiesta",
        "{field} is not written in the required form",
    ),
    (
        "invalid_email",
        "Il campo {field} deve contenere un indirizzo di posta elettronica, come nome@esempio.it",
        "{field} must be an e-mail address, such as name@example.com",
    ),
    (
        "invalid_url",
        "Il campo {field} deve contenere un indirizzo web, come https://www.esempio.it",
        "{field} must be a web address, such as https://www.example.com",
    ),
    (
        "number",
        "Il campo {field} deve contenere un numero",
        "{field} must be a number",
    ),
    (
        "invalidDate",
        "Il campo {field} deve contenere una data valida",
        "{field} must be a valid date",
    ),
    (
        "invalidDay",
        "Il campo {field} deve contenere una data che esiste, con giorno, mese e anno",
        "{field} must be a date that exists, with day, month and year",
    ),
    (
        "requiredDayEmpty",
        "Il campo {field} è obbligatorio: inserire la data",
        "{field} is required: enter the date",
    ),
    (
        "requiredDayField",
        "Nel campo {field} manca il giorno",
        "{field} must include a day",
    ),
    (
        "requiredMonthField",
        "Nel campo {field} manca il mese",
        "{field} must include a month",
    ),
    (
        "requiredYearField",
        "Nel campo {field} manca l’anno",
        "{field} must include a year",
    ),
    (
        "minDate",
        "La data nel campo {field} non può essere precedente al {setting}",
        "The date in {field} cannot be before {setting}",
    ),
    (
        "maxDate",
        "La data nel campo {field} non può essere successiva al {setting}",
        "The date in {field} cannot be after {setting}",
    ),
    (
        "minYear",
        "L’anno nel campo {field} non può essere precedente al {setting}",
        "The year in {field} cannot be before {setting}",
    ),
    (
        "maxYear",
        "L’anno nel campo {field} non può essere successivo al {setting}",
        "The year in {field} cannot be after {setting}",
    ),
    (
        "time",
        "Il campo {field} deve contenere un’ora, come 09:30",
        "{field} must be a time, such as 09:30",
    ),
    (
        "invalidOption",
        "Nel campo {field} occorre scegliere una delle voci proposte",
        "Choose one of the options offered in {field}",
    ),
    (
        "array",
        "Il campo {field} deve contenere un elenco",
        "{field} must be a list",
    ),
    (
        "nonarray",
        "Il campo {field} deve contenere un solo valore",
        "{field} must be a single value",
    ),
    (
        "array_nonempty",
        "Il campo {field} è obbligatorio",
        "{field} is required",
    ),
    (
        "strict:codice-fiscale",
        "Il codice fiscale nel campo {field} non è corretto: controllare tutti i caratteri",
        "The tax code in {field} is not correct: check every character",
    ),
    (
        "strict:partita-iva",
        "La partita IVA nel campo {field} non è corretta: controllare le 11 cifre",
        "The VAT number in {field} is not correct: check the 11 digits",
    ),
    (
        "strict:iban",
        "L’IBAN nel campo {field} non è corretto: controllare tutti i caratteri",
        "The IBAN in {field} is not correct: check every character",
    ),
    (
        "strict:type",
        "Il contenuto del campo {field} non è del tipo richiesto",
        "The content of {field} is not of the required type",
    ),
    (
        "strict:size",
        "Il contenuto del campo {field} è troppo lungo",
        "The content of {field} is too long",
    ),
    (
        "strict:depth",
        "I dati inviati sono troppo annidati",
        "The data sent is nested too deeply",
    ),
    (
        "strict:steps",
        "I calcoli del modulo sono troppi per essere svolti: ridurre il numero di righe",
        "The form has too much to work out: reduce the number of rows",
    ),
    (
        "strict:rounds",
        "I calcoli del modulo non si accordano fra loro: segnalare il problema all’ente",
        "What the form works out contradicts itself: tell the body",
    ),
    (
        "strict:rule",
        "La risposta nel campo {field} non può essere verificata: controllare anche le risposte da cui dipende",
        "The answer in {field} cannot be verified: check the answers it depends on too",
    ),
    (
        "strict:script",
        "Il campo {field} non può essere verificato perché il modulo non è completo: rivolgersi all'ufficio",
        "{field} cannot be verified because the form is not complete: please contact the office",
    ),
    (
        "strict:rows",
        "Nel campo {field} ci sono troppe righe",
        "{field} has too many rows",
    ),
    (
        "strict:max_rows",
        "Nel campo {field} ci possono essere al massimo {setting} righe",
        "{field} can have at most {setting} rows",
    ),
    (
        "strict:min_rows",
        "Nel campo {field} occorrono almeno {setting} righe",
        "{field} needs at least {setting} rows",
    ),
    (
        "strict:file",
        "Il file nel campo {field} non è stato caricato: caricarlo di nuovo",
        "The file in {field} was not uploaded: upload it again",
    ),
    (
        "strict:max_files",
        "Nel campo {field} si possono allegare al massimo {setting} file",
        "At most {setting} files can be attached to {field}",
    ),
    (
        "strict:min_files",
        "Nel campo {field} occorre allegare almeno {setting} file",
        "At least {setting} files must be attached to {field}",
    ),
    (
        "strict:file_type",
        "Un file nel campo {field} non è di un tipo ammesso ({setting})",
        "A file in {field} is not of an allowed type ({setting})",
    ),
    (
        "strict:file_max_size",
        "Un file nel campo {field} è troppo grande: al massimo {setting}",
        "A file in {field} is too large: at most {setting}",
    ),
    (
        "strict:file_min_size",
        "Un file nel campo {field} è troppo piccolo: almeno {setting}",
        "A file in {field} is too small: at least {setting}",
    ),
    (
        "fault",
        "Il contenuto del campo {field} non può essere letto",
        "The content of {field} cannot be read",
    ),
];
