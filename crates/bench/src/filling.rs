//! A page of sixty fields: drawn, and saved again and again, as the script does, after one field has changed.

use crate::load::{Measure, Same, Script, play as load};
use crate::people::{self, BODY, Citizen};
use crate::server::{Place, Process};
use crate::wire::{Wire, request};
use bundles::{Bundle, FileTree};
use catalogue::{NewAdoption, Visibility};
use kernel::{AdoptionId, BodyId, Id, Instant, OfficeId};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use store::{WriteBatch, params};
use uuid::Uuid;

/// The service with the long page, made for the measure only.
const SERVICE: &str = "modulo-lungo";
/// Clients that read the page, and that save their own drafts of it.
const READERS: usize = 32;
const WRITERS: usize = 8;
/// Fields of the page.
const FIELDS: usize = 60;

/// The page beside an empty answer and the insertion of one row.
#[derive(Clone, Debug)]
pub(crate) struct Filling {
    pub(crate) bytes: usize,
    pub(crate) drawing: Measure,
    pub(crate) saving: Measure,
    /// One row with as much text, written by the bare driver.
    pub(crate) row: Measure,
}

/// Adds the service to the body everybody uses; the server must not be running.
pub(crate) async fn offer(place: &Place) {
    let bundle = bundle();
    let store = place.store().await;
    let office = "select o.id, o.body_id from offices o join bodies b on b.id = o.body_id where b.slug = $1";
    let office = &store.query(office, params![BODY]).await.expect("offices")[0];
    let (office, body): (Uuid, Uuid) = (
        office.get("id").expect("an office"),
        office.get("body_id").expect("a body"),
    );
    let now = Instant::parse("2026-01-01T00:00:00Z").expect("an instant");
    let new = NewAdoption {
        id: AdoptionId::from_uuid(Uuid::now_v7()),
        body: BodyId::from_uuid(body),
        service: SERVICE.to_owned(),
        category: None,
        office: OfficeId::from_uuid(office),
        responsible_name: "Responsabile Esempio".to_owned(),
        responsible_email: None,
        substitute_name: None,
        visibility: Visibility::Published,
        min_level: 2,
        position: 99,
        featured: false,
        valid_from: now,
        valid_to: None,
    };
    let mut batch = WriteBatch::new();
    catalogue::adopt(&mut batch, &new, &bundle, now);
    store.commit(batch).await.expect("a service");
    store.close().await;
}

/// The shipped service of access to documents with one page more: what its rules and its procedure name stays there.
fn bundle() -> Bundle {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bundles/accesso-atti");
    let mut files = FileTree::default();
    for (name, bytes) in FileTree::read(&shipped).expect("the shipped bundle").iter() {
        let changed = match name {
            "service.toml" => {
                let text = std::str::from_utf8(bytes).expect("text");
                text.replacen("accesso-atti", SERVICE, 1).into_bytes()
            }
            "form.json" => {
                let mut form: Value = serde_json::from_slice(bytes).expect("a form");
                form["components"]
                    .as_array_mut()
                    .expect("pages")
                    .insert(0, page());
                form.to_string().into_bytes()
            }
            "texts/en.toml" => {
                let mut text = String::from_utf8(bytes.to_vec()).expect("text");
                // The texts of the form are its last table.
                for (italian, english) in texts() {
                    text.push_str(&format!("\"{italian}\" = \"{english}\"\n"));
                }
                text.into_bytes()
            }
            _ => bytes.to_vec(),
        };
        files.insert(name, changed).expect("a file of the bundle");
    }
    Bundle::from_files(files).expect("the bundle with the long page")
}

/// Text, numbers, dates, choices; every sixth field depends on a choice, the last one is worked out by the server.
fn page() -> Value {
    let choices = json!([
        { "label": "Uno", "value": "uno" },
        { "label": "Due", "value": "due" },
        { "label": "Tre", "value": "tre" }
    ]);
    let mut fields: Vec<Value> = (1..FIELDS)
        .map(|nth| {
            let key = format!("campo{nth}");
            let label = format!("Domanda numero {nth}");
            let mut field = match nth % 6 {
                0 => json!({ "type": "textarea", "validate": { "maxLength": 500 } }),
                1 => json!({ "type": "radio", "values": choices, "validate": { "required": true } }),
                2 => json!({ "type": "number", "validate": { "required": true, "min": 0, "max": 9999 } }),
                3 => json!({ "type": "select", "data": { "values": choices }, "validate": { "required": true } }),
                4 => json!({ "type": "day", "dayFirst": true, "fields": { "day": {}, "month": {}, "year": {} } }),
                _ => json!({ "type": "textfield", "validate": { "required": true, "maxLength": 80 } }),
            };
            if nth % 6 == 0 {
                field["conditional"] = json!({ "show": true, "when": format!("campo{}", nth - 5), "eq": "uno" });
            }
            field["key"] = json!(key);
            field["label"] = json!(label);
            field["description"] = json!("Rispondi come nella prova.");
            field["input"] = json!(true);
            field
        })
        .collect();
    fields.push(json!({
        "type": "number", "key": "totale", "label": "Totale", "input": true, "disabled": true,
        "calculateServer": true,
        "calculateValue": { "+": [{ "var": "data.campo2" }, { "var": "data.campo8" }, { "var": "data.campo14" }] }
    }));
    json!({ "type": "panel", "key": "lunga", "title": "Pagina lunga", "input": false, "components": fields })
}

