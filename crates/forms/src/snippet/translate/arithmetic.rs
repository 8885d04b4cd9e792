//! Comparisons, sums and texts put together.

use super::code::{Code, Kind, Term};
use super::values::numeric;
use super::{Translated, Translator};
use crate::snippet::reason::Reason;
use crate::snippet::syntax::{Expr, Unary};

impl Translator {
    pub(super) fn binary(&mut self, operator: &'static str, a: &Expr, b: &Expr) -> Translated<Term> {
        if let Some(term) = self.kind_asked(operator, a, b)? {
            return Ok(term);
        }
        if let Some(term) = self.place_compared(operator, a, b)? {
            return Ok(term);
        }
        if operator == "+" {
            return self.sum(a, b);
        }
        let (one, two) = (self.value(a)?, self.value(b)?);
        let fails = one.fails || two.fails;
        match operator {
            "===" | "!==" => same(operator == "!==", &one, &two),
            "==" | "!=" => alike(operator, &one, &two),
            "<" | ">" | "<=" | ">=" => {
                let code = Code::call(operator, vec![one.code, two.code])?;
                Ok(Term::of(Kind::Bool, code, fails))
            }
            "-" | "*" | "/" | "%" => {
                let code = Code::call(operator, vec![numeric(&one)?, numeric(&two)?])?;
                Ok(Term::of(Kind::Number, code, fails))
            }
            other => Err(Reason::Operator(other.to_owned())),
        }
    }

    /// `typeof x === 'string'`
    fn kind_asked(&mut self, operator: &str, a: &Expr, b: &Expr) -> Translated<Option<Term>> {
        let (operand, name) = match (ungrouped(a), ungrouped(b)) {
            (Expr::Unary(Unary::TypeOf, operand), Expr::Text(name))
            | (Expr::Text(name), Expr::Unary(Unary::TypeOf, operand)) => (operand, name),
            _ => return Ok(None),
        };
        let question = match name.as_str() {
            "string" => "_isString",
            "number" => "_isNumber",
            "boolean" => "_isBoolean",
            "undefined" => "_isUndefined",
            other => return Err(Reason::Operator(format!("typeof … {other}"))),
        };
        let term = self.value(operand)?;
        let code = Code::call(question, vec![term.code])?;
        let code = match operator {
            "===" | "==" => code,
            "!==" | "!=" => code.not()?,
            other => return Err(Reason::Operator(other.to_owned())),
        };
        Ok(Some(Term::of(Kind::Bool, code, term.fails)))
    }

    /// `list.indexOf(x) >= 0` and its like ask whether it is there.
    fn place_compared(&mut self, operator: &str, a: &Expr, b: &Expr) -> Translated<Option<Term>> {
        let Expr::Call { callee, arguments } = ungrouped(a) else {
            return Ok(None);
        };
        let Some((base, wanted)) = super::calls::index_of(callee, arguments) else {
            return Ok(None);
        };
        let number = match ungrouped(b) {
            Expr::Number(number) => *number,
            _ => return Ok(None),
        };
        let found = match (operator, number) {
            (">" | "!==" | "!=", -1.0) => true,
            (">=", 0.0) => true,
            ("===" | "==" | "<=", -1.0) => false,
            ("<", 0.0) => false,
            _ => return Ok(None),
        };
        let term = self.included(base, wanted)?;
        let code = if found { term.code } else { term.code.not()? };
        Ok(Some(Term::of(Kind::Bool, code, term.fails)))
    }

    /// `a + b + c`: lodash adds the elements of a list just so, but leaves out those that are undefined.
    fn sum(&mut self, a: &Expr, b: &Expr) -> Translated<Term> {
        let mut parts = Vec::new();
        addends(a, &mut parts);
        parts.push(b);
        let terms = parts.into_iter().map(|part| self.value(part));
        let terms = terms.collect::<Result<Vec<_>, _>>()?;
        let fails = terms.iter().any(|term| term.fails);
        let numbers = terms
            .iter()
            .all(|term| term.kind == Kind::Number && !term.undefined && !term.null);
        let texts = terms
            .iter()
            .any(|term| term.kind == Kind::Text && !term.undefined && !term.null);
        if terms.iter().any(|term| term.undefined) {
            return missing_sum(&terms, fails);
        }
        let codes: Vec<Code> = terms.iter().map(|term| term.code.clone()).collect();
        if numbers {
            return Ok(Term::of(Kind::Number, Code::call("+", codes)?, fails));
        }
        let code = Code::call("_sum", vec![Code::list(codes)?])?;
        let kind = if texts { Kind::Text } else { Kind::Any };
        Ok(Term::of(kind, code, fails))
    }

