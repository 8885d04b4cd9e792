//! A whole journey through the API in which every answer is held against the description.

use crate::api::{pages, token};
use crate::browser::Browser;
use crate::openapi::{Call, Description, Sent, address, send};
use crate::world::{ADA, BRUNO, PDF, TestHouse};
use axum::http::Request;
use bodies::Action;
use serde_json::{Value, json};
use testkit::both_databases;

const SERVICE: &str = "/api/v1/{body}/servizi/{service}";
const START: Call<'_> = ("POST", "/api/v1/{body}/servizi/{service}/bozze");
const DRAFT: &str = "/api/v1/{body}/bozze/{draft}";
const ACCEPT: Call<'_> = ("POST", "/api/v1/{body}/bozze/{draft}/informativa");
const RENEW: Call<'_> = ("POST", "/api/v1/{body}/bozze/{draft}/modulo");
const SAVE: Call<'_> = ("PUT", "/api/v1/{body}/bozze/{draft}/pagine/{page}");
const ATTACH: Call<'_> = ("POST", "/api/v1/{body}/bozze/{draft}/allegati/{field}");
const DETACH: Call<'_> = (
    "DELETE",
    "/api/v1/{body}/bozze/{draft}/allegati/{field}/{document}",
);
const TRANSMIT: Call<'_> = ("POST", "/api/v1/{body}/bozze/{draft}/trasmissione");
const CASES: Call<'_> = ("GET", "/api/v1/{body}/pratiche");
const CASE: Call<'_> = ("GET", "/api/v1/{body}/pratiche/{case}");

fn nothing<'a>() -> Sent<'a> {
    Sent::Json(Value::Null)
}

/// What a call carries when nothing is wrong with it.
fn fitting<'a>(call: Call<'_>) -> Sent<'a> {
    match call {
        SAVE => Sent::Json(json!({ "version": 0, "data": {} })),
        ATTACH => Sent::File("pianta.pdf", PDF),
        TRANSMIT => Sent::Json(json!({ "version": 1, "declarations": true })),
        _ => nothing(),
    }
}

/// The identifier of a new draft whose notice was read.
async fn started(described: &mut Description, ada: &mut Browser) -> String {
    let draft = described.ask(ada, START, &[], nothing()).await.expect(201).json();
    let id = draft["id"].as_str().unwrap().to_owned();
    described
        .ask(ada, ACCEPT, &[("draft", &id)], nothing())
        .await
        .expect(204);
    id
}

/// What a draft goes through before it is transmitted, the wrong ways too.
async fn fill(described: &mut Description, ada: &mut Browser, draft: &str) {
    let id = ("draft", draft);
    let wrong = json!({ "version": 0, "data": { "modalita": "inventata" } });
    let saved = described
        .ask(ada, SAVE, &[id], Sent::Json(wrong))
        .await
        .expect(200)
        .json();
    assert_ne!(saved["errors"], json!([]));
    for (page, data) in pages() {
        let version = i64::from(page == "documenti");
        let body = Sent::Json(json!({ "version": version, "data": data }));
        let saved = described
            .ask(ada, SAVE, &[id, ("page", page)], body)
            .await
            .expect(200)
            .json();
        assert_eq!(saved["errors"], json!([]), "{page}");
    }
    described.ask(ada, RENEW, &[id], nothing()).await.expect(200);
    let stale = described
        .ask(ada, SAVE, &[id], fitting(SAVE))
        .await
        .expect(409)
        .json();
    assert_eq!(stale["reason"], "cases-conflict-page-changed");
    described
        .ask(ada, SAVE, &[id, ("page", "inventata")], fitting(SAVE))
        .await
        .expect(404);
    described
        .ask(ada, ATTACH, &[id], Sent::File("a.pdf", b"MZ\x90\x00"))
        .await
        .expect(422);
    described
        .ask(
            ada,
            ATTACH,
            &[id],
            Sent::Bytes("multipart/form-data; boundary=x", b"--x--\r\n".to_vec()),
        )
        .await
        .expect(422);
    described
        .ask(
            ada,
            ATTACH,
            &[id],
            Sent::Bytes("multipart/form-data", b"x".to_vec()),
        )
        .await
        .expect(400);
    described
        .ask(ada, ATTACH, &[id, ("field", "inventato")], fitting(ATTACH))
        .await
        .expect(404);
    let file = described
        .ask(ada, ATTACH, &[id], fitting(ATTACH))
        .await
        .expect(201)
        .json();
    let document = ("document", file["document"].as_str().unwrap());
    described
        .ask(ada, ("GET", DRAFT), &[id], nothing())
        .await
        .expect(200);
    described
        .ask(ada, DETACH, &[id, document], nothing())
        .await
        .expect(204);
    described
        .ask(ada, DETACH, &[id, document], nothing())
        .await
        .expect(409);
    for call in [SAVE, TRANSMIT, ATTACH] {
        let monster = vec![b' '; 5 * 1024 * 1024];
        let kind = if call == ATTACH {
            "multipart/form-data; boundary=x"
        } else {
            "application/json"
        };
        described
            .ask(ada, call, &[id], Sent::Bytes(kind, monster))
            .await
            .expect(413);
        described
            .ask(ada, call, &[id], Sent::Bytes("text/plain", b"{}".to_vec()))
            .await
            .expect(415);
    }
}

