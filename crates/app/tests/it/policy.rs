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
pub(crate) const WALKERS: [&str; 12] = [
    "nobody",
    "owner",
    "other citizen",
    "officer",
    "officer of another office",
    "supervisor",
    "administrator",
    "officer of another body",
    "supervisor of another body",
    "administrator of another body",
    "token",
    "token of another body",
];

/// Method, path, and for each walker: Y answered, L sent to the login (401 for the API), M as if it were not there (404),
/// F forbidden (403). On the pages of citizens an operator is nobody, and the other way round: the cookies are apart.
pub(crate) const EXPECTED: &[(&str, &str, &str)] = &[
    // Everybody.
    ("GET", "/", "YYYYYYYYYYYY"),
    ("GET", "/health", "YYYYYYYYYYYY"),
    ("GET", "/metrics", "YYYYYYYYYYYY"),
    ("GET", "/api/openapi.json", "YYYYYYYYYYYY"),
    ("GET", "/static/{name}", "YYYYYYYYYYYY"),
    ("GET", "/verifica/{token}", "YYYYYYYYYYYY"),
    ("GET", "/{body}", "YYYYYYYYYYYY"),
    ("GET", "/{body}/", "YYYYYYYYYYYY"),
    ("GET", "/{body}/logo/{file}", "YYYYYYYYYYYY"),
    ("GET", "/{body}/servizi", "YYYYYYYYYYYY"),
    ("GET", "/{body}/elenchi/{list}", "YYYYYYYYYYYY"),
    ("GET", "/{body}/servizi/{servizio}", "YYYYYYYYYYYY"),
    ("GET", "/{body}/servizi/{servizio}/privacy", "YYYYYYYYYYYY"),
    ("GET", "/{body}/privacy", "YYYYYYYYYYYY"),
    ("GET", "/{body}/accessibilita", "YYYYYYYYYYYY"),
    ("GET", "/{body}/note-legali", "YYYYYYYYYYYY"),
    ("GET", "/{body}/domande-frequenti", "YYYYYYYYYYYY"),
    ("GET", "/{body}/istruzioni", "YYYYYYYYYYYY"),
    ("GET", "/{body}/richiesta-assistenza", "YYYYYYYYYYYY"),
    ("POST", "/{body}/richiesta-assistenza", "YYYYYYYYYYYY"),
    ("GET", "/{body}/segnalazione-disservizio", "YYYYYYYYYYYY"),
    ("POST", "/{body}/segnalazione-disservizio", "YYYYYYYYYYYY"),
    ("GET", "/{body}/prenota-appuntamento", "YYYYYYYYYYYY"),
    ("POST", "/{body}/prenota-appuntamento", "YYYYYYYYYYYY"),
    ("GET", "/{body}/richieste/{receipt}", "YYYYYYYYYYYY"),
    ("GET", "/{body}/valutazione", "YYYYYYYYYYYY"),
    ("POST", "/{body}/valutazione", "YYYYYYYYYYYY"),
    ("GET", "/{body}/accedi", "YYYYYYYYYYYY"),
    ("POST", "/{body}/accedi", "YYYYYYYYYYYY"),
    ("POST", "/{body}/esci", "YYYYYYYYYYYY"),
    ("GET", "/{body}/operatori/login", "YYYYYYYYYYYY"),
    ("POST", "/{body}/operatori/login", "YYYYYYYYYYYY"),
    ("POST", "/{body}/operatori/esci", "YYYYYYYYYYYY"),
    ("GET", "/api/v1/{body}/servizi", "YYYYYYYYYYYY"),
    ("GET", "/api/v1/{body}/servizi/{service}", "YYYYYYYYYYYY"),
    // Any citizen, each in their own things.
    ("GET", "/{body}/servizi/{service}/avvia", "LYYLLLLLLLLL"),
    ("POST", "/{body}/servizi/{service}/avvia", "LYYLLLLLLLLL"),
    ("GET", "/{body}/pratiche", "LYYLLLLLLLLL"),
    ("GET", "/{body}/messaggi", "LYYLLLLLLLLL"),
    ("POST", "/api/v1/{body}/servizi/{service}/bozze", "LYYLLLLLLLLL"),
    // The owner of the draft.
    ("GET", "/{body}/bozze/{draft}", "LYMLLLLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/informativa", "LYMLLLLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/informativa", "LYMLLLLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/modulo", "LYMLLLLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/modulo", "LYMLLLLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/passo/{step}", "LYMLLLLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/passo/{step}", "LYMLLLLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/riepilogo", "LYMLLLLLLLLL"),
    // The back button after a transmission: leads to the summary.
    ("GET", "/{body}/bozze/{draft}/trasmetti", "LYMLLLLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/trasmetti", "LYMLLLLLLLLL"),
    ("GET", "/{body}/bozze/{draft}/elimina", "LYMLLLLLLLLL"),
    ("POST", "/{body}/bozze/{draft}/elimina", "LYMLLLLLLLLL"),
    ("GET", "/api/v1/{body}/bozze/{draft}", "LYMLLLLLLLLL"),
    ("DELETE", "/api/v1/{body}/bozze/{draft}", "LYMLLLLLLLLL"),
    ("POST", "/api/v1/{body}/bozze/{draft}/informativa", "LYMLLLLLLLLL"),
    ("POST", "/api/v1/{body}/bozze/{draft}/modulo", "LYMLLLLLLLLL"),
    (
        "PUT",
        "/api/v1/{body}/bozze/{draft}/pagine/{page}",
        "LYMLLLLLLLLL",
    ),
    (
        "POST",
        "/api/v1/{body}/bozze/{draft}/allegati/{field}",
        "LYMLLLLLLLLL",
    ),
    (
        "DELETE",
        "/api/v1/{body}/bozze/{draft}/allegati/{field}/{document}",
        "LYMLLLLLLLLL",
    ),
    (
        "POST",
        "/api/v1/{body}/bozze/{draft}/trasmissione",
        "LYMLLLLLLLLL",
    ),
    // The one who filed the case.
    ("GET", "/{body}/pratiche/{case}", "LYMLLLLLLLLL"),
    ("GET", "/{body}/pratiche/{case}/ricevuta", "LYMLLLLLLLLL"),
    ("POST", "/{body}/pratiche/{case}/messaggi", "LYMLLLLLLLLL"),
    ("POST", "/{body}/pratiche/{case}/integrazione", "LYMLLLLLLLLL"),
    (
        "POST",
        "/{body}/pratiche/{case}/azioni/{transition}",
        "LYMLLLLLLLLL",
    ),
    ("GET", "/{body}/documenti/{document}", "LYMLLLLLLLLL"),
    // The office.
    ("GET", "/{body}/operatori", "LLLYYYYLLLLL"),
    ("GET", "/{body}/operatori/password", "LLLYYYYLLLLL"),
    ("POST", "/{body}/operatori/password", "LLLYYYYLLLLL"),
    ("GET", "/{body}/operatori/coda", "LLLYYYFLLLLL"),
    ("GET", "/{body}/operatori/scadenze", "LLLYYYFLLLLL"),
    ("GET", "/{body}/operatori/pratiche/{case}", "LLLYMYMLLLLL"),
    ("GET", "/{body}/operatori/pratiche/{case}/storia", "LLLMMYMLLLLL"),
    (
        "POST",
        "/{body}/operatori/pratiche/{case}/azioni/{transition}",
        "LLLYMYMLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/pratiche/{case}/assegna",
        "LLLMMYMLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/pratiche/{case}/messaggi",
        "LLLYMYMLLLLL",
    ),
    ("GET", "/{body}/operatori/documenti/{document}", "LLLYMYMLLLLL"),
    // What people ask outside any case: the office it is for. Figures of the ratings: whoever works for the body.
    ("GET", "/{body}/operatori/richieste", "LLLYYYFLLLLL"),
    ("GET", "/{body}/operatori/richieste/{request}", "LLLYMYMLLLLL"),
    (
        "POST",
        "/{body}/operatori/richieste/{request}/risposta",
        "LLLYMYMLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/richieste/{request}/chiudi",
        "LLLYMYMLLLLL",
    ),
    ("GET", "/{body}/operatori/valutazioni", "LLLYYYYLLLLL"),
    // The register: supervisors and administrators read it, supervisors annul in it.
    ("GET", "/{body}/operatori/protocollo", "LLLFFYYLLLLL"),
    (
        "GET",
        "/{body}/operatori/protocollo/{year}/{number}",
        "LLLFFYYLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/protocollo/{year}/{number}/annulla",
        "LLLFFYFLLLLL",
    ),
    // Services and forms: administrators.
    ("GET", "/{body}/operatori/servizi", "LLLFFFYLLLLL"),
    ("GET", "/{body}/operatori/servizi/{service}", "LLLFFFYLLLLL"),
    (
        "GET",
        "/{body}/operatori/servizi/{service}/proposta",
        "LLLFFFYLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/servizi/{service}/versione",
        "LLLFFFYLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/servizi/{service}/pubblica",
        "LLLFFFYLLLLL",
    ),
    (
        "POST",
        "/{body}/operatori/servizi/{service}/scarta",
        "LLLFFFYLLLLL",
    ),
    (
        "GET",
        "/{body}/operatori/servizi/{service}/versioni/{number}/pacchetto",
        "LLLFFFYLLLLL",
    ),
    (
        "GET",
        "/{body}/operatori/servizi/{service}/versioni/{number}/modulo",
        "LLLFFFYLLLLL",
    ),
    ("GET", "/{body}/operatori/moduli/prova", "LLLFFFYLLLLL"),
    ("POST", "/{body}/operatori/moduli/prova", "LLLFFFYLLLLL"),
    // Citizens their own, a body's token what its actions say.
    ("GET", "/api/v1/{body}/pratiche", "LYYLLLLLLLYF"),
    ("GET", "/api/v1/{body}/pratiche/{case}", "LYMLLLLLLLYM"),
];

