//! With a mail server that refuses, hesitates or is not there.

use crate::server::MailServer;
use crate::world::World;
use delivery::{MailTransport, Security, SmtpSettings, attempts, failed};

fn to(port: u16) -> MailTransport {
    MailTransport::Smtp(SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::Plain,
        credentials: None,
    })
}

testkit::both_databases! {
    async fn a_mail_server_gets_the_whole_message(db: TestDb) {
        let world = World::new(db).await;
        let server = MailServer::start(vec![]).await;
        let new = world.notice().said("Pratica di محمد", "Gentile 王小明 🏛️,\n.\nuna riga che comincia con un punto.");
        let id = world.email(new).await;
        let drained = world.worker(&to(server.port)).drain().await.unwrap();
        assert_eq!(drained.done, 1);
        let received = server.received.lock().unwrap().clone();
        assert_eq!(received.len(), 1);
        assert!(received[0].contains(&format!("<{id}@borgo.example>")));
        assert!(received[0].contains("multipart/alternative") && received[0].contains("To: ada@posta.example"), "{}", received[0]);
    }

    async fn a_refusal_for_good_is_not_repeated_and_a_hesitation_is(db: TestDb) {
        let world = World::new(db).await;
        let server = MailServer::start(vec!["451 4.7.1 ada@posta.example greylisted", "550 5.1.1 ada@posta.example unknown"]).await;
        let worker = world.worker(&to(server.port));
        let id = world.email(world.notice()).await;
        assert_eq!(worker.drain().await.unwrap().retried, 1);
        world.clock.advance_seconds(24 * 3600);
        assert_eq!(worker.drain().await.unwrap().dead, 1);
        let tries: Vec<String> = attempts(&world.db.store, id).await.unwrap().into_iter().map(|t| t.result).collect();
        // Servers repeat addresses in their answers: only the codes are kept.
        assert_eq!(tries, ["smtp 451", "smtp 550"]);
        let listed = failed(&world.db.store, world.body.id).await.unwrap();
        assert_eq!((listed.len(), listed[0].last_error.as_deref()), (1, Some("smtp 550")));
        world.clock.advance_seconds(30 * 24 * 3600);
        let later = worker.drain().await.unwrap();
        assert_eq!((later.done, later.retried, later.dead), (0, 0, 0));
        assert!(server.received.lock().unwrap().is_empty());
    }

    async fn a_server_that_is_not_there_is_tried_again(db: TestDb) {
        let world = World::new(db).await;
        let port = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let worker = world.worker(&to(port));
        let id = world.email(world.notice()).await;
        assert_eq!(worker.drain().await.unwrap().retried, 1);
        let tries: Vec<String> = attempts(&world.db.store, id).await.unwrap().into_iter().map(|t| t.result).collect();
        assert_eq!(tries, ["smtp: no connection"]);
    }

    async fn a_server_without_tls_gets_nothing_when_tls_is_wanted(db: TestDb) {
        let world = World::new(db).await;
        let server = MailServer::start(vec![]).await;
        let wanted = MailTransport::Smtp(SmtpSettings {
            host: "127.0.0.1".to_owned(), port: server.port, security: Security::StartTls, credentials: None,
        });
        world.email(world.notice()).await;
        assert_eq!(world.worker(&wanted).drain().await.unwrap().done, 0);
        assert!(server.received.lock().unwrap().is_empty());
    }
}
