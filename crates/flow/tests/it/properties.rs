use crate::procedure;
use flow::guard::{Guard, Names, Scope};
use flow::{Area, By, CaseView, Effect, FireContext, Flow, Given, Step};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A random procedure of up to 6 states, as text; many are refused at load, which is part of the test.
fn any_flow() -> impl Strategy<Value = String> {
    let states = prop::collection::vec(any::<bool>(), 2..6);
    let transition = (
        prop::collection::vec(0usize..6, 1..3),
        prop::option::of(0usize..6),
        0usize..4,
        0usize..3,
    );
    (states, prop::collection::vec(transition, 0..10)).prop_map(|(concluded, transitions)| {
        let mut text = "schema = 1\nstart = { state = \"s0\" }\nclocks = [{ id = \"answer\", label = { it = \"T\" }, main = true, on_expiry = \"t0\", term = { days = 30, source = \"x\" } }]\n".to_owned();
        for (n, concluded) in concluded.iter().enumerate() {
            let area = if *concluded && n > 0 { "\"concluded\"\noutcome = \"end\"" } else { "\"in_progress\"" };
            text += &format!("[[states]]\nid = \"s{n}\"\nlabel = {{ it = \"S\" }}\narea = {area}\n");
        }
        let open: Vec<usize> = (0..concluded.len()).filter(|n| *n == 0 || !concluded[*n]).collect();
        for (n, (from, to, by, effects)) in transitions.iter().enumerate() {
            let from: Vec<String> = from.iter().map(|f| format!("\"s{}\"", open[f % open.len()])).collect();
            let to = to.map_or(String::new(), |to| format!("to = \"s{}\"\n", to % concluded.len()));
            let by = if n == 0 { "clock" } else { ["officer", "citizen", "supervisor", "event:x"][*by] };
            let steps: Vec<String> = (0..*effects).map(|k| format!("{{ do = \"notify\", message = \"m{k}\", to = \"applicant\" }}")).collect();
            text += &format!(
                "[[transitions]]\nid = \"t{n}\"\nlabel = {{ it = \"T\" }}\nfrom = [{}]\n{to}by = [\"{by}\"]\neffects = [{}]\n",
                from.join(", "), steps.join(", ")
            );
        }
        text
    })
}

fn any_by() -> impl Strategy<Value = By> {
    prop_oneof![
        Just(By::Officer),
        Just(By::Citizen),
        Just(By::Supervisor),
        Just(By::Clock),
        Just(By::Event("x".to_owned())),
        Just(By::Event("integration_answered".to_owned())),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-d]", inner, 0..5).prop_map(|map| json!(map)),
        ]
    })
}

fn any_guard() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("data.a"),
        Just("data.b.c"),
        Just("case.assigned"),
        Just("case.days_left"),
        Just("facts.x"),
        Just("true"),
        Just("null"),
        Just("1"),
        Just("-9223372036854775808"),
        Just("1.5"),
        Just("\"t\""),
        Just("data"),
        Just("\u{1F600}"),
        Just("=="),
        Just("!="),
        Just("<"),
        Just(">="),
        Just("&&"),
        Just("||"),
        Just("!"),
        Just("-"),
        Just("+"),
        Just("*"),
        Just("/"),
        Just("%"),
        Just("("),
        Just(")"),
        Just("["),
        Just("]"),
        Just("in"),
        Just("?"),
        Just(":"),
        Just(","),
        Just("size("),
        Just(".exists(x, x"),
        Just(".all(y, y"),
        Just(".contains("),
        Just("int("),
        Just("string("),
    ];
    prop_oneof![
        prop::collection::vec(word, 1..30).prop_map(|words| words.join(" ")),
        ".{0,60}",
        (any_operand(), any_operator(), any_operand()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
    ]
}

fn any_operand() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("data.a"),
        Just("data.b.c"),
        Just("size(data.a)"),
        Just("data.a[0]"),
        Just("-1"),
        Just("2.5"),
        Just("'t'"),
        Just("[1, 2]"),
        Just("null"),
        Just("int(data.a)"),
        Just("data.a.map(x, x)"),
        Just("(data.a ? 1 : 2)"),
    ]
}

