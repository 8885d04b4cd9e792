use crate::{Suspension, Term, Words, compute, law};
use jiff::civil::date;
use kernel::Lang;

#[test]
fn time_16_the_sentence_names_start_proof_rule_suspensions_and_holidays() {
    let reason = Words::new("richiesta di integrazione", "request for integration");
    let still = [Suspension::new(date(2025, 3, 13), date(2025, 3, 31)).because(reason)];
    let computed = compute(date(2025, 3, 3), &law::procedure(), &still)
        .unwrap()
        .started_by(
            Words::new("presentazione dell'istanza", "application filed"),
            Some("ricevuta n. 7".into()),
        );
    assert_eq!(
        computed.explanation.sentence(Lang::It),
        "Il termine di 30 giorni (L. 241/1990 art. 2 c. 2) è contato dal giorno successivo al 03/03/2025 \
         (presentazione dell'istanza, come risulta da ricevuta n. 7); resta sospeso 18 giorni, dal 13/03/2025 al \
         31/03/2025 (richiesta di integrazione); poiché 20/04/2025 (domenica) e 21/04/2025 (lunedì dell'Angelo) sono \
         festivi, scade martedì 22 aprile 2025."
    );
    assert_eq!(
        computed.explanation.sentence(Lang::En),
        "The term of 30 days (L. 241/1990 art. 2 c. 2) is counted from the day after 03/03/2025 (application filed, \
         proved by ricevuta n. 7); it stands still for 18 days, from 13/03/2025 to 31/03/2025 (request for \
         integration); as 20/04/2025 (Sunday) and 21/04/2025 (Easter Monday) are holidays, it ends on Tuesday 22 April \
         2025."
    );
    assert_eq!(computed.explanation.due_text(Lang::It), "martedì 22 aprile 2025");
}

#[test]
fn time_16_a_plain_term_and_a_backward_one() {
    let plain = compute(date(2025, 3, 26), &Term::days(30), &[]).unwrap();
    assert_eq!(
        plain.explanation.sentence(Lang::It),
        "Il termine di 30 giorni è contato dal giorno successivo al 26/03/2025; poiché il 25/04/2025 (Festa della \
         Liberazione) è festivo, scade sabato 26 aprile 2025."
    );
    let backward = compute(date(2025, 6, 14), &Term::months(1).backward(), &[]).unwrap();
    assert_eq!(
        backward.explanation.sentence(Lang::It),
        "Il termine di 1 mese è contato all'indietro dal 14/06/2025; l'ultimo giorno utile è mercoledì 14 maggio 2025."
    );
    assert_eq!(
        backward.explanation.sentence(Lang::En),
        "The term of 1 month is counted backward from 14/06/2025; the last useful day is Wednesday 14 May 2025."
    );
}

#[test]
fn time_16_suspensions_without_effect_say_why() {
    let sentence = |from, to, lang| {
        compute(date(2025, 3, 3), &Term::days(30), &[Suspension::new(from, to)])
            .unwrap()
            .explanation
            .sentence(lang)
    };
    let (early, late) = (
        (date(2025, 2, 1), date(2025, 2, 9)),
        (date(2025, 5, 1), date(2025, 5, 9)),
    );
    assert!(sentence(early.0, early.1, Lang::It).contains("perché finisce prima che cominci"));
    assert!(sentence(early.0, early.1, Lang::En).contains("it is over before the term starts"));
    assert!(sentence(late.0, late.1, Lang::It).contains("perché era già scaduto"));
    assert!(sentence(late.0, late.1, Lang::En).contains("the term was already over"));
}

#[test]
fn time_16_an_explanation_stored_by_an_older_version_is_still_read() {
    let stored =
        r#"{"start":{"date":"2025-03-03"},"term":{"length":30},"nominal":"2025-04-02","due":"2025-04-02"}"#;
    let explanation: crate::Explanation = serde_json::from_str(stored).unwrap();
    assert!(
        explanation
            .sentence(Lang::It)
            .ends_with("scade mercoledì 2 aprile 2025.")
    );
}