/// From the summary to the case; answers its identifier.
async fn transmitted(described: &mut Description, ada: &mut Browser, draft: &str) -> String {
    let id = ("draft", draft);
    described
        .ask(ada, TRANSMIT, &[id], Sent::Json(json!({ "version": "x" })))
        .await
        .expect(400);
    described
        .ask(ada, TRANSMIT, &[id], fitting(TRANSMIT))
        .await
        .expect(409);
    let version = described.ask(ada, ("GET", DRAFT), &[id], nothing()).await.json()["version"].clone();
    let silent = Sent::Json(json!({ "version": version }));
    let problem = described
        .ask(ada, TRANSMIT, &[id], silent)
        .await
        .expect(422)
        .json();
    assert_eq!(
        problem["errors"]["declarations"][0]["key"],
        "cases-error-unconfirmed"
    );
    let mut case = Value::Null;
    for _ in 0..2 {
        let confirmed = Sent::Json(json!({ "version": version, "declarations": true }));
        case = described
            .ask(ada, TRANSMIT, &[id], confirmed)
            .await
            .expect(200)
            .json()["case"]
            .clone();
    }
    for call in [ACCEPT, RENEW, SAVE, ATTACH, ("DELETE", DRAFT)] {
        described.ask(ada, call, &[id], fitting(call)).await.expect(409);
    }
    case.as_str().unwrap().to_owned()
}

/// What any call answers, whatever it is about.
async fn outside(described: &mut Description, house: &TestHouse, ada: &Browser) {
    let mut limited = house.house.clone();
    limited.config.server.requests_per_minute = 1;
    let (mut nobody, mut limited) = (house.browser(), Browser::new(limited.router()));
    let mut powerful = token(house, "borgo-esempio", &Action::all().collect::<Vec<_>>()).await;
    let mut forged = house.browser();
    forged.bearer = Some("sportello_inventato".to_owned());
    for (method, path) in described.calls() {
        let call: Call<'_> = (&method, &path);
        let nul = format!("{}?q=%00", address(&path, &[]));
        described.hold(
            call,
            &send(&mut nobody, &method, &nul, fitting(call)).await.expect(400),
        );
        described
            .ask(&mut forged, call, &[], fitting(call))
            .await
            .expect(401);
        described
            .ask(&mut nobody, call, &[("body", "nessuno")], fitting(call))
            .await
            .expect(404);
        for (browser, scheme) in [(&mut nobody, None), (&mut powerful, Some("token"))] {
            let reply = described.ask(browser, call, &[], fitting(call)).await;
            assert_eq!(
                reply.status != 401,
                described.open_to(call, scheme),
                "{call:?} {scheme:?}"
            );
        }
        if method != "GET" {
            let steered = Request::builder()
                .method(&*method)
                .uri(address(&path, &[]))
                .header("sec-fetch-site", "cross-site");
            let reply = ada
                .clone()
                .send(steered.body(axum::body::Body::empty()).unwrap())
                .await;
            described.hold(call, &reply.expect(403));
        }
        let mut reply = send(&mut limited, &method, &address(&path, &[]), fitting(call)).await;
        for _ in 0..1_000 {
            if reply.status == 429 {
                break;
            }
            reply = send(&mut limited, &method, &address(&path, &[]), fitting(call)).await;
        }
        described.hold(call, &reply.expect(429));
    }
}

both_databases! {
    async fn iol_04_every_answer_of_the_api_is_as_described(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut described = Description::served(&house).await;
        let mut ada = house.citizen(ADA).await;
        described.ask(&mut ada, ("GET", "/api/v1/{body}/servizi"), &[], nothing()).await.expect(200);
        described.ask(&mut ada, ("GET", SERVICE), &[], nothing()).await.expect(200);
        described.ask(&mut ada, ("GET", SERVICE), &[("service", "inventato")], nothing()).await.expect(404);
        let draft = started(&mut described, &mut ada).await;
        fill(&mut described, &mut ada, &draft).await;
        let case = transmitted(&mut described, &mut ada, &draft).await;

        let unfilled = started(&mut described, &mut ada).await;
        let version = described.ask(&mut ada, ("GET", DRAFT), &[("draft", &unfilled)], nothing()).await.json()["version"].clone();
        let confirmed = Sent::Json(json!({ "version": version, "declarations": true }));
        let problem = described.ask(&mut ada, TRANSMIT, &[("draft", &unfilled)], confirmed).await.expect(422).json();
        assert_eq!((&problem["type"], &problem["errors"]["documenti_descrizione"][0]["key"]), (&json!("/problems/invalid"), &json!("required")));
        described.ask(&mut ada, ("DELETE", DRAFT), &[("draft", &unfilled)], nothing()).await.expect(204);

        let id = ("case", case.as_str());
        described.ask(&mut ada, CASES, &[], nothing()).await.expect(200);
        described.ask(&mut ada, CASE, &[id], nothing()).await.expect(200);
        described.ask(&mut house.citizen(BRUNO).await, CASE, &[id], nothing()).await.expect(404);
        let mut reader = token(&house, "borgo-esempio", &[Action::ReadCase, Action::SeeQueue]).await;
        described.ask(&mut reader, CASES, &[], nothing()).await.expect(200);
        described.ask(&mut reader, CASE, &[id], nothing()).await.expect(200);
        let mut narrow = token(&house, "borgo-esempio", &[Action::ReadCase]).await;
        described.ask(&mut narrow, CASES, &[], nothing()).await.expect(403);
        let mut begun = described.ask(&mut ada, START, &[], nothing()).await;
        while begun.status == 201 {
            begun = described.ask(&mut ada, START, &[], nothing()).await;
        }
        begun.expect(409);

        outside(&mut described, &house, &ada).await;
        house.house.store.close().await;
        for (method, path) in described.calls() {
            let call: Call<'_> = (&method, &path);
            described.ask(&mut ada, call, &[], fitting(call)).await.expect(500);
        }
        // A database too busy to answer is made by the tests of the layers.
        let unseen: Vec<_> = described.unseen().into_iter().filter(|(_, _, status)| status != "503").collect();
        assert!(unseen.is_empty(), "described, never answered: {unseen:?}");
    }
}
