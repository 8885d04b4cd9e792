//! A browser as far as cookies, forms and files go.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt;

/// Separates the parts of what [`Browser::upload`] posts.
const BOUNDARY: &str = "--------------prova1234567890";

/// One browser: cookies and the forgery token of the last page.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) bearer: Option<String>,
    pub(crate) csrf: String,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// A file chosen in a form: field, name, bytes.
pub(crate) type Chosen<'a> = (&'a str, &'a str, &'a [u8]);

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The text as a person reads it: the entities of the templates undone.
    pub(crate) fn read(&self) -> String {
        self.text()
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    pub(crate) fn location(&self) -> String {
        let value = self.headers.get(header::LOCATION);
        value
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> String {
        let value = self.headers.get(name);
        value
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .unwrap_or_default()
    }

    /// The value of the first hidden control of a name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let marker = format!("name=\"{name}\" value=\"");
        let found = text.split_once(&marker).map(|(_, rest)| rest);
        let found = found.and_then(|rest| rest.split('"').next());
        found.unwrap_or_else(|| panic!("no {name} in {text}")).to_owned()
    }

    /// The same as a browser reads it: the entities undone.
    pub(crate) fn read_hidden(&self, name: &str) -> String {
        let value = self.hidden(name).into_bytes();
        let (status, headers) = (self.status, self.headers.clone());
        Self {
            status,
            headers,
            bytes: value,
        }
        .read()
    }

    /// Every address of the page that holds a piece of text.
    pub(crate) fn links(&self, piece: &str) -> Vec<String> {
        let text = self.text();
        let links = text
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        links
            .filter(|link| link.contains(piece))
            .map(str::to_owned)
            .collect()
    }

    /// The status, or the whole answer when it is another.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} {}", self.location(), self.text());
        self
    }

    /// Whether the text is on the page; the whole page otherwise.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(
            self.read().contains(words),
            "«{words}» is not in: {}",
            self.read()
        );
        self
    }

    /// Whether the text is not on the page.
    #[track_caller]
    pub(crate) fn hides(self, words: &str) -> Self {
        assert!(!self.read().contains(words), "«{words}» is in: {}", self.read());
        self
    }
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            bearer: None,
            csrf: String::new(),
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap())
            .await
    }

    /// Posts a form with the token of the last page.
    pub(crate) async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let mut form: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        if !self.csrf.is_empty() {
            form.push(format!("_csrf={}", encode(&self.csrf)));
        }
        self.post_raw(
            path,
            "application/x-www-form-urlencoded",
            form.join("&").into_bytes(),
        )
        .await
    }

    pub(crate) async fn post_raw(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        let request = Request::builder().method("POST").uri(path);
        self.send(
            request
                .header(header::CONTENT_TYPE, kind)
                .body(body.into())
                .unwrap(),
        )
        .await
    }

    /// Posts a form with files.
    pub(crate) async fn upload(&mut self, path: &str, pairs: &[(&str, &str)], files: &[Chosen<'_>]) -> Reply {
        let csrf = self.csrf.clone();
        let mut body = Vec::new();
        for (name, value) in pairs.iter().chain([&("_csrf", csrf.as_str())]) {
            let part =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.post_raw(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body)
            .await
    }

    /// Calls the API.
    pub(crate) async fn call(&mut self, method: &str, path: &str, body: &Value) -> Reply {
        self.call_raw(method, path, body.to_string().into_bytes()).await
    }

    pub(crate) async fn call_raw(&mut self, method: &str, path: &str, body: Vec<u8>) -> Reply {
        let request = Request::builder().method(method).uri(path);
        self.send(
            request
                .header(header::CONTENT_TYPE, "application/json")
                .body(body.into())
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Reply {
        let address: SocketAddr = "192.0.2.1:4000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(address));
        let headers = request.headers_mut();
        headers.insert(header::HOST, "localhost:8080".parse().unwrap());
        if !self.cookies.is_empty() {
            let line: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            headers.insert(header::COOKIE, line.join("; ").parse().unwrap());
        }
        if let Some(token) = &self.bearer {
            headers.insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        self.remember(&parts.headers, &bytes);
        Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes,
        }
    }

    fn remember(&mut self, headers: &HeaderMap, bytes: &[u8]) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let text = String::from_utf8_lossy(bytes);
        if let Some((_, rest)) = text.split_once("name=\"_csrf\" value=\"") {
            self.csrf = rest.split('"').next().unwrap().to_owned();
        }
    }
}

/// Percent-encodes everything but the plainest letters.
pub(crate) fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
