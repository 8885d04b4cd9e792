//! The layers around every request.

use crate::{gallery, markup, site, site::get_page};
use axum::{body::Body, extract::ConnectInfo, http::Request};
use std::net::SocketAddr;
use web::{Rate, RateLimits};

#[tokio::test]
async fn the_language_is_taken_out_of_the_path() {
    for (asked, expected) in [
        (
            "/borgo/servizi?q=a%20b",
            "it /borgo/servizi?q=a%20b /borgo/servizi?q=a%20b",
        ),
        (
            "/borgo/en/servizi?q=1",
            "en /borgo/servizi?q=1 /borgo/en/servizi?q=1",
        ),
        ("/borgo/it/servizi", "it /borgo/servizi /borgo/it/servizi"),
    ] {
        assert_eq!(get_page(asked).await.body, expected);
    }
    assert_eq!(get_page("/api/en/servizi").await.status, 404);
}

#[tokio::test]
async fn every_failure_is_a_designed_page_with_the_request_id() {
    for (kind, status) in [
        ("not-found", 404),
        ("forbidden", 403),
        ("conflict", 409),
        ("busy", 503),
        ("internal", 500),
        ("panic", 500),
        ("invalid", 422),
    ] {
        let answer = get_page(&format!("/borgo/errori/{kind}")).await;
        assert_eq!(answer.status, status, "{kind}");
        gallery::keep(&format!("error-{kind}"), &answer.body);
        markup::check(&answer.body);
        assert!(answer.body.contains("Comune di Borgo Esempio"), "{kind}");
        assert!(
            answer
                .body
                .contains(&format!("<code>{}</code>", answer.header("x-request-id"))),
            "{kind}"
        );
        assert_eq!(answer.header("x-request-id").len(), 12);
        assert!(!answer.body.contains("hidden-detail"), "{kind}");
    }
    assert_eq!(get_page("/borgo/errori/busy").await.header("retry-after"), "7");
    assert!(
        get_page("/borgo/en/errori/x")
            .await
            .body
            .contains("Page not found")
    );
}

#[tokio::test]
async fn hostile_requests_meet_a_page_and_never_a_fault() {
    for (path, status) in [
        ("/borgo/note/not-a-number", 400),
        ("/borgo/note/%ff%fe", 400),
        ("/borgo/note/99999999999999999999", 400),
        ("/%00", 400),
        ("/borgo/servizi?q=a%00b", 400),
        ("/nessuno/x", 404),
        ("/borgo/note", 405),
    ] {
        let answer = get_page(path).await;
        assert_eq!(answer.status, status, "{path}");
        markup::check(&answer.body);
    }
    assert_eq!(get_page("/borgo/note").await.header("allow"), "POST");
    let json = Request::post("/borgo/json")
        .header("content-type", "application/json")
        .body(Body::from("{"))
        .unwrap();
    assert_eq!(site::ask(json).await.status, 400);
}

#[tokio::test]
async fn no_link_of_an_error_page_leaves_the_site() {
    for path in ["/en//evil.example/x", "//evil.example/x", "/borgo/nope"] {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        let headers = request.headers_mut();
        headers.insert("host", "borgo.example".parse().unwrap());
        headers.insert("referer", "http://borgo.example//evil.example/x".parse().unwrap());
        let answer = site::ask(request).await;
        assert!(
            [400, 404].contains(&answer.status.as_u16()),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("=\"//"), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn the_api_answers_with_problem_documents() {
    let answer = get_page("/api/v1/things/conflict").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (409, "application/problem+json")
    );
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], 409);
    assert_eq!(problem["reason"], "web-conflict");
    assert_eq!(problem["instance"], answer.header("x-request-id"));
    let invalid = get_page("/api/v1/things/invalid").await;
    let problem: serde_json::Value = serde_json::from_str(&invalid.body).unwrap();
    assert_eq!(problem["errors"]["text"][0]["key"], "web-nul");
    assert_eq!(get_page("/api/v1/things/login").await.status, 401);
    let request = Request::get("/borgo/errori/x")
        .header("accept", "application/json")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        site::ask(request).await.header("content-type"),
        "application/problem+json"
    );
}