fn any_operator() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("=="),
        Just("<"),
        Just("in"),
        Just("+ 1 >"),
        Just("/"),
        Just("&&"),
        Just("%"),
        Just("* 3 <=")
    ]
}

fn scope() -> Scope {
    let only = |names: &[&str]| Names::Only(names.iter().map(|name| (*name).to_owned()).collect());
    BTreeMap::from([
        ("data".to_owned(), Names::Any),
        ("case".to_owned(), only(&CaseView::NAMES)),
        ("facts".to_owned(), only(&["x"])),
    ])
}

/// Fires at random and checks what must hold whatever happens.
fn walk(flow: &Flow, moves: &[(usize, By)], data: &Value) -> Result<(), TestCaseError> {
    let case = CaseView::default();
    let given = Given {
        motivation: Some("m".to_owned()),
        text: Some("t".to_owned()),
        assignee: true,
        due_days: Some(10),
    };
    let mut state = flow.start().to.id;
    for (n, by) in moves {
        let here = flow.state(&state).expect("declared").clone();
        let Some(transition) = flow.transitions().get(n % flow.transitions().len().max(1)) else {
            return Ok(());
        };
        let ctx = FireContext {
            by: by.clone(),
            data,
            case: &case,
            facts: data,
            given: &given,
        };
        let Ok(fired) = flow.fire(&state, &transition.id, &ctx) else {
            continue;
        };
        prop_assert_ne!(here.area, Area::Concluded, "left a concluded state");
        prop_assert!(flow.state(&fired.to.id).is_some(), "undeclared state");
        prop_assert!(flow.available(&state, by).iter().any(|t| t.id == transition.id));
        let declared: Vec<&String> = messages(&transition.effects);
        let returned: Vec<&String> = fired
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Notify { message, .. } => Some(message),
                _ => None,
            })
            .collect();
        prop_assert_eq!(declared, returned, "effects out of order");
        prop_assert_eq!(fired.effects.len() + fired.notes.len(), transition.effects.len());
        state = fired.to.id;
    }
    Ok(())
}

fn messages(steps: &[Step]) -> Vec<&String> {
    let message = |step: &'_ Step| matches!(step, Step::Notify { .. });
    steps
        .iter()
        .filter(|step| message(step))
        .filter_map(|step| match step {
            Step::Notify { message, .. } => Some(message),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_procedures_fired_at_random_stay_inside_their_states(
        text in any_flow(), moves in prop::collection::vec((0usize..10, any_by()), 0..40),
    ) {
        if let Ok(flow) = Flow::parse(&text) {
            flow.lint();
            walk(&flow, &moves, &json!({}))?;
        }
    }

    #[test]
    fn the_core_procedure_fired_at_random_on_any_data_holds(
        moves in prop::collection::vec((0usize..10, any_by()), 0..60), data in any_json(),
    ) {
        walk(&procedure(), &moves, &data)?;
    }

    #[test]
    fn conditions_never_panic(source in any_guard(), data in any_json()) {
        if let Ok(guard) = Guard::compile(&source, &scope()) {
            let (case, facts) = (json!(CaseView::default()), json!({ "x": data }));
            let roots = BTreeMap::from([("data", &data), ("case", &case), ("facts", &facts)]);
            if let Err(flow::guard::GuardFault::Evaluation(text)) = guard.holds(&roots) {
                prop_assert_ne!(text, "interpreter fault");
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
        prop_assert!(Flow::parse(&text).is_err());
    }
}

#[test]
fn enough_random_procedures_are_sound() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sound = (0..200)
        .filter(|_| Flow::parse(&any_flow().new_tree(&mut runner).unwrap().current()).is_ok())
        .count();
    assert!(
        sound > 100,
        "only {sound} of 200 load: the property above proves little"
    );
}