/// What stands for the pieces of a path in braces.
#[derive(Clone)]
pub(crate) struct Things {
    pub(crate) case: String,
    pub(crate) document: String,
    check: String,
    asset: String,
    logo: String,
    receipt: String,
    request: String,
}

impl Things {
    pub(crate) fn path(&self, pattern: &str, draft: &str) -> String {
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
            ("{year}", "2026"),
            ("{number}", "1"),
            ("{list}", "comuni"),
            ("{field}", "altri_allegati"),
            ("{page}", "documenti"),
            ("{name}", &self.asset),
            ("{file}", &self.logo),
            ("{receipt}", &self.receipt),
            ("{request}", &self.request),
        ];
        let path = pieces.iter().fold(pattern.to_owned(), |path, (piece, value)| {
            path.replace(piece, value)
        });
        assert!(!path.contains('{'), "{path}");
        path
    }
}

pub(crate) async fn things(house: &TestHouse) -> Things {
    let mut ada = house.citizen(ADA).await;
    let case = filed(&mut ada).await;
    house.drain().await;
    let receipt = ada.get(&format!("{case}/ricevuta")).await.expect(200);
    let home = ada.get(BORGO).await.expect(200);
    let asked = crate::requests::asked_for_help(&mut house.browser()).await;
    let text = home.text();
    let logo = text.split_once("/borgo-esempio/logo/").expect("a logo").1;
    Things {
        case: id_of(&case).to_owned(),
        document: id_of(&receipt.links("/documenti/")[0]).to_owned(),
        check: id_of(&receipt.links("/verifica/")[0]).to_owned(),
        asset: id_of(&home.links("/static/")[0]).to_owned(),
        logo: logo.split('"').next().unwrap().to_owned(),
        receipt: id_of(&asked).to_owned(),
        request: crate::requests::newest(house).await,
    }
}

