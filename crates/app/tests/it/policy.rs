//! Every route for everybody: a route without an expectation fails the walk.

use crate::api::{API, pages, token};
use crate::browser::{Browser, Reply};
use crate::journey::{filed, id_of};
use crate::routes::routes;
use crate::world::{ADA, BORGO, BRUNO, REGIONE, TestHouse};
use axum::http::Request;
use bodies::Action;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::params;
use testkit::both_databases;

/// Who walks, in the order of the letters of [`EXPECTED`].
const WALKERS: [&str; 9] = [
    "nobody",
    "owner",
    "other citizen",
    "officer",
    "officer of another office",
    "supervisor",
    "administrator",
    "operator of another body",
    "token",
];

/// Method, path, and for each walker: Y answered, L sent to the login (401 for the API), M as if it were not there (404),
/// F forbidden (403). On the pages of citizens an operator is nobody, and the other way round: the cookies are apart.
const EXPECTED: &[(&str, &str, &str)] = &[
    // Everybody.
    ("GET", "/", "YYYYYYYYY"),
    ("GET", "/health", "YYYYYYYYY"),
    ("GET", "/metrics", "YYYYYYYYY"),
    ("GET", "/api/openapi.json", "YYYYYYYYY"),
    ("GET", "/static/{name}", "YYYYYYYYY"),
    ("GET", "/verifica/{token}", "YYYYYYYYY"),
    ("GET", "/{body}", "YYYYYYYYY"),
    ("GET", "/{body}/", "YYYYYYYYY"),
    ("GET", "/{body}/servizi", "YYYYYYYYY"),
    ("GET", "/{body}/servizi/{servizio}", "YYYYYYYYY"),
    ("GET", "/{body}/servizi/{servizio}/privacy", "YYYYYYYYY"),
    ("GET", "/{body}/privacy", "YYYYYYYYY"),
    ("GET", "/{body}/accessibilita", "YYYYYYYYY"),
    ("GET", "/{body}/note-legali", "YYYYYYYYY"),
    ("GET", "/{body}/domande-frequenti", "YYYYYYYYY"),
    ("GET", "/{body}/istruzioni", "YYYYYYYYY"),
    ("GET", "/{body}/accedi", "YYYYYYYYY"),
    ("POST", "/{body}/accedi", "YYYYYYYYY"),
    ("POST", "/{body}/esci", "YYYYYYYYY"),
    ("GET", "/{body}/operatori/login", "YYYYYYYYY"),
    ("POST", "/{body}/operatori/login", "YYYYYYYYY"),
    ("POST", "/{body}/operatori/esci", "YYYYYYYYY"),
    ("GET", "/api/v1/{body}/servizi", "YYYYYYYYY"),
    ("GET", "/api/v1/{body}/servizi/{service}", "YYYYYYYYY"),
    // Any citizen, each in their own things.
    ("GET", "/{body}/servizi/{service}/avvia", "LYYLLLLLL"),
    ("POST", "/{body}/servizi/{service}/avvia", "LYYLLLLLL"),
    ("GET", "/{body}/pratiche", "LYYLLLLLL"),
    ("GET", "/{body}/messaggi", "LYYLLLLLL"),
    ("POST", "/api/v1/{body}/servizi/{service}/bozze", "LYYLLLLLL"),
    // The owner of the draft.
    ("GET", "/{body}/bozze/{draft}", "LYMLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/informativa", "LYMLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/informativa", "LYMLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/passo/{step}", "LYMLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/passo/{step}", "LYMLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/riepilogo", "LYMLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/trasmetti", "LYMLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/elimina", "LYMLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/elimina", "LYMLLLLLL"),
    ("GET", "/api/v1/{body}/bozze/{draft}", "LYMLLLLLL"),
    ("DELETE", "/api/v1/{body}/bozze/{draft}", "LYMLLLLLL"),
    ("POST", "/api/v1/{body}/bozze/{draft}/informativa", "LYMLLLLLL"),
    ("PUT", "/api/v1/{body}/bozze/{draft}/pagine/{page}", "LYMLLLLLL"),
    (
        "POST",
        "/api/v1/{body}/bozze/{draft}/allegati/{field}",
        "LYMLLLLLL",
    ),
    (
        "DELETE",
        "/api/v1/{body}/bozze/{draft}/allegati/{field}/{document}",
        "LYMLLLLLL",
    ),
    ("POST", "/api/v1/{body}/bozze/{draft}/trasmissione", "LYMLLLLLL"),
    // The one who filed the case.
    ("GET", "/{body}/pratiche/{case}", "LYMLLLLLL"),
    ("GET", "/{body}/pratiche/{case}/ricevuta", "LYMLLLLLL"),
    ("POST", "/{body}/pratiche/{case}/messaggi", "LYMLLLLLL"),
    ("POST", "/{body}/pratiche/{case}/integrazione", "LYMLLLLLL"),
    ("POST", "/{body}/pratiche/{case}/azioni/{transition}", "LYMLLLLLL"),
    ("GET", "/{body}/documenti/{document}", "LYMLLLLLL"),
    // The office.
    ("GET", "/{body}/operatori", "LLLYYYYLL"),
    ("GET", "/{body}/operatori/password", "LLLYYYYLL"),
    ("POST", "/{body}/operatori/password", "LLLYYYYLL"),
    ("GET", "/{body}/operatori/coda", "LLLYYYFLL"),
    ("GET", "/{body}/operatori/scadenze", "LLLYYYFLL"),
    ("GET", "/{body}/operatori/pratiche/{case}", "LLLYMYMLL"),
    (
        "POST",
        "/{body}/operatori/pratiche/{case}/azioni/{transition}",
        "LLLYMYMLL",
    ),
    ("POST", "/{body}/operatori/pratiche/{case}/assegna", "LLLMMYMLL"),
    ("POST", "/{body}/operatori/pratiche/{case}/messaggi", "LLLYMYMLL"),
    ("GET", "/{body}/operatori/documenti/{document}", "LLLYMYMLL"),
    // Citizens their own, a body's token what its actions say.
    ("GET", "/api/v1/{body}/pratiche", "LYYLLLLLY"),
    ("GET", "/api/v1/{body}/pratiche/{case}", "LYMLLLLLY"),
];

