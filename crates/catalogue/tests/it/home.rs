//! The home of a body.

use crate::site::{Site, bundle, in_order, main_of};
use bodies::{Notice, NoticeLevel, QuickLink};
use kernel::NoticeId;
use store::WriteBatch;
use testkit::START;

fn notice(site: &Site, title: &str, from: i64, to: Option<i64>) -> Notice {
    Notice {
        id: NoticeId::new(&*site.clock, &*site.random),
        body: site.comune.id,
        level: NoticeLevel::Warning,
        title_it: title.to_owned(),
        title_en: Some(format!("{title} (en)")),
        text_it: "Lo sportello riceve **solo al mattino**. <script>alert(1)</script>".to_owned(),
        text_en: None,
        valid_from: START.plus_seconds(from),
        valid_to: to.map(|to| START.plus_seconds(to)),
    }
}

testkit::both_databases! {
    async fn iol_31_a_notice_shows_prominently_during_its_validity_only(db: TestDb) {
        let site = Site::new(&db).await;
        let mut batch = WriteBatch::new();
        bodies::write::notice(&mut batch, &notice(&site, "Sportello chiuso il pomeriggio", -60, Some(86_400)));
        bodies::write::notice(&mut batch, &notice(&site, "Avviso futuro", 3600, None));
        bodies::write::notice(&mut batch, &notice(&site, "Avviso passato", -7200, Some(-3600)));
        site.commit(batch).await;
        let page = site.page("/borgo-esempio").await;
        let page = main_of(&page);
        in_order(page, &["Avviso", "Sportello chiuso il pomeriggio", "<strong>solo al mattino</strong>", "Valido dal 2 marzo 2026 al 3 marzo 2026", "<h1>"]);
        assert!(!page.contains("Avviso futuro") && !page.contains("Avviso passato") && !page.contains("<script"));
        site.clock.set(START.plus_seconds(86_400));
        site.bodies.refresh().await.unwrap();
        let later = site.page("/borgo-esempio").await;
        assert!(!main_of(&later).contains("Sportello chiuso") && main_of(&later).contains("Avviso futuro"));
        assert!(main_of(&site.page("/borgo-esempio/en").await).contains("Avviso futuro (en)"));
    }

    async fn spp_02_services_hang_on_a_tree_of_categories(db: TestDb) {
        let site = Site::new(&db).await;
        let above = site.category("cultura", "Cultura", None, 1).await;
        let below = site.category("biblioteche", "Biblioteche", Some(above), 2).await;
        site.category("vuota", "Categoria vuota", None, 3).await;
        let mut deep = site.adoption("prestito");
        deep.category = Some(below);
        site.adopt(&deep, &bundle("Prestito di libri")).await;
        site.offer("sciolto", "Servizio senza categoria").await;
        let mut hidden = site.adoption("nascosto");
        hidden.visibility = catalogue::Visibility::Private;
        hidden.category = Some(above);
        site.adopt(&hidden, &bundle("Servizio nascosto")).await;
        let page = site.page("/borgo-esempio").await;
        let page = main_of(&page);
        in_order(page, &[
            "Cultura</a>", "Biblioteche</a>", "href=\"/borgo-esempio/servizi/prestito\"", "Prestito di libri",
            "Altri servizi", "Servizio senza categoria",
        ]);
        assert!(!page.contains("Categoria vuota") && !page.contains("Servizio nascosto"));
    }

    async fn spp_04_quick_links_lead_to_services_and_to_other_sites(db: TestDb) {
        let site = Site::new(&db).await;
        let mut batch = WriteBatch::new();
        let urls = ["/servizi/accesso-atti", "https://www.esempio.example/", "javascript:alert(1)", "//evil.example"];
        for (position, url) in (1..).zip(urls) {
            bodies::write::quick_link(&mut batch, &QuickLink {
                body: site.comune.id,
                position,
                label_it: format!("Collegamento {position}"),
                label_en: None,
                url: url.to_owned(),
            });
        }
        site.commit(batch).await;
        let page = site.page("/borgo-esempio/en").await;
        let page = main_of(&page);
        assert!(page.contains("href=\"/borgo-esempio/en/servizi/accesso-atti\""));
        assert!(page.contains("href=\"https://www.esempio.example/\"") && page.contains("opens another site"));
        assert!(!page.contains("javascript:") && !page.contains("evil.example"));
    }

    async fn featured_services_come_first_and_an_empty_body_says_so(db: TestDb) {
        let site = Site::new(&db).await;
        assert!(main_of(&site.page("/borgo-esempio").await).contains("Non c’è ancora nessun servizio pubblicato"));
        let mut featured = site.adoption("in-evidenza");
        featured.featured = true;
        site.adopt(&featured, &bundle("Servizio in vista")).await;
        site.offer("altro", "Servizio ordinario").await;
        let page = site.page("/borgo-esempio").await;
        in_order(main_of(&page), &["Servizi in evidenza", "Servizio in vista", "Tutti i servizi", "Servizio ordinario"]);
    }

    async fn sdc_21_every_page_has_the_operators_access_at_the_end(db: TestDb) {
        let site = Site::new(&db).await;
        for path in ["", "/servizi", "/istruzioni", "/privacy"] {
            let page = site.page(&format!("/borgo-esempio{path}")).await;
            let footer = page.find("<footer").unwrap();
            let end = page[footer..].find("class=\"footer-end\"").unwrap();
            assert!(page[footer + end..].contains("href=\"/borgo-esempio/operatori/login\">Accesso operatori</a>"));
        }
        let portal = site.page("/").await;
        assert!(!portal.contains("operatori/login"), "the portal has no operators of its own");
    }

    async fn the_address_with_a_slash_leads_home(db: TestDb) {
        let site = Site::new(&db).await;
        assert_eq!(site.get("/borgo-esempio/").await.0, 308);
        assert_eq!(site.get("/borgo-esempio/it").await.0, 200);
    }
}
