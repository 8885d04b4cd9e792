//! The logo of a body: from the seed file to the pages that show it.

use crate::browser::Reply;
use crate::world::{BORGO, REGIONE, TestHouse};
use app::{demo, seed};
use bodies::Logo;
use store::{WriteBatch, params};
use testkit::both_databases;

/// A picture of 64 × 64 points, as far as its head and its end go.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40\x08\x06\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82";

/// Addresses of the pictures of a page, each with its whole tag.
fn pictures(page: &Reply) -> Vec<(String, String)> {
    let text = page.text();
    let tags = text
        .split("<img ")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap().to_owned());
    let source = |tag: &str| {
        tag.split_once("src=\"")
            .unwrap()
            .1
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    tags.map(|tag| (source(&tag), tag)).collect()
}

/// A seed file of one body with this logo.
fn region(logo: &str) -> String {
    format!(
        "schema = 1\n[[bodies]]\nslug = \"valle\"\nkind = \"comune\"\nname = \"Comune di Valle\"\naoo_code = \"A\"\nlogo = \"{logo}\"\n"
    )
}

both_databases! {
    async fn spp_32_the_logo_of_a_body_is_on_the_portal_and_on_its_home_beside_its_name(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let portal = browser.get("/").await.expect(200);
        let shown = pictures(&portal);
        assert_eq!(shown.len(), 1, "one of the two bodies has a logo: {shown:?}");
        let (logo, tag) = &shown[0];
        assert!(logo.starts_with("/borgo-esempio/logo/") && tag.contains("alt=\"\""), "{tag}");
        let card = portal.text().split_once(logo.as_str()).unwrap().1.split("</li>").next().unwrap().to_owned();
        assert!(card.contains("Comune di Borgo Esempio"), "beside the name: {card}");
        for home in [BORGO.to_owned(), format!("{BORGO}/en"), format!("{BORGO}/servizi"), format!("{BORGO}/pagina-che-non-esiste")] {
            let page = browser.get(&home).await;
            let header = page.text().split_once("<main").unwrap().0.to_owned();
            assert!(header.contains(&format!("src=\"{logo}\" alt=\"\"")), "{home}: {header}");
            assert!(pictures(&page).iter().all(|(address, tag)| address == logo && tag.contains("alt=\"\"")), "{home}");
        }
        assert_eq!(pictures(&browser.get(BORGO).await).len(), 3, "header, heading and foot");
        let without = browser.get(REGIONE).await.expect(200);
        assert!(pictures(&without).is_empty() && without.text().contains("#it-pa"), "the neutral mark");

        let picture = browser.get(logo).await.expect(200);
        assert_eq!(picture.bytes, demo::logo("stemmi/borgo-esempio.svg").unwrap());
        assert_eq!(picture.header("content-type"), "image/svg+xml");
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
        assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
        let policy = picture.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("unsafe"), "{policy}");
        assert!(picture.header("set-cookie").is_empty());
    }

    async fn spp_32_a_picture_of_points_is_served_as_what_it_is_and_nothing_else_is_served(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let drawing = pictures(&browser.get(BORGO).await)[0].0.clone();
        let logo = Logo::check(PNG.to_vec()).unwrap();
        let mut batch = WriteBatch::new();
        bodies::write::logo(&mut batch, house.body("regione-esempio").await, &logo);
        batch.exec("update bodies set logo = $1 where slug = 'regione-esempio'", params![&logo.name]);
        house.house.store.commit(batch).await.unwrap();
        house.house.bodies.refresh().await.unwrap();
        let home = browser.get(REGIONE).await.expect(200);
        let picture = browser.get(&pictures(&home)[0].0).await.expect(200);
        assert_eq!((picture.bytes.as_slice(), picture.header("content-type").as_str()), (PNG, "image/png"));
        let of_another = drawing.replace(BORGO, REGIONE);
        for nothing in [of_another.as_str(), "/borgo-esempio/logo/0000000000000000.svg", "/borgo-esempio/logo/region.toml", "/borgo-esempio/logo/a%00b.svg"] {
            let status = browser.get(nothing).await.status;
            assert!([400, 404].contains(&status), "{nothing}: {status}");
        }
    }
}

#[test]
fn spp_32_a_seed_file_whose_logo_cannot_be_shown_says_which_and_why() {
    let wrong: [(&[u8], &str); 4] = [
        (b"GIF89a", "non è un SVG né un PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><script/></svg>", "<script>"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><rect fill='url(https://altrove.example/x)'/></svg>", "altrove.example"),
        (&[b'<'; 200_000], "supera 100"),
    ];
    for (bytes, why) in wrong {
        let refused = seed::read(&region("stemmi/valle.svg"), |_| Ok(bytes.to_vec())).unwrap_err();
        let told = format!("{refused:#}");
        assert!(
            told.contains("logo di valle: stemmi/valle.svg") && told.contains(why),
            "{told}"
        );
    }
    let missing = seed::read(&region("manca.svg"), demo::logo).unwrap_err();
    assert!(
        format!("{missing:#}").contains("logo di valle: manca.svg"),
        "{missing:#}"
    );
    seed::read(&region("valle.png"), |_| Ok(PNG.to_vec())).unwrap();
}