    pub(super) fn template(&mut self, parts: &[Expr]) -> Translated<Term> {
        let terms = self.terms(parts)?;
        let fails = terms.iter().any(|term| term.fails);
        let texts = terms.iter().map(text).collect::<Result<_, _>>()?;
        Ok(Term::of(Kind::Text, Code::call("cat", texts)?, fails))
    }
}

/// The operands of a chain of `+`, which all belong to one sum as long as no parentheses part them.
fn addends<'a>(expression: &'a Expr, out: &mut Vec<&'a Expr>) {
    match expression {
        Expr::Binary("+", a, b) => {
            addends(a, out);
            out.push(b);
        }
        Expr::Group(inner) if matches!(&**inner, Expr::Binary("+", ..)) => addends(inner, out),
        other => out.push(other),
    }
}

/// A sum of two values of which one may be undefined: NaN, or a text that says so.
fn missing_sum(terms: &[Term], fails: bool) -> Translated<Term> {
    let [a, b] = terms else {
        return Err(Reason::Missing);
    };
    let asked = |question: &str, term: &Term| Code::call(question, vec![term.code.clone()]);
    let mut missing = Vec::new();
    let mut texts = Vec::new();
    for term in [a, b] {
        if term.undefined {
            missing.push(asked("_isUndefined", term)?);
        }
        texts.push(asked("_isString", term)?);
        texts.push(asked("_isObject", term)?);
    }
    let joined = Code::call("cat", vec![text(a)?, text(b)?])?;
    let unlike = Code::call(
        "if",
        vec![Code::call("or", texts)?, joined, Code::number(f64::NAN)],
    )?;
    let plain = Code::call("_sum", vec![Code::list(vec![a.code.clone(), b.code.clone()])?])?;
    let code = Code::call("if", vec![Code::call("or", missing)?, unlike, plain])?;
    Ok(Term::of(Kind::Any, code, fails))
}

/// `String(value)`; JsonLogic puts nothing where a value is missing.
pub(super) fn text(term: &Term) -> Translated<Code> {
    if !term.undefined && !term.null && term.kind != Kind::Any {
        return match term.kind {
            Kind::Text => Ok(term.code.clone()),
            _ => Code::call("cat", vec![term.code.clone()]),
        };
    }
    let mut ways = Vec::new();
    if term.undefined {
        ways.push(Code::call("_isUndefined", vec![term.code.clone()])?);
        ways.push(Code::constant("undefined"));
    }
    if term.null {
        ways.push(Code::call("_isNull", vec![term.code.clone()])?);
        ways.push(Code::constant("null"));
    }
    let plain = Code::call("cat", vec![term.code.clone()])?;
    if ways.is_empty() {
        return Ok(plain);
    }
    ways.push(plain);
    Code::call("if", ways)
}

fn ungrouped(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(inner) => ungrouped(inner),
        other => other,
    }
}

/// `===`. A missing value and null differ only from each other.
fn same(negated: bool, a: &Term, b: &Term) -> Translated<Term> {
    let fails = a.fails || b.fails;
    let nothing = |term: &Term| term.kind == Kind::Nothing && !term.fails;
    let code = match (nothing(a), nothing(b)) {
        (false, true) => nothing_is(b, a)?,
        (true, false) => nothing_is(a, b)?,
        _ => {
            let apart = |term: &Term| matches!(term.kind, Kind::Bool | Kind::Number | Kind::Text);
            let (one, two) = if apart(a) && !a.null && !a.undefined || apart(b) && !b.null && !b.undefined {
                (a.loose(), b.loose())
            } else {
                (a.code.clone(), b.code.clone())
            };
            let name = if negated { "!==" } else { "===" };
            return Ok(Term::of(Kind::Bool, Code::call(name, vec![one, two])?, fails));
        }
    };
    Ok(Term::of(
        Kind::Bool,
        if negated { code.not()? } else { code },
        fails,
    ))
}

/// Whether a value is the very nothing it is compared with.
fn nothing_is(nothing: &Term, value: &Term) -> Translated<Code> {
    let question = if nothing.null { "_isNull" } else { "_isUndefined" };
    Code::call(question, vec![value.code.clone()])
}

/// `==`, for which a missing value and null are the same.
fn alike(operator: &str, a: &Term, b: &Term) -> Translated<Term> {
    let code = Code::call(operator, vec![a.loose(), b.loose()])?;
    Ok(Term::of(Kind::Bool, code, a.fails || b.fails))
}
