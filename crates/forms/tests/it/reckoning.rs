//! What the form works out by itself: totals, judgements, changes of components.

use crate::{broken, check, context, strict};
use forms::{Form, Mode, Outcome};
use kernel::Lang;
use serde_json::{Value, json};

fn totals(total_first: bool) -> Form {
    let grid = json!({"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "components": [
        {"type": "number", "key": "quanti", "label": "Quanti", "input": true},
        {"type": "number", "key": "prezzo", "label": "Prezzo", "input": true},
        {"type": "number", "key": "importo", "label": "Importo", "input": true,
         "calculateValue": {"*": [{"var": "row.quanti"}, {"var": "row.prezzo"}]}}]});
    let total = json!({"type": "number", "key": "totale", "label": "Totale", "input": true,
        "calculateValue": {"_sumBy": [{"var": "data.righe"}, "importo"]}});
    strict(if total_first {
        json!([total, grid])
    } else {
        json!([grid, total])
    })
}

#[test]
fn totals_are_worked_out_by_the_server_whatever_the_browser_sent() {
    for total_first in [false, true] {
        let form = totals(total_first);
        let sent = json!({"totale": 1_000_000, "righe": [
            {"quanti": 2, "prezzo": 10, "importo": 999_999},
            {"quanti": 3, "prezzo": 5}]});
        let outcome = check(&form, sent);
        assert!(outcome.is_valid(), "{:?}", outcome.errors);
        let number = |path: &str| forms::value_at(&outcome.data, path).and_then(Value::as_f64);
        assert_eq!(number("righe[0].importo"), Some(20.0));
        assert_eq!(
            number("righe[1].importo"),
            Some(15.0),
            "a total left out is put in"
        );
        assert_eq!(
            number("totale"),
            Some(35.0),
            "also before the rows: {total_first}"
        );
    }
}

#[test]
fn form_12_a_calculation_may_be_corrected_only_where_the_author_allows_it() {
    let form = |more: bool| {
        strict(json!([
            {"type": "number", "key": "a", "label": "A", "input": true},
            {"type": "number", "key": "b", "label": "B", "input": true, "allowCalculateOverride": more,
             "calculateValue": {"+": [{"var": "data.a"}, 1]}}]))
    };
    for (allowed, kept) in [(true, 7.0), (false, 2.0)] {
        let outcome = check(&form(allowed), json!({"a": 1, "b": 7}));
        assert_eq!(outcome.data["b"].as_f64(), Some(kept));
    }
}

#[test]
fn rules_that_cost_too_much_end_in_a_clear_error() {
    let all = json!({"map": [{"var": "data.righe"}, {"var": ""}]});
    let product = json!({"map": [{"var": "data.righe"}, {"_sumBy": [all, "x"]}]});
    let form = strict(json!([
        {"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "components": [
            {"type": "number", "key": "x", "label": "X", "input": true},
            {"type": "number", "key": "y", "label": "Y", "input": true, "calculateValue": {"_size": [{"_repeat": ["x", {"var": "row.x"}]}]}}]},
        {"type": "number", "key": "z", "label": "Z", "input": true, "calculateValue": {"_size": [product]}}
    ]));
    let rows: Vec<Value> = (0..900).map(|_| json!({"x": 100_000})).collect();
    let outcome = check(&form, json!({"righe": rows}));
    assert_eq!(broken(&outcome), [" strict:steps"]);
    assert!(
        outcome.errors[0]
            .message(Lang::It)
            .contains("ridurre il numero di righe")
    );
    let outcome = check(&form, json!({"righe": [{"x": 3}]}));
    assert!(outcome.is_valid());
    assert_eq!(outcome.data["righe"][0]["y"].as_f64(), Some(3.0));
}

#[test]
fn form_12_logic_makes_a_question_mandatory_and_hides_another() {
    let form = strict(json!([
        {"type": "checkbox", "key": "altro", "label": "Per altri", "input": true},
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true,
         "logic": [{"trigger": {"type": "simple", "simple": {"show": true, "when": "altro", "eq": "true"}},
            "actions": [{"type": "property", "property": {"value": "validate.required", "type": "boolean"}, "state": true}]}]},
        {"type": "textfield", "key": "nota", "label": "Nota", "input": true,
         "logic": [{"trigger": {"type": "json", "json": {"!!": [{"var": "data.altro"}]}},
            "actions": [{"type": "property", "property": {"value": "hidden", "type": "boolean"}, "state": true}]}]}
    ]));
    assert!(check(&form, json!({"altro": false, "nota": "x"})).is_valid());
    let outcome = check(&form, json!({"altro": true, "nota": "x"}));
    assert_eq!(broken(&outcome), ["nome required"]);
    assert!(outcome.hidden.contains("nota") && outcome.data.get("nota").is_none());
}

