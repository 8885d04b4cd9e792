//! What the form works out by itself: totals, judgements, changes of components.

use crate::{broken, check, strict};
use forms::Form;
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
