//! The contribution of immediate support after a flood: the form, its windows, its estimate, its versions.

mod estimate;
mod filing;
mod sheet;
pub(crate) mod versions;
mod windows;

use crate::browser::Browser;
use crate::journey::{save, start};
use crate::world::{BORGO, PDF, TestHouse};
use bundles::Bundle;
use catalogue::{NewAdoption, Visibility};
use kernel::{AdoptionId, Clock};
use serde_json::Value;
use store::{WriteBatch, params};

pub(crate) const FLOOD: &str = "immediato-sostegno";

/// The pages of the form.
pub(crate) const APPLICANT: usize = 1;
pub(crate) const HOUSEHOLD: usize = 2;
pub(crate) const BUILDING: usize = 3;
pub(crate) const BUILDINGS: usize = 4;
pub(crate) const MOVABLES: usize = 5;
pub(crate) const REGISTERED: usize = 6;
pub(crate) const ESTIMATE: usize = 7;
pub(crate) const ATTACHMENTS: usize = 8;
pub(crate) const REQUEST: usize = 9;

pub(crate) type Typed<'a> = Vec<(&'a str, &'a str)>;

/// The Comune offers the service, in the version that ships.
pub(crate) async fn offer(house: &TestHouse) -> AdoptionId {
    let bundles = app::demo::embedded_bundles().unwrap();
    offer_version(house, &bundles[FLOOD]).await
}

/// The Comune offers a version of the service.
pub(crate) async fn offer_version(house: &TestHouse, bundle: &Bundle) -> AdoptionId {
    let body = house.body("borgo-esempio").await;
    let new = NewAdoption {
        id: AdoptionId::new(&*house.house.clock, &*house.house.random),
        body,
        service: FLOOD.to_owned(),
        category: None,
        office: house.office(body, "SEG").await,
        responsible_name: "Sara Segnaposto".to_owned(),
        responsible_email: None,
        substitute_name: None,
        visibility: Visibility::Published,
        min_level: 2,
        position: 9,
        featured: false,
        valid_from: house.clock.now(),
        valid_to: None,
    };
    let mut batch = WriteBatch::new();
    catalogue::adopt(&mut batch, &new, bundle, house.clock.now());
    house.house.store.commit(batch).await.unwrap();
    new.id
}

/// The answers of each page of a family whose home was hit, the attachments aside.
pub(crate) fn family(step: usize) -> Typed<'static> {
    match step {
        APPLICANT => vec![
            ("luogo_nascita", "Borgo Esempio"),
            ("residenza_indirizzo", "Via della Prova 1"),
            ("residenza_cap", "00000"),
            ("residenza_comune", "Borgo Esempio"),
            ("telefono", "0001234567"),
            ("email", "ada.esempio@posta.example"),
            ("in_qualita_di", "proprietario"),
        ],
        HOUSEHOLD => vec![
            ("abitazione_principale", "si"),
            ("altri_componenti", "si"),
            ("nucleo:rows", "1"),
            ("nucleo[0].nome", "Bruno"),
            ("nucleo[0].cognome", "Prova"),
            ("nucleo[0].codice_fiscale", "PRVBRN75C12H501B"),
            ("nucleo[0].rapporto", "coniuge"),
        ],
        BUILDING => vec![
            ("immobile_indirizzo", "Via della Prova 1"),
            ("immobile_comune", "Borgo Esempio"),
            ("immobile_stato", "inagibile"),
            ("integrita_funzionale", "si"),
            ("sgombero", "no"),
        ],
        BUILDINGS => building("8.200,00", "9.000,00", Some("4.000,00")),
        MOVABLES => vec![("ha_mobili", "no")],
        REGISTERED => vec![("ha_registrati", "no")],
        ESTIMATE => vec![("contributo_precedente", "no"), ("altri_contributi", "no")],
        ATTACHMENTS => vec![
            ("documento_tipo", "carta_identita"),
            ("documento_numero", "AA00000AA"),
            ("documento_scadenza:date", "2035-01-01"),
        ],
        _ => vec![
            ("richiesta_contributo", "true"),
            ("dichiarazione_anticipazione", "true"),
            ("dichiarazione_indennizzi", "true"),
            ("dichiarazione_nesso", "true"),
            ("dichiarazione_veridicita", "true"),
        ],
    }
}

/// The page of the buildings with one dwelling.
pub(crate) fn building<'a>(damage: &'a str, expense: &'a str, indemnity: Option<&'a str>) -> Typed<'a> {
    let mut typed = vec![
        ("beni:rows", "1"),
        ("beni[0].tipo", "abitazione"),
        ("beni[0].catasto_comune", "Borgo Esempio"),
        ("beni[0].foglio", "12"),
        ("beni[0].particella", "345"),
        ("beni[0].subalterno", "6"),
        ("beni[0].categoria", "A/3"),
        ("beni[0].descrizione", "Acqua e fango al piano terra."),
        ("beni[0].danno", damage),
        ("beni[0].spesa", expense),
        (
            "beni[0].assicurato",
            if indemnity.is_some() { "si" } else { "no" },
        ),
    ];
    if let Some(indemnity) = indemnity {
        typed.push(("beni[0].indennizzo_stato", "riconosciuto"));
        typed.push(("beni[0].indennizzo", indemnity));
    }
    typed
}

/// The page of the movable goods with one of them, not insured.
pub(crate) fn movable<'a>(kind: &'a str, damage: &'a str) -> Typed<'a> {
    vec![
        ("ha_mobili", "si"),
        ("beni_mobili:rows", "1"),
        ("beni_mobili[0].tipo", kind),
        ("beni_mobili[0].descrizione", "Cucina e camera"),
        ("beni_mobili[0].danno", damage),
        ("beni_mobili[0].spesa", damage),
        ("beni_mobili[0].assicurato", "no"),
    ]
}

/// A draft with every page right, the identity document attached.
pub(crate) async fn ready(browser: &mut Browser) -> String {
    let draft = start(browser, BORGO, FLOOD).await;
    for step in APPLICANT..=REQUEST {
        let answers = family(step);
        if step == ATTACHMENTS {
            save(browser, &draft, step, &answers, "salva").await.expect(303);
            let file = ("documento_identita", "carta.pdf", PDF);
            let page = browser.get(&format!("{draft}/passo/{step}")).await.expect(200);
            let version = page.hidden("_versione");
            let mut pairs = vec![("_versione", version.as_str()), ("_azione", "avanti")];
            pairs.extend(answers);
            browser
                .upload(&format!("{draft}/passo/{step}"), &pairs, &[file])
                .await
                .expect(303);
        } else {
            save(browser, &draft, step, &answers, "avanti").await.expect(303);
        }
    }
    draft
}

/// The answers of the only case, as they were filed.
pub(crate) async fn filed_answers(house: &TestHouse) -> Value {
    let row = house
        .house
        .store
        .query_one("select data from case_data", params![])
        .await
        .unwrap();
    let record: Value = serde_json::from_str(&row.get::<String>("data").unwrap()).unwrap();
    record["data"].clone()
}
