//! What a transmission writes: case, record, parties, bodies, clocks, register entry, event and receipt, in one batch.

use crate::clocks::{self, ClockRow, Start, StartEvent};
use crate::draft::{Attachment, Draft};
use crate::effects::{Acting, Worked};
use crate::examination::acting;
use crate::model::{Area, Case};
use crate::number::ApplicationNumber;
use crate::repo::{self, cases as rows};
use crate::transmission::Intent;
use crate::{Cases, facts, texts};
use bodies::{Party, PartyKind};
use bundles::Subject;
use flow::{Audience, By, Effect, Given};
use kernel::{CaseId, DocumentId, Error, PartyId, Result, search_words};
use ledger::{Chain, Event, FileFact};
use register::NewEntry;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::WriteBatch;

impl Cases {
    /// Everything a transmission writes, in one batch. Pure but for the identifiers it takes from clock and randomness.
    pub(crate) fn filing_batch(&self, batch: &mut WriteBatch, intent: &Intent<'_>) -> Result<CaseId> {
        let number = ApplicationNumber::new(&*self.random);
        let record = record(intent, &number);
        let digest = hex::encode(Sha256::digest(record.as_bytes()));
        let mut worked = self.new_case(intent, &number)?;
        let started = self.start_clocks(intent, &mut worked.case)?;
        let id = worked.case.id;
        self.write_case(batch, intent, &mut worked.case, &digest)?;
        rows::insert_record(batch, id, record, digest);
        rows::insert_terms(batch, id, worked.case.body, &words(intent, &number));
        rows::close_draft(batch, intent.draft.id, intent.draft.version, id);
        rows::adopt_documents(batch, intent.draft.id, id, intent.draft.attachments.len() as u64);
        for row in &started {
            repo::clocks::insert_deadline(batch, id, row, worked.case.received_at);
        }
        worked.clocks = started;
        let acting = acting(intent.filing, By::Citizen, Given::default(), None);
        for effect in &intent.bundle.flow.start().effects {
            // The clocks are started above; what the flow tells the applicant is said with the receipt.
            if !matches!(
                effect,
                Effect::StartClock { .. }
                    | Effect::Notify {
                        to: Audience::Applicant,
                        ..
                    }
            ) {
                self.effect(batch, &mut worked, effect, &acting)?;
            }
        }
        self.queue_receipt(batch, &worked, &acting)?;
        Ok(id)
    }

    fn new_case(&self, intent: &Intent<'_>, number: &ApplicationNumber) -> Result<Worked> {
        let (draft, filing, adoption) = (intent.draft, intent.filing, &intent.offer.adoption);
        let state = intent.bundle.flow.initial();
        let case = Case {
            id: CaseId::new(&*self.clock, &*self.random),
            number: number.to_string(),
            body: draft.body,
            adoption: draft.adoption,
            bundle_hash: draft.bundle_hash.clone(),
            account: draft.account,
            office: adoption.office,
            assignee: None,
            assignee_name: None,
            assignee_email: None,
            responsible_name: adoption.responsible_name.clone(),
            state: state.id.clone(),
            area: Area::InProgress,
            outcome: None,
            facts: facts::none(),
            title: texts::title(intent.bundle, draft.lang).to_owned(),
            applicant: intent.filer.display_name(),
            lang: draft.lang,
            filing_basis: filing.basis().to_owned(),
            filing_level: filing.level(),
            min_read_level: filing.level(),
            received_at: filing.received_at,
            late: intent.late,
            simulation: draft.simulation,
            register_entry: None,
            register: None,
            due_on: None,
            term: Value::Null,
            suspended_at: None,
            check_token: self.random.token(),
            ledger_head: None,
            ledger_seq: None,
            version: 1,
            closed_at: None,
            changed_at: filing.received_at,
        };
        Ok(Worked {
            case,
            bundle: intent.offer.bundle.clone(),
            filer: intent.filer.clone(),
            record: json!({ "data": intent.data }),
            clocks: Vec::new(),
            suspensions: Vec::new(),
            integrations: Vec::new(),
        })
    }

    /// The clocks that run from the presentation; the main one sets the last day for the answer.
    fn start_clocks(&self, intent: &Intent<'_>, case: &mut Case) -> Result<Vec<ClockRow>> {
        let flow = &intent.bundle.flow;
        let number = case.number.clone();
        let from = Start {
            on: case.received_at.rome_date(),
            event: StartEvent::Presented,
            proof: &number,
        };
        let mut started = Vec::new();
        for effect in flow.start().effects {
            if let Effect::StartClock { clock, days } = effect {
                let row = clocks::start(flow, &clock, days, from, (&*self.clock, &*self.random))?;
                if row.main {
                    case.due_on = row.due_on;
                    case.term = row.explanation.clone();
                }
                started.push(row);
            }
        }
        Ok(started)
    }

