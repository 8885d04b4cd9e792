//! Cookies of sessions, and the address to go back to after a login.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::session::Door;

/// The value of a cookie of the request.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// `Set-Cookie` that gives the browser a session, or takes it away when `token` is none.
pub(crate) fn set(door: Door, token: Option<&str>, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let life = if token.is_some() { "" } else { "; Max-Age=0" };
    let text = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}{life}",
        door.cookie(),
        token.unwrap_or("")
    );
    HeaderValue::from_str(&text).ok()
}

/// The path to go to after a login, when it is a path of this site; anything else could lead a person elsewhere.
pub fn local_return(path: &str) -> Option<&str> {
    let plain = |c: char| !c.is_control() && !c.is_whitespace() && c != '\\';
    let local =
        path.starts_with('/') && !path.starts_with("//") && path.len() <= 2000 && path.chars().all(plain);
    // After these nobody would be where they wanted to be.
    let below = path.split('?').next().unwrap_or_default();
    let door = ["/accedi", "/esci", "/operatori/login", "/operatori/esci"]
        .iter()
        .any(|end| below.ends_with(end));
    (local && !door).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cse_1_1_only_local_paths_are_gone_back_to() {
        for good in ["/borgo/pratiche", "/borgo/en/servizi/accesso-atti?passo=2", "/"] {
            assert_eq!(local_return(good), Some(good));
        }
        for bad in [
            "",
            "borgo",
            "//evil.example/x",
            "/\\evil.example",
            "https://evil.example/",
            "/a\r\nSet-Cookie: x=1",
            "/a b",
            "/borgo/accedi?ritorno=/borgo/accedi",
            "/borgo/esci",
            "/borgo/operatori/login",
        ] {
            assert_eq!(local_return(bad), None, "{bad}");
        }
    }

    #[test]
    fn cookies_are_http_only_and_secure_over_https() {
        let text = |value: Option<HeaderValue>| value.unwrap().to_str().unwrap().to_owned();
        assert_eq!(
            text(set(Door::Citizen, Some("abc"), true)),
            "sportello_citizen=abc; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            text(set(Door::Operator, None, false)),
            "sportello_operator=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=1; sportello_citizen=xyz ; b=2"),
        );
        assert_eq!(read(&headers, "sportello_citizen"), Some("xyz"));
        assert_eq!(read(&headers, "sportello_operator"), None);
    }
}
