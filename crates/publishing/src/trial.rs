//! Trying a form: from a definition and what was typed to the report and to a page as a citizen sees it. Nothing is kept.

use bundles::MAX_FILE;
use forms::{CheckContext, Form, FormError, FormPage, ImportReport, Mode, Stage, Violation};
use kernel::{Instant, Lang};
use serde_json::{Map, Value};
use web::form_html::{self, RenderOptions};

/// What is tried, as posted by the page.
#[derive(Default)]
pub(crate) struct Attempt {
    /// The Form.io definition.
    pub(crate) definition: String,
    /// The page that was open.
    pub(crate) page: usize,
    /// Answers of every page, by the page's key; JSON.
    pub(crate) answers: String,
    /// The controls of the page that was open; nothing before it was.
    pub(crate) typed: Option<Vec<(String, String)>>,
    /// Whether what was typed is to be judged as when it is saved.
    pub(crate) judge: bool,
    /// The page to show next.
    pub(crate) next: usize,
}

/// Why a text cannot be tried.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// More than a form may be.
    TooLarge,
    /// Not JSON, and where it stops being it.
    NotJson { line: usize, column: usize },
    /// JSON, but no form that can be used.
    NotAForm(String),
}

/// A form on trial.
pub(crate) struct Trial {
    /// What the definition contains, and what of it is served.
    pub(crate) report: ImportReport,
    /// Titles of the pages.
    pub(crate) titles: Vec<String>,
    /// Which page is shown.
    pub(crate) page: usize,
    /// Its controls.
    pub(crate) fields: String,
    /// Answers of every page, as JSON for the next round.
    pub(crate) answers: String,
    /// What is wrong with what was typed, when it was judged.
    pub(crate) errors: Option<Vec<Violation>>,
}

/// Compiles the definition, reads what was typed, draws a page.
pub(crate) fn try_form(
    attempt: &Attempt,
    (lang, now): (Lang, Instant),
    (refresh, lists): (&str, &str),
) -> Result<Trial, Unusable> {
    let definition = read(&attempt.definition)?;
    let (form, report) = import(&definition).map_err(|error| Unusable::NotAForm(error.to_string()))?;
    let last = form.pages().len().saturating_sub(1);
    let mut answers = answers_of(&attempt.answers);
    let open = attempt.page.min(last);
    if let (Some(typed), Some(page)) = (&attempt.typed, form.pages().get(open)) {
        let data = form.decode(open, typed, &whole(&form, &answers));
        answers.insert(page.key.clone(), data);
    }
    let data = whole(&form, &answers);
    let context = CheckContext::at(now).with_stage(Stage::Submit);
    let errors = attempt
        .judge
        .then(|| form.check_page(open, &data, &context).errors);
    // A page with something wrong stays open, as it does for a citizen who saves it.
    let shown = match &errors {
        Some(_) => open,
        None => attempt.next.min(last),
    };
    let outcome = form.check(&data, &context);
    let data = outcome.with_worked_out(&data);
    let options = RenderOptions {
        lang,
        outcome: &outcome,
        refresh,
        files: None,
        lists,
        enter: Some(("_azione", "controlla")),
    };
    let draw =
        |page: &FormPage| form_html::render(page, &data, errors.as_deref().unwrap_or_default(), &options);
    Ok(Trial {
        report,
        titles: form.pages().iter().map(|page| page.title.clone()).collect(),
        page: shown,
        fields: form.pages().get(shown).map(draw).unwrap_or_default(),
        answers: Value::Object(answers).to_string(),
        errors,
    })
}

/// The form as it would be used, or as the original takes it where it could not be published, with the report of its import.
fn import(definition: &Value) -> Result<(Form, ImportReport), FormError> {
    let strict = match Form::compile(definition, Mode::Strict) {
        // Without measure: nothing more is read of it.
        Err(error @ (FormError::TooLarge(..) | FormError::NotAForm)) => return Err(error),
        strict => strict,
    };
    let report = Form::import(definition)?;
    let form = strict.unwrap_or_else(|_| report.form.clone());
    Ok((form, report))
}

fn read(text: &str) -> Result<Value, Unusable> {
    if text.len() > MAX_FILE {
        return Err(Unusable::TooLarge);
    }
    serde_json::from_str(text).map_err(|error| Unusable::NotJson {
        line: error.line(),
        column: error.column(),
    })
}

/// Answers that came back in a hidden control: what is no longer readable there is nothing.
fn answers_of(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The data of all pages together.
fn whole(form: &Form, answers: &Map<String, Value>) -> Value {
    let mut all = Map::new();
    for page in form.pages() {
        if let Some(Value::Object(fields)) = answers.get(&page.key) {
            merge(&mut all, fields);
        }
    }
    Value::Object(all)
}

/// Two pages may hold parts of one container.
fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Object(there)), Value::Object(more)) => merge(there, more),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}
