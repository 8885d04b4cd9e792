use flow::guard::{Guard, GuardError, GuardFault, Names, Scope};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn scope() -> Scope {
    BTreeMap::from([
        ("data".to_owned(), Names::Any),
        (
            "case".to_owned(),
            Names::Only(vec!["assigned".to_owned(), "days_left".to_owned()]),
        ),
    ])
}

fn holds(source: &str, data: &Value) -> Result<bool, GuardFault> {
    let guard = Guard::compile(source, &scope()).expect(source);
    let case = json!({ "assigned": true, "days_left": null });
    guard.holds(&BTreeMap::from([("data", data), ("case", &case)]))
}

#[test]
fn answers_are_compared_by_value() {
    let data = json!({
        "tipo": "comune", "importo": 12.5, "intero": 3, "si": true,
        "persona": { "nome": "Ada" },
        "figli": [{ "eta": 3 }, { "eta": 19 }],
    });
    for source in [
        r#"data.tipo == "comune""#,
        r#"data.tipo in ["comune", "gruppo"]"#,
        "data.importo > 12 && data.importo < 13.0",
        "data.intero == 3",
        "data.si",
        r#"data.persona.nome.startsWith("A")"#,
        "data.figli.exists(f, f.eta >= 18)",
        "!data.figli.all(f, f.eta >= 18)",
        "size(data.figli) == 2",
        r#"data.figli[0].eta == 3 ? case.assigned : false"#,
        "data.figli.filter(f, f.eta > 5).size() == 1",
    ] {
        assert_eq!(holds(source, &data), Ok(true), "{source}");
    }
}

#[test]
fn an_unanswered_question_is_null_and_never_a_fault_in_a_comparison() {
    assert_eq!(holds("data.tipo == null", &json!({})), Ok(true));
    assert_eq!(holds(r#"data.tipo == "comune""#, &json!({})), Ok(false));
    assert_eq!(
        holds(r#"data.persona.nome != "x""#, &json!({ "persona": null })),
        Ok(true)
    );
    assert_eq!(
        holds("case.days_left == null || case.days_left > 3", &json!({})),
        Ok(true)
    );
}

#[test]
fn what_cannot_be_evaluated_is_a_fault_not_a_yes() {
    assert!(matches!(
        holds("data.x > 3", &json!({ "x": "abc" })),
        Err(GuardFault::Evaluation(_))
    ));
    assert_eq!(holds("data.x", &json!({ "x": "yes" })), Err(GuardFault::NotBool));
    assert_eq!(holds("data.x", &json!({})), Err(GuardFault::NotBool));
    assert!(holds("1 / data.zero == 1", &json!({ "zero": 0 })).is_err());
    assert!(holds("data.l[5] == 1", &json!({ "l": [] })).is_err());
    assert!(holds("data.n + 1 > 0", &json!({ "n": i64::MAX })).is_err());
}

#[test]
fn unknown_names_and_functions_are_refused_at_load() {
    let compile = |source: &str| Guard::compile(source, &scope()).expect_err(source);
    assert_eq!(compile("dati.x == 1"), GuardError::UnknownName("dati".to_owned()));
    assert_eq!(compile("x"), GuardError::UnknownName("x".to_owned()));
    assert_eq!(
        compile("case.owner == 1"),
        GuardError::UnknownName("case.owner".to_owned())
    );
    assert_eq!(
        compile("case.assigned.deep"),
        GuardError::UnknownName("case.assigned.deep".to_owned())
    );
    assert!(matches!(compile("data == null"), GuardError::NotAllowed(_)));
    assert!(matches!(compile("has(data.x)"), GuardError::NotAllowed(_)));
    assert!(matches!(
        compile("{'a': data.x} == null"),
        GuardError::NotAllowed(_)
    ));
    assert!(matches!(compile("data['x'] == 1"), GuardError::NotAllowed(_)));
    assert_eq!(
        compile("system('rm')"),
        GuardError::UnknownFunction("system".to_owned())
    );
    assert!(matches!(compile("data.x ==="), GuardError::Syntax(_)));
    assert!(matches!(compile(""), GuardError::Syntax(_)));
    assert!(matches!(
        compile("data.l.all(a, data.l.all(b, data.l.all(c, c > 1)))"),
        GuardError::NotAllowed(_)
    ));
}

#[test]
fn size_and_depth_are_limited() {
    let scope = scope();
    assert_eq!(
        Guard::compile(&"x".repeat(1_001), &scope).unwrap_err(),
        GuardError::TooLong
    );
    for deep in [
        "(".repeat(990),
        "!".repeat(990),
        "[".repeat(990),
        "-".repeat(990),
        "data.x[".repeat(140),
    ] {
        assert!(Guard::compile(&deep, &scope).is_err());
    }
    let deep = format!("{}data.x{}", "(".repeat(400), ")".repeat(400));
    assert!(Guard::compile(&deep, &scope).is_err());
    assert!(Guard::compile(&"data.x || ".repeat(99), &scope).is_err());
}

#[test]
fn a_condition_over_too_many_rows_is_stopped_before_it_runs() {
    let rows: Vec<Value> = (0..2_000).map(|n| json!({ "n": n })).collect();
    let data = json!({ "r": rows });
    assert_eq!(holds("data.r.exists(a, a.n == 1)", &data), Ok(true));
    assert_eq!(
        holds("data.r.all(a, data.r.exists(b, b.n == a.n))", &data),
        Err(GuardFault::TooManySteps)
    );
}

#[test]
fn the_paths_a_condition_asks_for_are_known() {
    let guard = Guard::compile("data.a.b == 1 && case.assigned && data.c.all(x, x.y)", &scope()).unwrap();
    assert_eq!(guard.paths_of("data"), ["a.b", "c"]);
    assert_eq!(guard.paths_of("case"), ["assigned"]);
}
