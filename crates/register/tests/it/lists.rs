//! The list of the register: newest first, page by page, narrowed.

use crate::{account, at, body};
use bodies::policy::{self, Action, Actor, OperatorProfile, Role};
use bodies::{Body, Scope};
use kernel::{AccountId, BodyId, FixedClock, SeededRandom};
use register::{Direction, Filter, NewEntry, Note, Number, Turn, enter, list, note};
use store::WriteBatch;
use testkit::TestDb;

fn scope_of(body: BodyId, account: AccountId) -> Scope {
    let profile = OperatorProfile {
        body,
        office: None,
        role: Role::Supervisor,
    };
    let actor = Actor::Operator {
        account,
        name: String::new(),
        profiles: vec![profile],
        must_change_password: false,
    };
    policy::scope(&actor, Action::ReadRegister, body)
}

struct Given {
    clock: FixedClock,
    random: SeededRandom,
    body: Body,
    scope: Scope,
    author: AccountId,
}

async fn given(db: &TestDb) -> Given {
    let (clock, random) = (testkit::clock(), testkit::random());
    let body = body(db, &clock, &random, "borgo").await;
    let author = account(db, &clock, &random).await;
    Given {
        scope: scope_of(body.id, author),
        clock,
        random,
        body,
        author,
    }
}

impl Given {
    async fn enter(&self, db: &TestDb, new: NewEntry) -> kernel::RegisterEntryId {
        let mut batch = WriteBatch::new();
        let entered = enter(&mut batch, &self.clock, &self.random, new);
        db.store.commit(batch).await.unwrap();
        entered.id
    }

    async fn numbers(&self, db: &TestDb, filter: Filter) -> Vec<(i64, i64)> {
        let found = list(&db.store, &self.body, &self.scope, &filter).await.unwrap();
        let number = |number| match number {
            Number::Given { number, year } => (year, number),
            Number::Pending => panic!("a row has its number"),
        };
        found.entries.iter().map(|entry| number(entry.number)).collect()
    }
}

testkit::both_databases! {
    async fn proc_51_the_list_is_paged_by_number_and_a_note_makes_no_second_line(db: TestDb) {
        let given = given(&db).await;
        let old = at("2025-12-30T10:00:00+01:00");
        given.enter(&db, NewEntry::outgoing(&given.body, old)).await;
        let now = at("2026-03-02T10:00:00+01:00");
        let mut last = None;
        for _ in 0..120 {
            last = Some(given.enter(&db, NewEntry::outgoing(&given.body, now)).await);
        }
        for (text, seconds) in [("Prima nota", 1), ("Seconda nota", 2)] {
            let mut batch = WriteBatch::new();
            let new = Note {
                body: given.body.id, entry: last.unwrap(), case: None, text: text.to_owned(), author: given.author, role: "supervisor".to_owned(), at: now.plus_seconds(seconds),
            };
            note(&mut batch, &given.clock, &given.random, new);
            db.store.commit(batch).await.unwrap();
        }
        let page = |turn| Filter { turn, ..Filter::default() };
        let first = list(&db.store, &given.body, &given.scope, &page(Turn::First)).await.unwrap();
        assert_eq!((first.entries.len(), first.older, first.newer), (50, true, false));
        assert_eq!(first.entries[0].annotations.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Prima nota", "Seconda nota"]);
        assert_eq!(given.numbers(&db, page(Turn::First)).await, (71..=120).rev().map(|n| (2026, n)).collect::<Vec<_>>());
        assert_eq!(given.numbers(&db, page(Turn::Older(2026, 71))).await, (21..=70).rev().map(|n| (2026, n)).collect::<Vec<_>>());
        let last_page = list(&db.store, &given.body, &given.scope, &page(Turn::Older(2026, 21))).await.unwrap();
        assert_eq!((last_page.entries.len(), last_page.older, last_page.newer), (21, false, true));
        assert_eq!(given.numbers(&db, page(Turn::Older(2026, 1))).await, [(2025, 1)], "over new year");
        // Back from the last page: the fifty just above it, not the newest fifty.
        assert_eq!(given.numbers(&db, page(Turn::Newer(2026, 20))).await, (21..=70).rev().map(|n| (2026, n)).collect::<Vec<_>>());
        let back = list(&db.store, &given.body, &given.scope, &page(Turn::Newer(2026, 20))).await.unwrap();
        assert_eq!((back.older, back.newer), (true, true));
        assert_eq!(given.numbers(&db, page(Turn::Newer(2025, 1))).await.last(), Some(&(2026, 1)));
    }

    async fn proc_51_the_list_is_narrowed_by_year_number_direction_days_and_words(db: TestDb) {
        let given = given(&db).await;
        let body = &given.body;
        let (old, day, next) = (at("2025-12-31T23:59:59+01:00"), at("2026-01-01T00:00:00+01:00"), at("2026-01-02T00:00:00+01:00"));
        given.enter(&db, NewEntry::outgoing(body, old).subject("Sconto del 100% sul canone").correspondent("Niccolò Esempio")).await;
        given.enter(&db, NewEntry::incoming(body, day, day).subject("ACCESSIBILITÀ della piazza").correspondent("Ada Esempio")).await;
        given.enter(&db, NewEntry::outgoing(body, next).subject("Sconto del 1000").correspondent("Bruno Prova")).await;
        let words = |text: &str| Filter { words: text.split(' ').map(str::to_owned).collect(), ..Filter::default() };
        let day = |text: &str| Some(text.parse().unwrap());
        let wanted = [
            (Filter { year: Some(2025), ..Filter::default() }, vec![(2025, 1)]),
            (Filter { number: Some(1), ..Filter::default() }, vec![(2026, 1), (2025, 1)]),
            (Filter { direction: Some(Direction::In), ..Filter::default() }, vec![(2026, 1)]),
            (Filter { from: day("2026-01-01"), to: day("2026-01-01"), ..Filter::default() }, vec![(2026, 1)]),
            (Filter { to: day("2025-12-31"), ..Filter::default() }, vec![(2025, 1)]),
            (Filter { to: day("9999-12-31"), from: day("2026-01-02"), ..Filter::default() }, vec![(2026, 2)]),
            (words("esempio"), vec![(2026, 1), (2025, 1)]),
            (words("accessibilità PIAZZA"), vec![(2026, 1)]),
            (words("NICCOLÒ"), vec![(2025, 1)]),
            (words("100%"), vec![(2025, 1)]),
            (words("sc_nto"), vec![]),
            (words("' or 1=1 --"), vec![]),
        ];
        for (filter, expected) in wanted {
            assert_eq!(given.numbers(&db, filter.clone()).await, expected, "{filter:?}");
        }
        let other = crate::body(&db, &given.clock, &given.random, "valle").await;
        let nothing = list(&db.store, &other, &scope_of(other.id, given.author), &Filter::default()).await.unwrap();
        assert_eq!(nothing.entries, []);
        let of_another = list(&db.store, &other, &given.scope, &Filter::default()).await.unwrap();
        assert_eq!(of_another.entries, [], "the scope of one body shows nothing of another");
    }
}