/// What stands for the pieces of a path in braces.
struct Things {
    case: String,
    document: String,
    check: String,
    asset: String,
}

impl Things {
    fn path(&self, pattern: &str, draft: &str) -> String {
        let pieces = [
            ("{body}", "borgo-esempio"),
            ("{service}", "accesso-atti"),
            ("{servizio}", "accesso-atti"),
            ("{draft}", draft),
            ("{step}", "3"),
            ("{case}", &self.case),
            ("{document}", &self.document),
            ("{token}", &self.check),
            ("{transition}", "inesistente"),
            ("{field}", "altri_allegati"),
            ("{page}", "documenti"),
            ("{name}", &self.asset),
        ];
        let path = pieces.iter().fold(pattern.to_owned(), |path, (piece, value)| {
            path.replace(piece, value)
        });
        assert!(!path.contains('{'), "{path}");
        path
    }
}

async fn things(house: &TestHouse) -> Things {
    let mut ada = house.citizen(ADA).await;
    let case = filed(&mut ada).await;
    house.drain().await;
    let receipt = ada.get(&format!("{case}/ricevuta")).await.expect(200);
    let home = ada.get(BORGO).await.expect(200);
    Things {
        case: id_of(&case).to_owned(),
        document: id_of(&receipt.links("/documenti/")[0]).to_owned(),
        check: id_of(&receipt.links("/verifica/")[0]).to_owned(),
        asset: id_of(&home.links("/static/")[0]).to_owned(),
    }
}

