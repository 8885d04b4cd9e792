//! Expressions.

use super::super::lexer::Kind;
use super::super::reason::Reason;
use super::super::syntax::{Expr, Key, Logical, Unary};
use super::{Parsed, Parser, is_reserved};
use std::rc::Rc;

/// Two-sided operators by strength, weakest first; those that rules do not have are refused where they are met.
const LEVELS: &[&[&str]] = &[
    &["??"],
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!=", "===", "!=="],
    &["<", ">", "<=", ">=", "instanceof", "in"],
    &["<<", ">>", ">>>"],
    &["+", "-"],
    &["*", "/", "%"],
];

const KNOWN: &[&str] = &[
    "==", "!=", "===", "!==", "<", ">", "<=", ">=", "+", "-", "*", "/", "%",
];

impl Parser {
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.deeper()?;
        let condition = self.level(0)?;
        let whole = if self.takes("?") {
            self.part()?;
            let then = self.expression()?;
            self.need(":")?;
            let otherwise = self.expression()?;
            Expr::Conditional(Rc::new(condition), Rc::new(then), Rc::new(otherwise))
        } else {
            condition
        };
        self.nesting -= 1;
        Ok(whole)
    }

    fn level(&mut self, level: usize) -> Parsed<Expr> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        loop {
            let found = match self.kind() {
                Kind::Sign(sign) => operators.iter().find(|operator| *operator == sign),
                Kind::Name(name) => operators.iter().find(|operator| *operator == name),
                _ => None,
            };
            let Some(operator) = found else {
                return Ok(left);
            };
            self.part()?;
            self.pass();
            let right = self.level(level + 1)?;
            left = self.joined(operator, left, right)?;
        }
    }

    fn joined(&self, operator: &'static str, left: Expr, right: Expr) -> Parsed<Expr> {
        // JavaScript asks for parentheses where these two kinds meet.
        let mixed = |side: &Expr| {
            matches!(
                (operator, side),
                ("??", Expr::Logical(Logical::And | Logical::Or, ..))
                    | ("||" | "&&", Expr::Logical(Logical::Nullish, ..))
            )
        };
        if mixed(&left) || mixed(&right) {
            return self.wrong();
        }
        let logical = match operator {
            "&&" => Logical::And,
            "||" => Logical::Or,
            "??" => Logical::Nullish,
            _ if KNOWN.contains(&operator) => {
                return Ok(Expr::Binary(operator, Rc::new(left), Rc::new(right)));
            }
            other => return Err(Reason::Operator(other.to_owned())),
        };
        Ok(Expr::Logical(logical, Rc::new(left), Rc::new(right)))
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let operator = match self.kind() {
            Kind::Sign("!") => Unary::Not,
            Kind::Sign("-") => Unary::Minus,
            Kind::Sign("+") => Unary::Plus,
            Kind::Sign(sign @ ("~" | "++" | "--")) => return Err(Reason::Operator((*sign).to_owned())),
            Kind::Name(word) if word == "typeof" => Unary::TypeOf,
            Kind::Name(word) if ["void", "delete", "new", "await", "yield"].contains(&word.as_str()) => {
                return Err(match self.tokens.get(self.at + 1).map(|next| &next.kind) {
                    Some(Kind::Name(name)) if name == "Date" => Reason::Dates,
                    Some(Kind::Name(name)) if name == "RegExp" => Reason::Pattern,
                    _ => Reason::Operator(word.clone()),
                });
            }
            _ => return self.postfix(),
        };
        self.part()?;
        self.pass();
        self.deeper()?;
        let operand = self.unary()?;
        self.nesting -= 1;
        if self.is("**") {
            return self.wrong();
        }
        Ok(match (operator, operand) {
            (Unary::Minus, Expr::Number(number)) => Expr::Number(-number),
            (operator, operand) => Expr::Unary(operator, Rc::new(operand)),
        })
    }

    fn postfix(&mut self) -> Parsed<Expr> {
        let mut base = self.primary()?;
        loop {
            let optional = self.is("?.");
            if optional || self.is(".") {
                self.pass();
                self.part()?;
                if optional && self.is("(") {
                    return Err(Reason::Operator("?.(".to_owned()));
                }
                let key = if optional && self.takes("[") {
                    self.computed()?
                } else {
                    Key::Named(self.member()?)
                };
                base = Expr::Member {
                    base: Rc::new(base),
                    key,
                    optional,
                };
            } else if self.takes("[") {
                self.part()?;
                let key = self.computed()?;
                base = Expr::Member {
                    base: Rc::new(base),
                    key,
                    optional: false,
                };
            } else if self.takes("(") {
                self.part()?;
                let arguments = self.list(")")?;
                base = Expr::Call {
                    callee: Rc::new(base),
                    arguments,
                };
            } else if self.is("**") {
                return Err(Reason::Operator("**".to_owned()));
            } else {
                return Ok(base);
            }
        }
    }

    /// The name after a dot, which may be any word.
    fn member(&mut self) -> Parsed<String> {
        let Kind::Name(name) = self.kind() else {
            return self.wrong();
        };
        let name = name.clone();
        self.pass();
        Ok(name)
    }

    fn computed(&mut self) -> Parsed<Key> {
        let key = match self.expression()? {
            Expr::Text(name) => Key::Named(name),
            Expr::Number(number) => Key::Named(jsonlogic::coercion::number_text(number)),
            other => Key::Computed(Rc::new(other)),
        };
        self.need("]")?;
        Ok(key)
    }

    fn list(&mut self, end: &str) -> Parsed<Vec<Expr>> {
        let mut items = Vec::new();
        while !self.takes(end) {
            if self.is("...") {
                return Err(Reason::Operator("...".to_owned()));
            }
            self.part()?;
            items.push(self.expression()?);
            if !self.is(end) {
                self.need(",")?;
            }
        }
        Ok(items)
    }

    fn primary(&mut self) -> Parsed<Expr> {
        let kind = self.kind().clone();
        match kind {
            Kind::Number(number) => Ok(self.passed(Expr::Number(number))),
            Kind::Text(text) => Ok(self.passed(Expr::Text(text))),
            Kind::Template(texts, codes) => {
                self.pass();
                self.template(texts, &codes)
            }
            Kind::Name(name) => self.named(name),
            Kind::Sign("(") if self.is_arrow() => self.arrow(),
            Kind::Sign("(") => {
                self.pass();
                let inner = self.expression()?;
                // Something assigned inside an expression, or several of them.
                if let Kind::Sign(sign @ ("=" | "+=" | "-=" | ",")) = self.kind() {
                    return Err(Reason::Operator((*sign).to_owned()));
                }
                self.need(")")?;
                Ok(Expr::Group(Rc::new(inner)))
            }
            Kind::Sign("[") => {
                self.pass();
                Ok(Expr::List(self.list("]")?))
            }
            Kind::Sign("{") => self.record(),
            _ => self.wrong(),
        }
    }

    fn passed(&mut self, expression: Expr) -> Expr {
        self.pass();
        expression
    }

    fn named(&mut self, name: String) -> Parsed<Expr> {
        let constant = match name.as_str() {
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "null" => Expr::Null,
            "undefined" => Expr::Undefined,
            "NaN" => Expr::Number(f64::NAN),
            "Infinity" => Expr::Number(f64::INFINITY),
            "function" => return self.function(),
            "this" => return Err(Reason::Name(name)),
            _ if is_reserved(&name) => return self.wrong(),
            _ if self.is_arrow() => return self.arrow(),
            _ => Expr::Name(name),
        };
        Ok(self.passed(constant))
    }

    fn template(&mut self, texts: Vec<String>, codes: &[String]) -> Parsed<Expr> {
        let mut parts = Vec::new();
        let mut codes = codes.iter();
        for text in texts {
            parts.push(Expr::Text(text));
            if let Some(code) = codes.next() {
                self.part()?;
                let mut inner = Parser {
                    tokens: super::lexer::tokens(code)?,
                    at: 0,
                    nesting: self.nesting,
                    parts: self.parts,
                    variables: Vec::new(),
                };
                parts.push(inner.expression()?);
                if inner.kind() != &Kind::End {
                    return self.wrong();
                }
                self.parts = inner.parts;
            }
        }
        Ok(Expr::Template(parts))
    }

    fn record(&mut self) -> Parsed<Expr> {
        self.pass();
        let mut fields: Vec<(String, Expr)> = Vec::new();
        while !self.takes("}") {
            self.part()?;
            let key = match self.kind().clone() {
                Kind::Text(text) => text,
                Kind::Number(number) => jsonlogic::coercion::number_text(number),
                Kind::Name(name) => name,
                _ => return self.wrong(),
            };
            self.pass();
            if key == "__proto__" {
                return Err(Reason::Member(key));
            }
            // `{a}` and methods are left to who writes the rule.
            self.need(":")?;
            let value = self.expression()?;
            fields.retain(|(name, _)| *name != key);
            fields.push((key, value));
            if !self.is("}") {
                self.need(",")?;
            }
        }
        Ok(Expr::Record(fields))
    }

    /// Whether what follows are the parameters of a function with an arrow.
    fn is_arrow(&self) -> bool {
        let sign = |at: usize, wanted: &str| matches!(self.tokens.get(at).map(|token| &token.kind), Some(Kind::Sign(sign)) if *sign == wanted);
        if !sign(self.at, "(") {
            return sign(self.at + 1, "=>");
        }
        let mut at = self.at + 1;
        while matches!(self.tokens.get(at).map(|token| &token.kind), Some(Kind::Name(_))) || sign(at, ",") {
            at += 1;
        }
        sign(at, ")") && sign(at + 1, "=>")
    }

    fn parameters(&mut self) -> Parsed<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        while !self.takes(")") {
            let name = self.name()?;
            if names.contains(&name) {
                return self.wrong();
            }
            names.push(name);
            if !self.is(")") {
                self.need(",")?;
            }
        }
        Ok(names)
    }

    fn arrow(&mut self) -> Parsed<Expr> {
        let names = if self.takes("(") {
            self.parameters()?
        } else {
            vec![self.name()?]
        };
        self.need("=>")?;
        let body = if self.takes("{") {
            self.body()?
        } else {
            self.expression()?
        };
        Ok(Expr::Function(names, Rc::new(body)))
    }

    fn function(&mut self) -> Parsed<Expr> {
        self.pass();
        if !self.is("(") {
            self.name()?;
        }
        self.need("(")?;
        let names = self.parameters()?;
        self.need("{")?;
        let body = self.body()?;
        Ok(Expr::Function(names, Rc::new(body)))
    }

    /// `return …; }`
    fn body(&mut self) -> Parsed<Expr> {
        if !self.is_word("return") {
            return Err(Reason::Statement("function".to_owned()));
        }
        self.pass();
        if self.token().after_line {
            return Err(Reason::Statement("function".to_owned()));
        }
        let body = self.expression()?;
        self.takes(";");
        self.need("}")?;
        Ok(body)
    }
}
