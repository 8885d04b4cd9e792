//! The first page.

use crate::site::{Site, in_order, main_of};
use store::WriteBatch;

testkit::both_databases! {
    async fn sdc_20_the_portal_lists_bodies_and_a_name_opens_one(db: TestDb) {
        let site = Site::new(&db).await;
        let page = site.page("/").await;
        in_order(main_of(&page), &[
            ">Comuni<", "href=\"/borgo-esempio\">Comune di Borgo Esempio</a>",
            ">Regioni<", "href=\"/regione-esempio\">Regione Esempio</a>",
        ]);
        let home = site.page("/borgo-esempio").await;
        assert!(main_of(&home).contains("Comune di Borgo Esempio"));
        let english = site.page("/en").await;
        assert!(english.contains("lang=\"en\"") && main_of(&english).contains("href=\"/borgo-esempio/en\""));
    }

    async fn sdc_20_bodies_are_found_by_the_beginning_of_a_word(db: TestDb) {
        let site = Site::new(&db).await;
        let found = site.page("/?q=BOR%20esem").await;
        assert!(main_of(&found).contains("/borgo-esempio\"") && !main_of(&found).contains("/regione-esempio\""));
        assert!(main_of(&found).contains("Un ente trovato."));
        let none = site.page("/?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
        assert!(main_of(&none).contains("Nessun ente corrisponde") && !none.contains("<script>alert"));
        for hostile in ["/?q=%01", "/?q=%ff", "/?q=%F0%9F%A6%80", "/?q=a", "/?pagina=x&q="] {
            site.page(hostile).await;
        }
        assert_eq!(site.get("/?q=%00").await.0, 400);
    }

    async fn a_body_that_ended_is_not_listed_and_an_empty_portal_says_so(db: TestDb) {
        let site = Site::empty(&db).await;
        assert!(main_of(&site.page("/").await).contains("Non c’è ancora nessun ente"));
        let mut ended = site.body("ente-soppresso", "comune", "Comune Soppresso");
        ended.valid_to = Some(testkit::START.plus_seconds(-86_400).rome_date());
        let mut batch = WriteBatch::new();
        bodies::write::body(&mut batch, &ended);
        site.commit(batch).await;
        assert!(!site.page("/").await.contains("Comune Soppresso"));
        assert_eq!(site.get("/ente-soppresso").await.0, 404);
        assert_eq!(site.get("/ente-che-non-esiste").await.0, 404);
    }
}
