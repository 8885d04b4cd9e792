//! Calls of the functions and methods that rules have, too.

use super::arithmetic::text;
use super::code::{Code, Kind, Term};
use super::paths::has_optional;
use super::values::numeric;
use super::{Translated, Translator};
use crate::snippet::reason::Reason;
use crate::snippet::syntax::{Expr, Key};

/// `base.indexOf(wanted)`
pub(super) fn index_of<'a>(callee: &'a Expr, arguments: &'a [Expr]) -> Option<(&'a Expr, &'a Expr)> {
    match (callee, arguments) {
        (
            Expr::Member {
                base,
                key: Key::Named(name),
                optional: false,
            },
            [wanted],
        ) if name == "indexOf" && !has_optional(base) => Some((base, wanted)),
        _ => None,
    }
}

/// A value that a method expects, and the question whether it is one.
pub(super) fn only_if(question: Code, code: Code) -> Translated<Code> {
    Code::call("if", vec![question, code, Code::failure()])
}

impl Translator {
    pub(super) fn call(&mut self, callee: &Expr, arguments: &[Expr]) -> Translated<Term> {
        match callee {
            Expr::Group(inner) => self.call(inner, arguments),
            Expr::Name(name) => self.function(name, arguments),
            Expr::Member {
                base,
                key: Key::Named(name),
                optional,
            } => match &**base {
                _ if *optional || has_optional(base) => Err(Reason::Operator("?.".to_owned())),
                // The parameter of a function may have the name of a library.
                Expr::Name(library) if self.roots.contains_key(library) => self.method(base, name, arguments),
                Expr::Name(library) if library == "_" => self.lodash(name, arguments),
                Expr::Name(library) if library == "Math" => self.math(name, arguments),
                Expr::Name(library) if library == "Array" && name == "isArray" => {
                    self.asked("_isArray", arguments)
                }
                Expr::Name(library) if library == "Number" && name == "isNaN" => {
                    // Unlike lodash's, it takes no boxed numbers, which data never are.
                    self.asked("_isNaN", arguments)
                }
                _ => self.method(base, name, arguments),
            },
            _ => Err(Reason::Call("[…]".to_owned())),
        }
    }

    fn asked(&mut self, question: &str, arguments: &[Expr]) -> Translated<Term> {
        let term = self.only(question, arguments)?;
        Ok(Term::of(
            Kind::Bool,
            Code::call(question, vec![term.code])?,
            term.fails,
        ))
    }

    /// The argument of a function of one.
    fn only(&mut self, name: &str, arguments: &[Expr]) -> Translated<Term> {
        match arguments {
            [single] => self.value(single),
            _ => Err(Reason::Call(name.to_owned())),
        }
    }

    fn function(&mut self, name: &str, arguments: &[Expr]) -> Translated<Term> {
        match name {
            "Boolean" => {
                let term = self.only(name, arguments)?;
                Ok(Term::of(
                    Kind::Bool,
                    Code::call("!!", vec![term.holds()?])?,
                    term.fails,
                ))
            }
            "Number" => {
                let term = self.only(name, arguments)?;
                Ok(Term::of(Kind::Number, numeric(&term)?, term.fails))
            }
            "String" => {
                let term = self.only(name, arguments)?;
                Ok(Term::of(Kind::Text, text(&term)?, term.fails))
            }
            "isNaN" => {
                let term = self.only(name, arguments)?;
                let code = Code::call("_isNaN", vec![numeric(&term)?])?;
                Ok(Term::of(Kind::Bool, code, term.fails))
            }
            // One summand is read as `parseFloat` reads it.
            "parseFloat" => {
                let term = self.only(name, arguments)?;
                Ok(Term::of(
                    Kind::Number,
                    Code::call("+", vec![term.code])?,
                    term.fails,
                ))
            }
            "parseInt" => {
                let single = match arguments {
                    [single] | [single, Expr::Number(10.0)] => single,
                    _ => return Err(Reason::Call(name.to_owned())),
                };
                let radix = arguments.get(1).map(|_| Code::constant(10));
                let term = self.value(single)?;
                let code = Code::call("_parseInt", [term.code].into_iter().chain(radix).collect())?;
                Ok(Term::of(Kind::Number, code, term.fails))
            }
            "moment" | "Date" => Err(Reason::Dates),
            "RegExp" => Err(Reason::Pattern),
            other => Err(Reason::Call(other.to_owned())),
        }
    }

