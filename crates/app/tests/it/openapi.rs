//! The description of the API beside its real answers: status, content type and shape of each.

use crate::browser::{Browser, Reply};
use crate::world::TestHouse;
use axum::http::{Request, header};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What a call carries.
pub(crate) enum Sent<'a> {
    Json(Value),
    File(&'a str, &'a [u8]),
    Bytes(&'a str, Vec<u8>),
}

/// A described call: method and path as in the description.
pub(crate) type Call<'a> = (&'a str, &'a str);

/// The description as it is served, and the answers that were held against it.
pub(crate) struct Description {
    document: Value,
    seen: BTreeSet<(String, String, String)>,
}

impl Description {
    pub(crate) async fn served(house: &TestHouse) -> Self {
        let document = house.browser().get("/api/openapi.json").await.expect(200).json();
        let seen = BTreeSet::new();
        Self { document, seen }
    }

    /// Every call of the description.
    pub(crate) fn calls(&self) -> Vec<(String, String)> {
        let paths = self.document["paths"].as_object().unwrap();
        let calls = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(|method| (method.to_uppercase(), path.clone()))
        });
        calls.collect()
    }

    fn operation(&self, (method, path): Call<'_>) -> &Value {
        &self.document["paths"][path][method.to_lowercase()]
    }

    /// Whether a call may be made with these credentials; `None` stands for nobody's.
    pub(crate) fn open_to(&self, call: Call<'_>, scheme: Option<&str>) -> bool {
        let ways = self.operation(call)["security"].as_array();
        let ways = ways.unwrap_or_else(|| panic!("{call:?} does not say who may call"));
        ways.iter()
            .map(|way| way.as_object().unwrap())
            .any(|way| match scheme {
                Some(scheme) => way.contains_key(scheme),
                None => way.is_empty(),
            })
    }

    /// Makes a call and holds its answer against the description.
    pub(crate) async fn ask(
        &mut self,
        browser: &mut Browser,
        call: Call<'_>,
        pieces: &[(&str, &str)],
        sent: Sent<'_>,
    ) -> Reply {
        let reply = send(browser, call.0, &address(call.1, pieces), sent).await;
        self.hold(call, &reply);
        reply
    }

    /// Status, content type and body of an answer must be described, and nothing else be in it.
    #[track_caller]
    pub(crate) fn hold(&mut self, call: Call<'_>, reply: &Reply) {
        let status = reply.status.to_string();
        let answer = &self.operation(call)["responses"][&status];
        assert!(
            answer.is_object(),
            "{call:?}: {status} is not described: {}",
            reply.text()
        );
        assert!(
            answer["description"]
                .as_str()
                .is_some_and(|words| !words.is_empty()),
            "{call:?} {status}"
        );
        let kind = reply.header("content-type");
        match answer.get("content") {
            None => assert!(
                reply.bytes.is_empty() && kind.is_empty(),
                "{call:?} {status} has a body: {kind}"
            ),
            Some(content) => {
                let described = content
                    .get(&kind)
                    .unwrap_or_else(|| panic!("{call:?} {status}: {kind} is not described"));
                let mut wrong = Vec::new();
                self.compare(&reply.json(), &described["schema"], "", &mut wrong);
                assert!(
                    wrong.is_empty(),
                    "{call:?} {status}: {wrong:?} in {}",
                    reply.text()
                );
            }
        }
        if reply.status >= 400 {
            assert_eq!(reply.json()["status"], reply.status, "{call:?}");
        }
        for (name, _) in answer["headers"].as_object().unwrap_or(&Map::new()) {
            assert!(
                reply.header(name).parse::<u32>().is_ok_and(|seconds| seconds > 0),
                "{call:?} {status}: {name}"
            );
        }
        self.seen.insert((call.0.to_owned(), call.1.to_owned(), status));
    }

    /// Answers that are described and were never seen.
    pub(crate) fn unseen(&self) -> BTreeSet<(String, String, String)> {
        let mut described = BTreeSet::new();
        for (method, path) in self.calls() {
            let answers = self.operation((&method, &path))["responses"].as_object().unwrap();
            described.extend(
                answers
                    .keys()
                    .map(|status| (method.clone(), path.clone(), status.clone())),
            );
        }
        described.difference(&self.seen).cloned().collect()
    }

    /// The part of JSON Schema the description uses; another keyword stops the test. An object whose members are listed
    /// has no others.
    fn compare(&self, value: &Value, schema: &Value, at: &str, wrong: &mut Vec<String>) {
        for (word, rule) in schema.as_object().unwrap() {
            let fits = match word.as_str() {
                "description" | "propertyNames" => true,
                "$ref" => {
                    let target = rule.as_str().unwrap().trim_start_matches('#');
                    let target = self
                        .document
                        .pointer(target)
                        .unwrap_or_else(|| panic!("{rule} leads nowhere"));
                    self.compare(value, target, at, wrong);
                    true
                }
                "type" => rule.as_array().map_or_else(
                    || is_a(value, rule),
                    |kinds| kinds.iter().any(|kind| is_a(value, kind)),
                ),
                "format" => value
                    .as_str()
                    .is_none_or(|text| has_format(text, rule.as_str().unwrap())),
                "minimum" => value
                    .as_f64()
                    .is_none_or(|number| number >= rule.as_f64().unwrap()),
                "required" => rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|name| value.get(name.as_str().unwrap()).is_some()),
                "properties" => {
                    for (name, member) in value.as_object().unwrap_or(&Map::new()) {
                        let at = format!("{at}/{name}");
                        match (rule.get(name), schema.get("additionalProperties")) {
                            (Some(rule), _) => self.compare(member, rule, &at, wrong),
                            (None, Some(_)) => {}
                            (None, None) => wrong.push(format!("{at} is not described")),
                        }
                    }
                    true
                }
                "additionalProperties" => {
                    for (name, member) in value.as_object().unwrap_or(&Map::new()) {
                        self.compare(member, rule, &format!("{at}/{name}"), wrong);
                    }
                    true
                }
                "items" => {
                    for (index, item) in value.as_array().unwrap_or(&Vec::new()).iter().enumerate() {
                        self.compare(item, rule, &format!("{at}/{index}"), wrong);
                    }
                    true
                }
                other => panic!("the test does not know {other}"),
            };
            if !fits {
                wrong.push(format!("{at}: {word} {rule}"));
            }
        }
    }
}