    /// The entry in the register, the event, and the row that holds their late-bound numbers.
    fn write_case(
        &self,
        batch: &mut WriteBatch,
        intent: &Intent<'_>,
        case: &mut Case,
        digest: &str,
    ) -> Result<()> {
        let filing = intent.filing;
        let day = filing.received_at.rome_date();
        let entry = (!case.simulation).then(|| {
            let new = NewEntry::incoming(filing.body, self.clock.now(), filing.received_at)
                .subject(format!("{} — {}", case.title, case.number))
                .correspondent(case.applicant.clone())
                .document(digest.to_owned())
                .case(case.id)
                .by(case.account, "citizen");
            register::enter(batch, &*self.clock, &*self.random, new)
        });
        case.register_entry = entry.as_ref().map(|entry| entry.id);
        let mut event = Event::new(Chain::Body(case.body), "case.transmitted", filing.received_at)
            .of_case(case.id)
            .by(case.account, "citizen")
            .with("number", case.number.clone())
            .with("service", intent.offer.adoption.service.clone())
            .with("bundle", case.bundle_hash.clone())
            .with("data_sha256", digest)
            .with("filing_basis", case.filing_basis.clone())
            .with("late", case.late)
            .with("due_on", json!(case.due_on))
            .files(&file_facts(intent.draft))
            .personal(json!({ "applicant": case.applicant, "fiscal_code": intent.filer.fiscal_code }));
        if let Some(entry) = &entry {
            event = event.late("register_number", entry.number);
        }
        let event = ledger::append(batch, &*self.random, event);
        let filed = rows::Filed {
            draft: intent.draft.id,
            window: intent.window,
            register_number: entry.as_ref().map(|entry| entry.number).into(),
            register_year: entry.as_ref().map(|entry| entry.year),
            ledger_seq: event.seq.into(),
            ledger_head: event.hash.into(),
        };
        rows::insert(batch, case, &filed);
        rows::insert_party(batch, case.id, intent.filer.id, "filer");
        let subject = self.subject(batch, intent);
        rows::insert_party(batch, case.id, subject, "subject");
        let publisher = texts::publisher(filing.directory, case, case.lang)?;
        let controller = intent
            .bundle
            .controller(case.lang, &publisher)
            .map_err(Error::internal)?;
        for kind in ["owner", "competent", "registering_aoo"] {
            rows::insert_body(batch, case.id, case.body, kind, None, day);
        }
        rows::insert_body(
            batch,
            case.id,
            case.body,
            "controller",
            Some(controller.trim()),
            day,
        );
        Ok(())
    }

    /// The party the application is about: who files it, or somebody the answers name.
    fn subject(&self, batch: &mut WriteBatch, intent: &Intent<'_>) -> PartyId {
        let filer = texts::filer(
            &intent.filer,
            intent.filing.citizen().map_or(0, |(_, level)| level),
        );
        let Some(subject) = intent.bundle.rules.subject(&intent.data, &filer) else {
            return intent.filer.id;
        };
        let Subject {
            given_name,
            family_name,
            denomination,
            fiscal_code,
        } = subject;
        // A name asked in one line may be anybody's: only a person has a codice fiscale of sixteen characters.
        let of_person = fiscal_code.as_ref().is_some_and(|code| code.len() == 16);
        let kind = if denomination.is_none() || of_person {
            PartyKind::Person
        } else {
            PartyKind::Company
        };
        let party = Party {
            id: PartyId::new(&*self.clock, &*self.random),
            kind,
            fiscal_code,
            given_name,
            family_name,
            denomination,
            born_on: None,
            household_on: None,
            email: None,
            pec: None,
            phone: None,
            created_at: intent.filing.received_at,
        };
        bodies::write::party(batch, &party);
        party.id
    }

    /// The receipt: a document to be made, a line on the desk at once; its e-mail follows with the paper.
    fn queue_receipt(&self, batch: &mut WriteBatch, worked: &Worked, acting: &Acting<'_>) -> Result<()> {
        let case = &worked.case;
        let document = DocumentId::new(&*self.clock, &*self.random);
        repo::papers::insert_document(
            batch,
            &repo::papers::NewDocument {
                id: document,
                body: case.body,
                draft: None,
                case: Some(case.id),
                integration: None,
                direction: "out",
                kind: "receipt",
                field: None,
                name: format!("ricevuta-{}.pdf", case.number),
                title: locale::text(case.lang, "cases-receipt-title").to_owned(),
                file: None,
                created_by: None,
                at: case.received_at,
            },
        );
        let notice = self.receipt_notice(acting.directory, case, &worked.bundle)?;
        self.put_on_desk(batch, worked, acting, &notice, Some(document));
        self.queue_receipt_paper(batch, case, document);
        Ok(())
    }
}

/// What is kept as the application: canonical JSON of what was typed and what was attached.
fn record(intent: &Intent<'_>, number: &ApplicationNumber) -> String {
    json!({
        "schema": 1,
        "number": number.as_str(),
        "service": intent.offer.adoption.service,
        "bundle": intent.draft.bundle_hash,
        "lang": intent.draft.lang,
        "received_at": intent.filing.received_at.rfc3339(),
        "data": intent.data,
        "files": files_of(intent.draft),
    })
    .to_string()
}

fn files_of(draft: &Draft) -> Value {
    let line = |a: &Attachment| json!({ "document": a.document, "name": a.name, "sha256": a.sha256, "size": a.size });
    draft.attachments.iter().map(line).collect()
}

fn file_facts(draft: &Draft) -> Vec<FileFact> {
    let fact = |a: &Attachment| FileFact {
        file: a.file,
        sha256: a.sha256.clone(),
        size: u64::try_from(a.size).unwrap_or_default(),
        document: Some((a.document, 1)),
    };
    draft.attachments.iter().map(fact).collect()
}

/// The words an officer finds the case by while the citizen is on the phone.
fn words(intent: &Intent<'_>, number: &ApplicationNumber) -> Vec<String> {
    let compact = number.as_str().replace('-', "");
    let fiscal_code = intent.filer.fiscal_code.clone().unwrap_or_default();
    search_words(
        &format!("{} {fiscal_code} {number} {compact}", intent.filer.display_name()),
        24,
    )
}
