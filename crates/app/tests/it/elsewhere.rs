//! The things of one body asked for at the address of another.

use crate::journey::{attach, id_of};
use crate::policy::{EXPECTED, WALKERS, ask, draft, letter, things, walker};
use crate::world::{ADA, BORGO, PDF, REGIONE, TestHouse};
use testkit::both_databases;

/// What is told to somebody who asks the Regione for a thing of the Comune: that it is not there, when the Regione knows
/// who asks; to log in, when it does not.
fn refusal(who: &str, path: &str) -> char {
    let citizen = ["owner", "other citizen"].contains(&who);
    let known = match path {
        path if path.contains("/operatori") => who.ends_with("of another body") && !who.starts_with("token"),
        path if path.starts_with("/api/") && path.contains("{case}") => citizen || who.starts_with("token"),
        _ => citizen,
    };
    if known { 'M' } else { 'L' }
}

both_databases! {
    async fn aud_01_nothing_is_reached_through_the_path_of_another_body(db: TestDb) {
        let house = TestHouse::new(db).await;
        let receipt = things(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = draft(&house, &mut ada).await;
        attach(&mut ada, &format!("{BORGO}/bozze/{draft}"), 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let page = ada.get(&format!("{BORGO}/bozze/{draft}/passo/5")).await.expect(200);
        let mut attachment = receipt.clone();
        attachment.document = id_of(&page.links("/documenti/")[0]).to_owned();
        let routes = EXPECTED.iter().filter(|(_, path, _)| ["{draft}", "{case}", "{document}"].iter().any(|id| path.contains(id)));
        let routes: Vec<(&str, &str)> = routes.map(|(method, path, _)| (*method, *path)).collect();
        assert!(routes.len() > 25, "{}", routes.len());
        let version = "select sum(version) as n from drafts";
        let before = house.count(version).await;
        let mut wrong = Vec::new();
        for who in WALKERS {
            let mut browser = walker(&house, who).await;
            for (method, path) in &routes {
                for things in [&receipt, &attachment] {
                    let there = things.path(path, &draft).replacen("borgo-esempio", "regione-esempio", 1);
                    let (found, expected) = (letter(&ask(&mut browser, method, &there).await), refusal(who, path));
                    if found != expected {
                        wrong.push(format!("{who}: {method} {path}: expected {expected}, found {found}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(house.count(version).await, before);
        assert_eq!(house.count("select version as n from cases").await, 1);
        for document in [&receipt.document, &attachment.document] {
            ada.get(&format!("{BORGO}/documenti/{document}")).await.expect(200);
            ada.get(&format!("{REGIONE}/documenti/{document}")).await.expect(404);
        }
    }
}