    fn math(&mut self, name: &str, arguments: &[Expr]) -> Translated<Term> {
        let terms = self.terms(arguments)?;
        let fails = terms.iter().any(|term| term.fails);
        let numbers = terms.iter().map(numeric).collect::<Result<Vec<_>, _>>()?;
        let code = match (name, numbers.as_slice()) {
            ("round", [_]) => Code::call("_round", numbers)?,
            ("floor", [_]) => Code::call("_floor", numbers)?,
            ("ceil", [_]) => Code::call("_ceil", numbers)?,
            ("max", [_, ..]) => Code::call("max", numbers)?,
            ("min", [_, ..]) => Code::call("min", numbers)?,
            ("abs", [number]) => {
                let below = Code::call("<", vec![number.clone(), Code::constant(0)])?;
                let turned = Code::call("-", vec![number.clone()])?;
                Code::call("if", vec![below, turned, number.clone()])?
            }
            _ => return Err(Reason::Call(format!("Math.{name}"))),
        };
        Ok(Term::of(Kind::Number, code, fails))
    }

    fn method(&mut self, base: &Expr, name: &str, arguments: &[Expr]) -> Translated<Term> {
        if let Expr::Name(root) = base
            && !self.roots.contains_key(root)
        {
            return Err(match root.as_str() {
                "moment" | "Date" => Reason::Dates,
                "JSON" | "Object" | "Number" | "String" | "Array" | "console" => {
                    Reason::Call(format!("{root}.{name}"))
                }
                other => Reason::Name(other.to_owned()),
            });
        }
        match (name, arguments) {
            ("includes", [wanted]) => self.included(base, wanted),
            ("startsWith", [Expr::Text(part)]) => self.of_text(base, "_startsWith", Kind::Bool, Some(part)),
            ("endsWith", [Expr::Text(part)]) => self.of_text(base, "_endsWith", Kind::Bool, Some(part)),
            ("trim", []) => self.of_text(base, "_trim", Kind::Text, None),
            ("toLowerCase", []) => self.of_text(base, "_toLower", Kind::Text, None),
            ("toUpperCase", []) => self.of_text(base, "_toUpper", Kind::Text, None),
            ("toString", []) => {
                let term = self.value(base)?;
                let plain = Code::call("cat", vec![term.code.clone()])?;
                let there = Code::call("_isNil", vec![term.code])?.not()?;
                Ok(Term::of(Kind::Text, only_if(there, plain)?, true))
            }
            ("some" | "every" | "filter" | "map", [Expr::Function(names, body)]) => {
                self.through(base, name, names, body)
            }
            ("reduce", [Expr::Function(names, body), start]) => self.reduced(base, names, body, start),
            ("test" | "match" | "replace" | "search", _) => Err(Reason::Pattern),
            (other, _) => {
                // What stands before the method may be the better reason.
                self.value(base)?;
                Err(Reason::Call(other.to_owned()))
            }
        }
    }

    /// A method of texts; anything else has none of its name.
    fn of_text(&mut self, base: &Expr, name: &str, kind: Kind, part: Option<&str>) -> Translated<Term> {
        let term = self.value(base)?;
        let mut arguments = vec![term.code.clone()];
        arguments.extend(part.map(Code::constant));
        let code = Code::call(name, arguments)?;
        if term.kind == Kind::Text && !term.null && !term.undefined {
            return Ok(Term::of(kind, code, term.fails));
        }
        let right = Code::call("_isString", vec![term.code])?;
        Ok(Term::of(kind, only_if(right, code)?, true))
    }

    /// Whether a list or text has something in it; nothing else has such a method.
    pub(super) fn included(&mut self, base: &Expr, wanted: &Expr) -> Translated<Term> {
        let (list, wanted) = (self.value(base)?, self.value(wanted)?);
        let fails = list.fails || wanted.fails;
        // A list may have holes that are undefined and not null.
        let code = Code::call("_includes", vec![list.code.clone(), wanted.code.clone()])?;
        match list.kind {
            Kind::List if !list.null && !list.undefined => {
                let literal = matches!(wanted.kind, Kind::Bool | Kind::Text | Kind::Any);
                // The operator everybody knows, where what it looks for is never NaN.
                let code = if literal {
                    Code::call("in", vec![wanted.code, list.code])?
                } else {
                    code
                };
                Ok(Term::of(Kind::Bool, code, fails))
            }
            Kind::Text if !list.null && !list.undefined => Ok(Term::of(Kind::Bool, code, fails)),
            _ => {
                let is = |question: &str| Code::call(question, vec![list.loose()]);
                let right = Code::call("or", vec![is("_isArray")?, is("_isString")?])?;
                Ok(Term::of(Kind::Bool, only_if(right, code)?, true))
            }
        }
    }
}
