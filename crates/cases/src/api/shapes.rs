//! What goes over the wire. Field names are English; texts are in the language of the address.

use crate::drafting::OpenDraft;
use crate::files::Received;
use crate::model::{Case, CaseSummary};
use crate::reading::CaseView;
use catalogue::Offer;
use forms::Violation;
use kernel::{DocumentId, Lang};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A problem (RFC 9457).
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(
    dead_code,
    reason = "described here, made by `web` from the failure of a call"
)]
pub(super) struct ProblemOut {
    /// Kind of problem: a path of this product.
    r#type: String,
    /// One sentence.
    title: String,
    /// HTTP status.
    status: u16,
    /// What to do.
    detail: String,
    /// Id of the request, also in the log.
    instance: String,
    /// Which conflict, or why the request cannot be read: a word for programs, beside 400 and 409.
    #[schema(required = false, nullable = false)]
    reason: Option<String>,
    /// What is wrong, by field or by path in the form; beside 422.
    #[schema(required = false, nullable = false)]
    errors: Option<BTreeMap<String, Vec<FieldProblemOut>>>,
}

/// Something wrong at one field.
#[derive(ToSchema)]
#[schema(as = FieldProblem)]
#[expect(
    dead_code,
    reason = "described here, made by `web` from the failure of a call"
)]
pub(super) struct FieldProblemOut {
    /// Which rule: a word for programs.
    key: String,
    /// One sentence for people.
    text: String,
}

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "described here, read by `web` part by part")]
pub(super) struct FileIn {
    /// The file with its name.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// A service.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceOut {
    service: String,
    title: String,
    summary: String,
    min_level: i64,
    bundle: String,
    /// Form.io definition; only where one service is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<Value>,
}

impl ServiceOut {
    pub(super) fn brief(offer: &Offer, lang: Lang) -> Self {
        let sheet = &offer.bundle.service.sheet;
        Self {
            service: offer.adoption.service.clone(),
            title: sheet.title.get(lang).to_owned(),
            summary: sheet.summary.get(lang).to_owned(),
            min_level: offer.adoption.min_level,
            bundle: offer.adoption.bundle_hash.clone(),
            form: None,
        }
    }

    pub(super) fn whole(offer: &Offer, lang: Lang) -> Self {
        Self {
            form: Some(offer.bundle.form_in(lang).original().clone()),
            ..Self::brief(offer, lang)
        }
    }
}

/// A page to save.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PageIn {
    /// Version that was read; 0 = never saved.
    pub(super) version: i64,
    /// Answers of the page.
    pub(super) data: Value,
}

/// What is confirmed with the transmission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmIn {
    /// Version of the draft that was read.
    pub(super) version: i64,
    /// Declarations confirmed knowing art. 76 DPR 445/2000.
    #[serde(default)]
    pub(super) declarations: bool,
}

/// A page as it is stored.
#[derive(Serialize, ToSchema)]
pub(super) struct PageOut {
    key: String,
    version: i64,
    valid: bool,
    #[schema(format = "date-time")]
    saved_at: String,
    data: Value,
}

/// An attached file.
#[derive(Serialize, ToSchema)]
pub(super) struct FileOut {
    #[schema(format = "uuid")]
    document: String,
    name: String,
    sha256: String,
    size: u64,
    media_type: String,
}

impl FileOut {
    pub(super) fn received(document: DocumentId, received: &Received) -> Self {
        Self {
            document: document.to_string(),
            name: received.name.clone(),
            sha256: received.stored.sha256.clone(),
            size: received.stored.size,
            media_type: received.stored.media_type.as_str().to_owned(),
        }
    }
}

/// A draft.
#[derive(Serialize, ToSchema)]
pub(super) struct DraftOut {
    #[schema(format = "uuid")]
    id: String,
    service: String,
    version: i64,
    #[schema(format = "date-time")]
    saved_at: String,
    #[schema(format = "date-time")]
    expires_at: String,
    notice_accepted: bool,
    /// Whether another version of the form is in force: it has to move to it before it can be transmitted.
    outdated: bool,
    /// What changed when it moved to another version of the form.
    renewal: Option<Value>,
    /// The case it became.
    #[schema(format = "uuid")]
    case: Option<String>,
    /// Keys of the form's pages, in order.
    form_pages: Vec<String>,
    pages: Vec<PageOut>,
    files: Vec<FileOut>,
}

