//! The receipt: communication of the start of the procedure (L. 241/1990 art. 8 and 18-bis; PROC-03..05).

use super::{Paper, PaperHandler};
use crate::Cases;
use crate::model::Case;
use crate::repo::{self, cases as rows};
use crate::sending::Notice;
use bodies::{Body, Directory, Office};
use bundles::Bundle;
use flow::{Audience, Effect};
use jobs::Failure;
use kernel::{Error, Lang};
use serde_json::{Value, json};
use std::sync::Arc;

impl PaperHandler {
    pub(super) async fn receipt(&self, case: &Case) -> Result<Paper, Failure> {
        let cases = &self.cases;
        let reader = cases.store.snapshot().await.map_err(Error::from)?;
        let (record, record_sha256) = rows::filed_record(&reader, case.id)
            .await
            .map_err(Error::from)?
            .ok_or_else(|| Failure::dead("no record"))?;
        let documents = repo::papers::documents(&reader, case.id)
            .await
            .map_err(Error::from)?;
        let represented = rows::represented(&reader, case.id).await.map_err(Error::from)?;
        drop(reader);
        let record: Value =
            serde_json::from_str(&record).map_err(|error| Failure::dead(error.to_string()))?;
        let bundle = cases.catalogue.bundle(&case.bundle_hash).await?;
        let directory = cases.bodies.directory().await?;
        let body = directory.by_id(case.body).ok_or(Error::NotFound)?;
        let office = directory.office(case.office).ok_or(Error::NotFound)?;
        let lang = case.lang;
        // First the application itself: without attachments its digest is the only one, and it is what was sent.
        let record_name = locale::text(lang, "cases-receipt-record");
        let mut sent = vec![json!({ "name": record_name, "sha256": record_sha256 })];
        let attached = documents
            .iter()
            .filter(|document| document.direction == "in" && document.kind == "attachment");
        sent.extend(attached.map(|document| json!({ "name": document.name, "sha256": document.sha256 })));
        let data = json!({
            "letterhead": letterhead(body, office, lang),
            "service": case.title,
            "application_number": case.number,
            "register_number": case.register.map(|number| number.to_string()),
            "presented_at": case.received_at.rome_text(),
            "applicant": case.applicant,
            "represented": represented,
            "late": case.late.then(|| locale::text(lang, "cases-receipt-late")),
            "filing_basis": locale::text(lang, &format!("cases-basis-{}", case.filing_basis)),
            "notice": self.start_notice(case, &bundle, body, office),
            "silence": bundle.flow.main_clock().and_then(|clock| clock.silence.as_ref()).map(|s| s.text.get(lang)),
            "documents": sent,
            "answers": answers(&bundle, &record, lang),
            "ledger_head": case.ledger_head.as_deref().map(hex::encode).unwrap_or_default(),
            "check_url": cases.check_url(case),
        });
        Ok(Paper {
            template: "receipt",
            data,
            lang,
            at: case.received_at,
        })
    }

    /// The seven contents of art. 8 c. 2.
    fn start_notice(&self, case: &Case, bundle: &Bundle, body: &Body, office: &Office) -> Value {
        let lang = case.lang;
        let place = |office: &Office| {
            let parts = [
                Some(office.name_in(lang)),
                office.address.as_deref(),
                office.hours_in(lang),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" — ")
        };
        json!({
            "administration": body.name_in(lang),
            "object": case.title,
            "office": office.name_in(lang),
            "digital_domicile": office.pec.as_deref().or(body.pec.as_deref()).unwrap_or_default(),
            "responsible": case.responsible_name,
            "term": answer_term(case),
            "inertia_remedies": crate::texts::remedies(bundle, lang),
            "online_access": format!(
                "{} {}",
                locale::text(lang, "cases-receipt-online"),
                self.cases.case_url(body, case)
            ),
            "offline_office": place(office),
        })
    }
}

impl Cases {
    /// What the desk and the e-mail say of a receipt.
    ///
    /// The words are those of the message the flow sends to the applicant at the start, when it sends one.
    pub(crate) fn receipt_notice(
        &self,
        directory: &Directory,
        case: &Case,
        bundle: &Bundle,
    ) -> Result<Notice, Error> {
        let first = bundle
            .flow
            .start()
            .effects
            .into_iter()
            .find_map(|effect| match effect {
                Effect::Notify {
                    message,
                    to: Audience::Applicant,
                } => Some(message),
                _ => None,
            });
        if let Some(key) = first {
            let vars = self.case_vars(directory, case, bundle)?;
            let written = bundle.message(&key, case.lang, &vars).map_err(Error::internal)?;
            return Ok(Notice {
                kind: "receipt",
                subject: written.subject,
                text: written.body,
            });
        }
        let register = crate::pages::words::register(case.register, case.lang);
        let args = [
            ("service", case.title.as_str().into()),
            ("number", case.number.as_str().into()),
            ("register", register.as_str().into()),
        ];
        Ok(Notice {
            kind: "receipt",
            subject: locale::text_args(case.lang, "cases-receipt-mail-subject", &args),
            text: locale::text_args(case.lang, "cases-receipt-mail-text", &args),
        })
    }
}

pub(super) fn letterhead(body: &Arc<Body>, office: &Arc<Office>, lang: Lang) -> Value {
    let lines: Vec<&str> = [&body.address, &body.pec, &body.website]
        .into_iter()
        .filter_map(|line| line.as_deref())
        .collect();
    json!({ "body": body.name_in(lang), "office": office.name_in(lang), "lines": lines })
}

fn answer_term(case: &Case) -> Value {
    match case.due_on {
        Some(due) => {
            let explanation: Option<terms::Explanation> = serde_json::from_value(case.term.clone()).ok();
            json!({
                "kind": "last_day",
                "date": crate::pages::words::date(due),
                "explanation": explanation.map(|explanation| explanation.sentence(case.lang)),
            })
        }
        None => json!({ "kind": "set_by_act" }),
    }
}

fn answers(bundle: &Bundle, record: &Value, lang: Lang) -> Value {
    let data = record.get("data").unwrap_or(&Value::Null);
    let section = |section: forms::SummarySection| {
        let rows: Vec<Value> = section
            .rows
            .into_iter()
            .map(|row| json!({ "label": row.label, "value": row.value }))
            .collect();
        json!({ "title": section.title, "rows": rows })
    };
    bundle
        .form_in(lang)
        .summary(data, lang)
        .into_iter()
        .map(section)
        .collect()
}
