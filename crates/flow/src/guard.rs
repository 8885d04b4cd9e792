//! Conditions in CEL, with names checked at load and a bounded cost at run time.
//!
//! A condition sees a few roots (`data`, `case`, `facts`) and nothing else. A question left unanswered is `null`. A
//! condition that cannot be evaluated does not hold: a fault refuses, it never lets through.

mod check;

use cel::{Context, Value as CelValue, parser::PrattParser};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Longest condition, in bytes.
pub const MAX_SOURCE: usize = 1_000;
/// Deepest nesting of the expression.
pub const MAX_DEPTH: u16 = 24;
/// Most nodes of the expression, macros expanded.
pub const MAX_NODES: usize = 400;
/// Most steps one evaluation may take, as bounded from the expression and the data.
pub const MAX_STEPS: usize = 200_000;

/// The names that may stand below a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    /// Any path; who loads the form checks them with [`Guard::paths_of`].
    Any,
    /// These, and nothing below them.
    Only(Vec<String>),
}

/// The roots a condition may speak of.
pub type Scope = BTreeMap<String, Names>;

/// What is wrong with a condition; the message is Italian, for its author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// Longer than [`MAX_SOURCE`].
    #[error("la condizione supera {MAX_SOURCE} caratteri")]
    TooLong,
    /// Deeper or larger than allowed.
    #[error("la condizione è troppo grande o troppo annidata")]
    TooLarge,
    /// Not CEL.
    #[error("la condizione non si legge: {0}")]
    Syntax(String),
    /// A name that does not exist.
    #[error("il nome «{0}» non esiste")]
    UnknownName(String),
    /// A function that is not offered.
    #[error("la funzione «{0}» non è ammessa")]
    UnknownFunction(String),
    /// A construct that is not offered.
    #[error("{0}")]
    NotAllowed(&'static str),
}

/// Why a condition could not be evaluated on these values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardFault {
    /// The data are too many for the condition.
    #[error("too many steps")]
    TooManySteps,
    /// The values do not have the types the condition expects.
    #[error("cannot be evaluated: {0}")]
    Evaluation(String),
    /// The result is not yes or no.
    #[error("not a boolean")]
    NotBool,
}

/// A checked condition.
#[derive(Clone, Debug)]
pub struct Guard {
    source: String,
    expression: cel::IdedExpr,
    paths: Vec<(String, String)>,
    nodes: usize,
    loops: usize,
}

impl Guard {
    /// Reads a condition and checks its size, its names and its functions.
    pub fn compile(source: &str, scope: &Scope) -> Result<Guard, GuardError> {
        if source.len() > MAX_SOURCE {
            return Err(GuardError::TooLong);
        }
        if brackets(source) > usize::from(MAX_DEPTH) {
            return Err(GuardError::TooLarge);
        }
        let expression = parse(source)?;
        let mut walk = check::Walk::new(scope);
        walk.visit(&expression, 0)?;
        let (paths, nodes, loops) = walk.found();
        Ok(Guard {
            source: source.to_owned(),
            expression,
            paths,
            nodes,
            loops,
        })
    }

    /// The condition as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The paths below `root` the condition asks for (`persona.codice_fiscale`).
    pub fn paths_of(&self, root: &str) -> Vec<&str> {
        self.paths
            .iter()
            .filter(|(of, _)| of == root)
            .map(|(_, path)| path.as_str())
            .collect()
    }

    /// Whether the condition holds on these roots; a root that is missing is empty.
    pub fn holds(&self, roots: &BTreeMap<&str, &Value>) -> Result<bool, GuardFault> {
        let view = self.view(roots);
        let widest = view.values().map(widest).max().unwrap_or(0);
        let steps = (0..self.loops).try_fold(self.nodes, |steps, _| steps.checked_mul(widest + 1));
        if steps.is_none_or(|steps| steps > MAX_STEPS) {
            return Err(GuardFault::TooManySteps);
        }
        // The interpreter is not ours; should it ever panic, the transition is refused and the server stays up.
        catch_unwind(AssertUnwindSafe(|| self.evaluate(&view)))
            .unwrap_or_else(|_| Err(GuardFault::Evaluation("interpreter fault".to_owned())))
    }

    fn evaluate(&self, view: &BTreeMap<String, Value>) -> Result<bool, GuardFault> {
        let mut context = Context::default();
        for (root, value) in view {
            let value = cel::to_value(value).map_err(|e| GuardFault::Evaluation(e.to_string()))?;
            context.add_variable_from_value(root.as_str(), value);
        }
        match context.resolve(&self.expression) {
            Ok(CelValue::Bool(holds)) => Ok(holds),
            Ok(_) => Err(GuardFault::NotBool),
            // The text of the fault may quote answers: only its kind is kept.
            Err(error) => Err(GuardFault::Evaluation(kind_of(&error).to_owned())),
        }
    }

    /// Only what the condition asks for, so that its cost does not depend on the rest of the application.
    fn view(&self, roots: &BTreeMap<&str, &Value>) -> BTreeMap<String, Value> {
        let mut view: BTreeMap<String, Value> = BTreeMap::new();
        for (root, path) in &self.paths {
            let found = roots.get(root.as_str()).and_then(|value| lookup(value, path));
            let target = view
                .entry(root.clone())
                .or_insert_with(|| Value::Object(Map::new()));
            place(target, path, found.cloned().unwrap_or(Value::Null));
        }
        view
    }
}

fn parse(source: &str) -> Result<cel::IdedExpr, GuardError> {
    let parser = PrattParser::new()
        .max_recursion_depth(MAX_DEPTH)
        .max_expression_node_count(MAX_NODES)
        .error_reporting_limit(1);
    let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(source)));
    match parsed {
        Ok(Ok(expression)) => Ok(expression),
        Ok(Err(errors)) => {
            let first = errors.errors.first().map(|e| e.msg.clone());
            Err(GuardError::Syntax(first.unwrap_or_default()))
        }
        Err(_) => Err(GuardError::TooLarge),
    }
}

/// Deepest open brackets, those inside texts included: the parser recurses on them without counting.
fn brackets(source: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for c in source.chars() {
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

fn kind_of(error: &cel::ExecutionError) -> &'static str {
    use cel::ExecutionError as E;
    match error {
        E::NoSuchKey(_) => "no such key",
        E::NoSuchOverload(_) | E::UnexpectedType { .. } | E::UnsupportedBinaryOperator(..) => "types",
        E::DivisionByZero(_) | E::RemainderByZero(_) => "division by zero",
        E::Overflow(..) => "overflow",
        E::ValuesNotComparable(..) => "values not comparable",
        _ => "other",
    }
}

fn lookup<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, key| value.get(key))
}

fn place(target: &mut Value, path: &str, value: Value) {
    let mut here = target;
    let mut keys = path.split('.').peekable();
    while let Some(key) = keys.next() {
        let Value::Object(map) = here else { return };
        if keys.peek().is_none() {
            map.entry(key.to_owned()).or_insert(value);
            return;
        }
        let next = map
            .entry(key.to_owned())
            .or_insert_with(|| Value::Object(Map::new()));
        if next.is_null() {
            *next = Value::Object(Map::new());
        }
        here = next;
    }
}

fn widest(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(widest).max().unwrap_or(0).max(items.len()),
        Value::Object(map) => map.values().map(widest).max().unwrap_or(0).max(map.len()),
        _ => 0,
    }
}