#[tokio::test]
async fn who_must_log_in_is_sent_to_the_right_door_and_back() {
    let citizen = get_page("/borgo/en/errori/login?a=1").await;
    assert_eq!(citizen.status, 303);
    assert_eq!(
        citizen.header("location"),
        "/borgo/en/accedi?ritorno=%2Fborgo%2Fen%2Ferrori%2Flogin%3Fa%3D1"
    );
    let started = site::ask(Request::post("/borgo/errori/login").body(Body::empty()).unwrap()).await;
    assert_eq!(
        started.header("location"),
        "/borgo/accedi?ritorno=%2Fborgo%2Ferrori%2Flogin"
    );
    let operator = get_page("/borgo/operatori/coda").await;
    assert_eq!(
        operator.header("location"),
        "/borgo/operatori/login?ritorno=%2Fborgo%2Foperatori%2Fcoda"
    );
}

#[tokio::test]
async fn every_answer_wears_the_security_headers() {
    for path in ["/borgo/servizi", "/borgo/errori/internal", "/api/v1/things/x"] {
        let answer = get_page(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.headers.contains_key("cache-control"));
        assert!(!answer.headers.contains_key("strict-transport-security"));
    }
    let mut settings = site::settings();
    settings.https = true;
    let site = web::stack(site::routes(), settings);
    let answer = site::ask_of(&site, Request::get("/borgo/servizi").body(Body::empty()).unwrap()).await;
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=31536000")
    );
}

#[tokio::test]
async fn a_slow_handler_is_cut_with_a_page() {
    let answer = get_page("/borgo/lento").await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("troppo tempo"));
}

#[tokio::test]
async fn too_many_requests_from_one_address_wait() {
    let mut settings = site::settings();
    settings.rate_limits = Some(RateLimits {
        read: Rate::per_minute(3),
        write: Rate::per_minute(1),
        login: Rate::per_minute(1),
        ask: Rate::per_minute(1),
    });
    let site = web::stack(site::routes(), settings);
    let from = |ip: [u8; 4]| {
        let mut request = Request::get("/borgo/servizi").body(Body::empty()).unwrap();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from((ip, 4000))));
        request
    };
    for _ in 0..3 {
        assert_eq!(site::ask_of(&site, from([192, 0, 2, 1])).await.status, 200);
    }
    let refused = site::ask_of(&site, from([192, 0, 2, 1])).await;
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    markup::check(&refused.body);
    assert_eq!(site::ask_of(&site, from([192, 0, 2, 2])).await.status, 200);
}

#[tokio::test]
async fn unknown_assets_are_not_found_and_known_ones_are_packed_and_kept() {
    assert_eq!(get_page("/static/none.css").await.status, 404);
    assert_eq!(get_page("/static/..%2Fpackage.json").await.status, 404);
    let style = web::assets::url("app.css");
    if style.is_empty() {
        return; // The front end is not built here; its own build checks its files.
    }
    let request = Request::get(&*style)
        .header("accept-encoding", "gzip, br")
        .body(Body::empty())
        .unwrap();
    let answer = site::ask(request).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-encoding")),
        (200, "br")
    );
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(get_page(&style).await.header("content-encoding"), "");
}

#[tokio::test]
async fn pages_are_packed_for_browsers_that_take_it() {
    let request = |encoding: &str| {
        Request::get("/borgo/errori/x")
            .header("accept", "text/html")
            .header("accept-encoding", encoding)
            .body(Body::empty())
            .unwrap()
    };
    let packed = site::ask(request("gzip, br")).await;
    assert_eq!(
        (packed.status.as_u16(), packed.header("content-encoding")),
        (404, "gzip")
    );
    let plain = site::ask(request("identity")).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(packed.size < plain.size / 2);
}
