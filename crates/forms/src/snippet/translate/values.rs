//! Values and tests of expressions.

use super::code::{Code, Kind, Term};
use super::{Translated, Translator};
use crate::snippet::reason::Reason;
use crate::snippet::syntax::{Expr, Logical, Unary};
use serde_json::{Map, Value};

impl Translator {
    /// The value of an expression, exactly.
    pub(super) fn value(&mut self, expression: &Expr) -> Translated<Term> {
        self.step()?;
        match expression {
            Expr::Undefined => Ok(Term::undefined()),
            Expr::Null => Ok(Term::null()),
            Expr::Bool(flag) => Ok(Term::of(Kind::Bool, Code::constant(*flag), false)),
            Expr::Number(number) => Ok(Term::of(Kind::Number, Code::number(*number), false)),
            Expr::Text(text) => Ok(Term::of(Kind::Text, Code::constant(text.as_str()), false)),
            Expr::Name(_) | Expr::Member { .. } => self.path(expression),
            Expr::Group(inner) => self.value(inner),
            Expr::Call { callee, arguments } => self.call(callee, arguments),
            Expr::Unary(operator, operand) => self.unary(*operator, operand),
            Expr::Binary(operator, a, b) => self.binary(operator, a, b),
            Expr::Logical(operator, a, b) => self.logical(*operator, a, b),
            Expr::Conditional(condition, then, otherwise) => {
                let test = self.test(condition)?;
                let fails = self.value(condition)?.fails;
                let (then, otherwise) = (self.value(then)?, self.value(otherwise)?);
                let code = Code::call("if", vec![test, then.code.clone(), otherwise.code.clone()])?;
                let fails = fails || then.fails || otherwise.fails;
                Ok(Term::one_of(code, &[&then, &otherwise], fails))
            }
            Expr::List(items) => {
                let terms = self.terms(items)?;
                let fails = terms.iter().any(|term| term.fails);
                let code = Code::list(terms.into_iter().map(|term| term.code).collect())?;
                Ok(Term::of(Kind::List, code, fails))
            }
            Expr::Record(fields) => self.record(fields),
            Expr::Template(parts) => self.template(parts),
            Expr::Function(..) => Err(Reason::Statement("function".to_owned())),
        }
    }

    /// Whether an expression holds, as JavaScript sees it, in terms of what JsonLogic takes for true.
    pub(super) fn test(&mut self, expression: &Expr) -> Translated<Code> {
        self.step()?;
        match expression {
            Expr::Group(inner) => self.test(inner),
            Expr::Unary(Unary::Not, operand) => self.test(operand)?.not(),
            Expr::Logical(operator @ (Logical::And | Logical::Or), ..) => {
                let mut parts = Vec::new();
                flat(*operator, expression, &mut parts);
                let tests = parts.into_iter().map(|part| self.test(part));
                let name = if *operator == Logical::And { "and" } else { "or" };
                Code::call(name, tests.collect::<Result<_, _>>()?)
            }
            Expr::Conditional(condition, then, otherwise) => {
                let parts = [condition, then, otherwise].map(|part| self.test(part));
                Code::call("if", parts.into_iter().collect::<Result<_, _>>()?)
            }
            other => self.value(other)?.holds(),
        }
    }

    fn logical(&mut self, operator: Logical, a: &Expr, b: &Expr) -> Translated<Term> {
        let (first, second) = (self.value(a)?, self.value(b)?);
        let fails = first.fails || second.fails;
        let simple = matches!(first.kind, Kind::Bool | Kind::Number | Kind::Text | Kind::Record);
        let (one, two) = (first.code.clone(), second.code.clone());
        let code = match operator {
            Logical::And if simple => Code::call("and", vec![one, two])?,
            Logical::Or if simple => Code::call("or", vec![one, two])?,
            Logical::And => Code::call("if", vec![self.test(a)?, two, one])?,
            // Chosen only when it holds, so that it is neither null nor undefined then.
            Logical::Or => Code::call("if", vec![self.test(a)?, first.loose(), two])?,
            Logical::Nullish => Code::call("if", vec![Code::call("_isNil", vec![first.loose()])?, two, one])?,
        };
        let mut term = Term::one_of(code, &[&first, &second], fails);
        if operator != Logical::And {
            term.null = second.null;
            term.undefined = second.undefined;
        }
        Ok(term)
    }

    fn unary(&mut self, operator: Unary, operand: &Expr) -> Translated<Term> {
        match operator {
            Unary::Not => {
                let fails = self.value(operand)?.fails;
                Ok(Term::of(Kind::Bool, self.test(operand)?.not()?, fails))
            }
            Unary::Plus => {
                let term = self.value(operand)?;
                Ok(Term::of(Kind::Number, numeric(&term)?, term.fails))
            }
            Unary::Minus => {
                let term = self.value(operand)?;
                let code = Code::call("-", vec![numeric(&term)?])?;
                Ok(Term::of(Kind::Number, code, term.fails))
            }
            // Compared with a text, it is a question on the kind of the value; elsewhere nobody asks.
            Unary::TypeOf => Err(Reason::Operator("typeof".to_owned())),
        }
    }

    /// An object of one field would be taken for a call.
    fn record(&mut self, fields: &[(String, Expr)]) -> Translated<Term> {
        if fields.len() != 1
            && let Some(constants) = fields
                .iter()
                .map(|(name, value)| Some((name.clone(), constant(value)?)))
                .collect::<Option<Map<_, _>>>()
        {
            return Ok(Term::of(
                Kind::Record,
                Code::constant(Value::Object(constants)),
                false,
            ));
        }
        let mut pairs = Vec::new();
        let mut fails = false;
        for (name, value) in fields {
            let term = self.value(value)?;
            fails |= term.fails;
            pairs.push(Code::list(vec![Code::constant(name.as_str()), term.code])?);
        }
        let code = Code::call("_fromPairs", vec![Code::list(pairs)?])?;
        Ok(Term::of(Kind::Record, code, fails))
    }
}

/// `Number(value)`; what is a number already stays as it is.
pub(super) fn numeric(term: &Term) -> Translated<Code> {
    if term.kind == Kind::Number && !term.undefined && !term.null {
        Ok(term.code.clone())
    } else {
        Code::call("_toNumber", vec![term.code.clone()])
    }
}

/// The operands of a chain of one operator.
fn flat<'a>(operator: Logical, expression: &'a Expr, out: &mut Vec<&'a Expr>) {
    match expression {
        Expr::Logical(found, a, b) if *found == operator => {
            flat(operator, a, out);
            flat(operator, b, out);
        }
        Expr::Group(inner) if matches!(&**inner, Expr::Logical(found, ..) if *found == operator) => {
            flat(operator, inner, out);
        }
        other => out.push(other),
    }
}

/// An expression without anything to look up, as data.
fn constant(expression: &Expr) -> Option<Value> {
    Some(match expression {
        Expr::Null => Value::Null,
        Expr::Bool(flag) => Value::Bool(*flag),
        Expr::Number(number) if number.is_finite() => crate::js::number_value(*number),
        Expr::Text(text) => Value::String(text.clone()),
        Expr::List(items) => Value::Array(items.iter().map(constant).collect::<Option<_>>()?),
        Expr::Record(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| Some((name.clone(), constant(value)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
        Expr::Group(inner) => constant(inner)?,
        _ => return None,
    })
}
