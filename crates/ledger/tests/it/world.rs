//! A body with offices, persons and a bundle, and the transmission of applications as the ledger sees it.

use kernel::{AccountId, BodyId, CaseId, Clock, FixedClock, Id, Instant, RegisterEntryId, SeededRandom};
use ledger::{Chain, Check, Event, Registration, Report, append, verify};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Committed, Store, Value, WriteBatch, params};
use uuid::Uuid;

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: FixedClock,
    pub(crate) random: SeededRandom,
    pub(crate) body: BodyId,
    pub(crate) account: AccountId,
    office: Uuid,
    adoption: Uuid,
}

/// A transmitted application.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sent {
    pub(crate) case: CaseId,
    pub(crate) entry: RegisterEntryId,
    pub(crate) seq: i64,
    pub(crate) number: i64,
}

impl World {
    pub(crate) async fn new(store: Store) -> Self {
        let clock = FixedClock::at(Instant::parse("2025-03-03T09:00:00Z").unwrap());
        let random = SeededRandom::new(11);
        let id = || kernel::new_uuid(&clock, &random);
        let (body, office, party, account, adoption) = (id(), id(), id(), id(), id());
        let mut batch = WriteBatch::new();
        batch
            .exec(
                "insert into bodies (id, slug, kind, name, aoo_code, valid_from)
                 values ($1, 'borgo-esempio', 'comune', 'Comune di Borgo Esempio', 'AOO1', '2020-01-01')",
                params![body],
            )
            .exec(
                "insert into offices (id, body_id, code, name, head_name, valid_from)
                 values ($1, $2, 'UO1', 'Ufficio Esempio', 'Ada Esempio', '2020-01-01')",
                params![office, body],
            )
            .exec(
                "insert into parties (id, kind, created_at) values ($1, 'person', 0)",
                params![party],
            )
            .exec(
                "insert into accounts (id, kind, party_id, status, lang, created_at)
                 values ($1, 'citizen', $2, 'active', 'it', 0)",
                params![account, party],
            )
            .exec(
                "insert into bundles (hash, service, version, archive, loaded_at) values ('h', 's', '1', $1, 0)",
                params![vec![1u8]],
            )
            .exec(
                "insert into adoptions (id, body_id, service, bundle_hash, office_id, responsible_name, state, min_level,
                     position, valid_from_at, version)
                 values ($1, $2, 's', 'h', $3, 'Ada Esempio', 'published', 2, 1, 0, 1)",
                params![adoption, body, office],
            );
        store.commit(batch).await.unwrap();
        Self {
            body: BodyId::from_uuid(body),
            account: AccountId::from_uuid(account),
            store,
            random,
            office,
            adoption,
            clock,
        }
    }

    pub(crate) fn chain(&self) -> String {
        Chain::Body(self.body).name()
    }

    pub(crate) fn event(&self, kind: &'static str) -> Event {
        Event::new(Chain::Body(self.body), kind, self.clock.now())
    }

    pub(crate) async fn append(&self, event: Event) -> Committed {
        let mut batch = WriteBatch::new();
        append(&mut batch, &self.random, event);
        self.store.commit(batch).await.unwrap()
    }

    /// A registration for a row that [`World::write_entry`] writes.
    pub(crate) fn registration(&self, case: Option<CaseId>) -> Registration {
        let now = self.clock.now();
        Registration {
            entry: RegisterEntryId::new(&self.clock, &self.random),
            body: self.body,
            aoo: "AOO1".to_owned(),
            register: "protocollo".to_owned(),
            year: 2025,
            series: "AOO1/protocollo/2025".to_owned(),
            direction: "in".to_owned(),
            registered_at: now,
            presented_at: now,
            subject: "Accesso agli atti".to_owned(),
            correspondent: "Ada Esempio".to_owned(),
            document_sha256: "ab".repeat(32),
            case,
        }
    }

    pub(crate) fn write_entry(batch: &mut WriteBatch, entry: &Registration, number: impl Into<Value>) {
        batch.exec(
            "insert into register_entries (id, body_id, aoo, register, year, number, direction, registered_at,
                 presented_at, subject, correspondent, document_sha256, case_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            params![
                entry.entry,
                entry.body,
                &entry.aoo,
                &entry.register,
                entry.year,
                number.into(),
                &entry.direction,
                entry.registered_at,
                entry.presented_at,
                &entry.subject,
                &entry.correspondent,
                &entry.document_sha256,
                entry.case
            ],
        );
    }

    /// Transmits an application: case, register entry, event with a personal part.
    pub(crate) async fn transmit(&self) -> Sent {
        self.clock.advance_seconds(60);
        let case = CaseId::new(&self.clock, &self.random);
        let data = format!("{{\"richiesta\":\"atto {case}\"}}");
        let digest = hex::encode(Sha256::digest(&data));
        let registration = self.registration(Some(case));
        let entry = registration.entry;
        let mut batch = WriteBatch::new();
        let number = batch.next_in_series(&registration.series);
        let event = self
            .event("case.transmitted")
            .of_case(case)
            .by(self.account, "citizen")
            .with("data_sha256", digest.as_str())
            .personal(json!({ "applicant": "Ada Esempio" }))
            .registration(registration.clone(), number);
        let slot = append(&mut batch, &self.random, event);
        Self::write_entry(&mut batch, &registration, number);
        batch.exec(
            "insert into cases (id, number, body_id, adoption_id, bundle_hash, draft_id, account_id, office_id,
                 responsible_name, state, area, facts, title, applicant, lang, filing_basis, filing_level,
                 min_read_level, received_at, late, simulation, term, check_token, ledger_seq, ledger_head, version,
                 changed_at)
             values ($1, $2, $3, $4, 'h', $5, $6, $7, 'Ada Esempio', 's', 'in_progress', '{}', 't', 'Ada Esempio', 'it',
                 'b', 2, 2, $8, false, false, '{}', $2, $9, $10, 1, $8)",
            params![
                case,
                case.to_string(),
                self.body,
                self.adoption,
                kernel::new_uuid(&self.clock, &self.random),
                self.account,
                self.office,
                self.clock.now(),
                slot.seq,
                slot.hash
            ],
        );
        batch.exec(
            "insert into case_data (case_id, data, sha256) values ($1, $2, $3)",
            params![case, data, digest],
        );
        let committed = self.store.commit(batch).await.unwrap();
        Sent {
            case,
            entry,
            seq: committed.int(slot.seq),
            number: committed.int(number),
        }
    }

    /// Changes a row behind the ledger's back; exactly one row.
    pub(crate) async fn tamper(&self, sql: &'static str, params: Vec<Value>) {
        let mut batch = WriteBatch::new();
        batch.expect_rows(1, "tampered with nothing", sql, params);
        self.store.commit(batch).await.unwrap();
    }

    pub(crate) async fn verify(&self) -> Report {
        let check = Check {
            store: &self.store,
            files: None,
            anchors: None,
            signer: None,
        };
        verify(&check).await.unwrap()
    }

    /// Everything whole, or the findings.
    pub(crate) async fn assert_whole(&self) {
        let report = self.verify().await;
        assert!(report.is_whole(), "{report}");
    }
}