#[test]
fn a_total_that_cannot_be_worked_out_is_empty_and_not_what_the_browser_sent() {
    for total_first in [false, true] {
        let sent = json!({"totale": 1_000_000, "righe": [{"prezzo": 10, "importo": 999_999}, {"quanti": 2, "prezzo": 3}]});
        let outcome = check(&totals(total_first), sent);
        let number = |path: &str| forms::value_at(&outcome.data, path).and_then(Value::as_f64);
        assert_eq!(number("righe[0].importo"), None, "2 times nothing is no number");
        assert_eq!(number("righe[1].importo"), Some(6.0));
        assert_ne!(number("totale"), Some(1_000_000.0));
        assert!(
            number("totale").is_none_or(|total| total <= 6.0),
            "{:?}",
            outcome.data
        );
    }
    let failing = strict(json!([
        {"type": "textfield", "key": "quando", "label": "Quando", "input": true,
         "calculateValue": {"getDate": [{"var": "data.giorno"}]}}]));
    let outcome = check(&failing, json!({"quando": "forged"}));
    assert!(outcome.data.get("quando").is_none(), "{:?}", outcome.data);
}

#[test]
fn an_answer_to_a_hidden_question_counts_in_no_total() {
    let hidden = json!({"conditional": {"show": true, "when": "apri", "eq": "true"}});
    let logic = json!({"logic": [{"trigger": {"type": "simple", "simple": {"show": true, "when": "apri", "eq": "false"}},
        "actions": [{"type": "property", "property": {"value": "hidden", "type": "boolean"}, "state": true}]}]});
    for how in [hidden, logic] {
        let mut extra = json!({"type": "number", "key": "extra", "label": "Extra", "input": true});
        extra
            .as_object_mut()
            .unwrap()
            .extend(how.as_object().unwrap().clone());
        let form = strict(json!([
            {"type": "number", "key": "totale", "label": "Totale", "input": true,
             "calculateValue": {"+": [1, {"var": ["data.extra", 0]}]}},
            {"type": "checkbox", "key": "apri", "label": "Apri", "input": true},
            extra]));
        let total = |open: bool| {
            let outcome = check(&form, json!({"apri": open, "extra": 500}));
            assert!(outcome.is_valid(), "{:?}", outcome.errors);
            (
                outcome.data["totale"].as_f64(),
                outcome.data.get("extra").is_some(),
            )
        };
        assert_eq!(total(true), (Some(501.0), true));
        assert_eq!(total(false), (Some(1.0), false), "{extra}");
    }
}

#[test]
fn a_value_that_may_be_corrected_is_worked_out_until_somebody_writes_one() {
    let form = strict(json!([
        {"type": "number", "key": "somma", "label": "Somma", "input": true, "allowCalculateOverride": true,
         "calculateValue": {"var": "data.riga"}},
        {"type": "number", "key": "riga", "label": "Riga", "input": true, "calculateValue": {"+": [2, 3]}}]));
    for blank in [
        json!({"riga": 900}),
        json!({"riga": 900, "somma": ""}),
        json!({"riga": 900, "somma": null}),
    ] {
        assert_eq!(
            check(&form, blank.clone()).data["somma"].as_f64(),
            Some(5.0),
            "{blank}"
        );
    }
    let outcome = check(&form, json!({"riga": 900, "somma": 7}));
    assert_eq!(outcome.data["somma"].as_f64(), Some(7.0));
}

#[test]
fn calculations_that_never_agree_are_refused() {
    let next = |of: &str| json!({"+": [1, {"var": [format!("data.{of}"), 0]}]});
    let form = strict(json!([
        {"type": "number", "key": "a", "label": "A", "input": true, "calculateValue": next("b")},
        {"type": "number", "key": "b", "label": "B", "input": true, "calculateValue": next("a")}]));
    let outcome = check(&form, json!({}));
    assert_eq!(broken(&outcome), [" strict:rounds"]);
    assert!(outcome.errors[0].message(Lang::It).contains("segnalare"));
}

#[test]
fn form_12_what_logic_does_in_one_row_stays_in_that_row() {
    let form = strict(json!([
        {"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "components": [
            {"type": "checkbox", "key": "no", "label": "No", "input": true},
            {"type": "textfield", "key": "nome", "label": "Nome", "input": true, "validate": {"required": true, "maxLength": 3},
             "logic": [{"trigger": {"type": "json", "json": {"var": "row.no"}},
                "actions": [{"type": "property", "property": {"value": "hidden", "type": "boolean"}, "state": true}]}]}]}]));
    let rows = json!([{"no": true, "nome": "x"}, {"no": false, "nome": "troppo lungo"}, {"no": false}, {"no": true, "nome": "y"}]);
    let outcome = check(&form, json!({"righe": rows}));
    assert_eq!(
        broken(&outcome),
        ["righe[1].nome maxLength", "righe[2].nome required"]
    );
    assert_eq!(
        outcome.hidden.iter().map(String::as_str).collect::<Vec<_>>(),
        ["righe[0].nome", "righe[3].nome"]
    );
    assert!(outcome.data["righe"][3].get("nome").is_none());
}