async fn walker(house: &TestHouse, who: &str) -> Browser {
    let mut browser = match who {
        "nobody" => house.browser(),
        "owner" => house.citizen(ADA).await,
        "other citizen" => house.citizen(BRUNO).await,
        "officer" => house.operator("olga").await,
        "officer of another office" => house.operator("tecla").await,
        "supervisor" => house.operator("sara").await,
        "administrator" => house.operator("alvaro").await,
        "operator of another body" => house.operator("fabio").await,
        _ => token(house, "borgo-esempio", &Action::all().collect::<Vec<_>>()).await,
    };
    // The token of a form of this session: without it a post is refused before the policy is asked.
    let page = match who {
        "owner" | "other citizen" => format!("{BORGO}/pratiche"),
        "operator of another body" => format!("{REGIONE}/operatori/password"),
        _ => format!("{BORGO}/operatori/password"),
    };
    let bearer = browser.bearer.take();
    browser.csrf.clear();
    browser.get(&page).await;
    browser.bearer = bearer;
    browser
}

/// A draft of Ada's for one request, so that what deletes it spoils nothing.
async fn draft(house: &TestHouse, ada: &mut Browser) -> String {
    let path = crate::api::start(ada).await;
    let documents = &pages()[2];
    ada.call(
        "PUT",
        &format!("{path}/pagine/{}", documents.0),
        &json!({ "version": 0, "data": documents.1 }),
    )
    .await
    .expect(200);
    assert!(house.count("select count(*) as n from drafts").await > 0);
    id_of(&path).to_owned()
}

async fn ask(browser: &mut Browser, method: &str, path: &str) -> Reply {
    // A page of the other door shows no token of this session: its cookie is not read there.
    let door = if path.contains("/operatori") {
        "sportello_operator"
    } else {
        "sportello_citizen"
    };
    if !browser.cookies.contains_key(door) {
        let mut without = browser.clone();
        without.csrf.clear();
        return request(&mut without, method, path).await;
    }
    request(browser, method, path).await
}

async fn request(browser: &mut Browser, method: &str, path: &str) -> Reply {
    match method {
        "GET" => browser.get(path).await,
        "POST" if path.contains("/allegati/") => {
            browser
                .upload(path, &[], &[("file", "a.pdf", crate::world::PDF)])
                .await
        }
        "POST" if !path.starts_with("/api/") => {
            browser.post(path, &[("oggetto", ""), ("_versione", "1")]).await
        }
        "PUT" => {
            browser
                .call(method, path, &json!({ "version": 1, "data": {} }))
                .await
        }
        _ => browser.call(method, path, &json!({ "version": 1 })).await,
    }
}

fn letter(reply: &Reply) -> char {
    let location = reply.location();
    let to_login = location.contains("/accedi?ritorno=") || location.contains("/operatori/login?ritorno=");
    match reply.status {
        303 if to_login => 'L',
        401 => 'L',
        403 => 'F',
        404 => 'M',
        status if status >= 500 => '!',
        _ => 'Y',
    }
}

