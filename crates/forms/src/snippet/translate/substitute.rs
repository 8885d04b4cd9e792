//! Variables of a snippet, put in where they are named.

use super::Translated;
use crate::snippet::reason::Reason;
use crate::snippet::syntax::{Expr, Key};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The variables known at one place, each with its value in terms of the answers only.
#[derive(Clone, Debug)]
pub(super) struct Names(BTreeMap<String, Expr>);

impl Names {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn insert(&mut self, name: String, value: Expr) {
        self.0.insert(name, value);
    }

    pub(super) fn get(&self, name: &str) -> Option<&Expr> {
        self.0.get(name)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The expression with the variables put in; `left` is what may still be spent on it.
    pub(super) fn put_into(&self, expression: &Expr, left: &mut usize) -> Translated<Expr> {
        *left = left.checked_sub(1).ok_or(Reason::TooLarge)?;
        let mut inner = |each: &Expr| self.put_into(each, left);
        Ok(match expression {
            Expr::Name(name) => match self.0.get(name) {
                Some(value) => copied(value, left)?,
                None => expression.clone(),
            },
            Expr::Member { base, key, optional } => Expr::Member {
                base: inner(base)?.into(),
                key: match key {
                    Key::Named(_) => key.clone(),
                    Key::Computed(computed) => Key::Computed(inner(computed)?.into()),
                },
                optional: *optional,
            },
            Expr::Call { callee, arguments } => Expr::Call {
                callee: inner(callee)?.into(),
                arguments: arguments.iter().map(inner).collect::<Result<_, _>>()?,
            },
            Expr::Unary(operator, operand) => Expr::Unary(*operator, inner(operand)?.into()),
            Expr::Binary(operator, a, b) => Expr::Binary(operator, inner(a)?.into(), inner(b)?.into()),
            Expr::Logical(operator, a, b) => Expr::Logical(*operator, inner(a)?.into(), inner(b)?.into()),
            Expr::Conditional(c, a, b) => {
                Expr::Conditional(inner(c)?.into(), inner(a)?.into(), inner(b)?.into())
            }
            Expr::List(items) => Expr::List(items.iter().map(inner).collect::<Result<_, _>>()?),
            Expr::Template(parts) => Expr::Template(parts.iter().map(inner).collect::<Result<_, _>>()?),
            Expr::Record(fields) => {
                let fields = fields
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), inner(value)?)));
                Expr::Record(fields.collect::<Result<_, Reason>>()?)
            }
            // A function looks at its parameters only, whatever else has their names.
            Expr::Function(..) => {
                *left = left.checked_sub(weight(expression, 0)?).ok_or(Reason::TooLarge)?;
                expression.clone()
            }
            Expr::Group(grouped) => Expr::Group(inner(grouped)?.into()),
            Expr::Undefined | Expr::Null | Expr::Bool(_) | Expr::Number(_) | Expr::Text(_) => {
                expression.clone()
            }
        })
    }
}

/// A value as it is, in a group so that a chain of `?.` in it stays its own. Deeply nested values are refused: a variable
/// made of itself grows with every assignment.
fn copied(value: &Expr, left: &mut usize) -> Translated<Expr> {
    *left = left.checked_sub(weight(value, 0)?).ok_or(Reason::TooLarge)?;
    Ok(match value {
        Expr::Member { .. } | Expr::Call { .. } => Expr::Group(Rc::new(value.clone())),
        value => value.clone(),
    })
}

/// Deepest expression a variable may stand for.
const MAX_DEPTH: usize = 200;

fn weight(expression: &Expr, depth: usize) -> Translated<usize> {
    if depth > MAX_DEPTH {
        return Err(Reason::TooLarge);
    }
    let inner = |each: &Expr| weight(each, depth + 1);
    let all = |items: &[Expr]| items.iter().map(inner).sum::<Result<usize, Reason>>();
    Ok(1 + match expression {
        Expr::Member { base, key, .. } => {
            inner(base)?
                + match key {
                    Key::Named(_) => 0,
                    Key::Computed(computed) => inner(computed)?,
                }
        }
        Expr::Call { callee, arguments } => inner(callee)? + all(arguments)?,
        Expr::Unary(_, operand) | Expr::Group(operand) | Expr::Function(_, operand) => inner(operand)?,
        Expr::Binary(_, a, b) | Expr::Logical(_, a, b) => inner(a)? + inner(b)?,
        Expr::Conditional(c, a, b) => inner(c)? + inner(a)? + inner(b)?,
        Expr::List(items) | Expr::Template(items) => all(items)?,
        Expr::Record(fields) => fields
            .iter()
            .map(|(_, value)| inner(value))
            .sum::<Result<usize, Reason>>()?,
        _ => 0,
    })
}
