//! The list of services.

use crate::site::{Site, bundle, in_order, main_of};

testkit::both_databases! {
    async fn form_05_the_list_is_paged_and_any_service_is_one_search_away(db: TestDb) {
        let site = Site::new(&db).await;
        for n in 1..=25 {
            let mut new = site.adoption(&format!("servizio-{n}"));
            new.position = n;
            let title = if n == 25 { "Perché l’ultima pagina è lontana".to_owned() } else { format!("Modulo numero {n}") };
            site.adopt(&new, &bundle(&title)).await;
        }
        let first = site.page("/borgo-esempio/servizi").await;
        let first = main_of(&first);
        in_order(first, &["25 servizi.", "Modulo numero 1<", "Modulo numero 12<", "href=\"/borgo-esempio/servizi?pagina=3\""]);
        assert!(!first.contains("Modulo numero 13<") && !first.contains("ultima pagina è"));
        assert!(main_of(&site.page("/borgo-esempio/servizi?pagina=3").await).contains("ultima pagina è lontana"));
        assert!(main_of(&site.page("/borgo-esempio/servizi?pagina=999").await).contains("ultima pagina è lontana"));
        // One step, whatever accents, capitals and ends of words.
        for typed in ["perche", "PERCH%C3%89", "lont%20ulti", "l%27ultima+pagina"] {
            let found = site.page(&format!("/borgo-esempio/servizi?q={typed}")).await;
            assert!(main_of(&found).contains("Un servizio.") && found.contains("servizi/servizio-25\""), "{typed}");
        }
        let paged = site.page("/borgo-esempio/servizi?q=modulo&pagina=2").await;
        in_order(main_of(&paged), &["24 servizi.", "/borgo-esempio/servizi?q=modulo&#38;pagina=1"]);
    }

    async fn form_05_a_search_without_result_says_what_to_do(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/servizi?q=%3Cb%3Exyz%3C/b%3E").await;
        assert!(main_of(&page).contains("Nessun servizio corrisponde") && !page.contains("<b>xyz"));
        for hostile in ["%25", "_", "'%20or%201=1", "%F0%9F%A6%80", "%ff", "a"] {
            site.page(&format!("/borgo-esempio/servizi?q={hostile}")).await;
        }
        let (status, _) = site.get(&format!("/borgo-esempio/servizi?q={}", "a".repeat(5000))).await;
        assert_eq!(status, 200);
        let (status, refused) = site.get("/borgo-esempio/servizi?q=%00").await;
        assert!(status == 400 && main_of(&refused).contains("La richiesta non è completa"));
    }

    async fn spp_02_a_category_shows_its_services_and_those_below(db: TestDb) {
        let site = Site::new(&db).await;
        let above = site.category("cultura", "Cultura", None, 1).await;
        let below = site.category("biblioteche", "Biblioteche", Some(above), 2).await;
        let other = site.category("tributi", "Tributi", None, 3).await;
        for (service, category) in [("mostra", above), ("prestito", below), ("imu", other)] {
            let mut new = site.adoption(service);
            new.category = Some(category);
            site.adopt(&new, &bundle(&format!("Servizio {service}"))).await;
        }
        let page = site.page("/borgo-esempio/servizi?categoria=cultura").await;
        let page = main_of(&page);
        assert!(page.contains("<h1>Cultura</h1>") && page.contains("2 servizi."));
        assert!(page.contains("Servizio prestito") && !page.contains("Servizio imu"));
        let unknown = site.page("/borgo-esempio/servizi?categoria=%01nessuna").await;
        assert!(main_of(&unknown).contains("3 servizi."));
        let english = site.page("/borgo-esempio/en/servizi?categoria=tributi").await;
        assert!(main_of(&english).contains("Tributi (en)") && main_of(&english).contains("Servizio imu (en)"));
    }
}