#[test]
fn a_rule_that_fails_does_not_let_an_answer_pass() {
    let form = strict(json!([
        {"type": "textfield", "key": "dal", "label": "Dal", "input": true,
         "validate": {"json": {"<": [{"getDate": [{"var": "data.dal"}]}, "2030"]}}}]));
    assert!(check(&form, json!({"dal": "2026-03-01"})).is_valid());
    assert!(check(&form, json!({})).is_valid(), "nothing to judge");
    let outcome = check(&form, json!({"dal": "né oggi né domani"}));
    assert_eq!(broken(&outcome), ["dal strict:rule"]);
    assert!(
        outcome.errors[0]
            .message(Lang::It)
            .contains("non può essere verificata")
    );
}

#[test]
fn rows_that_take_turns_do_not_use_up_the_budget() {
    let form = strict(json!([
        {"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "components": [
            {"type": "checkbox", "key": "x", "label": "X", "input": true},
            {"type": "textfield", "key": "y", "label": "Y", "input": true,
             "logic": [{"trigger": {"type": "json", "json": {"var": "row.x"}},
                "actions": [{"type": "property", "property": {"value": "validate.required", "type": "boolean"}, "state": true}]}]}]}]));
    let rows: Vec<Value> = (0..1_000).map(|n| json!({"x": n % 2 == 0, "y": ""})).collect();
    let outcome = check(&form, json!({"righe": rows}));
    assert_eq!(outcome.errors.len(), 500);
    assert!(
        outcome
            .errors
            .iter()
            .all(|violation| violation.rule == "required")
    );
}

fn original(components: Value, data: Value) -> Outcome {
    let form = Form::compile(&json!({"components": components}), Mode::Compat).unwrap();
    form.check(&data, &context())
}

/// Each outcome was seen with the original (@formio/core 2.8.3, every processor, `server`).
#[test]
fn form_12_edges_of_conditions_and_logic_are_those_of_the_original() {
    let field = |more: Value| {
        let mut field = json!({"type": "textfield", "key": "a", "label": "A", "input": true});
        field
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        field
    };
    // An empty list of conditions decides nothing and lets nothing else decide.
    let empty =
        field(json!({"conditional": {"conjunction": "all", "conditions": [], "json": {"==": [1, 2]}}}));
    assert!(original(json!([empty]), json!({"a": "x"})).hidden.is_empty());
    // `when` comes first in a trigger.
    let trigger = json!({"when": "b", "eq": "si", "show": true, "conjunction": "all",
        "conditions": [{"component": "b", "operator": "isEqual", "value": "no"}]});
    let required = json!([{"type": "property", "property": {"value": "validate.required", "type": "boolean"}, "state": true}]);
    let logic =
        field(json!({"logic": [{"trigger": {"type": "simple", "simple": trigger}, "actions": required}]}));
    let other = json!({"type": "textfield", "key": "b", "label": "B", "input": true});
    assert_eq!(
        broken(&original(json!([other, logic]), json!({"b": "si"}))),
        ["a required"]
    );
    // A default that gives null is an empty list where there may be several, and the plain default is not asked.
    let several =
        field(json!({"multiple": true, "customDefaultValue": {"var": "data.manca"}, "defaultValue": "d"}));
    assert_eq!(original(json!([several]), json!({})).data, json!({"a": []}));
    // Logic has the last word over a condition.
    let shown =
        json!([{"type": "property", "property": {"value": "hidden", "type": "boolean"}, "state": false}]);
    let unhidden = field(json!({"hidden": true, "conditional": {"json": {"==": [1, 2]}},
        "logic": [{"trigger": {"type": "json", "json": {"==": [1, 1]}}, "actions": shown}]}));
    assert_eq!(
        original(json!([unhidden]), json!({"a": "x"})).data,
        json!({"a": "x"})
    );
    // What is no number is not what was sent either.
    let nan = json!({"type": "number", "key": "n", "label": "N", "input": true, "calculateServer": true,
        "calculateValue": {"*": [{"var": "data.manca"}, "x"]}});
    assert_eq!(original(json!([nan]), json!({"n": 999})).data.get("n"), None);
}
