//! The JSON API: described, within the policy, errors as problem documents.

use crate::browser::Browser;
use crate::journey::{filed, id_of};
use crate::routes::routes;
use crate::world::{ADA, BRUNO, PDF, TestHouse};
use bodies::Action;
use identity::NewToken;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::both_databases;

/// Address of the Comune's API.
pub(crate) const API: &str = "/api/v1/borgo-esempio";

/// A browser that bears a token of a body for some actions.
pub(crate) async fn token(house: &TestHouse, slug: &str, actions: &[Action]) -> Browser {
    let new = NewToken {
        body: house.body(slug).await,
        label: "Prova".to_owned(),
        actions: actions.to_vec(),
        created_by: None,
        expires_at: None,
    };
    let (_, text) = house.house.identity.create_token(&new).await.unwrap();
    let mut browser = house.browser();
    browser.bearer = Some(text);
    browser
}

/// The pages of a good application of Ada, by key.
pub(crate) fn pages() -> Vec<(&'static str, Value)> {
    vec![
        ("richiedente", json!({})),
        ("titolo", json!({ "a_che_titolo": "interessato" })),
        (
            "documenti",
            json!({ "documenti_descrizione": "Concessione edilizia di via della Prova 1.",
            "modalita": "copia_semplice", "formato": "digitale" }),
        ),
        (
            "motivazione",
            json!({ "finalita": "immobile", "controinteressati": "no",
            "interesse": "Sono proprietaria e devo verificarne la regolarità." }),
        ),
        ("allegati", json!({})),
        (
            "recapiti",
            json!({ "email": "ada@posta.example", "dichiarazione_veridicita": true }),
        ),
    ]
}

/// Starts a draft by the API and reads its notice; answers its address.
pub(crate) async fn start(citizen: &mut Browser) -> String {
    let draft = citizen
        .call("POST", &format!("{API}/servizi/accesso-atti/bozze"), &Value::Null)
        .await
        .expect(201)
        .json();
    let path = format!("{API}/bozze/{}", draft["id"].as_str().unwrap());
    let read = citizen
        .call("POST", &format!("{path}/informativa"), &Value::Null)
        .await;
    assert!(read.status < 300, "{}", read.text());
    path
}