pub(crate) async fn walker(house: &TestHouse, who: &str) -> Browser {
    let mut browser = match who {
        "nobody" => house.browser(),
        "owner" => house.citizen(ADA).await,
        "other citizen" => house.citizen(BRUNO).await,
        "officer" => house.operator("olga").await,
        "officer of another office" => house.operator("tecla").await,
        "supervisor" => house.operator("sara").await,
        "administrator" => house.operator("alvaro").await,
        "officer of another body" => house.operator("fabio").await,
        "supervisor of another body" => house.operator("marina").await,
        "administrator of another body" => house.operator("adele").await,
        "token" => token(house, "borgo-esempio", &Action::all().collect::<Vec<_>>()).await,
        "token of another body" => token(house, "regione-esempio", &Action::all().collect::<Vec<_>>()).await,
        other => panic!("nobody is {other}"),
    };
    // The token of a form of this session: without it a post is refused before the policy is asked.
    let page = match who {
        "owner" | "other citizen" => format!("{BORGO}/pratiche"),
        _ if who.ends_with("of another body") => format!("{REGIONE}/operatori/password"),
        _ => format!("{BORGO}/operatori/password"),
    };
    let bearer = browser.bearer.take();
    browser.csrf.clear();
    browser.get(&page).await;
    browser.bearer = bearer;
    browser
}

