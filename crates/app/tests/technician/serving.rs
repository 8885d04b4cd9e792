//! Serving from a configuration file: what is refused, what answers, what stays off the public port.

use crate::installation::{Extra, On, REGION, command, configure, seeded, succeed};
use crate::program::{Program, demo, run, sportello};
use std::process::Command;
use store::params;

fn serve(place: &crate::place::Place) -> Command {
    let mut command = sportello();
    command
        .arg("serve")
        .arg("--config")
        .arg(place.data().join("sportello.toml"));
    command
}

async fn status(url: String) -> (u16, String) {
    let response = reqwest::get(url).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

/// An address nobody listens on at the moment.
fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

#[test]
fn a_seeded_installation_is_served_and_stops_in_order() {
    testkit::run(async {
        for on in On::BOTH {
            let metrics = free_address();
            let server = format!("metrics_listen = \"{metrics}\"");
            let place = seeded(
                on,
                &Extra {
                    server: &server,
                    ..Extra::default()
                },
            )
            .await;
            let mut server = Program::start(serve(&place)).unwrap();
            let (code, page) = status(format!("{}/borgo-esempio", server.url)).await;
            assert_eq!(code, 200);
            assert!(page.contains("Comune di Borgo Esempio"));
            assert_eq!(
                status(format!("{}/metrics", server.url)).await.0,
                404,
                "metrics are public"
            );
            let (code, text) = status(format!("http://{metrics}/metrics")).await;
            assert_eq!(code, 200);
            assert!(text.contains("# TYPE"), "{text}");
            let (code, login) = status(format!("{}/borgo-esempio/accedi", server.url)).await;
            assert_eq!(code, 200);
            assert!(
                !login.contains("name=\"persona\""),
                "people of the demo can log in"
            );
            assert!(server.stop().success());
            place.end().await;
        }
    });
}

#[test]
fn health_is_503_while_documents_cannot_be_kept() {
    testkit::run(async {
        for on in On::BOTH {
            let place = seeded(on, &Extra::default()).await;
            let server = Program::start(serve(&place)).unwrap();
            let health = format!("{}/health", server.url);
            assert_eq!(status(health.clone()).await.0, 200);
            let (files, away) = (place.data().join("files"), place.data().join("away"));
            std::fs::rename(&files, &away).unwrap();
            let (code, text) = status(health.clone()).await;
            assert_eq!(code, 503, "{text}");
            assert!(
                text.contains("\"database\":true") && text.contains("\"files\":false"),
                "{text}"
            );
            std::fs::rename(&away, &files).unwrap();
            assert_eq!(status(health).await.0, 200);
            drop(server);
            place.end().await;
        }
    });
}

#[test]
fn a_demo_is_not_served_as_real_nor_a_real_one_shown_as_demo() {
    testkit::run(async {
        for on in On::BOTH {
            let place = on.place().await;
            drop(Program::start(place.demo()).unwrap());
            configure(&place, &Extra::default());
            let (good, said) = command(&place, &["serve"]);
            assert!(!good && said.contains("demo"), "{said}");
            place.end().await;

            let place = seeded(on, &Extra::default()).await;
            let (good, said) = run(&mut demo(place.data(), place.url().as_deref()));
            assert!(!good && said.contains("non è una demo"), "{said}");
            let store = place.store().await;
            let stamped = store
                .query_opt("select value from settings where name = 'demo'", params![])
                .await;
            assert!(stamped.unwrap().is_none(), "a real database was stamped");
            store.close().await;
            place.end().await;
        }
    });
}

#[test]
fn an_installation_is_seeded_once() {
    testkit::run(async {
        for on in On::BOTH {
            let place = seeded(on, &Extra::default()).await;
            let (good, said) = command(&place, &["seed", REGION]);
            assert!(!good && said.contains("vuota"), "{said}");
            place.end().await;
        }
    });
}

#[test]
fn doctor_is_green_and_then_red_for_what_is_wrong() {
    testkit::run(async {
        for on in On::BOTH {
            let place = on.place().await;
            configure(&place, &Extra::default());
            let said = succeed(&place, &["doctor"]);
            assert!(
                said.contains("durabilità: piena") && said.contains("PDF: prodotto"),
                "{said}"
            );

            let off = Extra {
                database: "durability = \"off\"",
                ..Extra::default()
            };
            configure(&place, &off);
            let (good, said) = command(&place, &["doctor"]);
            assert!(
                !good && !said.contains("durabilità: piena") && said.contains("prima di rispondere"),
                "{said}"
            );
            let (good, said) = command(&place, &["serve"]);
            assert!(!good, "served without durability: {said}");

            configure(&place, &Extra::default());
            let files = place.data().join("files");
            std::fs::remove_dir_all(&files).unwrap();
            std::fs::write(&files, "not a folder").unwrap();
            let (good, said) = command(&place, &["doctor"]);
            assert!(!good && said.contains("cartella dei documenti"), "{said}");
            place.end().await;
        }
    });
}

#[test]
fn doctor_is_red_for_a_database_that_does_not_answer() {
    let place = crate::place::Place::sqlite(crate::place::folder());
    let config = configure(&place, &Extra::default());
    let text = std::fs::read_to_string(&config).unwrap();
    let nobody = text.replace(
        "sqlite = \"sportello.db\"",
        "postgres = \"host=127.0.0.1 port=1 user=nobody dbname=none\"",
    );
    std::fs::write(&config, nobody).unwrap();
    let (good, said) = command(&place, &["doctor"]);
    assert!(!good && said.contains("database"), "{said}");
}

#[test]
fn a_token_opens_the_api_until_it_is_revoked() {
    testkit::run(async {
        for on in On::BOTH {
            let place = seeded(on, &Extra::default()).await;
            let made = succeed(
                &place,
                &[
                    "token",
                    "create",
                    "borgo-esempio",
                    "cruscotto",
                    "--action",
                    "see_queue",
                    "--action",
                    "read_case",
                ],
            );
            let mut lines = made.lines().skip_while(|line| line.starts_with('{'));
            let (id, text) = (lines.next().unwrap().to_owned(), lines.next().unwrap().to_owned());
            let server = Program::start(serve(&place)).unwrap();
            let ask = async |body: &str| {
                let request = reqwest::Client::new()
                    .get(format!("{}/api/v1/{body}/pratiche", server.url))
                    .bearer_auth(&text);
                let response = request.send().await.unwrap();
                (response.status().as_u16(), response.text().await.unwrap())
            };
            assert_eq!(ask("borgo-esempio").await, (200, "[]".to_owned()));
            assert_ne!(ask("pietraprova").await.0, 200, "a token of another body");
            let listed = succeed(&place, &["token", "list", "borgo-esempio"]);
            assert!(
                listed.contains(&id) && listed.contains("valido") && !listed.contains(&text),
                "{listed}"
            );
            succeed(&place, &["token", "revoke", "borgo-esempio", &id]);
            let listed = succeed(&place, &["token", "list", "borgo-esempio"]);
            assert!(listed.contains("revocato"), "{listed}");
            assert_eq!(ask("borgo-esempio").await.0, 401);
            let (good, said) = command(
                &place,
                &["token", "create", "borgo-esempio", "x", "--action", "fly"],
            );
            assert!(!good && said.contains("fly"), "{said}");
            drop(server);
            place.end().await;
        }
    });
}

#[test]
fn the_first_operator_is_made_with_a_provisional_password() {
    testkit::run(async {
        for on in On::BOTH {
            let place = seeded(on, &Extra::default()).await;
            let words = [
                "operator",
                "borgo-esempio",
                "nuova",
                "--given-name",
                "Nora",
                "--family-name",
                "Inventata",
                "--role",
                "officer",
                "--office",
                "SEG",
            ];
            let (good, said) = command(&place, &words);
            assert!(good && said.contains("nuova / "), "{said}");
            let store = place.store().await;
            let row = store
                .query_opt(
                    "select must_change from passwords where username = 'nuova'",
                    params![],
                )
                .await
                .unwrap()
                .unwrap();
            assert!(row.get::<bool>("must_change").unwrap());
            store.close().await;
            place.end().await;
        }
    });
}

#[test]
fn the_examples_of_the_documentation_are_valid() {
    for name in ["sportello-sqlite.toml", "sportello-postgres.toml"] {
        let file = format!("{}/../../docs/examples/{name}", env!("CARGO_MANIFEST_DIR"));
        app::config::Config::load(std::path::Path::new(&file)).unwrap();
    }
}
