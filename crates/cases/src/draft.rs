//! A form being filled. Saved is not transmitted: a draft is no application and no event (G-43).

use crate::renewal::Renewal;
use forms::{Component, Form, Kind};
use kernel::{AccountId, AdoptionId, BodyId, CaseId, DocumentId, DraftId, FileId, Instant, Lang};
use serde_json::{Map, Value, json};

/// A draft lives this long after the last save.
pub(crate) const LIFE_SECONDS: i64 = 90 * 86_400;
/// The owner is told this long before it expires.
pub(crate) const WARNING_SECONDS: i64 = 7 * 86_400;

/// How long a document taken off a draft is kept before it is erased: a day, for whoever removed the wrong one and calls.
pub(crate) const REMOVED_KEPT_SECONDS: i64 = 86_400;
/// At most this many open drafts per person and body.
pub(crate) const MAX_OPEN: i64 = 100;
/// At most this many files on one draft.
pub(crate) const MAX_FILES: usize = 50;

/// One saved page of the wizard.
#[derive(Clone, Debug)]
pub struct DraftPage {
    /// Key of the form page.
    pub key: String,
    /// Moves with every save of this page; 0 = never saved.
    pub version: i64,
    /// What was typed, right or wrong.
    pub data: Value,
    /// Whether it was valid when saved.
    pub valid: bool,
    /// When.
    pub saved_at: Instant,
}

/// A file attached to a draft or to an answer.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The document.
    pub document: DocumentId,
    /// Path of the form field it answers.
    pub field: String,
    /// File name as given.
    pub name: String,
    /// The bytes.
    pub file: FileId,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Media type found from the content.
    pub media_type: String,
    /// When it was attached.
    pub created_at: Instant,
}

/// A draft with its pages and files.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Identifier.
    pub id: DraftId,
    /// The body it is for.
    pub body: BodyId,
    /// The body's offer.
    pub adoption: AdoptionId,
    /// Whose it is.
    pub account: AccountId,
    /// Pinned bundle version.
    pub bundle_hash: String,
    /// Language of the filing.
    pub lang: Lang,
    /// When the art. 13 notice was read.
    pub notice_accepted_at: Option<Instant>,
    /// Test of a private service: consumes no number.
    pub simulation: bool,
    /// Moves with every save; what *Riepilogo* showed and *TRASMETTI* expects.
    pub version: i64,
    /// Last save.
    pub saved_at: Instant,
    /// Deleted after this.
    pub expires_at: Instant,
    /// The case it became.
    pub transmitted_case: Option<CaseId>,
    /// What changed when it moved to a newer version of its form.
    pub renewal: Option<Renewal>,
    /// Saved pages.
    pub pages: Vec<DraftPage>,
    /// Files.
    pub attachments: Vec<Attachment>,
}

/// A line of the area *Bozze*.
#[derive(Clone, Debug)]
pub struct DraftSummary {
    /// Identifier.
    pub id: DraftId,
    /// Pinned bundle version, for the title.
    pub bundle_hash: String,
    /// Last save.
    pub saved_at: Instant,
    /// Deleted after this.
    pub expires_at: Instant,
}

impl Draft {
    /// The file that answers a question, the first when there are several.
    pub(crate) fn file_of(&self, field: &str) -> Option<DocumentId> {
        let file = self.attachments.iter().find(|file| file.field == field)?;
        Some(file.document)
    }

    /// A saved page.
    pub fn page(&self, key: &str) -> Option<&DraftPage> {
        self.pages.iter().find(|page| page.key == key)
    }

    /// The whole submission: every page, and the files where their fields stand.
    pub fn data(&self) -> Value {
        let mut all = Map::new();
        for page in &self.pages {
            if let Value::Object(fields) = &page.data {
                merge(&mut all, fields);
            }
        }
        let mut filled: Vec<&str> = Vec::new();
        for attachment in &self.attachments {
            let slot = slot_at(&mut all, &attachment.field);
            // Files are those attached, whatever a saved page says of them.
            if !slot.is_array() || !filled.contains(&attachment.field.as_str()) {
                *slot = json!([]);
                filled.push(&attachment.field);
            }
            if let Value::Array(files) = slot {
                files.push(json!({
                    "document": attachment.document.to_string(),
                    "name": attachment.name,
                    "size": attachment.size,
                    "type": attachment.media_type,
                    "sha256": attachment.sha256,
                }));
            }
        }
        Value::Object(all)
    }
}

/// Whether a question of the form takes files.
pub(crate) fn takes_files(form: &Form, path: &str) -> bool {
    file_question(form, path).is_some()
}

/// The question of a path that takes files.
pub(crate) fn file_question<'a>(form: &'a Form, path: &str) -> Option<&'a Component> {
    fn below<'a>(components: &'a [Component], path: &str) -> Option<&'a Component> {
        components.iter().find_map(|component| match component.kind {
            Kind::File(_) if component.path == path => Some(component),
            _ => below(&component.children, path),
        })
    }
    form.pages().iter().find_map(|page| below(&page.components, path))
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

/// What was typed on a page without the slots of its files: those live as attachments, never as typed data.
pub(crate) fn without_files(mut data: Value, components: &[Component]) -> Value {
    for component in components {
        if matches!(component.kind, Kind::File(_)) {
            remove_at(&mut data, &component.path);
        }
        data = without_files(data, &component.children);
    }
    data
}

fn remove_at(data: &mut Value, path: &str) {
    let Value::Object(fields) = data else { return };
    match path.split_once('.') {
        None => {
            fields.remove(path);
        }
        Some((head, rest)) => {
            if let Some(inner) = fields.get_mut(head) {
                remove_at(inner, rest);
            }
        }
    }
}

/// The place of a dotted path, objects made on the way.
fn slot_at<'a>(fields: &'a mut Map<String, Value>, path: &str) -> &'a mut Value {
    match path.split_once('.') {
        None => fields.entry(path.to_owned()).or_insert(Value::Null),
        Some((head, rest)) => {
            let inner = fields.entry(head.to_owned()).or_insert_with(|| json!({}));
            if !inner.is_object() {
                *inner = json!({});
            }
            match inner {
                Value::Object(inner) => slot_at(inner, rest),
                other => other,
            }
        }
    }
}