both_databases! {
    async fn aud_01_every_route_of_the_sources_has_an_expectation(db: TestDb) {
        drop(db);
        let expected: BTreeSet<(String, String)> = EXPECTED.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
        // The back button after a transmission: leads to the summary whatever it is asked for.
        let mut real = routes();
        assert!(real.remove(&("GET".to_owned(), "/{body}/bozze/{draft}/trasmetti".to_owned())));
        let missing: Vec<_> = real.difference(&expected).collect();
        let gone: Vec<_> = expected.difference(&real).collect();
        assert!(missing.is_empty() && gone.is_empty(), "without expectation: {missing:?}; no longer there: {gone:?}");
        assert!(EXPECTED.iter().all(|(_, _, letters)| letters.len() == WALKERS.len()));
    }

    async fn aud_01_every_route_answers_everybody_as_the_policy_says(db: TestDb) {
        let house = TestHouse::new(db).await;
        let things = things(&house).await;
        let mut ada = house.citizen(ADA).await;
        let mut found: BTreeMap<(&str, &str), String> = BTreeMap::new();
        for who in WALKERS {
            let mut browser = walker(&house, who).await;
            for (method, path, _) in EXPECTED {
                let of_draft = path.contains("{draft}") || path.contains("/bozze");
                let draft = if of_draft { draft(&house, &mut ada).await } else { String::new() };
                if path.ends_with("/esci") {
                    browser = walker(&house, who).await;
                }
                let reply = ask(&mut browser, method, &things.path(path, &draft)).await;
                found.entry((method, path)).or_default().push(letter(&reply));
                if of_draft {
                    ada.call("DELETE", &format!("{API}/bozze/{draft}"), &json!(null)).await;
                }
                if path.ends_with("/esci") {
                    browser = walker(&house, who).await;
                }
            }
        }
        let wrong: Vec<String> = EXPECTED.iter().filter(|(method, path, letters)| found[&(*method, *path)] != *letters)
            .map(|(method, path, letters)| format!("{method} {path}: expected {letters}, found {}", found[&(*method, *path)])).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let touched = house.house.store.query_one("select version from cases", params![]).await.unwrap();
        assert_eq!(touched.get::<i64>("version").unwrap(), 1, "nobody changed the case on the way");
    }

    async fn aud_01_a_provisional_or_expired_profile_opens_nothing(db: TestDb) {
        let house = TestHouse::new(db).await;
        let things = things(&house).await;
        let mut olga = house.operator("olga").await;
        let case = things.path("/{body}/operatori/pratiche/{case}", "");
        olga.get(&case).await.expect(200);
        let mut batch = store::WriteBatch::new();
        batch.exec("update profiles set valid_to_at = $1", params![testkit::START.plus_micros(1)]);
        house.house.store.commit(batch).await.unwrap();
        house.clock.advance_seconds(120);
        let after = olga.get(&case).await;
        assert!([303, 403, 404].contains(&after.status), "{}", after.status);
        let mut stranger = house.browser();
        for forged in ["00000000-0000-0000-0000-000000000000", "1", "' or 1=1 --", "%00"] {
            let path = format!("{BORGO}/operatori/pratiche/{}", crate::browser::encode(forged));
            let status = stranger.get(&path).await.status;
            assert!([303, 400, 404].contains(&status), "{forged}: {status}");
        }
    }

    async fn aud_01_a_post_forged_from_elsewhere_does_nothing(db: TestDb) {
        let house = TestHouse::new(db).await;
        let things = things(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = draft(&house, &mut ada).await;
        let before = house.count("select sum(version) as n from drafts").await;
        for who in ["owner", "officer", "supervisor"] {
            let mut browser = walker(&house, who).await;
            let citizen = who == "owner";
            let posts = EXPECTED.iter().filter(|(method, path, _)| *method == "POST" && !path.starts_with("/api/"));
            for (_, path, _) in posts.filter(|(_, path, _)| path.contains("/operatori/") != citizen) {
                let path = things.path(path, &draft);
                let token = std::mem::take(&mut browser.csrf);
                let without = browser.post(&path, &[("oggetto", "x"), ("testo", "x"), ("informativa", "si")]).await;
                assert_eq!(without.status, 403, "{who} {path} without token");
                let first = if token.starts_with('A') { 'B' } else { 'A' };
                browser.csrf = format!("{first}{}", &token[1..]);
                let forged = browser.post(&path, &[("oggetto", "x"), ("testo", "x")]).await;
                assert_eq!(forged.status, 403, "{who} {path} with a forged token");
                browser.csrf = token;
                let request = Request::builder().method("POST").uri(&path).header("sec-fetch-site", "cross-site")
                    .header("content-type", "application/x-www-form-urlencoded").body(format!("_csrf={}", browser.csrf).into()).unwrap();
                assert_eq!(browser.send(request).await.status, 403, "{who} {path} from another site");
            }
        }
        let request = Request::builder().method("DELETE").uri(format!("{API}/bozze/{draft}")).header("sec-fetch-site", "cross-site");
        assert_eq!(ada.send(request.body(axum::body::Body::empty()).unwrap()).await.status, 403, "the API from another site");
        assert_eq!(house.count("select sum(version) as n from drafts").await, before);
        assert_eq!(house.count("select count(*) as n from messages where sender <> 'system'").await, 0);
    }
}
