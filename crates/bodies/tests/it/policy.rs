//! One rule, two readings: the answer for one case and the predicate of a list never differ.

use crate::world;
use bodies::{
    Account, AccountKind, Action, Actor, Body, Office, OperatorProfile, Role, Target, policy, write,
};
use kernel::{AdoptionId, CaseId, Clock, DraftId, Random, RegisterEntryId, SeededRandom, TokenId};
use std::collections::BTreeSet;
use store::{Sql, WriteBatch, params};
use testkit::TestDb;

/// Random choices that repeat.
struct Dice(SeededRandom);

impl Dice {
    fn below(&self, n: usize) -> usize {
        let mut bytes = [0u8; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes) as usize % n
    }

    fn pick<'a, T>(&self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

struct World {
    bodies: Vec<Body>,
    offices: Vec<Office>,
    accounts: Vec<Account>,
    cases: Vec<(CaseId, Target)>,
}

async fn world(db: &TestDb, dice: &Dice) -> World {
    let clock = testkit::clock();
    let random = &dice.0;
    let bodies: Vec<Body> = (0..3)
        .map(|n| world::body(&clock, random, &format!("ente-{n}")))
        .collect();
    let offices: Vec<Office> = (0..7)
        .map(|n| world::office(&clock, random, bodies[n % 3].id, &format!("U{n}")))
        .collect();
    let mut batch = WriteBatch::new();
    bodies.iter().for_each(|body| write::body(&mut batch, body));
    offices
        .iter()
        .for_each(|office| write::office(&mut batch, office));
    let mut accounts = Vec::new();
    for n in 0..5 {
        let party = world::person(&clock, random, &format!("Nome{n}"), "Prova");
        let account = world::account(&clock, random, AccountKind::Citizen, party.id);
        write::party(&mut batch, &party);
        write::account(&mut batch, &account);
        accounts.push(account);
    }
    batch.exec(
        "insert into bundles (hash, service, version, archive, loaded_at) values ('h', 's', '1', $1, 0)",
        params![vec![1u8]],
    );
    let mut cases = Vec::new();
    for n in 0..60 {
        let office = dice.pick(&offices);
        let (account, level) = (dice.pick(&accounts), u8::try_from(dice.below(3)).unwrap() + 1);
        let id = CaseId::new(&clock, random);
        insert_case(&mut batch, (&clock, random), id, (office, account, level, n));
        insert_entry(&mut batch, (&clock, random), id, office, n);
        cases.push((
            id,
            Target::Case {
                body: office.body,
                office: office.id,
                account: account.id,
                min_read_level: level,
            },
        ));
    }
    db.store.commit(batch).await.unwrap();
    World {
        bodies,
        offices,
        accounts,
        cases,
    }
}

fn insert_case(
    batch: &mut WriteBatch,
    (clock, random): (&dyn Clock, &dyn Random),
    id: CaseId,
    (office, account, level, n): (&Office, &Account, u8, i64),
) {
    let adoption = AdoptionId::new(clock, random);
    batch.exec(
        "insert into adoptions (id, body_id, service, bundle_hash, office_id, responsible_name, state, min_level, position,
            featured, valid_from_at, version) values ($1, $2, $3, 'h', $4, 'X', 'published', 1, 1, $5, 0, 1)",
        params![adoption, office.body, format!("s{n}"), office.id, false],
    );
    batch.exec(
        "insert into cases (id, number, body_id, adoption_id, bundle_hash, draft_id, account_id, office_id, responsible_name,
            state, area, title, applicant, lang, filing_basis, filing_level, min_read_level, received_at, late, simulation,
            facts, term, check_token, version, changed_at)
        values ($1, $2, $3, $4, 'h', $5, $6, $7, 'X', 's', 'in_progress', 't', 'a', 'it', 'b', $8, $8, 0, $9, $9,
            '{}', '{}', $2, 1, 0)",
        params![id, format!("N{n}"), office.body, adoption, DraftId::new(clock, random), account.id, office.id, level, false],
    );
}

fn insert_entry(
    batch: &mut WriteBatch,
    (clock, random): (&dyn Clock, &dyn Random),
    case: CaseId,
    office: &Office,
    n: i64,
) {
    batch.exec(
        "insert into register_entries (id, body_id, aoo, register, year, number, direction, registered_at, presented_at,
            subject, correspondent, document_sha256, case_id)
        values ($1, $2, 'AOO', 'generale', 2026, $3, 'in', 0, 0, 's', 'c', '', $4)",
        params![RegisterEntryId::new(clock, random), office.body, n + 1, case],
    );
}

fn actor(dice: &Dice, world: &World) -> Actor {
    let account = dice.pick(&world.accounts);
    let some: Vec<Action> = Action::all().filter(|_| dice.below(2) == 0).collect();
    match dice.below(8) {
        0 => Actor::Nobody,
        1 => Actor::System,
        2 => Actor::Token {
            id: TokenId::new(&testkit::clock(), &dice.0),
            body: dice.pick(&world.bodies).id,
            actions: some,
            account: None,
        },
        3 | 4 => Actor::Citizen {
            account: account.id,
            party: account.party,
            level: u8::try_from(dice.below(3)).unwrap() + 1,
            name: String::new(),
        },
        _ => {
            let profile = |_| {
                let office = dice.pick(&world.offices);
                OperatorProfile {
                    body: office.body,
                    office: (dice.below(2) == 0).then_some(office.id),
                    role: *dice.pick(&Role::ALL),
                }
            };
            Actor::Operator {
                account: account.id,
                name: String::new(),
                profiles: (0..dice.below(4)).map(profile).collect(),
                must_change_password: dice.below(6) == 0,
            }
        }
    }
}

testkit::both_databases! {
    async fn one_case_and_the_list_agree_for_every_actor_and_action(db: TestDb) {
        let dice = Dice(SeededRandom::new(4242));
        let world = world(&db, &dice).await;
        let mut seen = 0;
        for round in 0..60 {
            let actor = actor(&dice, &world);
            for action in Action::all() {
                for body in &world.bodies {
                    let scope = policy::scope(&actor, action, body.id);
                    let sql = Sql::new("select id from cases where ").append(scope.case_predicate());
                    let rows = db.store.query_built(sql).await.unwrap();
                    let listed: BTreeSet<CaseId> = rows.iter().map(|row| row.get("id").unwrap()).collect();
                    let covered: BTreeSet<CaseId> =
                        world.cases.iter().filter(|(_, target)| scope.covers(target)).map(|(id, _)| *id).collect();
                    assert_eq!(listed, covered, "round {round}: {actor:?} {action:?}");
                    let sql = Sql::new("select case_id from register_entries where ").append(scope.register_predicate());
                    let rows = db.store.query_built(sql).await.unwrap();
                    let registered: BTreeSet<CaseId> = rows.iter().map(|row| row.get("case_id").unwrap()).collect();
                    assert_eq!(registered, covered, "round {round}: entries for {actor:?} {action:?}");
                    // For actions about cases the yes or no is the same thing again.
                    let case_action = world.cases.iter().any(|(_, target)| policy::allows(&Actor::System, action, target));
                    if case_action {
                        let allowed: BTreeSet<CaseId> = world.cases.iter()
                            .filter(|(_, target)| target.body() == body.id && policy::allows(&actor, action, target))
                            .map(|(id, _)| *id).collect();
                        assert_eq!(listed, allowed, "round {round}: {actor:?} {action:?}");
                        seen += allowed.len();
                    }
                }
            }
        }
        assert!(seen > 500, "the random actors reach too little to prove anything: {seen}");
    }
}
