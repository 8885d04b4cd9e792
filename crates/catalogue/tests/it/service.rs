//! What other slices ask of the catalogue.

use crate::site::{Site, bundle};
use catalogue::{NewWindow, Visibility};
use kernel::{Error, Lang};
use store::{CommitError, WriteBatch};
use testkit::START;

testkit::both_databases! {
    async fn an_offer_gives_back_what_was_adopted(db: TestDb) {
        let site = Site::new(&db).await;
        let mut new = site.adoption("accesso-atti");
        new.category = Some(site.category("trasparenza", "Trasparenza", None, 1).await);
        new.visibility = Visibility::Private;
        let original = bundle("Accesso");
        site.adopt(&new, &original).await;
        let offer = site.catalogue.offer(site.comune.id, "accesso-atti").await.unwrap();
        assert_eq!((offer.adoption.id, offer.adoption.visibility), (new.id, Visibility::Private));
        assert_eq!(offer.adoption.category.as_deref(), Some("trasparenza"));
        assert_eq!(offer.bundle.hash, original.hash);
        assert_eq!(offer.bundle.to_archive(), original.to_archive());
        assert_eq!(site.catalogue.adoption(new.id).await.unwrap().service, "accesso-atti");
        assert!(site.catalogue.published(site.comune.id, START).await.unwrap().is_empty());
        assert!(matches!(site.catalogue.bundle("nessuno").await, Err(Error::NotFound)));
    }

    async fn the_same_service_category_or_window_twice_is_a_conflict(db: TestDb) {
        let site = Site::new(&db).await;
        let id = site.offer("accesso-atti", "Accesso").await;
        let again = {
            let mut batch = WriteBatch::new();
            catalogue::adopt(&mut batch, &site.adoption("accesso-atti"), &bundle("Accesso"), START);
            site.store.commit(batch).await
        };
        assert!(matches!(again, Err(CommitError::Conflict { label: "catalogue-service-taken" })), "{again:?}");
        site.window(id, 1, START, None).await;
        let window = site.catalogue.windows(id).await.unwrap().remove(0);
        let mut batch = WriteBatch::new();
        catalogue::open_window(&mut batch, &NewWindow { adoption: id, window: catalogue::Window { id: kernel::WindowId::new(&*site.clock, &*site.random), ..window } });
        let again = site.store.commit(batch).await;
        assert!(matches!(again, Err(CommitError::Conflict { label: "catalogue-window-taken" })), "{again:?}");
    }

    async fn search_finds_titles_before_descriptions_and_needs_every_word(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("uno", "Copia di una pratica edilizia").await;
        site.offer("due", "Iscrizione al nido").await;
        let find = async |text: &str, lang: Lang| {
            let found = site.catalogue.search(site.comune.id, lang, text, START).await.unwrap();
            found.into_iter().map(|offer| offer.adoption.service).collect::<Vec<_>>()
        };
        assert_eq!(find("ISCRIZ", Lang::It).await, ["due"]);
        // «copia» is a keyword of both, a word of one title: the title comes first.
        assert_eq!(find("copia", Lang::It).await, ["uno", "due"]);
        assert_eq!(find("copia nido", Lang::It).await, ["due"]);
        assert_eq!(find("copia inesistente", Lang::It).await, Vec::<String>::new());
        assert_eq!(find("", Lang::It).await, Vec::<String>::new());
        let other = site.catalogue.search(site.office.body, Lang::En, "iscrizione", START).await.unwrap();
        assert_eq!(other.len(), 1, "English titles are searched in English");
    }
}
