//! Hostile values everywhere: never a fault of the server, never a lost word.

use crate::api::{API, start as api_start};
use crate::browser::encode;
use crate::journey::{act, filed, office_path, start};
use crate::world::{ADA, BORGO, REGIONE, TestHouse};
use serde_json::{Value, json};
use testkit::both_databases;

/// Text nobody types by mistake.
fn values() -> Vec<String> {
    vec![
        String::new(),
        " \t\n ".to_owned(),
        "<script>alert(1)</script><img src=x onerror=alert(1)>".to_owned(),
        "\"><b>{{7*7}}${7*7}#{7*7}".to_owned(),
        "'; drop table cases; --".to_owned(),
        "\u{202e}txet desrever\u{202c} \u{200f}مرحبا\u{200e}".to_owned(),
        "👩‍👩‍👧‍👦🏳️‍🌈 e\u{301}\u{301}\u{301} ﷽ 𝕿𝖊𝖘𝖙".to_owned(),
        "\u{1}\u{7}\u{1b}[31m\u{7f}\u{85}".to_owned(),
        "\u{fffe}\u{ffff}\u{10ffff}\u{e000}".to_owned(),
        "99999999999999999999999999999999999999999999".to_owned(),
        "-1".to_owned(),
        "1e400".to_owned(),
        "NaN".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "=cmd|' /C calc'!A0".to_owned(),
        "a".repeat(100_000),
        "عربى ".repeat(5_000),
    ]
}

