//! Templates of messages, acts and sheets: known variables only, no files, bounded work.

use crate::Publisher;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Steps a template may take.
const FUEL: u64 = 50_000;
/// Longest result, in bytes.
const MAX_OUTPUT: usize = 256 * 1024;

macro_rules! vars {
    ($(#[$outer:meta])* $name:ident { $($(#[$doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct $name {
            $($(#[$doc])* pub $field: String,)*
        }
        impl $name {
            fn sample() -> Self {
                $name { $($field: stringify!($field).to_owned()),* }
            }
        }
    };
}

vars! {
    /// `body.…`: the administration.
    BodyVars {
        /// Name.
        name,
        /// Certified e-mail.
        pec,
        /// E-mail.
        email,
        /// Postal address.
        address,
        /// Contact of the data protection officer.
        dpo,
    }
}
vars! {
    /// `office.…`: the office in charge.
    OfficeVars {
        /// Name.
        name,
        /// E-mail.
        email,
        /// Telephone.
        phone,
        /// Where it is.
        address,
        /// Opening hours.
        hours,
    }
}
vars! {
    /// `person.…`: who receives the message.
    PersonVars {
        /// Name and surname.
        name,
    }
}
vars! {
    /// `responsible.…`: the person responsible for the procedure.
    ResponsibleVars {
        /// Name and surname.
        name,
        /// E-mail.
        email,
    }
}
vars! {
    /// `case.…`: dates are written out, as `09/02/2024`.
    CaseVars {
        /// Application number.
        number,
        /// Register number and year; empty while it is being given.
        register_number,
        /// Instant of receipt.
        received_at,
        /// Last day for the answer; empty when it is set by an act.
        due_on,
        /// Name of the state.
        state,
        /// Absolute address of the case page.
        url,
    }
}
vars! {
    /// `integration.…`: the request for integration at hand.
    IntegrationVars {
        /// What is asked.
        text,
        /// Last day to answer.
        due_on,
        /// Days given.
        days,
        /// A sentence on what happens to the term meanwhile.
        suspension,
    }
}
vars! {
    /// `act.…`: the act at hand.
    ActVars {
        /// Number and year.
        number,
        /// Date.
        date,
        /// Motivation.
        motivation,
    }
}

/// Everything a message or an act may speak of; what does not apply is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MessageVars {
    /// The administration.
    pub body: BodyVars,
    /// The office.
    pub office: OfficeVars,
    /// The recipient.
    pub person: PersonVars,
    /// The responsible person.
    pub responsible: ResponsibleVars,
    /// The case.
    pub case: CaseVars,
    /// The request for integration.
    pub integration: IntegrationVars,
    /// The act.
    pub act: ActVars,
    /// Name of the service, in the language of the message.
    pub service: String,
    /// The text the officer wrote with the action.
    pub text: String,
}

impl MessageVars {
    fn sample() -> Self {
        MessageVars {
            body: BodyVars::sample(),
            office: OfficeVars::sample(),
            person: PersonVars::sample(),
            responsible: ResponsibleVars::sample(),
            case: CaseVars::sample(),
            integration: IntegrationVars::sample(),
            act: ActVars::sample(),
            service: "service".to_owned(),
            text: "text".to_owned(),
        }
    }
}

/// A message or an act, rendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// First line: the subject.
    pub subject: String,
    /// The rest: plain text, paragraphs divided by an empty line.
    pub body: String,
}

/// Why a template could not be rendered; it was checked at load, so this is a fault or an excess.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// No such message or act.
    #[error("no template «{0}»")]
    Missing(String),
    /// The template failed, or took too many steps.
    #[error("template: {0}")]
    Failed(String),
    /// The result is too long.
    #[error("the rendered text is too long")]
    TooLong,
}

static MESSAGE_NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| names(&MessageVars::sample()));
static SHEET_NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| names(&sheet_sample()));

fn sheet_sample() -> Publisher {
    Publisher {
        body: BodyVars::sample(),
        office: OfficeVars::sample(),
    }
}

/// `body.name`, `service`… of a structure of one or two levels.
fn names(vars: &impl Serialize) -> BTreeSet<String> {
    let json = serde_json::to_value(vars).unwrap_or_default();
    let mut names = BTreeSet::new();
    for (key, value) in json.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(fields) => names.extend(fields.keys().map(|field| format!("{key}.{field}"))),
            None => {
                names.insert(key.clone());
            }
        }
    }
    names
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(20);
    // Nothing that repeats work without being counted step by step.
    for function in ["range", "lipsum", "debug"] {
        env.remove_global(function);
    }
    env
}

fn render(source: &str, vars: Value) -> Result<String, RenderError> {
    let text = environment().render_str(source, vars);
    let text = text.map_err(|error| RenderError::Failed(error.to_string()))?;
    if text.len() > MAX_OUTPUT {
        Err(RenderError::TooLong)
    } else {
        Ok(text)
    }
}

pub(crate) fn render_message(source: &str, vars: &MessageVars) -> Result<Rendered, RenderError> {
    let text = render(source, Value::from(Serde(vars)))?;
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    Ok(Rendered {
        subject: subject.trim().to_owned(),
        body: body.trim().to_owned(),
    })
}

pub(crate) fn render_sheet_text(source: &str, publisher: &Publisher) -> Result<String, RenderError> {
    render(source, Value::from(Serde(publisher)))
}

/// What is wrong with the template of a message or an act, in Italian.
pub(crate) fn check_message(source: &str) -> Result<(), String> {
    let (subject, rest) = source.split_once('\n').ok_or("mancano oggetto e testo")?;
    if subject.trim().is_empty() || subject.len() > 300 {
        return Err("la prima riga è l'oggetto: manca o è troppo lunga".to_owned());
    }
    if !rest.starts_with('\n') || rest.trim().is_empty() {
        return Err("dopo l'oggetto servono una riga vuota e il testo".to_owned());
    }
    check_names(source, &MESSAGE_NAMES)?;
    render_message(source, &MessageVars::sample())
        .map(|_| ())
        .map_err(|e| e.to_string())
}

/// What is wrong with a text of the sheet, in Italian.
pub(crate) fn check_sheet_text(source: &str) -> Result<(), String> {
    check_names(source, &SHEET_NAMES)?;
    render_sheet_text(source, &sheet_sample())
        .map(|_| ())
        .map_err(|e| e.to_string())
}

fn check_names(source: &str, known: &BTreeSet<String>) -> Result<(), String> {
    let env = environment();
    let template = env
        .template_from_str(source)
        .map_err(|e| format!("il testo non si legge: {e}"))?;
    let mut unknown: Vec<String> = template
        .undeclared_variables(true)
        .into_iter()
        .filter(|name| !known.contains(name))
        .collect();
    unknown.sort();
    match unknown.first() {
        Some(name) => {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            Err(format!(
                "la variabile «{name}» non esiste; ci sono {}",
                known.join(", ")
            ))
        }
        None => Ok(()),
    }
}