/// Texts of the page with their translations.
fn texts() -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = (1..FIELDS)
        .map(|nth| (format!("Domanda numero {nth}"), format!("Question number {nth}")))
        .collect();
    for (italian, english) in [
        ("Rispondi come nella prova.", "Answer as in the measure."),
        ("Uno", "One"),
        ("Due", "Two"),
        ("Tre", "Three"),
        ("Totale", "Total"),
        ("Pagina lunga", "Long page"),
    ] {
        texts.push((italian.to_owned(), english.to_owned()));
    }
    texts
}

/// The answers as a browser sends them, all but the token, the version and the field that changes.
fn answers() -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for nth in (1..FIELDS).filter(|nth| *nth != 5) {
        let name = format!("campo{nth}");
        match nth % 6 {
            1 => pairs.append_pair(&name, "uno"),
            2 => pairs.append_pair(&name, "12"),
            3 => pairs.append_pair(&name, "due"),
            4 => pairs
                .append_pair(&format!("{name}.day"), "15")
                .append_pair(&format!("{name}.month"), "2")
                .append_pair(&format!("{name}.year"), "2000"),
            _ => pairs.append_pair(&name, "Una risposta di media lunghezza."),
        };
    }
    pairs.finish()
}

/// Measures on a running server with the service, beside a floor.
pub(crate) async fn play(house: &Process, floor: &Process, citizens: &[Citizen], most: Duration) -> Filling {
    let mut drafts = Vec::new();
    for citizen in citizens.iter().take(WRITERS) {
        drafts.push(Draft::begin(house, citizen).await);
    }
    let first = drafts.first().expect("a citizen");
    let asked = request("GET", &first.path, &first.cookie, None);
    let bytes = first.bytes;
    let drawing = load(house.address, house.pid(), vec![Same(asked); READERS], most).await;
    let row = request("POST", &format!("/row?bytes={}", answers().len()), "", None);
    let row = load(floor.address, floor.pid(), vec![Same(row); WRITERS], most).await;
    let saving = load(house.address, house.pid(), drafts, most).await;
    Filling {
        bytes,
        drawing,
        saving,
        row,
    }
}

/// A draft of somebody who types: each turn changes one field and saves the page.
struct Draft {
    path: String,
    cookie: String,
    token: String,
    version: u64,
    answers: String,
    bytes: usize,
}

impl Draft {
    async fn begin(house: &Process, citizen: &Citizen) -> Self {
        let mut wire = Wire::open(house.address).await.expect("a connection");
        let id = citizen.begin(&mut wire, SERVICE).await.expect("a draft");
        let path = format!("/{BODY}/bozze/{id}/passo/1");
        let page = wire
            .ask(&request("GET", &path, &citizen.cookie, None))
            .await
            .expect("the page");
        assert_eq!(page.status, 200);
        let text = String::from_utf8_lossy(&page.body).into_owned();
        Self {
            token: people::hidden(&text, "_csrf"),
            version: 0,
            answers: answers(),
            bytes: page.body.len(),
            cookie: citizen.cookie.clone(),
            path,
        }
    }

    fn save(&self) -> Vec<u8> {
        let body = format!(
            "_csrf={}&_versione={}&_azione=salva-auto&{}&campo5=Battuta+{}",
            self.token, self.version, self.answers, self.version
        );
        format!(
            "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.path,
            self.cookie,
            body.len()
        )
        .into_bytes()
    }
}

impl Script for Draft {
    async fn turn(&mut self, wire: &mut Wire) -> std::io::Result<bool> {
        let answer = wire.ask(&self.save()).await?;
        let text = String::from_utf8_lossy(&answer.body);
        assert!((200..400).contains(&answer.status), "{}: {text}", answer.status);
        self.version += 1;
        Ok(true)
    }
}