/// Names of every control of a page.
fn names(page: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in page.split(" name=\"").skip(1) {
        let name = rest.split('"').next().unwrap().to_owned();
        if !name.starts_with('_') && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

both_databases! {
    async fn hostile_text_in_every_field_is_saved_refused_and_shown_again(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        for (body, service, steps) in [(BORGO, "accesso-atti", 6), (REGIONE, "accesso-soup", 5)] {
            let draft = start(&mut ada, body, service).await;
            for step in 1..=steps {
                let path = format!("{draft}/passo/{step}");
                for value in values() {
                    let page = ada.get(&path).await;
                    assert!([200, 422].contains(&page.status));
                    let version = page.hidden("_versione");
                    let names = names(&page.text());
                    let mut pairs = vec![("_versione", version.as_str()), ("_azione", "salva"), ("campo_mai_visto", value.as_str())];
                    pairs.extend(names.iter().map(|name| (name.as_str(), value.as_str())));
                    let saved = ada.post(&path, &pairs).await;
                    assert!(saved.status < 500, "{path} {value:?}: {} {}", saved.status, saved.text());
                    let again = ada.get(&path).await;
                    assert!(again.status < 500, "{path} {value:?}: {}", again.status);
                    assert!(!again.text().contains("<script>alert") && !again.text().contains("<img src=x"), "{path}");
                    let summary = ada.get(&format!("{draft}/riepilogo")).await;
                    assert!(summary.status < 500, "{path} {value:?}: {}", summary.status);
                    assert!(!summary.text().contains("<script>alert"), "{path}");
                }
            }
        }
    }

    async fn what_was_typed_comes_back_as_it_was_typed(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let path = format!("{draft}/passo/3");
        for value in values().into_iter().filter(|value| !value.trim().is_empty()) {
            let version = ada.get(&path).await.hidden("_versione");
            let pairs = [("_versione", version.as_str()), ("_azione", "salva"), ("documenti_descrizione", value.as_str())];
            let saved = ada.post(&path, &pairs).await;
            assert!(saved.status < 500);
            let read = ada.get(&path).await.read();
            // The parser of a browser drops these of its own.
            let value: String = value.chars().filter(|c| !c.is_control()).collect();
            let read: String = read.chars().filter(|c| !c.is_control()).collect();
            assert!(read.contains(value.trim()), "{}", value.chars().take(80).collect::<String>());
        }
    }

    async fn bytes_that_are_no_text_are_refused_and_nothing_stored_is_lost(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let path = format!("{draft}/passo/3");
        crate::journey::save(&mut ada, &draft, 3, &[("documenti_descrizione", "Testo salvato prima di tutto.")], "salva").await.expect(303);
        let (csrf, kind) = (encode(&ada.csrf), "application/x-www-form-urlencoded");
        let many = (0..6_000).map(|i| format!("c{i}=x")).collect::<Vec<_>>().join("&");
        let bodies = [
            "documenti_descrizione=a%00b".to_owned(),
            "documenti_descrizione=%ff%fe".to_owned(),
            "documenti_descrizione=%zz".to_owned(),
            "=&&=&&&=".to_owned(),
            many,
            "documenti_descrizione[a][b][c]=x&documenti_descrizione[999999999]=y&__proto__=z".to_owned(),
            format!("{}=x", "a.".repeat(5_000)),
        ];
        for body in bodies {
            let reply = ada.post_raw(&path, kind, format!("_csrf={csrf}&_versione=1&_azione=aggiorna&{body}").into_bytes()).await;
            assert!(reply.status < 500, "{}: {}", &body[..body.len().min(60)], reply.status);
        }
        for (kind, body) in [("multipart/form-data", "x"), ("multipart/form-data; boundary=a", "--a\r\n\r\nx"), ("text/plain", "x"), ("", "x"), ("application/json", "{}")] {
            let reply = ada.post_raw(&path, kind, body.as_bytes().to_vec()).await;
            assert!((400..500).contains(&reply.status), "{kind}: {}", reply.status);
        }
        ada.get(&path).await.says("Testo salvato prima di tutto.");
    }

    async fn versions_and_steps_that_are_no_numbers(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        ada.get(&format!("{draft}/passo/3")).await.expect(200);
        for version in ["", "x", "-1", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1.5"] {
            let pairs = [("_versione", version), ("_azione", "salva"), ("periodo", "sempre")];
            let saved = ada.post(&format!("{draft}/passo/3"), &pairs).await;
            assert!(saved.status < 500, "{version}: {}", saved.status);
            let sent = ada.post(&format!("{draft}/trasmetti"), &[("versione", version), ("dichiarazioni", "si")]).await;
            assert!((400..500).contains(&sent.status), "{version}: {}", sent.status);
        }
        for step in ["0", "7", "99999999999999999999", "-1", "x", "%00", "1%2f..%2f2"] {
            let page = ada.get(&format!("{draft}/passo/{step}")).await;
            assert!((400..500).contains(&page.status), "{step}: {}", page.status);
        }
    }

    async fn spp_01_addresses_written_by_hand_never_break_a_page(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let (mut ada, mut olga) = (house.citizen(ADA).await, house.operator("olga").await);
        let long = "x".repeat(8_000);
        for value in ["%00", "%ff", "%F0%9F%A6%8A", "..%2f..", "'%20or%201=1--", "%3Cscript%3E", long.as_str(), "0", "%E2%80%AE"] {
            for pattern in ["/{}", "/borgo-esempio/{}", "/borgo-esempio/servizi/{}", "/borgo-esempio/servizi/{}/avvia", "/borgo-esempio/bozze/{}",
                "/borgo-esempio/bozze/{}/passo/1", "/borgo-esempio/pratiche/{}", "/borgo-esempio/documenti/{}", "/verifica/{}",
                "/static/{}", "/borgo-esempio/servizi?q={}", "/borgo-esempio/accedi?ritorno={}", "/borgo-esempio/servizi?pagina={}",
                "/api/v1/{}/servizi", "/api/v1/borgo-esempio/servizi/{}", "/api/v1/borgo-esempio/pratiche/{}"] {
                let reply = ada.get(&pattern.replace("{}", value)).await;
                assert!(reply.status < 500, "{pattern} {value}: {}", reply.status);
                assert!(!reply.text().contains("<script>\""), "{pattern}");
            }
            for name in ["stato", "servizio", "ufficio", "assegnatario", "entro", "area", "q", "pagina"] {
                let reply = olga.get(&format!("{BORGO}/operatori/coda?{name}={value}")).await;
                assert!(reply.status < 500, "{name}={value}: {}", reply.status);
            }
            let note = olga.get(&format!("{}?nota={value}", office_path(&case))).await;
            assert!(note.status < 500, "nota={value}: {}", note.status);
        }
    }

    async fn form_17_hostile_text_of_officers_and_in_messages_is_kept_and_printed(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let mut olga = house.operator("olga").await;
        let case = filed(&mut ada).await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        for value in values() {
            let version = olga.get(&office_path(&case)).await.expect(200).hidden("versione");
            let late = [("versione", version.as_str()), ("motivazione", ""), ("testo", &value), ("giorni", &value), ("assegnatario", &value)];
            for path in ["azioni/accogli", "azioni/inesistente", "assegna"] {
                let reply = olga.post(&format!("{}/{path}", office_path(&case)), &late).await;
                assert!((400..500).contains(&reply.status), "{path} {value:?}: {}", reply.status);
            }
            ada.get(&case).await.expect(200);
            let message = [("oggetto", value.as_str()), ("testo", value.as_str())];
            let written = ada.post(&format!("{case}/messaggi"), &message).await;
            assert!(written.status < 500, "{value:?}: {}", written.status);
            let written = olga.post(&format!("{}/messaggi", office_path(&case)), &message).await;
            assert!(written.status < 500, "{value:?}: {}", written.status);
            let page = ada.get(&case).await.expect(200);
            assert!(!page.text().contains("<script>alert"));
        }
        let reasons = "<b>Motivi</b> \u{202e}عربى 测试 🦊 #set page() $ \\ @x \u{1}".to_owned();
        act(&mut olga, &case, "accogli", &[("motivazione", &reasons)]).await.expect(303);
        house.drain_for_real().await;
        assert_eq!(house.count("select count(*) as n from documents where kind = 'act' and name <> ''").await, 1);
        ada.get(&case).await.expect(200).says("<b>Motivi</b>");
    }

    async fn iol_04_hostile_json_is_refused_with_a_problem_document(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = api_start(&mut ada).await;
        let page = format!("{draft}/pagine/documenti");
        let deep = format!("{{\"version\":0,\"data\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
        let bodies: Vec<Vec<u8>> = [
            "", "null", "[]", "{", "\"x\"", "{\"version\":0}", "{\"version\":\"0\",\"data\":{}}", "{\"version\":1e400,\"data\":{}}",
            "{\"version\":0.5,\"data\":{}}", "{\"version\":99999999999999999999,\"data\":{}}", "{\"version\":0,\"data\":{\"a\":1e999}}",
            "{\"version\":0,\"data\":{\"a\":\"\\ud800\"}}", "{\"version\":0,\"data\":{},\"admin\":true}", &deep,
        ].iter().map(|text| text.as_bytes().to_vec()).chain([b"{\"version\":0,\"data\":{\"a\":\"\xff\"}}".to_vec()]).collect();
        for body in bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
            let reply = ada.call_raw("PUT", &page, body).await;
            assert!((400..500).contains(&reply.status), "{shown}: {}", reply.status);
            assert_eq!(reply.header("content-type"), "application/problem+json", "{shown}");
        }
        let monster = vec![b' '; 10 * 1024 * 1024];
        let reply = ada.call_raw("PUT", &page, monster).await;
        assert!((400..500).contains(&reply.status), "{}", reply.status);
    }

    async fn iol_04_wrong_types_in_every_field_are_errors_at_their_fields(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = api_start(&mut ada).await;
        let form = ada.get(&format!("{API}/servizi/accesso-atti")).await.expect(200).json();
        let nested = (0..60).fold(json!("x"), |inner, _| json!({ "a": [inner] }));
        let wrong = [json!(null), json!(true), json!(-1), json!(1.5e300), json!(i64::MAX), json!("\u{0}"), json!("a\u{0}b"),
            json!([]), json!([[["x"]]]), json!({}), json!({ "document": "x" }), json!([{ "document": "x", "name": 3, "size": "y" }]), nested];
        for page in form["form"]["components"].as_array().unwrap() {
            let key = page["key"].as_str().unwrap();
            let fields: Vec<&str> = page["components"].as_array().unwrap().iter().filter_map(|field| field["key"].as_str()).collect();
            for value in &wrong {
                let data: Value = fields.iter().map(|field| ((*field).to_owned(), value.clone())).collect::<serde_json::Map<_, _>>().into();
                for data in [data, value.clone()] {
                    let version = ada.get(&draft).await.expect(200).json()["pages"].as_array().unwrap().iter()
                        .find(|saved| saved["key"] == key).map_or(json!(0), |saved| saved["version"].clone());
                    let reply = ada.call("PUT", &format!("{draft}/pagine/{key}"), &json!({ "version": version, "data": data })).await;
                    assert!(reply.status < 500, "{key} {value}: {} {}", reply.status, reply.text());
                    for look in [draft.clone(), draft.replace("/api/v1", "") + "/riepilogo", draft.replace("/api/v1", "") + "/passo/3"] {
                        let shown = ada.get(&look).await;
                        assert!(shown.status < 500, "{look} {key} {value}: {}", shown.status);
                    }
                }
            }
        }
        let version = ada.get(&draft).await.json()["version"].clone();
        let sent = ada.call("POST", &format!("{draft}/trasmissione"), &json!({ "version": version, "declarations": true })).await;
        sent.expect(422);
    }

    async fn sdc_25_hostile_logins_are_refused(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        for value in values().into_iter().take(6) {
            let reply = browser.post(&format!("{BORGO}/accedi"), &[("persona", &value), ("ritorno", &value)]).await;
            assert!((400..500).contains(&reply.status), "{value:?}: {}", reply.status);
            let reply = browser.post(&format!("{BORGO}/operatori/login"), &[("username", &value), ("password", &value)]).await;
            assert!((400..500).contains(&reply.status), "{value:?}: {}", reply.status);
        }
        let elsewhere = browser.post(&format!("{BORGO}/accedi"), &[("persona", ADA), ("ritorno", "https://altrove.example/")]).await.expect(303);
        assert!(elsewhere.location().starts_with("/borgo-esempio/"), "{}", elsewhere.location());
    }

    async fn spp_01_hostile_headers_and_cookies_are_strangers(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        for value in ["x", "", "a=b; a=b", "\u{1f98a}", "' or 1=1 --", &"y".repeat(7_000)] {
            for (name, path) in [("sportello_citizen", "/pratiche"), ("sportello_operator", "/operatori/coda")] {
                browser.cookies = [(name.to_owned(), encode(value))].into();
                let reply = browser.get(&format!("{BORGO}{path}")).await.expect(303);
                assert!(reply.location().contains("?ritorno="), "{}", reply.location());
            }
            browser.cookies.clear();
            browser.bearer = Some(encode(value));
            browser.get(&format!("{API}/pratiche")).await.expect(401);
            browser.bearer = None;
        }
        for (name, value) in [("accept-language", "xx-YY;q=9999,*;q=-1"), ("accept", "application/json, */*;q=nan"), ("x-forwarded-for", "999.1.1.1, <b>"),
            ("x-request-id", "\"><script>"), ("if-none-match", "\""), ("range", "bytes=9-1"), ("content-length", "0")] {
            let request = axum::http::Request::builder().uri(BORGO).header(name, value).body(axum::body::Body::empty()).unwrap();
            let reply = browser.send(request).await;
            assert!(reply.status < 500 && !reply.text().contains("\"><script>"), "{name}: {}", reply.status);
        }
    }
}
