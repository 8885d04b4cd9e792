//! The rules of the original engine, in its order: the order decides which of two equal messages is kept.

mod addresses;
mod choices;
mod days;
mod numbers;
mod presence;
mod texts;

pub(crate) use addresses::{is_email, is_url};
pub(crate) use presence::has_value;

use crate::node::Node;
use crate::outcome::CheckContext;
use serde_json::Value;
use std::borrow::Cow;

/// One value put before the rules.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) node: &'a Node,
    pub(crate) value: Option<&'a Value>,
    pub(crate) context: &'a CheckContext,
    pub(crate) now_ms: i64,
    /// Evaluates the component's own rule, or its snippet, on a value: `valid` in the original.
    pub(crate) judge: &'a dyn Fn(Own, Option<&Value>) -> Judgement,
}

/// Which of its own judges a component asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    /// `validate.json`
    Rule,
    /// `validate.custom`
    Snippet,
}

/// What the component's own rule says of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Judgement {
    /// Right, or the rule gave null; in compat mode also when it failed.
    Right,
    /// Wrong, with the message the rule gave, if it gave one.
    Wrong(Option<String>),
    /// The rule failed on an answer: strict mode does not let pass what it could not judge.
    Unjudged,
}

/// A rule broken.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) rule: Cow<'static, str>,
    pub(crate) key: Cow<'static, str>,
    pub(crate) setting: Option<Value>,
    pub(crate) index: Option<usize>,
}

impl Hit {
    pub(crate) fn new(rule: &'static str, key: &'static str) -> Self {
        Self {
            rule: Cow::Borrowed(rule),
            key: Cow::Borrowed(key),
            setting: None,
            index: None,
        }
    }

    pub(crate) fn with(mut self, setting: Value) -> Self {
        self.setting = Some(setting);
        self
    }

    /// The setting as the definition has it in `validate`.
    pub(crate) fn set_from(self, asking: &Asking<'_>, key: &str) -> Self {
        match asking.node.raw("validate").and_then(|validate| validate.get(key)) {
            Some(setting) => self.with(setting.clone()),
            None => self,
        }
    }

    fn keyed(mut self, key: String) -> Self {
        self.key = Cow::Owned(key);
        self
    }

    fn named(mut self, rule: String) -> Self {
        self.rule = Cow::Owned(rule);
        self
    }
}

pub(crate) enum Verdict {
    Passed,
    Broken(Hit),
    /// The rule cannot be applied to such a value; the original throws.
    Failed,
}

impl Verdict {
    pub(crate) fn unless(holds: bool, hit: impl FnOnce() -> Hit) -> Self {
        if holds {
            Verdict::Passed
        } else {
            Verdict::Broken(hit())
        }
    }
}

/// A rule: whether it concerns the value, and what it says.
pub(crate) struct Rule {
    pub(crate) applies: fn(&Asking<'_>) -> bool,
    pub(crate) check: fn(&Asking<'_>) -> Verdict,
    /// Whether it looks at a list as a whole.
    pub(crate) whole: bool,
}

const fn rule(applies: fn(&Asking<'_>) -> bool, check: fn(&Asking<'_>) -> Verdict) -> Rule {
    Rule {
        applies,
        check,
        whole: false,
    }
}

/// Every rule, in the order of the original.
pub(crate) const RULES: &[Rule] = &[
    rule(days::date_applies, days::date),
    rule(days::day_applies, days::day),
    rule(addresses::email_applies, addresses::email),
    rule(judged_applies, judged),
    rule(texts::mask_applies, texts::mask),
    rule(days::max_day_applies, days::max_day),
    rule(days::max_date_applies, days::max_date),
    rule(texts::max_length_applies, texts::max_length),
    rule(choices::max_selected_applies, choices::max_selected),
    rule(numbers::max_applies, numbers::max),
    rule(texts::max_words_applies, texts::max_words),
    rule(days::max_year_applies, days::max_year),
    rule(days::min_day_applies, days::min_day),
    rule(days::min_date_applies, days::min_date),
    rule(texts::min_length_applies, texts::min_length),
    rule(choices::min_selected_applies, choices::min_selected),
    rule(numbers::min_applies, numbers::min),
    rule(texts::min_words_applies, texts::min_words),
    rule(days::min_year_applies, days::min_year),
    Rule {
        applies: presence::multiple_applies,
        check: presence::multiple,
        whole: true,
    },
    rule(texts::pattern_applies, texts::pattern),
    rule(presence::required_applies, presence::required),
    rule(days::required_day_applies, days::required_day),
    rule(days::time_applies, days::time),
    rule(addresses::url_applies, addresses::url),
    rule(numbers::number_applies, numbers::number),
    rule(judged_by_snippet_applies, judged_by_snippet),
    rule(choices::available_applies, choices::available),
];

fn judged_applies(asking: &Asking<'_>) -> bool {
    asking.node.validity.is_some()
}

fn judged(asking: &Asking<'_>) -> Verdict {
    let hit = Hit::new("json", "jsonLogic").set_from(asking, "json");
    sentence((asking.judge)(Own::Rule, asking.value), hit)
}

fn judged_by_snippet_applies(asking: &Asking<'_>) -> bool {
    asking.node.validity_snippet.is_some()
}

fn judged_by_snippet(asking: &Asking<'_>) -> Verdict {
    let judgement = (asking.judge)(Own::Snippet, asking.value);
    sentence(judgement, Hit::new("custom", "custom"))
}

fn sentence(judgement: Judgement, hit: Hit) -> Verdict {
    match judgement {
        Judgement::Right => Verdict::Passed,
        Judgement::Unjudged => Verdict::Broken(Hit::new("strict:rule", "strict:rule")),
        Judgement::Wrong(None) => Verdict::Broken(hit),
        Judgement::Wrong(Some(message)) => Verdict::Broken(hit.keyed(message)),
    }
}

/// Runs one rule if it applies.
pub(crate) fn run(rule: &Rule, asking: &Asking<'_>) -> Verdict {
    if (rule.applies)(asking) {
        (rule.check)(asking)
    } else {
        Verdict::Passed
    }
}
