//! Definitions compiled into a tree, with what can be told of it without evaluating.

use crate::error::{CompileError, EvalError};
use crate::evaluate;
use crate::operators::{self, Found, Operation};
use crate::problem::{Problem, ProblemKind};
use crate::run::Run;
use crate::value::Value;
use serde_json::Value as Json;

/// Deepest nesting of a definition.
const MAX_DEPTH: usize = 100;
/// Most values in a definition.
const MAX_NODES: usize = 20_000;

/// A compiled rule.
#[derive(Clone, Debug)]
pub struct Rule {
    root: Node,
    problems: Vec<Problem>,
    variables: Vec<String>,
}

/// A part of a rule.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A value, or an object that does not have exactly one field.
    Constant(Json),
    List(Vec<Node>),
    /// `var` with a path known beforehand; the second is what stands for a value that is not there.
    Variable(Vec<String>, Option<Box<Node>>),
    Call(Operator, Vec<Node>),
}

/// What a call does with its arguments.
#[derive(Clone, Debug)]
pub(crate) enum Operator {
    /// Evaluates its own arguments.
    Special(Special),
    /// Gets its arguments evaluated.
    Plain(Operation),
    Refused(&'static str, &'static str),
    Unknown(Box<str>),
}

/// Operators that decide which of their arguments are evaluated, and on what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Special {
    If,
    And,
    Or,
    Filter,
    Map,
    Reduce,
    All,
    None,
    Some,
}

impl Special {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "if" | "?:" => Self::If,
            "and" => Self::And,
            "or" => Self::Or,
            "filter" => Self::Filter,
            "map" => Self::Map,
            "reduce" => Self::Reduce,
            "all" => Self::All,
            "none" => Self::None,
            "some" => Self::Some,
            _ => return None,
        })
    }

    /// Whether the second argument looks at elements instead of the data.
    fn goes_through(self) -> bool {
        !matches!(self, Self::If | Self::And | Self::Or)
    }
}

impl Rule {
    /// Compiles any JSON. Operators that are unknown or refused are no error here, because the original fails only when one
    /// is reached.
    pub fn compile(definition: &Json) -> Result<Self, CompileError> {
        measure(definition, 0, &mut 0)?;
        let mut compiler = Compiler::default();
        let root = compiler.node(definition);
        Ok(Self {
            root,
            problems: compiler.problems,
            variables: compiler.variables,
        })
    }

    /// Evaluates the rule. The budget of `run` is shared with other evaluations on it.
    pub fn apply<'a>(&'a self, data: &Value<'a>, run: &Run<'_>) -> Result<Value<'a>, EvalError> {
        evaluate::node(&self.root, data, run)
    }

    /// Operators that fail when they are reached, in the order of the definition.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Paths from the root that `var`, `missing` and `missing_some` name literally, each once. An empty one stands for all of
    /// the data; a path that is computed is not listed, nor is one inside `map` and its like, which starts from an element.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }
}

fn measure(json: &Json, depth: usize, nodes: &mut usize) -> Result<(), CompileError> {
    *nodes += 1;
    if depth > MAX_DEPTH {
        return Err(CompileError::TooDeep);
    }
    if *nodes > MAX_NODES {
        return Err(CompileError::TooLarge);
    }
    match json {
        Json::Array(items) => items.iter().try_for_each(|item| measure(item, depth + 1, nodes)),
        Json::Object(fields) => fields
            .values()
            .try_for_each(|value| measure(value, depth + 1, nodes)),
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Compiler {
    place: Vec<String>,
    /// Inside how many second arguments of `map` and its like.
    elements: usize,
    problems: Vec<Problem>,
    variables: Vec<String>,
}

impl Compiler {
    fn node(&mut self, json: &Json) -> Node {
        match json {
            Json::Array(items) => Node::List(self.list(items, None)),
            Json::Object(fields) => match fields.iter().next().filter(|_| fields.len() == 1) {
                Some((name, arguments)) => self.call(name, arguments),
                None => Node::Constant(json.clone()),
            },
            _ => Node::Constant(json.clone()),
        }
    }

    fn list(&mut self, items: &[Json], special: Option<Special>) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let inside = at == 1 && special.is_some_and(Special::goes_through);
            self.place.push(at.to_string());
            self.elements += usize::from(inside);
            nodes.push(self.node(item));
            self.elements -= usize::from(inside);
            self.place.pop();
        }
        nodes
    }

    fn call(&mut self, name: &str, arguments: &Json) -> Node {
        let special = Special::named(name);
        self.place.push(name.replace('~', "~0").replace('/', "~1"));
        let nodes = match arguments {
            Json::Array(items) => self.list(items, special),
            single => vec![self.node(single)],
        };
        self.place.pop();
        self.note_variables(name, &nodes);
        if name == "var"
            && let [Node::Constant(path), rest @ ..] = nodes.as_slice()
            && rest.len() < 2
            && let Some(path) = literal_path(path)
        {
            return Node::Variable(
                path.split('.').map(str::to_owned).collect(),
                rest.first().cloned().map(Box::new),
            );
        }
        Node::Call(self.operator(name, special), nodes)
    }

    fn operator(&mut self, name: &str, special: Option<Special>) -> Operator {
        if let Some(special) = special {
            return Operator::Special(special);
        }
        let (operator, kind) = match operators::named(name) {
            Found::Operation(operation) => return Operator::Plain(operation),
            Found::Refused(name, reason) => (Operator::Refused(name, reason), ProblemKind::Refused(reason)),
            Found::Nothing => (Operator::Unknown(name.into()), ProblemKind::Unknown),
        };
        let place = self.place.iter().flat_map(|step| ["/", step]).collect();
        self.problems.push(Problem {
            place,
            operator: name.to_owned(),
            kind,
        });
        operator
    }

    fn note_variables(&mut self, name: &str, arguments: &[Node]) {
        let named = match (name, arguments) {
            ("var", []) => vec![String::new()],
            ("var", [first, ..]) => constants(std::slice::from_ref(first)),
            ("missing", [Node::List(names), ..]) | ("missing_some", [_, Node::List(names), ..]) => {
                constants(names)
            }
            ("missing", names) => constants(names),
            _ => return,
        };
        if self.elements == 0 {
            let new = named.into_iter().filter(|name| !self.variables.contains(name));
            let new: Vec<String> = new.collect();
            self.variables.extend(new);
        }
    }
}

fn constants(nodes: &[Node]) -> Vec<String> {
    let constants = nodes.iter().filter_map(|node| match node {
        Node::Constant(Json::Null) => Some(String::new()),
        Node::Constant(json) => literal_path(json).or_else(|| json.as_str().map(str::to_owned)),
        _ => None,
    });
    constants.collect()
}

/// The path a literal stands for, unless it stands for all of the data.
fn literal_path(json: &Json) -> Option<String> {
    match json {
        Json::String(path) => (!path.is_empty()).then(|| path.clone()),
        Json::Number(number) => number.as_f64().map(crate::coercion::number_text),
        _ => None,
    }
}
