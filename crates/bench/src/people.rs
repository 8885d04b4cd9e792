//! Fictitious citizens made by the dozen, their sessions and their drafts.

use crate::load::Script;
use crate::raw::Writer;
use crate::rows::{Insert, insert};
use crate::server::Place;
use crate::wire::{Wire, request};
use italia::{FiscalCode, Person, Sex};
use serde_json::{Value as Json, json};
use std::net::SocketAddr;
use store::{Store, Value, params};
use uuid::Uuid;

/// The body whose service everybody uses.
pub(crate) const BODY: &str = "borgo-esempio";

/// Somebody who is logged in.
#[derive(Clone)]
pub(crate) struct Citizen {
    pub(crate) cookie: String,
    code: String,
}

/// A draft that may be transmitted.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) id: Uuid,
    pub(crate) version: i64,
}

/// The writer of a place, beside the server.
pub(crate) async fn writer(place: &Place) -> Writer {
    match place.url() {
        Some(url) => Writer::postgres(&url).await,
        None => Writer::sqlite(&place.file().display().to_string()),
    }
}

/// Adds citizens like the demo's first, born on different days; answers their codes.
pub(crate) async fn add(place: &Place, many: usize) -> Vec<String> {
    let store = place.store().await;
    let writer = writer(place).await;
    let account = "select account_id from identities where subject = 'SMPDAA80A41H501X'";
    let account: Uuid = store.query(account, params![]).await.expect("rows")[0]
        .get("account_id")
        .expect("an account");
    let party = "select party_id from accounts where id = $1";
    let party: Uuid = store.query(party, params![account]).await.expect("rows")[0]
        .get("party_id")
        .expect("a party");
    let mut codes = Vec::new();
    for nth in 0..many {
        let birth = kernel::Date::constant(1950, 1, 1).saturating_add(jiff_days(nth));
        let person = Person {
            surname: "Esempio",
            name: "Ada",
            birth,
            sex: Sex::Female,
            belfiore: "H501",
        };
        let code = FiscalCode::compose(&person).expect("a code").as_str().to_owned();
        let (new_account, new_party) = (Uuid::now_v7(), Uuid::now_v7());
        let change = [(account, new_account), (party, new_party)];
        let mut inserts = Vec::new();
        for (table, sql, key) in [
            ("parties", "select * from parties where id = $1", party),
            ("accounts", "select * from accounts where id = $1", account),
            (
                "identities",
                "select * from identities where account_id = $1",
                account,
            ),
        ] {
            inserts.extend(copies(&store, table, sql, key, &change, &code).await);
        }
        writer.write(inserts).await;
        codes.push(code);
    }
    store.close().await;
    codes
}

fn jiff_days(days: usize) -> jiff::Span {
    jiff::Span::new().days(i64::try_from(days).unwrap_or(0))
}

/// Rows like those found, with other identifiers and another code.
async fn copies(
    store: &Store,
    table: &str,
    sql: &'static str,
    key: Uuid,
    change: &[(Uuid, Uuid)],
    code: &str,
) -> Vec<Insert> {
    let mut inserts = Vec::new();
    for row in store.query(sql, params![key]).await.expect("rows") {
        let columns: Vec<String> = row.columns().map(str::to_owned).collect();
        let mut values = row.values().to_vec();
        for (column, value) in columns.iter().zip(&mut values) {
            let id = match value {
                Value::Id(id) => Some(*id),
                Value::Bytes(bytes) => Uuid::from_slice(bytes).ok(),
                _ => None,
            };
            let other = change
                .iter()
                .find(|(from, _)| Some(*from) == id)
                .map(|(_, to)| *to);
            // The key of an identity is its own: nobody refers to it.
            let other = other.or_else(|| (table == "identities" && column == "id").then(Uuid::now_v7));
            match (other, &*value) {
                (Some(id), Value::Id(_)) => *value = Value::Id(id),
                (Some(id), _) => *value = Value::Bytes(id.as_bytes().to_vec()),
                (None, Value::Text(_)) if column == "fiscal_code" || column == "subject" => {
                    *value = Value::Text(code.to_owned())
                }
                _ => {}
            }
        }
        inserts.push(Insert {
            sql: insert(table, &columns),
            values,
        });
    }
    inserts
}

