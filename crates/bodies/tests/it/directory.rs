//! What bodies publish, and who works for them.

use crate::world;
use bodies::{AccountKind, Bodies, Faq, Notice, NoticeLevel, QuickLink, Role, Status, write};
use kernel::{Clock, Date, FixedClock, Instant, NoticeId, new_uuid};
use std::sync::Arc;
use store::WriteBatch;

fn start() -> Arc<FixedClock> {
    Arc::new(testkit::clock())
}

testkit::both_databases! {
    async fn what_a_body_publishes_is_read_back_as_written(db: TestDb) {
        let (clock, random) = (start(), testkit::random());
        let mut borgo = world::body(&*clock, &random, "borgo-esempio");
        borgo.host = Some("Servizi.Borgo.Example".to_owned());
        borgo.pec = Some("protocollo@pec.borgo.example".to_owned());
        let office = world::office(&*clock, &random, borgo.id, "DEM");
        let link = QuickLink {
            body: borgo.id, position: 1, label_it: "Accesso agli atti".to_owned(), label_en: None,
            url: "/servizi/accesso-atti".to_owned(),
        };
        let faq = Faq {
            id: new_uuid(&*clock, &random), body: borgo.id, topic_it: "Accesso".to_owned(), topic_en: None,
            question_it: "Come accedo?".to_owned(), question_en: Some("How do I log in?".to_owned()),
            answer_it: "Con SPID.".to_owned(), answer_en: None, position: 1,
        };
        let mut batch = WriteBatch::new();
        write::body(&mut batch, &borgo);
        write::office(&mut batch, &office);
        write::quick_link(&mut batch, &link);
        write::faq(&mut batch, &faq);
        db.store.commit(batch).await.unwrap();

        let bodies = Bodies::new(db.store.clone(), clock.clone());
        let directory = bodies.directory().await.unwrap();
        let today = clock.today();
        assert_eq!(**directory.by_slug("borgo-esempio", today).unwrap(), borgo);
        assert_eq!(directory.by_host("servizi.BORGO.example", today).unwrap().id, borgo.id);
        assert_eq!(directory.offices(borgo.id, today).map(|o| (**o).clone()).collect::<Vec<_>>(), vec![office]);
        assert_eq!(directory.quick_links(borgo.id), &[link]);
        assert_eq!(directory.faqs(borgo.id), &[faq]);
        assert!(directory.by_slug("altrove", today).is_none());
    }

    async fn spp_01_notices_are_shown_within_their_validity_only(db: TestDb) {
        let (clock, random) = (start(), testkit::random());
        let borgo = world::body(&*clock, &random, "borgo");
        let now = clock.now();
        let notice = |from: Instant, to: Option<Instant>| Notice {
            id: NoticeId::new(&*clock, &random), body: borgo.id, level: NoticeLevel::Warning,
            title_it: "Chiusura".to_owned(), title_en: None, text_it: "Testo".to_owned(), text_en: None,
            valid_from: from, valid_to: to,
        };
        let (shown, future) = (notice(now.plus_seconds(-10), Some(now.plus_seconds(10))), notice(now.plus_seconds(10), None));
        let mut batch = WriteBatch::new();
        write::body(&mut batch, &borgo);
        for notice in [&shown, &future, &notice(now.plus_seconds(-10), Some(now))] {
            write::notice(&mut batch, notice);
        }
        db.store.commit(batch).await.unwrap();
        let bodies = Bodies::new(db.store.clone(), clock.clone());
        let directory = bodies.directory().await.unwrap();
        assert_eq!(directory.notices(borgo.id, now).cloned().collect::<Vec<_>>(), vec![shown]);
        // Kept in memory, yet each moment shows what is in force at that moment.
        assert_eq!(directory.notices(borgo.id, now.plus_seconds(10)).cloned().collect::<Vec<_>>(), vec![future]);
    }

    async fn a_body_that_ended_has_no_pages_but_keeps_its_name(db: TestDb) {
        let (clock, random) = (start(), testkit::random());
        let mut merged = world::body(&*clock, &random, "vecchio");
        merged.valid_to = Some(Date::constant(2026, 3, 1));
        let mut last_day = world::body(&*clock, &random, "ultimo");
        last_day.valid_to = Some(Date::constant(2026, 3, 2));
        let mut batch = WriteBatch::new();
        write::body(&mut batch, &merged);
        write::body(&mut batch, &last_day);
        db.store.commit(batch).await.unwrap();
        let bodies = Bodies::new(db.store.clone(), clock.clone());
        assert!(bodies.by_slug("vecchio").await.unwrap().is_none());
        assert!(bodies.by_slug("ultimo").await.unwrap().is_some());
        let directory = bodies.directory().await.unwrap();
        assert_eq!(directory.by_id(merged.id).unwrap().slug, "vecchio");
        assert_eq!(directory.bodies(clock.today()).count(), 1);
    }

    async fn a_change_shows_at_once_when_told_and_within_half_a_minute_otherwise(db: TestDb) {
        let (clock, random) = (start(), testkit::random());
        let bodies = Bodies::new(db.store.clone(), clock.clone());
        assert!(bodies.by_slug("nuovo").await.unwrap().is_none());
        let mut batch = WriteBatch::new();
        write::body(&mut batch, &world::body(&*clock, &random, "nuovo"));
        db.store.commit(batch).await.unwrap();
        clock.advance_seconds(29);
        assert!(bodies.by_slug("nuovo").await.unwrap().is_none());
        clock.advance_seconds(1);
        assert!(bodies.by_slug("nuovo").await.unwrap().is_some());
        let mut batch = WriteBatch::new();
        write::body(&mut batch, &world::body(&*clock, &random, "nuovissimo"));
        db.store.commit(batch).await.unwrap();
        bodies.refresh().await.unwrap();
        assert!(bodies.by_slug("nuovissimo").await.unwrap().is_some());
    }

    async fn operators_are_those_with_a_profile_in_force(db: TestDb) {
        let (clock, random) = (start(), testkit::random());
        let now = clock.now();
        let borgo = world::body(&*clock, &random, "borgo");
        let (dem, urp) = (world::office(&*clock, &random, borgo.id, "DEM"), world::office(&*clock, &random, borgo.id, "URP"));
        let mut batch = WriteBatch::new();
        write::body(&mut batch, &borgo);
        write::office(&mut batch, &dem);
        write::office(&mut batch, &urp);
        let mut add = |given: &str, profiles: Vec<(Option<kernel::OfficeId>, Role, Status, i64)>| {
            let party = world::person(&*clock, &random, given, "Prova");
            let account = world::account(&*clock, &random, AccountKind::Operator, party.id);
            write::party(&mut batch, &party);
            write::account(&mut batch, &account);
            for (office, role, status, seconds) in profiles {
                let mut profile = world::profile(&*clock, &random, account.id, (borgo.id, office, role));
                profile.status = status;
                profile.valid_to = Some(now.plus_seconds(seconds));
                write::profile(&mut batch, &profile);
            }
            account.id
        };
        let zoe = add("Zoe", vec![(Some(dem.id), Role::Officer, Status::Active, 60), (Some(urp.id), Role::Supervisor, Status::Active, 60)]);
        let ada = add("Ada", vec![(None, Role::Administrator, Status::Active, 60)]);
        add("Ugo", vec![(None, Role::Officer, Status::Ceased, 60)]);
        add("Eva", vec![(None, Role::Officer, Status::Active, 0)]);
        db.store.commit(batch).await.unwrap();
        let bodies = Bodies::new(db.store.clone(), clock.clone());
        let found = bodies.operators(borgo.id, now).await.unwrap();
        assert_eq!(found.iter().map(|o| (o.account, o.profiles.len())).collect::<Vec<_>>(), vec![(ada, 1), (zoe, 2)]);
        assert!(found[1].works(dem.id) && found[1].works(urp.id) && !found[0].works(dem.id));
        assert_eq!(bodies::party_of_account(&db.store, zoe).await.unwrap().unwrap().display_name(), "Zoe Prova");
        assert_eq!(bodies.account(zoe).await.unwrap().unwrap().kind, AccountKind::Operator);
        let mut batch = WriteBatch::new();
        let profile = bodies.profiles(ada).await.unwrap()[0].id;
        write::end_profile(&mut batch, profile, now);
        db.store.commit(batch).await.unwrap();
        assert_eq!(bodies.operators(borgo.id, now).await.unwrap().len(), 1);
        let mut again = WriteBatch::new();
        write::end_profile(&mut again, profile, now);
        assert!(db.store.commit(again).await.is_err());
    }
}