both_databases! {
    async fn iol_04_the_api_files_an_application_from_start_to_case(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let services = ada.get(&format!("{API}/servizi")).await.expect(200).json();
        assert_eq!(services[0]["service"], "accesso-atti");
        let service = ada.get(&format!("{API}/servizi/accesso-atti")).await.expect(200).json();
        assert_eq!(service["form"]["display"], "wizard");
        let draft = start(&mut ada).await;
        let mut version = 0;
        for (page, data) in pages() {
            let saved = ada.call("PUT", &format!("{draft}/pagine/{page}"), &json!({ "version": 0, "data": data })).await.expect(200).json();
            assert_eq!(saved["errors"], json!([]), "{page}");
            version = saved["draft_version"].as_i64().unwrap();
        }
        let stale = ada.call("PUT", &format!("{draft}/pagine/titolo"), &json!({ "version": 0, "data": {} })).await.expect(409).json();
        assert_eq!(stale["reason"], "cases-conflict-page-changed");
        let kept = ada.get(&draft).await.expect(200).json();
        assert!(kept["pages"].as_array().unwrap().iter().any(|page| page["data"]["a_che_titolo"] == "interessato"), "{kept}");
        let file = ada.upload(&format!("{draft}/allegati/altri_allegati"), &[], &[("file", "pianta.pdf", PDF)]).await.expect(201).json();
        let document = file["document"].as_str().unwrap().to_owned();
        ada.call("DELETE", &format!("{draft}/allegati/altri_allegati/{document}"), &Value::Null).await.expect(204);
        let old = json!({ "version": version, "declarations": true });
        ada.call("POST", &format!("{draft}/trasmissione"), &old).await.expect(409);
        let version = ada.get(&draft).await.expect(200).json()["version"].clone();
        ada.call("POST", &format!("{draft}/trasmissione"), &json!({ "version": version })).await.expect(422);
        let confirmed = json!({ "version": version, "declarations": true });
        let sent = ada.call("POST", &format!("{draft}/trasmissione"), &confirmed).await.expect(200).json();
        let again = ada.call("POST", &format!("{draft}/trasmissione"), &confirmed).await.expect(200).json();
        assert_eq!(sent, again, "exactly once, however often it is called");
        let case = ada.get(&format!("{API}/pratiche/{}", sent["case"].as_str().unwrap())).await.expect(200).json();
        assert_eq!(case["register_number"], "0000001/2026");
        assert_eq!(case["record"]["data"]["codice_fiscale"], ADA);
        assert_eq!(ada.get(&format!("{API}/pratiche")).await.expect(200).json().as_array().unwrap().len(), 1);
    }

    async fn form_18_the_api_lets_nobody_file_under_another_name(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada).await;
        let another = json!({ "nome": "Bruno", "cognome": "Prova", "codice_fiscale": BRUNO });
        ada.call("PUT", &format!("{draft}/pagine/richiedente"), &json!({ "version": 0, "data": another })).await.expect(200);
        let kept = ada.get(&draft).await.expect(200).json();
        assert_eq!(kept["pages"][0]["data"]["codice_fiscale"], ADA, "{kept}");
        assert_eq!(kept["pages"][0]["data"]["nome"], "Ada");
    }

    async fn iol_04_the_description_is_openapi_3_1_and_lists_every_route(db: TestDb) {
        let house = TestHouse::new(db).await;
        let document = house.browser().get("/api/openapi.json").await.expect(200).json();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
        let mut described = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys().filter(|key| ["get", "post", "put", "delete"].contains(&key.as_str())) {
                described.insert((method.to_uppercase(), path.clone()));
            }
        }
        let real: BTreeSet<(String, String)> = routes().into_iter().filter(|(_, path)| path.starts_with("/api/v1/")).collect();
        assert_eq!(described, real);
    }

    async fn iol_04_errors_are_problem_documents(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut nobody = house.browser();
        for (method, path, status) in [
            ("GET", format!("{API}/pratiche"), 401),
            ("GET", format!("{API}/servizi/niente"), 404),
            ("GET", "/api/v1/nessuno/servizi".to_owned(), 404),
            ("GET", "/api/v1/borgo-esempio/niente".to_owned(), 404),
            ("PATCH", format!("{API}/servizi"), 405),
            ("POST", format!("{API}/servizi/accesso-atti/bozze"), 401),
        ] {
            let reply = nobody.call(method, &path, &Value::Null).await.expect(status);
            assert_eq!(reply.header("content-type"), "application/problem+json", "{method} {path}");
            let problem = reply.json();
            assert_eq!(problem["status"], status);
            assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()));
        }
        nobody.bearer = Some("sportello_inventato".to_owned());
        nobody.get(&format!("{API}/servizi")).await.expect(401);
    }

    async fn aud_01_a_token_reads_within_its_policy_and_never_files(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let path = format!("{API}/pratiche/{}", id_of(&case));
        let mut reader = token(&house, "borgo-esempio", &[Action::ReadCase, Action::SeeQueue]).await;
        assert_eq!(reader.get(&format!("{API}/pratiche")).await.expect(200).json().as_array().unwrap().len(), 1);
        assert_eq!(reader.get(&path).await.expect(200).json()["area"], "in_progress");
        for actions in [Action::all().collect::<Vec<_>>(), vec![Action::StartDraft, Action::TransmitDraft]] {
            let mut bold = token(&house, "borgo-esempio", &actions).await;
            let begun = bold.call("POST", &format!("{API}/servizi/accesso-atti/bozze"), &Value::Null).await;
            assert!([401, 403].contains(&begun.status), "{}", begun.status);
        }
        let mut narrow = token(&house, "borgo-esempio", &[Action::SeeQueue]).await;
        narrow.get(&path).await.expect(404);
        let mut foreign = token(&house, "regione-esempio", &Action::all().collect::<Vec<_>>()).await;
        foreign.get(&path).await.expect(404);
        let list = foreign.get(&format!("{API}/pratiche")).await;
        assert!([401, 403, 404].contains(&list.status), "{}", list.status);
        let pages = narrow.get(&case).await;
        assert_eq!(pages.status, 303, "a token is no browser session");
        assert_eq!(house.count("select count(*) as n from drafts where transmitted_case is null").await, 0);
    }
}
