//! What the log keeps of people: nothing.

use crate::api::{API, token};
use crate::browser::encode;
use crate::journey::{act, attach, office_path, ready, save, transmit};
use crate::world::{ADA, BORGO, BRUNO, PDF, TestHouse};
use bodies::Action;
use serde_json::json;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use store::{Kind, WriteBatch, params};
use testkit::both_databases;
use tracing_subscriber::EnvFilter;

const PASSWORD: &str = "cavallo batteria graffetta";
const WORDS: &str = "Abito sopra la farmacia e non dormo.";
const REASONS: &str = "Il vicino ha ragione a lamentarsi.";

/// The log of this process, whoever writes it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Everything our crates can say, and what others say without being asked for more.
    fn started() -> &'static Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(Self::start)
    }

    fn start() -> Self {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut filter = "info".to_owned();
        for entry in std::fs::read_dir(crates).unwrap() {
            filter.push_str(&format!(",{}=trace", entry.unwrap().file_name().display()));
        }
        let log = Self::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(filter))
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// From now on the database complains of every new message; PostgreSQL quotes the row when it does.
async fn spoil_messages(house: &TestHouse) {
    let mut batch = WriteBatch::new();
    batch.exec(
        match house.house.store.kind() {
            Kind::Postgres => {
                "alter table messages add constraint never check (sender <> 'citizen') not valid"
            }
            Kind::Sqlite => {
                "create trigger never before insert on messages begin select raise(abort, 'never'); end"
            }
        },
        params![],
    );
    house.house.store.commit(batch).await.unwrap();
}

/// E-mails cannot be put into their folder any more.
async fn spoil_mails(house: &TestHouse) {
    let rows = house
        .house
        .store
        .query("select id from deliveries where channel = 'email'", params![])
        .await;
    for row in rows.unwrap() {
        let id: kernel::DeliveryId = row.get("id").unwrap();
        std::fs::create_dir_all(house.folder.join("mail").join(format!("{id}.eml/x"))).unwrap();
    }
}

both_databases! {
    async fn priv_the_log_of_a_journey_holds_nothing_of_anybody(db: TestDb) {
        let log = Log::started();
        let house = TestHouse::new(db).await;
        let hash = house.house.identity.hasher().hash(PASSWORD, house.house.random.clone()).await.unwrap();
        house.password("olga", hash, false).await;

        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        save(&mut ada, &draft, 3, &[("documenti_descrizione", WORDS)], "avanti").await.expect(422);
        save(&mut ada, &draft, 3, &[("documenti_descrizione", WORDS), ("modalita", "copia_semplice"), ("formato", "digitale")], "avanti").await.expect(303);
        attach(&mut ada, &draft, 5, ("altri_allegati", "farmacia.pdf", b"MZ\x90\x00")).await.expect(422);
        attach(&mut ada, &draft, 5, ("altri_allegati", "farmacia.pdf", PDF)).await.expect(303);
        let sent = transmit(&mut ada, &draft).await.expect(303).location();
        let case = sent.strip_suffix("/ricevuta").unwrap();
        spoil_mails(&house).await;
        assert!(house.worker().drain().await.unwrap().retried > 0);

        let mut olga = house.browser();
        let login = format!("{BORGO}/operatori/login");
        olga.post(&login, &[("username", "olga"), ("password", "parola sbagliata"), ("ritorno", "")]).await.expect(422);
        olga.post(&login, &[("username", "olga"), ("password", PASSWORD), ("ritorno", "")]).await.expect(303);
        olga.get(&format!("{BORGO}/operatori/coda?q=ada.esempio%40posta.example")).await.expect(200);
        act(&mut olga, case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut olga, case, "accogli", &[("motivazione", "")]).await.expect(422);
        act(&mut olga, case, "accogli", &[("motivazione", REASONS)]).await.expect(303);

        house.citizen(BRUNO).await.get(case).await.expect(404);
        house.operator("tecla").await.get(&office_path(case)).await.expect(404);
        let mut program = token(&house, "borgo-esempio", &[Action::SeeQueue]).await;
        program.get(&format!("{API}/pratiche")).await.expect(200);
        program.get(&format!("{API}{}", case.trim_start_matches(BORGO))).await.expect(404);
        let page = format!("{}/pagine/documenti", crate::api::start(&mut ada).await);
        ada.call("PUT", &page, &json!({ "version": 0, "data": { "documenti_descrizione": WORDS } })).await.expect(200);
        ada.call("PUT", &page, &json!({ "version": WORDS })).await.expect(400);
        spoil_messages(&house).await;
        let page = ada.get(case).await.expect(200);
        page.says(REASONS);
        ada.post(&format!("{case}/messaggi"), &[("oggetto", "La farmacia"), ("testo", WORDS)]).await.expect(500);

        let text = log.text();
        let complaint = if house.house.store.kind() == Kind::Postgres { "postgresql: 23514 new row for relation" } else { "sqlite: never" };
        for said in ["access", "login.refused", "refused: somebody else's case", "job.failed", "request failed", complaint] {
            assert!(text.contains(said), "«{said}» is not in:\n{text}");
        }
        let session = &ada.cookies["sportello_citizen"];
        let (operator, bearer) = (&olga.cookies["sportello_operator"], program.bearer.as_ref().unwrap());
        let address = "ada.esempio@posta.example";
        let secrets = [
            "Ada Esempio", "Esempio Ada", "Bruno", ADA, BRUNO, address, &encode(address), "192.0.2.1", WORDS, REASONS, "farmacia", "Concessione",
            "proprietaria", PASSWORD, "parola sbagliata", "Olga", "Operativa", session, operator, bearer, &ada.csrf, &olga.csrf,
        ];
        for secret in secrets {
            assert!(!secret.is_empty() && !text.contains(secret), "«{secret}» is in:\n{text}");
        }
        for name in ["Ada", "Esempio"] {
            assert!(!text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name), "«{name}» is in:\n{text}");
        }
    }
}
