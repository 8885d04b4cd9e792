//! A newer version of a bundle comes into force, the older stays for what was begun with it.

use crate::site::{Site, bundle};
use catalogue::versions::{NewVersion, publish};
use kernel::Lang;
use store::{CommitError, WriteBatch, params};
use testkit::START;

testkit::both_databases! {
    async fn spp_39_a_published_version_is_offered_found_and_chained_while_the_older_stays(db: TestDb) {
        let site = Site::new(&db).await;
        let id = site.offer("accesso-atti", "Lampioni").await;
        let (older, newer) = (bundle("Lampioni"), bundle("Fontane"));
        let adoption = site.catalogue.adoption(id).await.unwrap();
        let later = START.plus_seconds(60);
        let new = NewVersion { adoption: &adoption, number: 2, bundle: &newer, at: later, by: None };
        let mut batch = WriteBatch::new();
        publish(&mut batch, &*site.random, &new);
        site.commit(batch).await;
        let offer = site.catalogue.offer(site.comune.id, "accesso-atti").await.unwrap();
        assert_eq!((offer.bundle.hash.as_str(), offer.adoption.version), (newer.hash.as_str(), adoption.version + 1));
        assert_eq!(site.catalogue.bundle(&older.hash).await.unwrap().hash, older.hash);
        let versions = site.catalogue.versions(id).await.unwrap();
        let told: Vec<_> = versions.iter().map(|v| (v.number, v.hash.as_str(), v.from, v.by)).collect();
        let first = START.plus_seconds(-3600);
        assert_eq!(told, [(2, newer.hash.as_str(), later, None), (1, older.hash.as_str(), first, None)]);
        let found = async |word: &str| site.catalogue.search(site.comune.id, Lang::It, word, later).await.unwrap().len();
        assert_eq!((found("fontane").await, found("lampioni").await), (1, 0));
        let event = site.store.query_one("select canonical from events where kind = $1", params!["service.version_published"]).await.unwrap();
        let event = String::from_utf8(event.get("canonical").unwrap()).unwrap();
        assert!(event.contains(&newer.hash) && event.contains(&older.hash) && event.contains("accesso-atti"), "{event}");
        // Whoever read the adoption before cannot publish over it.
        let mut batch = WriteBatch::new();
        publish(&mut batch, &*site.random, &NewVersion { bundle: &older, ..new });
        let again = site.store.commit(batch).await;
        assert!(matches!(again, Err(CommitError::Conflict { label: "catalogue-adoption-changed" })), "{again:?}");
    }
}
