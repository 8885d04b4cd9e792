//! What messages and acts may speak of, and the small texts of a bundle that pages show.

use crate::Cases;
use crate::effects::{Acting, Worked};
use crate::model::Case;
use crate::pages::words;
use bodies::Directory;
use bundles::{
    ActVars, Bundle, CaseVars, IntegrationVars, MessageVars, PersonVars, Publisher, ResponsibleVars,
};
use forms::Component;
use kernel::{Error, Lang, Result};
use serde_json::Value;

/// Name of the service.
pub(crate) fn title(bundle: &Bundle, lang: Lang) -> &str {
    bundle.service.sheet.title.get(lang)
}

/// The person who files, as the rules of a bundle may ask about them.
pub(crate) fn filer(party: &bodies::Party, level: u8) -> bundles::Filer {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    bundles::Filer {
        fiscal_code: text(&party.fiscal_code),
        name: text(&party.given_name),
        surname: text(&party.family_name),
        level,
    }
}

/// Where the applicant asked to be written to: the answer to the question prefilled with the e-mail of the profile, or
/// the profile's own address (FORM-15).
pub(crate) fn address(bundle: &Bundle, lang: Lang, data: &Value, filer: &bodies::Party) -> Option<String> {
    fn asked<'a>(components: &'a [Component], data: &'a Value) -> Option<&'a str> {
        components.iter().find_map(|component| {
            let wish = component
                .raw
                .pointer("/properties/prefill")
                .and_then(Value::as_str);
            let own = (wish == Some("profile.email"))
                .then(|| forms::value_at(data, &component.path))
                .flatten();
            own.and_then(Value::as_str)
                .or_else(|| asked(&component.children, data))
        })
    }
    let pages = bundle.form_in(lang).pages();
    let typed = pages.iter().find_map(|page| asked(&page.components, data));
    typed
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .or_else(|| filer.email.clone())
}

/// The remedies of the service, one sentence each.
pub(crate) fn remedies(bundle: &Bundle, lang: Lang) -> String {
    let remedy = |remedy: &bundles::Remedy| format!("{}: {}", remedy.title.get(lang), remedy.text.get(lang));
    bundle
        .service
        .remedies
        .iter()
        .map(remedy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Who offers the service of a case, as its texts may name them.
pub(crate) fn publisher(directory: &Directory, case: &Case, lang: Lang) -> Result<Publisher> {
    let body = directory.by_id(case.body).ok_or(Error::NotFound)?;
    Ok(catalogue::publisher(
        body,
        directory.office(case.office).map(|office| &**office),
        lang,
    ))
}

impl Cases {
    /// What a message about a case may name, in the filing language.
    pub(crate) fn case_vars(
        &self,
        directory: &Directory,
        case: &Case,
        bundle: &Bundle,
    ) -> Result<MessageVars> {
        let lang = case.lang;
        let body = directory.by_id(case.body).ok_or(Error::NotFound)?;
        let publisher = publisher(directory, case, lang)?;
        let office = directory.office(case.office);
        let (state, _) = words::state(bundle, &case.state, case.area, lang);
        Ok(MessageVars {
            body: publisher.body,
            office: publisher.office,
            person: PersonVars {
                name: case.applicant.clone(),
            },
            responsible: ResponsibleVars {
                name: case.responsible_name.clone(),
                email: office.and_then(|office| office.email.clone()).unwrap_or_default(),
            },
            case: CaseVars {
                number: case.number.clone(),
                register_number: case.register.map(|number| number.to_string()).unwrap_or_default(),
                received_at: case.received_at.rome_text(),
                due_on: case.due_on.map(words::date).unwrap_or_default(),
                state,
                url: self.case_url(body, case),
            },
            service: case.title.clone(),
            ..MessageVars::default()
        })
    }

    /// The same, with what the transition at hand adds.
    pub(crate) fn message_values(&self, worked: &Worked, acting: &Acting<'_>) -> Result<MessageVars> {
        let lang = worked.case.lang;
        let mut vars = self.case_vars(acting.directory, &worked.case, &worked.bundle)?;
        vars.text = acting
            .given
            .text
            .clone()
            .or_else(|| acting.answer.clone())
            .unwrap_or_default();
        vars.act = ActVars {
            number: String::new(),
            date: words::date(acting.at.rome_date()),
            motivation: acting.given.motivation.clone().unwrap_or_default(),
        };
        if let Some(integration) = worked.integrations.last() {
            let key = if integration.suspends {
                "cases-integration-suspends"
            } else {
                "cases-integration-not-suspending"
            };
            let days = integration
                .due_on
                .since(integration.asked_at.rome_date())
                .map_or(0, |span| span.get_days());
            vars.integration = IntegrationVars {
                text: integration.text.clone(),
                due_on: words::date(integration.due_on),
                days: days.to_string(),
                suspension: locale::text(lang, key).to_owned(),
            };
        }
        Ok(vars)
    }
}