impl DraftOut {
    pub(super) fn of(open: &OpenDraft) -> Self {
        let draft = &open.draft;
        let page = |page: &crate::DraftPage| PageOut {
            key: page.key.clone(),
            version: page.version,
            valid: page.valid,
            saved_at: page.saved_at.rfc3339(),
            data: page.data.clone(),
        };
        let file = |file: &crate::Attachment| FileOut {
            document: file.document.to_string(),
            name: file.name.clone(),
            sha256: file.sha256.clone(),
            size: u64::try_from(file.size).unwrap_or_default(),
            media_type: file.media_type.clone(),
        };
        Self {
            id: draft.id.to_string(),
            service: open.service.clone(),
            version: draft.version,
            saved_at: draft.saved_at.rfc3339(),
            expires_at: draft.expires_at.rfc3339(),
            notice_accepted: draft.notice_accepted_at.is_some(),
            outdated: open.is_outdated(),
            renewal: draft
                .renewal
                .as_ref()
                .and_then(|renewal| serde_json::to_value(renewal).ok()),
            case: draft.transmitted_case.map(|case| case.to_string()),
            form_pages: open.form().pages().iter().map(|page| page.key.clone()).collect(),
            pages: draft.pages.iter().map(page).collect(),
            files: draft.attachments.iter().map(file).collect(),
        }
    }
}

/// Something wrong at one place.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorOut {
    path: String,
    rule: String,
    message: String,
}

fn errors(errors: &[Violation], lang: Lang) -> Vec<ErrorOut> {
    let out = |error: &Violation| ErrorOut {
        path: error.path.clone(),
        rule: error.rule.clone(),
        message: error.message(lang),
    };
    errors.iter().map(out).collect()
}

/// What came of saving a page.
#[derive(Serialize, ToSchema)]
pub(super) struct SavedOut {
    draft_version: i64,
    page_version: i64,
    /// What is stored now.
    data: Value,
    errors: Vec<ErrorOut>,
}

impl SavedOut {
    pub(super) fn of(open: &OpenDraft, key: &str, violations: &[Violation], lang: Lang) -> Self {
        let page = open.draft.page(key);
        Self {
            draft_version: open.draft.version,
            page_version: page.map_or(0, |page| page.version),
            data: page.map(|page| page.data.clone()).unwrap_or_default(),
            errors: errors(violations, lang),
        }
    }
}

/// An application that was filed.
#[derive(Serialize, ToSchema)]
pub(super) struct TransmittedOut {
    #[schema(format = "uuid")]
    case: String,
    number: String,
    register_number: Option<String>,
    #[schema(format = "date-time")]
    received_at: String,
    /// Last day for the answer; none where an act sets the term.
    #[schema(format = "date")]
    due_on: Option<String>,
    #[schema(format = "uri")]
    check_url: String,
}

impl TransmittedOut {
    pub(super) fn filed(case: &Case, check_url: &str) -> Self {
        Self {
            case: case.id.to_string(),
            number: case.number.clone(),
            register_number: case.register.map(|number| number.to_string()),
            received_at: case.received_at.rfc3339(),
            due_on: case.due_on.map(|due| due.to_string()),
            check_url: check_url.to_owned(),
        }
    }
}

/// A case.
#[derive(Serialize, ToSchema)]
pub(super) struct CaseOut {
    #[schema(format = "uuid")]
    id: String,
    number: String,
    register_number: Option<String>,
    title: String,
    state: String,
    area: String,
    #[schema(format = "date-time")]
    received_at: String,
    #[schema(format = "date")]
    due_on: Option<String>,
    late: bool,
    /// Answers as filed; only where one case is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Value>,
}

impl CaseOut {
    pub(super) fn brief(case: &CaseSummary) -> Self {
        Self {
            id: case.id.to_string(),
            number: case.number.clone(),
            register_number: case.register.map(|number| number.to_string()),
            title: case.title.clone(),
            state: case.state.clone(),
            area: case.area.as_str().to_owned(),
            received_at: case.received_at.rfc3339(),
            due_on: case.due_on.map(|due| due.to_string()),
            late: case.late,
            record: None,
        }
    }

    pub(super) fn whole(view: &CaseView) -> Self {
        let case = &view.case;
        Self {
            id: case.id.to_string(),
            number: case.number.clone(),
            register_number: case.register.map(|number| number.to_string()),
            title: case.title.clone(),
            state: case.state.clone(),
            area: case.area.as_str().to_owned(),
            received_at: case.received_at.rfc3339(),
            due_on: case.due_on.map(|due| due.to_string()),
            late: case.late,
            record: Some(view.record.clone()),
        }
    }
}
