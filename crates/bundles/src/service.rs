//! `service.toml` and its translation: what the sheet says, what the law asks to say.

use crate::problem::{BundleProblem, read_toml};
use flow::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the procedure starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// On the request of a party (istanza di parte).
    OnRequest,
    /// By the administration (d'ufficio).
    ExOfficio,
    /// A mere communication, which asks for no decision.
    Communication,
}

macro_rules! texts {
    ($(#[$outer:meta])* $name:ident { $($(#[$doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct $name {
            $($(#[$doc])* pub $field: Text,)*
        }

        impl $name {
            /// Field names in the files, with the texts.
            pub fn fields(&self) -> Vec<(&'static str, &Text)> {
                vec![$((stringify!($field), &self.$field)),*]
            }

            fn merge(it: &BTreeMap<String, String>, en: &BTreeMap<String, String>, place: &str, problems: &mut Places) -> Self {
                let names = [$(stringify!($field)),*];
                for (lang, texts) in [("it", it), ("en", en)] {
                    for key in texts.keys().filter(|key| !names.contains(&key.as_str())) {
                        problems.unknown(lang, &format!("{place}.{key}"));
                    }
                }
                $name {
                    $($field: Text {
                        it: it.get(stringify!($field)).cloned().unwrap_or_else(|| {
                            problems.missing(&format!("{place}.{}", stringify!($field)));
                            String::new()
                        }),
                        en: en.get(stringify!($field)).cloned(),
                    },)*
                }
            }
        }
    };
}

texts! {
    /// The sheet, in the order of the Modello Comuni; texts are Markdown and may use `{{ body.… }}` and `{{ office.… }}`.
    SheetTexts {
        /// Name of the service.
        title,
        /// One sentence, for lists and search.
        summary,
        /// A chi è rivolto.
        who,
        /// Descrizione.
        description,
        /// Come fare.
        how,
        /// Cosa serve, a Markdown list.
        needed,
        /// Cosa si ottiene.
        obtained,
        /// Tempi e scadenze.
        times,
        /// Quanto costa.
        costs,
        /// Accedi al servizio.
        access,
        /// Condizioni di servizio.
        conditions,
        /// Contatti.
        contacts,
    }
}

texts! {
    /// The art. 13 GDPR notice of this very service (FEN-63, FEN-65).
    Privacy {
        /// Titolare.
        controller,
        /// Responsabile.
        processor,
        /// Data protection officer.
        dpo,
        /// Finalità.
        purpose,
        /// Base giuridica.
        legal_basis,
        /// Whether the data are mandatory and what follows from not giving them.
        provision,
        /// Destinatari.
        recipients,
        /// Transfers outside the Union.
        transfers,
        /// Conservazione.
        retention,
        /// Diritti e reclamo.
        rights,
    }
}

/// A law the service rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalReference {
    /// As it is quoted.
    pub label: Text,
    /// Where to read it.
    pub url: String,
}

/// What a person can do against a decision or against silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// To whom.
    pub title: Text,
    /// How and with what effect.
    pub text: Text,
    /// Within how many days from the act or from silence, where there is a term.
    #[serde(default)]
    pub days: Option<u16>,
    /// The article that gives it.
    pub source: String,
}

/// A service, as described by its bundle; the adopting body adds office, contacts, calendar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Service {
    /// Key, as in the URL.
    pub key: String,
    /// Version for people; the real one is the hash.
    pub version: String,
    /// Category of the Modello Comuni.
    pub category: Text,
    /// Words people search with.
    pub keywords: Vec<String>,
    /// How the procedure starts.
    pub start: Start,
    /// Lowest login level: 1 weak, 2 two factors (SPID 2, CIE, CNS), 3 device.
    pub minimum_level: u8,
    /// Whether a delegate may file.
    pub delegates: bool,
    /// Whether the form holds declarations under DPR 445/2000, so that the art. 76 warning is due.
    pub declarations: bool,
    /// The sheet.
    pub sheet: SheetTexts,
    /// The privacy notice.
    pub privacy: Privacy,
    /// Laws.
    pub legal_references: Vec<LegalReference>,
    /// Remedies.
    pub remedies: Vec<Remedy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    #[serde(rename = "schema")]
    _schema: u32,
    key: String,
    version: String,
    category: Text,
    #[serde(default)]
    keywords: Vec<String>,
    start: Start,
    minimum_level: u8,
    delegates: bool,
    declarations: bool,
    sheet: BTreeMap<String, String>,
    privacy: BTreeMap<String, String>,
    #[serde(default)]
    legal_references: Vec<LegalReference>,
    #[serde(default)]
    remedies: Vec<Remedy>,
}

/// `texts/en.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TranslationFile {
    #[serde(rename = "schema")]
    _schema: u32,
    #[serde(default)]
    sheet: BTreeMap<String, String>,
    #[serde(default)]
    privacy: BTreeMap<String, String>,
    /// Italian text of the form → translation.
    #[serde(default)]
    pub(crate) form: BTreeMap<String, String>,
}

pub(crate) const SERVICE_FILE: &str = "service.toml";
pub(crate) const ENGLISH_FILE: &str = "texts/en.toml";

struct Places(Vec<BundleProblem>);

impl Places {
    fn unknown(&mut self, lang: &str, place: &str) {
        let file = if lang == "it" { SERVICE_FILE } else { ENGLISH_FILE };
        self.0.push(BundleProblem::new(
            file,
            place,
            "il campo non esiste",
            "toglierlo o correggerne il nome",
        ));
    }

    fn missing(&mut self, place: &str) {
        self.0.push(BundleProblem::new(
            SERVICE_FILE,
            place,
            "il campo manca",
            "scriverlo",
        ));
    }
}

/// Reads both files; the translation may be missing, `check` says so.
pub(crate) fn read(text: &str, english: &TranslationFile) -> Result<Service, Vec<BundleProblem>> {
    let file: ServiceFile = read_toml(SERVICE_FILE, text).map_err(|problem| vec![problem])?;
    let mut places = Places(Vec::new());
    let sheet = SheetTexts::merge(&file.sheet, &english.sheet, "sheet", &mut places);
    let privacy = Privacy::merge(&file.privacy, &english.privacy, "privacy", &mut places);
    let mut problems = places.0;
    let mut add = |place: &str, what: &str, remedy: &str| {
        problems.push(BundleProblem::new(SERVICE_FILE, place, what, remedy));
    };
    if !is_slug(&file.key) {
        add(
            "key",
            "la chiave non è ammessa",
            "usare lettere minuscole, cifre e - (massimo 60)",
        );
    }
    if !(1..=3).contains(&file.minimum_level) {
        add("minimum_level", "il livello non esiste", "usare 1, 2 o 3");
    }
    for reference in file
        .legal_references
        .iter()
        .filter(|r| !r.url.starts_with("https://"))
    {
        let place = format!("legal_references: {}", reference.label.it);
        add(
            &place,
            "l'indirizzo non è sicuro",
            "usare un indirizzo che inizia con https://",
        );
    }
    if problems.is_empty() {
        Ok(Service {
            key: file.key,
            version: file.version,
            category: file.category,
            keywords: file.keywords,
            start: file.start,
            minimum_level: file.minimum_level,
            delegates: file.delegates,
            declarations: file.declarations,
            sheet,
            privacy,
            legal_references: file.legal_references,
            remedies: file.remedies,
        })
    } else {
        Err(problems)
    }
}

fn is_slug(key: &str) -> bool {
    key.len() <= 60
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && !key.ends_with('-')
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
