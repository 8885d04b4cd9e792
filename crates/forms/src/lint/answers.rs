//! Which answers to a question make a difference to conditions.

use crate::condition::Question;
use crate::js;
use crate::node::Node;
use serde_json::{Map, Value, json};

/// Most options whose every choice of several is tried.
const MAX_BOXES: usize = 6;

/// Answers to try, `None` for no answer.
#[derive(Default)]
pub(super) struct Domain(Vec<Value>);

/// The path of the answer a variable of a rule reads: `data.nome` from the root, `row.nome` beside the component.
pub(super) fn path_of(name: &str, node: &Node) -> Option<String> {
    let (around, rest) = name
        .strip_prefix("data.")
        .map(|rest| (&node.root, rest))
        .or_else(|| name.strip_prefix("row.").map(|rest| (&node.row, rest)))?;
    Some(if around.text.is_empty() {
        rest.to_owned()
    } else {
        format!("{}.{rest}", around.text)
    })
}

/// The values offered, for questions with a fixed list.
fn options(node: &Node) -> Option<&[Value]> {
    let lists = ["radio", "select", "selectboxes"].contains(&node.type_name.as_str());
    node.settings.offered.as_deref().filter(|_| lists)
}

fn takes_several(node: &Node) -> bool {
    node.is("selectboxes") || node.multiple
}

fn is_box(node: &Node) -> bool {
    node.is("checkbox") && node.raw("inputType").and_then(Value::as_str) != Some("radio")
}

/// Whether a comparison with this value can ever be equal.
pub(super) fn offers(node: &Node, value: &Value) -> bool {
    let text = js::string(Some(value));
    // Emptiness is an answer too: the question was not answered.
    if text.is_empty() || ["null", "undefined"].contains(&text.as_str()) {
        return true;
    }
    if is_box(node) {
        return ["true", "false"].contains(&text.as_str());
    }
    match options(node) {
        Some(offered) => offered
            .iter()
            .any(|option| js::string(Some(option)) == text || option.is_object() || js::same(option, value)),
        None => true,
    }
}

/// Whether trying the answers of [`Domain`] is enough to know what the condition can say.
pub(super) fn is_closed(node: &Node, question: &Question) -> bool {
    if is_box(node) {
        return true;
    }
    if let Some(offered) = options(node) {
        return !takes_several(node) || offered.len() <= MAX_BOXES;
    }
    let plain = [
        "textfield",
        "textarea",
        "number",
        "currency",
        "email",
        "phoneNumber",
        "url",
        "hidden",
        "day",
        "datetime",
        "time",
        "password",
    ];
    question.is_closed && !node.multiple && plain.contains(&node.type_name.as_str())
}

impl Domain {
    pub(super) fn extend(&mut self, node: &Node, question: &Question) {
        if is_box(node) {
            return self.put([json!(true), json!(false)]);
        }
        let Some(offered) = options(node) else {
            return self.neighbours(&question.compared);
        };
        if takes_several(node) {
            return self.choices(node, offered);
        }
        for option in offered {
            let read = option
                .as_str()
                .and_then(|text| serde_json::from_str::<Value>(text).ok());
            self.put([option.clone()]);
            // A number or a yes written as text is made one when it is kept.
            self.put(read.filter(|value| value.is_number() || value.is_boolean()));
        }
    }

    fn put(&mut self, values: impl IntoIterator<Item = Value>) {
        for value in values {
            if !self.0.contains(&value) {
                self.0.push(value);
            }
        }
    }

    /// Each choice of several, as a list or as boxes.
    fn choices(&mut self, node: &Node, offered: &[Value]) {
        for choice in 0..1_usize << offered.len().min(MAX_BOXES) {
            let ticked = |at: usize| choice & (1 << at) != 0;
            let value = if node.is("selectboxes") {
                let boxes = offered
                    .iter()
                    .enumerate()
                    .map(|(at, option)| (js::string(Some(option)), json!(ticked(at))));
                Value::Object(boxes.collect::<Map<_, _>>())
            } else {
                let chosen = offered.iter().enumerate().filter(|(at, _)| ticked(*at));
                Value::Array(chosen.map(|(_, option)| option.clone()).collect())
            };
            self.put([value]);
        }
    }

    /// The values compared, numbers just beside them, and something else.
    fn neighbours(&mut self, compared: &[Value]) {
        for value in compared {
            self.put([value.clone()]);
            let number = js::number(Some(value));
            if number.is_finite() && !value.is_boolean() {
                self.put([number - 0.5, number, number + 0.5].map(js::number_value));
            }
        }
        self.put([json!(""), json!("\u{1}")]);
    }

    /// Everything to try. Between two numbers there is another.
    pub(super) fn answers(mut self) -> Vec<Option<Value>> {
        let mut numbers: Vec<f64> = self.0.iter().filter_map(Value::as_f64).collect();
        numbers.sort_by(f64::total_cmp);
        let between = numbers
            .windows(2)
            .map(|pair| js::number_value(f64::midpoint(pair[0], pair[1])));
        let between: Vec<Value> = between.collect();
        self.put(between);
        let answers = self.0.into_iter().map(Some);
        answers.chain([None]).collect()
    }
}