/// A draft of Ada's for one request, so that what deletes it spoils nothing.
pub(crate) async fn draft(house: &TestHouse, ada: &mut Browser) -> String {
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

pub(crate) async fn ask(browser: &mut Browser, method: &str, path: &str) -> Reply {
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

pub(crate) fn letter(reply: &Reply) -> char {
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
        let real = routes();
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
        let office: Vec<(&str, String)> = EXPECTED.iter()
            .filter(|(_, path, letters)| path.contains("/operatori/") && !path.ends_with("/password") && letters.starts_with("LLLY"))
            .map(|(method, path, _)| (*method, things.path(path, ""))).collect();
        assert!(office.len() > 5);
        let (start, hour) = (testkit::START, 3_600_000_000);
        let profiles = [
            ("update profiles set valid_to_at = $1", params![start.plus_micros(1)]),
            ("update profiles set valid_to_at = null, valid_from_at = $1", params![start.plus_micros(hour)]),
            ("update profiles set status = 'suspended', valid_from_at = $1", params![start]),
        ];
        for (spoiled, values) in profiles {
            let mut olga = house.operator("olga").await;
            olga.get(&format!("{BORGO}/operatori/coda")).await.expect(200).says("Ada Esempio");
            let mut batch = store::WriteBatch::new();
            batch.exec(spoiled, values);
            house.house.store.commit(batch).await.unwrap();
            house.clock.advance_seconds(120);
            for (method, path) in &office {
                assert_eq!(letter(&ask(&mut olga, method, path).await), 'L', "{spoiled}: {method} {path}");
            }
            let mut batch = store::WriteBatch::new();
            batch.exec("update profiles set status = 'active', valid_to_at = null, valid_from_at = $1", params![start]);
            house.house.store.commit(batch).await.unwrap();
        }
        let mut olga = house.operator("olga").await;
        house.password("olga", String::new(), true).await;
        for (method, path) in &office {
            let reply = ask(&mut olga, method, path).await;
            assert_eq!((reply.status, reply.location()), (303, format!("{BORGO}/operatori/password")), "{method} {path}");
            assert!(!reply.text().contains("Ada"), "{method} {path}");
        }
    }

    async fn aud_01_an_identifier_made_up_by_hand_opens_nothing(db: TestDb) {
        let house = TestHouse::new(db).await;
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
