//! Syntax to JsonLogic. Every way through the statements is followed; what would be thrown fails in the rule too, so that
//! the outcome is null, as in the original.

mod arithmetic;
mod calls;
mod code;
mod lists;
mod lodash;
mod paths;
mod substitute;
mod values;

use super::Purpose;
use super::reason::Reason;
use super::syntax::{Expr, Program, Stmt};
use code::{Code, Term};
use std::collections::BTreeMap;
use substitute::Names;

type Translated<T> = Result<T, Reason>;

/// Most statements and expressions looked at, on all ways through the snippet together.
const MAX_STEPS: usize = 20_000;

/// Names the original hands to every snippet, whether or not they exist here.
const CONTEXT: &[&str] = &[
    "component",
    "config",
    "data",
    "form",
    "input",
    "instance",
    "options",
    "path",
    "paths",
    "result",
    "row",
    "rowIndex",
    "scope",
    "submission",
    "t",
    "valid",
    "value",
];

/// The rule of a whole snippet.
pub(super) fn program(program: &Program, purpose: Purpose) -> Translated<serde_json::Value> {
    let mut names = Names::new();
    for name in &program.variables {
        // What the place hands in stays when it is declared again.
        let value = if CONTEXT.contains(&name.as_str()) {
            Expr::Name(name.clone())
        } else {
            Expr::Undefined
        };
        names.insert(name.clone(), value);
    }
    let (result, before) = match purpose {
        Purpose::Condition => ("show", Expr::Bool(true)),
        Purpose::Trigger => ("result", Expr::Bool(true)),
        Purpose::Validity => ("valid", Expr::Bool(true)),
        _ => ("value", Expr::Name("value".to_owned())),
    };
    names.insert(result.to_owned(), before);
    let mut translator = Translator {
        purpose,
        result,
        left: MAX_STEPS,
        roots: roots(purpose),
    };
    let mut todo: Vec<&Stmt> = program.body.iter().rev().collect();
    Ok(translator.run(&mut todo, names)?.json)
}

/// What a name stands for in a rule.
#[derive(Clone, Debug)]
struct Root {
    /// What `var` is asked for.
    var: &'static str,
    /// Whether it is an object of data.
    plain: bool,
    /// Whether it may be missing: the row inside a container nobody filled in.
    missing: bool,
}

fn roots(purpose: Purpose) -> BTreeMap<String, Root> {
    let mut roots = BTreeMap::new();
    let mut add = |name: &'static str, plain: bool| {
        let missing = !plain || name == "row";
        let root = Root {
            var: name,
            plain,
            missing,
        };
        roots.insert(name.to_owned(), root);
    };
    add("data", true);
    add("row", true);
    add("component", true);
    add("value", false);
    if matches!(purpose, Purpose::Condition | Purpose::Validity | Purpose::Trigger) {
        add("input", false);
    }
    if purpose == Purpose::Action {
        add("result", false);
    }
    roots
}

struct Translator {
    purpose: Purpose,
    /// Name of the variable that holds the result.
    result: &'static str,
    left: usize,
    roots: BTreeMap<String, Root>,
}

impl Translator {
    fn step(&mut self) -> Translated<()> {
        self.left = self.left.checked_sub(1).ok_or(Reason::TooLarge)?;
        Ok(())
    }

    /// What comes out of the statements still to do, the next one last in the list.
    fn run(&mut self, todo: &mut Vec<&Stmt>, mut names: Names) -> Translated<Code> {
        while let Some(statement) = todo.pop() {
            self.step()?;
            match statement {
                Stmt::Return(value) => {
                    let value = self.closed(value, &names)?;
                    return self.finish(&value);
                }
                Stmt::Expression(value) => {
                    let value = self.closed(value, &names)?;
                    if self.value(&value)?.fails {
                        return self.after(&value, todo, names);
                    }
                }
                Stmt::Assign {
                    name,
                    operator,
                    value,
                    declared,
                } => {
                    let value = self.assigned(name, *operator, value, &mut names, *declared)?;
                    let last = todo.is_empty() && name == self.result;
                    names.insert(name.clone(), value.clone());
                    if !last && self.value(&value)?.fails {
                        return self.after(&value, todo, names);
                    }
                }
                Stmt::If(condition, then, otherwise) => {
                    let condition = self.closed(condition, &names)?;
                    let test = self.test(&condition)?;
                    let mut other_todo = todo.clone();
                    todo.extend(then.iter().rev());
                    other_todo.extend(otherwise.iter().rev());
                    let then = self.run(todo, names.clone())?;
                    let otherwise = self.run(&mut other_todo, names)?;
                    return Code::call("if", vec![test, then, otherwise]);
                }
            }
        }
        match names.get(self.result).cloned() {
            Some(result) => self.finish(&result),
            None => Err(Reason::TooLarge),
        }
    }

    /// The value assigned, of names known at this place.
    fn assigned(
        &mut self,
        name: &str,
        operator: Option<&'static str>,
        value: &Expr,
        names: &mut Names,
        declared: bool,
    ) -> Translated<Expr> {
        let known = names.contains(name);
        let taken = known || CONTEXT.contains(&name);
        if declared && taken || !declared && !known {
            // A second declaration is no JavaScript; a name nobody declared would be seen by every other snippet.
            return Err(Reason::Writes(name.to_owned()));
        }
        let value = self.closed(value, names)?;
        let Some(operator) = operator else {
            return Ok(value);
        };
        let before = self.closed(&Expr::Name(name.to_owned()), names)?;
        Ok(Expr::Binary(operator, before.into(), value.into()))
    }

    /// The expression with the variables it names put in.
    fn closed(&mut self, expression: &Expr, names: &Names) -> Translated<Expr> {
        names.put_into(expression, &mut self.left)
    }

    /// What may throw is evaluated before the rest, which does not happen then.
    fn after(&mut self, value: &Expr, todo: &mut Vec<&Stmt>, names: Names) -> Translated<Code> {
        let value = self.value(value)?.code;
        let rest = self.run(todo, names)?;
        let passed = Code::call("or", vec![value, Code::constant(true)])?;
        Code::call("and", vec![passed, rest])
    }

    /// The result as the place of the snippet takes it.
    fn finish(&mut self, result: &Expr) -> Translated<Code> {
        let term = self.value(result)?;
        if self.purpose != Purpose::Condition {
            let idle = term.is_same_as_root() && self.purpose != Purpose::Action;
            return Ok(if idle { term.loose() } else { term.code });
        }
        // Null decides nothing, whereas everything else that is not true hides.
        let shown = self.test(result)?;
        if !term.null {
            return Ok(shown);
        }
        if term.code.json.is_null() {
            return Ok(term.code);
        }
        let nothing = Code::call("_isNull", vec![term.code])?;
        Code::call("if", vec![nothing, Code::null(), shown])
    }

    fn terms(&mut self, expressions: &[Expr]) -> Translated<Vec<Term>> {
        expressions.iter().map(|each| self.value(each)).collect()
    }
}
