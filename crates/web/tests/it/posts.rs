//! Posted forms, honest and hostile.

use crate::{gallery, markup, site};
use axum::{body::Body, http::Request};
use kernel::SeededRandom;

fn post(path: &str, session: Option<&str>, body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    if let Some(session) = session {
        request = request.header("x-session", session);
    }
    request.body(body.into()).unwrap()
}

fn token(session: &str, seed: u64) -> String {
    site::secret(session).token(&SeededRandom::new(seed))
}

#[tokio::test]
async fn a_post_with_the_sessions_token_passes() {
    let body = format!("text=Citt%C3%A0+%26+altro%0D%0Ariga&_csrf={}", token("s", 5));
    let answer = site::ask(post("/borgo/note", Some("s"), body)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (200, "Città & altro\nriga")
    );
    assert_ne!(token("s", 5), token("s", 6), "each page has its own token");
}

#[tokio::test]
async fn an_expired_session_keeps_what_was_typed_and_posts_it_again() {
    let body = format!(
        "text=Un+lungo+%3Ctesto%3E&_azione=salva&_csrf={}",
        token("old", 5)
    );
    let gone = site::ask(post("/borgo/en/testo", None, body.clone())).await;
    assert_eq!(gone.status, 403);
    gallery::keep("expired", &gone.body);
    markup::check(&gone.body);
    assert!(gone.body.contains("action=\"/borgo/en/testo\"") && gone.body.contains("/borgo/en/accedi"));
    assert!(
        gone.body
            .contains("name=\"text\" value=\"Un lungo &#60;testo&#62;\"")
    );

    // After logging in elsewhere the same post meets the page with a token of the new session, which then passes.
    let again = site::ask(post("/borgo/testo", Some("new"), body)).await;
    assert_eq!(again.status, 403);
    let fresh = again
        .body
        .split("name=\"_csrf\" value=\"")
        .last()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let done = site::ask(post(
        "/borgo/testo",
        Some("new"),
        format!("text=Un+lungo&_csrf={fresh}"),
    ))
    .await;
    assert_eq!((done.status.as_u16(), done.body.as_str()), (200, "Un lungo"));
}

#[tokio::test]
async fn a_post_without_or_with_a_foreign_token_is_refused() {
    for body in [
        "text=a".to_owned(),
        "text=a&_csrf=x".to_owned(),
        format!("text=a&_csrf={}", token("other", 5)),
    ] {
        assert_eq!(site::ask(post("/borgo/note", Some("s"), body)).await.status, 403);
    }
}

#[tokio::test]
async fn a_post_steered_by_another_site_is_refused_before_the_handler() {
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let body = format!("text=a&_csrf={}", token("s", 5));
        let mut request = post("/borgo/note", Some("s"), body);
        request
            .headers_mut()
            .insert("host", "borgo.example".parse().unwrap());
        request.headers_mut().insert(name, value.parse().unwrap());
        let answer = site::ask(request).await;
        assert_eq!(answer.status, 403, "{name}: {value}");
        assert!(answer.body.contains("altro sito"));
    }
    let mut request = post(
        "/borgo/note",
        Some("s"),
        format!("text=a&_csrf={}", token("s", 5)),
    );
    request
        .headers_mut()
        .insert("host", "borgo.example".parse().unwrap());
    request
        .headers_mut()
        .insert("origin", "https://borgo.example".parse().unwrap());
    assert_eq!(site::ask(request).await.status, 200);
}

#[tokio::test]
async fn bytes_that_are_not_text_are_refused_in_words() {
    for (body, words) in [
        ("text=%FF%FE", "caratteri che non si possono leggere"),
        ("text=a%00b", "carattere nullo"),
        ("altro=1", "Mancano alcuni dati"),
        ("text=1&text=2", "Mancano alcuni dati"),
    ] {
        let answer = site::ask(post("/borgo/note", None, body)).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.body.contains(words), "{body}");
        markup::check(&answer.body);
    }
    let many = "a=1&".repeat(6_000);
    assert_eq!(site::ask(post("/borgo/note", None, many)).await.status, 400);
    let mut other = post("/borgo/note", None, "{}");
    other
        .headers_mut()
        .insert("content-type", "application/json".parse().unwrap());
    assert_eq!(site::ask(other).await.status, 415);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_read_to_its_end_and_refused_with_the_limit() {
    let answer = site::ask(post(
        "/borgo/note",
        None,
        format!("text={}", "a".repeat(10_000_000)),
    ))
    .await;
    assert_eq!(answer.status, 413);
    assert!(answer.body.contains("1\u{a0}MB"));
}

fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"").as_bytes());
        if let Some(file) = file {
            body.extend_from_slice(
                format!("; filename=\"{file}\"\r\nContent-Type: application/pdf").as_bytes(),
            );
        }
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    body
}

async fn upload(parts: &[(&str, Option<&str>, &[u8])]) -> site::Answer {
    let mut request = post("/borgo/pagina", Some("s"), multipart(parts));
    request
        .headers_mut()
        .insert("content-type", "multipart/form-data; boundary=x".parse().unwrap());
    site::ask(request).await
}

#[tokio::test]
async fn files_come_with_the_fields_of_their_page() {
    let token = token("s", 5);
    let big = vec![b'x'; 2_500_000];
    let answer = upload(&[
        ("_csrf", None, token.as_bytes()),
        ("nome", None, "Città".as_bytes()),
        ("verbale", Some("C:\\documenti\\verbale.pdf"), &big),
        ("vuoto", Some(""), b""),
    ])
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (200, "[(\"nome\", \"Città\")] verbale=verbale.pdf:2500000")
    );
    let huge = vec![b'x'; 3_100_000];
    assert_eq!(
        upload(&[("_csrf", None, token.as_bytes()), ("f", Some("a.pdf"), &huge)])
            .await
            .status,
        413
    );
    let without = upload(&[("nome", None, b"Ada"), ("f", Some("a.pdf"), b"x")]).await;
    assert_eq!(without.status, 403);
    assert!(without.body.contains("value=\"Ada\"") && without.body.contains("scelti di nuovo"));
}

#[tokio::test]
async fn broken_multipart_is_a_bad_request() {
    for (kind, body) in [
        ("multipart/form-data", &b"--x"[..]),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc",
        ),
        ("multipart/form-data; boundary=x", b"nothing"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\0b\r\n--x--\r\n",
        ),
    ] {
        let mut request = post("/borgo/pagina", Some("s"), body.to_vec());
        request
            .headers_mut()
            .insert("content-type", kind.parse().unwrap());
        assert_eq!(site::ask(request).await.status, 400, "{kind} {body:?}");
    }
}

#[tokio::test]
async fn a_character_that_cannot_be_kept_loses_none_of_the_others() {
    let body = format!(
        "titolo=Una+lunga+storia&testo=prima%00dopo&_csrf={}",
        token("s", 5)
    );
    let answer = site::ask(post("/borgo/pagina", Some("s"), body)).await;
    assert_eq!(answer.status, 400);
    for words in ["carattere nullo", "Una lunga storia", "prima\u{fffd}dopo"] {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    assert!(!answer.body.contains("_csrf"), "no field of ours is shown");
    markup::check(&answer.body);
}

#[tokio::test]
async fn a_password_typed_too_late_comes_back_on_no_page() {
    let body = format!("text=segretissima&_csrf={}", token("old", 5));
    for session in [None, Some("new")] {
        let late = site::ask(post("/borgo/note", session, body.clone())).await;
        assert_eq!(late.status, 403);
        assert!(
            !late.body.contains("segretissima") && late.body.contains("Accedi di nuovo"),
            "{}",
            late.body
        );
        markup::check(&late.body);
    }
}

#[tokio::test]
async fn a_refused_post_leads_back_to_the_page_of_ours_it_came_from() {
    for (from, leads_back) in [
        ("https://borgo.example/borgo/bozze/1/passo/5?x=1", true),
        ("https://altrove.example/borgo/bozze/1/passo/5?x=1", false),
        ("non un indirizzo", false),
    ] {
        let mut request = post("/borgo/note", None, vec![b'a'; 2_000_000]);
        let headers = request.headers_mut();
        headers.insert("host", "borgo.example".parse().unwrap());
        headers.insert("referer", from.parse().unwrap());
        let answer = site::ask(request).await;
        assert_eq!(answer.status, 413);
        let link = "href=\"/borgo/bozze/1/passo/5?x=1\"";
        assert_eq!(answer.body.contains(link), leads_back, "{from}: {}", answer.body);
        markup::check(&answer.body);
    }
}