/// As many drafts like one that is ready as wanted; the server must not be running.
pub(crate) async fn copy_drafts(place: &Place, drafts: &[Ready], each: usize) -> Vec<Vec<Ready>> {
    let store = place.store().await;
    let writer = writer(place).await;
    let mut all = Vec::new();
    for draft in drafts {
        let mut made = Vec::new();
        for _ in 0..each {
            let id = Uuid::now_v7();
            let change = [(draft.id, id)];
            let mut inserts = copies(
                &store,
                "drafts",
                "select * from drafts where id = $1",
                draft.id,
                &change,
                "",
            )
            .await;
            inserts.extend(
                copies(
                    &store,
                    "draft_pages",
                    "select * from draft_pages where draft_id = $1",
                    draft.id,
                    &change,
                    "",
                )
                .await,
            );
            writer.write(inserts).await;
            made.push(Ready {
                id,
                version: draft.version,
            });
        }
        all.push(made);
    }
    store.close().await;
    all
}

impl Citizen {
    /// Logs in.
    pub(crate) async fn enter(address: SocketAddr, code: &str) -> Self {
        let body = format!("persona={code}&ritorno=");
        let mut login = format!(
            "POST /{BODY}/accedi HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        );
        login.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        let mut wire = Wire::open(address).await.expect("a connection");
        let answer = wire.ask(login.as_bytes()).await.expect("an answer");
        assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
        Self {
            cookie: answer.cookies.join("; "),
            code: code.to_owned(),
        }
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Json>) -> Vec<u8> {
        let body = body.map(Json::to_string);
        request(
            method,
            &format!("/api/v1/{BODY}{path}"),
            &self.cookie,
            body.as_deref(),
        )
    }

    /// Opens the service, starts a draft and saves its five pages (thirteen answers).
    pub(crate) async fn compile(&self, wire: &mut Wire) -> std::io::Result<Ready> {
        good(wire, &self.ask("GET", "/servizi/accesso-atti", None)).await?;
        let id = self.begin(wire, "accesso-atti").await?;
        let mut version = 0;
        for (page, data) in self.pages() {
            let saved = self.ask(
                "PUT",
                &format!("/bozze/{id}/pagine/{page}"),
                Some(&json!({ "version": 0, "data": data })),
            );
            version = good(wire, &saved).await?["draft_version"]
                .as_i64()
                .expect("a version");
        }
        Ok(Ready { id, version })
    }

    /// Starts a draft of a service and confirms its notice.
    pub(crate) async fn begin(&self, wire: &mut Wire, service: &str) -> std::io::Result<Uuid> {
        let path = format!("/servizi/{service}/bozze");
        let started = good(wire, &self.ask("POST", &path, None)).await?;
        let id: Uuid = started["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .expect("a draft");
        good(wire, &self.ask("POST", &format!("/bozze/{id}/informativa"), None)).await?;
        Ok(id)
    }

    /// The request that transmits.
    pub(crate) fn transmission(&self, ready: &Ready) -> Vec<u8> {
        let confirmed = json!({ "version": ready.version, "declarations": true });
        self.ask(
            "POST",
            &format!("/bozze/{}/trasmissione", ready.id),
            Some(&confirmed),
        )
    }

    fn pages(&self) -> [(&'static str, Json); 5] {
        [
            (
                "richiedente",
                json!({ "nome": "Nome", "cognome": "Esempio", "codice_fiscale": self.code }),
            ),
            ("titolo", json!({ "a_che_titolo": "interessato" })),
            (
                "documenti",
                json!({ "documenti_descrizione": "Concessione edilizia di via della Prova 1.", "periodo": "dal 1985 al 1990", "modalita": "copia_semplice", "formato": "digitale" }),
            ),
            (
                "motivazione",
                json!({ "finalita": "immobile", "interesse": "Devo verificare la regolarità dell'appartamento prima di venderlo.", "controinteressati": "no" }),
            ),
            (
                "recapiti",
                json!({ "email": "ada.esempio@posta.example", "dichiarazione_veridicita": true }),
            ),
        ]
    }
}

async fn good(wire: &mut Wire, request: &[u8]) -> std::io::Result<Json> {
    let answer = wire.ask(request).await?;
    let text = String::from_utf8_lossy(&answer.body);
    assert!((200..300).contains(&answer.status), "{}: {text}", answer.status);
    Ok(serde_json::from_str(&text).unwrap_or(Json::Null))
}

/// The value of a hidden field of a page.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let (_, after) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .expect("a hidden field");
    after.split('"').next().unwrap_or_default().to_owned()
}

/// Whole applications, one after the other; at most so many.
pub(crate) struct Flow {
    pub(crate) citizen: Citizen,
    pub(crate) left: usize,
}

impl Script for Flow {
    async fn turn(&mut self, wire: &mut Wire) -> std::io::Result<bool> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        let ready = self.citizen.compile(wire).await?;
        let filed = good(wire, &self.citizen.transmission(&ready)).await?;
        assert!(filed["register_number"].is_string());
        Ok(true)
    }
}
