//! The paper of an act (L. 241/1990 art. 3).

use super::{Paper, PaperHandler, receipt::letterhead};
use crate::model::Case;
use crate::repo;
use crate::sending::Notice;
use jobs::Failure;
use kernel::{ActId, Error};
use serde_json::{Value, json};

impl PaperHandler {
    pub(super) async fn act(&self, case: &Case, id: ActId) -> Result<(Paper, Notice), Failure> {
        let cases = &self.cases;
        let reader = cases.store.snapshot().await.map_err(Error::from)?;
        let acts = repo::papers::acts(&reader, case.id).await.map_err(Error::from)?;
        drop(reader);
        let act = acts
            .into_iter()
            .find(|act| act.id == id)
            .ok_or_else(|| Failure::dead("no such act"))?;
        let directory = cases.bodies.directory().await?;
        let body = directory.by_id(case.body).ok_or(Error::NotFound)?;
        let office = directory.office(case.office).ok_or(Error::NotFound)?;
        let bundle = cases.catalogue.bundle(&case.bundle_hash).await?;
        let lang = case.lang;
        let state = bundle
            .flow
            .state(&case.state)
            .map(|state| state.label.get(lang).to_owned());
        let paragraphs = |text: &str| -> Vec<Value> {
            text.split('\n')
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(|line| json!(line))
                .collect()
        };
        let appeal = act.appeal.clone().unwrap_or_default();
        let data = json!({
            "letterhead": letterhead(body, office, lang),
            "kind": state.unwrap_or_else(|| locale::text(lang, "cases-act").to_owned()),
            "number": format!("{}/{}", act.number, act.year),
            "date": crate::pages::words::date(act.adopted_at.rome_date()),
            "register_number": act.register.map(|number| number.to_string()),
            "application_number": case.number,
            "addressee": case.applicant,
            "subject": act.subject,
            "premises": paragraphs(&act.motivation),
            "decision_word": null,
            "decision": paragraphs(&act.decision),
            "signer": {
                "name": act.signer_name,
                "role": locale::text(lang, &format!("cases-role-{}", act.signer_role)),
                "note": locale::text(lang, "cases-act-signature-note"),
            },
            "responsible": case.responsible_name,
            "appeals": [{ "authority": locale::text(lang, "cases-act-appeal"), "term": appeal, "source": null }],
            "documents": [],
            "check_url": null,
        });
        let args = [
            ("service", case.title.as_str().into()),
            ("number", case.number.as_str().into()),
        ];
        let notice = Notice {
            kind: "act",
            subject: act.subject,
            text: locale::text_args(lang, "cases-act-mail-text", &args),
        };
        Ok((
            Paper {
                template: "act",
                data,
                lang,
                at: act.adopted_at,
            },
            notice,
        ))
    }
}
