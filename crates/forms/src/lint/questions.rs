//! What every question needs: words, a kind that exists, a way to be seen.

use super::Findings;
use crate::js;
use crate::model::{Component, Kind};
use serde_json::Value;

pub(super) fn questions(list: &[Component], findings: &mut Findings) {
    for component in list {
        words(component, findings);
        if component.kind == Kind::Unsupported {
            let text = format!("il tipo «{}» non è disponibile", component.type_name);
            findings.add(&component.place, "unsupported", true, text);
        }
        let format = component
            .raw
            .get("properties")
            .and_then(|properties| properties.get("format"));
        if let (Some(format), None) = (format, component.format) {
            let text = format!("il formato «{}» è sconosciuto", js::string(Some(format)));
            findings.add(&component.place, "unknown-format", true, text);
        }
        if is_always_hidden(component) {
            let text = "la domanda è nascosta per sempre e nulla le dà un valore";
            findings.add(&component.place, "always-hidden", false, text);
        }
        questions(&component.children, findings);
    }
}

fn words(component: &Component, findings: &mut Findings) {
    if !component.input || component.kind == Kind::Hidden {
        return;
    }
    let example = !component.placeholder.is_empty();
    if component.label.is_empty() {
        let text = if example {
            "la domanda ha solo un esempio nel campo (placeholder), che sparisce quando si scrive: manca l'etichetta"
        } else {
            "la domanda non ha etichetta: chi usa un lettore di schermo non sa che cosa si chiede"
        };
        findings.add(&component.place, "no-label", true, text);
    } else if component.hide_label && example {
        let text = "l'etichetta è nascosta e al suo posto si vede un esempio (placeholder), che sparisce quando si scrive";
        findings.add(&component.place, "placeholder-as-label", false, text);
    }
    let validate = |key: &str| {
        component
            .raw
            .get("validate")
            .and_then(|validate| validate.get(key))
    };
    let asks_form = js::truthy(validate("pattern")) || js::truthy(component.raw.get("inputMask"));
    let says = !component.description.is_empty() || !component.tooltip.is_empty();
    let says = says || js::truthy(validate("customMessage")) || js::truthy(validate("patternMessage"));
    let says = says || component.raw.get("errors").is_some_and(Value::is_object);
    if asks_form && !says {
        let text = "la risposta deve avere una forma precisa, che il modulo non spiega";
        findings.add(&component.place, "no-help", false, text);
    }
}

/// Hidden by the definition, never shown by logic, and given no value by anything.
fn is_always_hidden(component: &Component) -> bool {
    let raw = |key: &str| js::truthy(component.raw.get(key));
    let is_given = ["calculateValue", "customDefaultValue", "defaultValue"]
        .into_iter()
        .any(raw);
    let changes = component
        .raw
        .get("logic")
        .and_then(Value::as_array)
        .is_some_and(|logic| !logic.is_empty());
    component.hidden && component.input && component.kind != Kind::Hidden && !is_given && !changes
}