fn is_a(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the test does not know the type {other}"),
    }
}

fn has_format(text: &str, format: &str) -> bool {
    match format {
        "uuid" => uuid::Uuid::parse_str(text).is_ok(),
        "date" => text.parse::<kernel::Date>().is_ok(),
        "date-time" => kernel::Instant::parse(text).is_some(),
        "uri" => text.starts_with("http://") || text.starts_with("https://"),
        other => panic!("the test does not know the format {other}"),
    }
}

/// The address of a call; what is not given is a thing that exists, or for identifiers one that does not.
pub(crate) fn address(path: &str, pieces: &[(&str, &str)]) -> String {
    let usual = [
        ("body", "borgo-esempio"),
        ("service", "accesso-atti"),
        ("field", "altri_allegati"),
        ("page", "documenti"),
        ("draft", "019b0000-0000-7000-8000-000000000000"),
        ("document", "019b0000-0000-7000-8000-000000000000"),
        ("case", "019b0000-0000-7000-8000-000000000000"),
    ];
    let all = pieces.iter().chain(&usual);
    all.fold(path.to_owned(), |path, (name, value)| {
        path.replace(&format!("{{{name}}}"), value)
    })
}

pub(crate) async fn send(browser: &mut Browser, method: &str, address: &str, sent: Sent<'_>) -> Reply {
    match sent {
        Sent::Json(body) => browser.call(method, address, &body).await,
        Sent::File(name, bytes) => browser.upload(address, &[], &[("file", name, bytes)]).await,
        Sent::Bytes(kind, bytes) => {
            let request = Request::builder()
                .method(method)
                .uri(address)
                .header(header::CONTENT_TYPE, kind);
            browser.send(request.body(bytes.into()).unwrap()).await
        }
    }
}
