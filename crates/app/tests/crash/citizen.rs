//! Fictitious citizens over HTTP, through the API that programs use.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Given name, family name and fiscal code of the people of the demo.
pub(crate) const PEOPLE: [(&str, &str, &str); 3] = [
    ("Ada", "Esempio", "SMPDAA80A41H501X"),
    ("Bruno", "Prova", "PRVBRN75C12H501B"),
    ("Carla", "Finta", "FNTCRL90E55H501Z"),
];

/// The bodies of the demo, which all offer the service.
pub(crate) const BODIES: [&str; 3] = ["regione-esempio", "borgo-esempio", "pietraprova"];

/// Why there is no good answer.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The connection was refused: the request never arrived.
    Refused,
    /// The request was sent and no answer came.
    Unanswered,
    /// An answer came, and it is not the one hoped for.
    Wrong(u16, String),
}

/// A session of a person with a body.
#[derive(Clone)]
pub(crate) struct Citizen {
    client: Client,
    body: &'static str,
    person: (&'static str, &'static str, &'static str),
}

/// A draft that lacks only its transmission.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    pub(crate) draft: String,
    version: i64,
    /// SHA-256 of the attached file, if one was attached.
    pub(crate) attached: Option<String>,
}

/// What the server said of a transmission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filed {
    pub(crate) draft: String,
    pub(crate) case: String,
    pub(crate) number: String,
    pub(crate) register_number: String,
    pub(crate) attached: Option<String>,
}

impl Citizen {
    /// Someone who has not logged in yet.
    pub(crate) fn new(body: &'static str, person: (&'static str, &'static str, &'static str)) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        Self { client, body, person }
    }

    /// Logs in by choosing the person; the session is in the database and outlives the server.
    pub(crate) async fn enter(&self, url: &str) -> Result<(), Lost> {
        let login = self
            .client
            .post(format!("{url}/{}/accedi", self.body))
            .form(&[("persona", self.person.2), ("ritorno", "")]);
        let response = login.send().await.map_err(lost)?;
        match response.status().as_u16() {
            303 => Ok(()),
            status => Err(Lost::Wrong(status, response.text().await.unwrap_or_default())),
        }
    }

    fn request(&self, method: Method, url: &str, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{url}/api/v1/{}{path}", self.body))
    }

    /// Starts a draft.
    pub(crate) async fn start(&self, url: &str) -> Result<String, Lost> {
        let started = answer(self.request(Method::POST, url, "/servizi/accesso-atti/bozze")).await?;
        Ok(started["id"].as_str().unwrap_or_default().to_owned())
    }

    /// Attaches a file of its own bytes to a draft; answers its SHA-256.
    pub(crate) async fn attach(&self, url: &str, draft: &str, mark: u64) -> Result<String, Lost> {
        let bytes = format!("%PDF-1.7\n% {mark:016x}\n1 0 obj\nendobj\ntrailer\n%%EOF\n").into_bytes();
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let part = reqwest::multipart::Part::bytes(bytes).file_name("prova.pdf");
        let form = reqwest::multipart::Form::new().part("file", part);
        let path = format!("/bozze/{draft}/allegati/altri_allegati");
        answer(self.request(Method::POST, url, &path).multipart(form)).await?;
        Ok(sha256)
    }

    /// Fills a draft so that it may be transmitted.
    pub(crate) async fn fill(&self, url: &str, draft: &str, attached: Option<String>) -> Result<Ready, Lost> {
        answer(self.request(Method::POST, url, &format!("/bozze/{draft}/informativa"))).await?;
        for (page, data) in self.pages() {
            let path = format!("/bozze/{draft}/pagine/{page}");
            let saved = self
                .request(Method::PUT, url, &path)
                .json(&json!({ "version": 0, "data": data }));
            let saved = answer(saved).await?;
            assert_eq!(saved["errors"], json!([]), "page {page}");
        }
        let whole = answer(self.request(Method::GET, url, &format!("/bozze/{draft}"))).await?;
        Ok(Ready {
            draft: draft.to_owned(),
            version: whole["version"].as_i64().unwrap_or_default(),
            attached,
        })
    }

    /// A whole draft; with a file when a mark is given.
    pub(crate) async fn prepare(&self, url: &str, mark: Option<u64>) -> Result<Ready, Lost> {
        let draft = self.start(url).await?;
        let attached = match mark {
            Some(mark) => Some(self.attach(url, &draft, mark).await?),
            None => None,
        };
        self.fill(url, &draft, attached).await
    }

    /// Throws a draft away.
    pub(crate) async fn drop_draft(&self, url: &str, draft: &str) -> Result<(), Lost> {
        let path = format!("/bozze/{draft}");
        answer(self.request(Method::DELETE, url, &path)).await.map(|_| ())
    }

    /// Transmits.
    pub(crate) async fn transmit(&self, url: &str, ready: &Ready) -> Result<Filed, Lost> {
        let transmit = self
            .request(Method::POST, url, &format!("/bozze/{}/trasmissione", ready.draft))
            .json(&json!({ "version": ready.version, "declarations": true }));
        let said = answer(transmit).await?;
        let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
        Ok(Filed {
            draft: ready.draft.clone(),
            case: text("case"),
            number: text("number"),
            register_number: text("register_number"),
            attached: ready.attached.clone(),
        })
    }

    fn pages(&self) -> [(&'static str, Value); 5] {
        let (given, family, code) = self.person;
        [
            (
                "richiedente",
                json!({ "nome": given, "cognome": family, "codice_fiscale": code }),
            ),
            ("titolo", json!({ "a_che_titolo": "interessato" })),
            (
                "documenti",
                json!({
                    "documenti_descrizione": "Concessione edilizia dell'edificio di via della Prova 1, piano terra.",
                    "periodo": "dal 1985 al 1990",
                    "modalita": "copia_semplice",
                    "formato": "digitale",
                }),
            ),
            (
                "motivazione",
                json!({
                    "finalita": "immobile",
                    "interesse": "Devo verificare la regolarità dell'appartamento prima di venderlo.",
                    "controinteressati": "no",
                }),
            ),
            (
                "recapiti",
                json!({ "email": "prova@posta.example", "dichiarazione_veridicita": true }),
            ),
        ]
    }
}

async fn answer(request: RequestBuilder) -> Result<Value, Lost> {
    let response = request.send().await.map_err(lost)?;
    let status = response.status();
    let text = response.text().await.map_err(lost)?;
    if !status.is_success() {
        return Err(Lost::Wrong(status.as_u16(), text));
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&text).map_err(|_| Lost::Wrong(status.as_u16(), text))
}

fn lost(error: reqwest::Error) -> Lost {
    if error.is_connect() {
        Lost::Refused
    } else {
        Lost::Unanswered
    }
}
