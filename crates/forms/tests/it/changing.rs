//! What logic makes of a component, as it has to be drawn.

use crate::{check, context, strict};
use forms::{Component, Form, Mode, Stage};
use kernel::Lang;
use serde_json::{Value, json};

/// Makes the text mandatory, renames it and shows it when the box is ticked.
fn logic(when: &str) -> Value {
    let set = |property: &str, state: bool| json!({"type": "property", "state": state, "property": {"type": "boolean", "value": property}});
    json!([{"trigger": {"type": "simple", "simple": {"show": true, "when": when, "eq": "true"}}, "actions": [
        set("validate.required", true), set("hidden", false), set("disabled", true),
        {"type": "property", "property": {"type": "string", "value": "label"}, "text": "Codice di {{ data.nome }}"}]}])
}

fn find<'a>(components: &'a [Component], key: &str) -> Option<&'a Component> {
    components.iter().find_map(|c| {
        if c.key == key {
            Some(c)
        } else {
            find(&c.children, key)
        }
    })
}

fn component<'a>(form: &'a Form, key: &str) -> &'a Component {
    find(&form.pages()[0].components, key).unwrap()
}

#[test]
fn form_12_a_component_is_drawn_as_logic_changed_it() {
    let form = strict(json!([
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true},
        {"type": "checkbox", "key": "ha", "label": "Ha", "input": true},
        {"type": "textfield", "key": "codice", "label": "Codice", "input": true, "hidden": true, "logic": logic("ha")}
    ]));
    let codice = component(&form, "codice");
    let before = check(&form, json!({"nome": "Ada", "ha": false}));
    assert!(before.changes.is_empty());
    assert!(!before.shows(codice, &[]));

    let data = json!({"nome": "Ada", "ha": true, "codice": "7"});
    let after = check(&form, data.clone());
    assert!(after.shows(codice, &[]));
    let drawn = after.drawn(codice, &[]);
    assert_eq!(drawn.label, "Codice di Ada");
    assert!(drawn.required && drawn.disabled && !drawn.hidden);
    assert_eq!(
        after.changes.get(codice, &[]).unwrap()["validate.required"],
        json!(true)
    );
    let summary = form.summary(&data, Lang::It);
    assert_eq!(summary[0].rows[2].label, "Codice di Ada");
}

#[test]
fn form_12_each_row_is_drawn_by_its_own_answers() {
    let form = strict(
        json!([{"type": "datagrid", "key": "g", "label": "G", "input": true, "components": [
        {"type": "checkbox", "key": "ha", "label": "Ha", "input": true},
        {"type": "panel", "key": "p", "label": "P", "input": false, "components": [
            {"type": "textfield", "key": "codice", "label": "Codice", "input": true, "logic": logic("g.ha")}]}]}]),
    );
    let codice = component(&form, "codice");
    let outcome = check(&form, json!({"g": [{"ha": true, "codice": "1"}, {"ha": false}]}));
    assert_eq!(outcome.drawn(codice, &[0]).label, "Codice di");
    assert!(outcome.drawn(codice, &[0]).required);
    assert_eq!(outcome.drawn(codice, &[1]).label, "Codice");
    assert!(!outcome.drawn(codice, &[1]).required);
}

#[test]
fn what_a_person_typed_is_no_markup_in_a_text_that_logic_fills() {
    let components = json!([
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true},
        {"type": "content", "key": "saluto", "html": "<p>Buongiorno</p>", "input": false, "logic": [
            {"trigger": {"type": "simple", "simple": {"show": true, "when": "nome", "eq": "<b>"}}, "actions": [
                {"type": "property", "property": {"type": "string", "value": "html"}, "text": "<p>Ciao {{ data.nome }}</p>"}]}]}
    ]);
    let form = Form::compile(&json!({"components": components}), Mode::Strict).unwrap();
    let outcome = form.check(&json!({"nome": "<b>"}), &context().with_stage(Stage::Submit));
    let drawn = outcome.drawn(component(&form, "saluto"), &[]).into_owned();
    assert_eq!(
        drawn.kind,
        forms::Kind::Content {
            html: "<p>Ciao &lt;b&gt;</p>".to_owned()
        }
    );
}
