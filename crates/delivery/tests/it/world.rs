//! A body and a worker that sends.

use bodies::{Bodies, Body};
use delivery::{Attachment, AttachmentLoader, EmailHandler, MailTransport, Mailer, NewDelivery};
use jobs::{Handler, Worker};
use kernel::{BodyId, Clock, Date, DeliveryId, DocumentId, FixedClock, Random, SeededRandom};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use store::WriteBatch;
use testkit::TestDb;

/// What the loader of attachments answers.
#[derive(Clone, Default)]
pub(crate) struct Shelf(
    pub(crate) Arc<Mutex<Option<Attachment>>>,
    pub(crate) Arc<AtomicU32>,
);

pub(crate) struct World {
    pub(crate) db: TestDb,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) random: Arc<SeededRandom>,
    pub(crate) body: Body,
    pub(crate) shelf: Shelf,
}

impl World {
    pub(crate) async fn new(db: TestDb) -> Self {
        let (clock, random) = (Arc::new(testkit::clock()), Arc::new(testkit::random()));
        let body = body(&*clock, &*random);
        let mut batch = WriteBatch::new();
        bodies::write::body(&mut batch, &body);
        db.store.commit(batch).await.unwrap();
        Self {
            db,
            clock,
            random,
            body,
            shelf: Shelf::default(),
        }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.db.folder().join("mail")
    }

    pub(crate) fn worker(&self, transport: &MailTransport) -> Worker {
        let shelf = self.shelf.clone();
        let attachments: AttachmentLoader = Arc::new(move |_: DocumentId| {
            shelf.1.fetch_add(1, Ordering::SeqCst);
            let found = shelf.0.lock().unwrap().clone();
            Box::pin(async move { Ok(found) })
        });
        let handler = EmailHandler {
            store: self.db.store.clone(),
            bodies: Bodies::new(self.db.store.clone(), self.clock.clone()),
            clock: self.clock.clone(),
            mailer: Mailer::new(transport, "Sportello <noreply@borgo.example>").unwrap(),
            attachments,
        };
        let handlers: Vec<Arc<dyn Handler>> = vec![Arc::new(handler)];
        Worker::new(
            self.db.store.clone(),
            self.clock.clone(),
            self.random.clone(),
            handlers,
        )
    }

    pub(crate) fn to_folder(&self) -> Worker {
        self.worker(&MailTransport::Folder(self.folder()))
    }

    /// Commits one e-mail.
    pub(crate) async fn email(&self, new: NewDelivery) -> DeliveryId {
        let mut batch = WriteBatch::new();
        let id = delivery::email(&mut batch, &*self.clock, &*self.random, new);
        self.db.store.commit(batch).await.unwrap();
        id
    }

    pub(crate) fn notice(&self) -> NewDelivery {
        NewDelivery::from_body(self.body.id, "notice", self.clock.now())
            .said(
                "La tua richiesta è arrivata",
                "Gentile Ada,\n\nla richiesta è arrivata.",
            )
            .to("ada@posta.example")
    }

    pub(crate) fn mails(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.folder()) else {
            return Vec::new();
        };
        files
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect()
    }
}

fn body(clock: &dyn Clock, random: &dyn Random) -> Body {
    Body {
        id: BodyId::new(clock, random),
        slug: "borgo".to_owned(),
        kind: "comune".to_owned(),
        name: "Comune di Borgo Esempio".to_owned(),
        name_en: None,
        ipa_code: None,
        istat_code: None,
        aoo_code: "AOO".to_owned(),
        fiscal_code: None,
        email: None,
        pec: None,
        phone: None,
        address: None,
        website: None,
        host: None,
        base_url: None,
        logo: None,
        dpo_contact: None,
        part_of_label: None,
        valid_from: Date::constant(2000, 1, 1),
        valid_to: None,
    }
}
