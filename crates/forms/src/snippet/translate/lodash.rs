//! Functions of lodash, which JsonLogic has in Form.io under the same names.

use super::code::{Code, Kind, Term};
use super::{Translated, Translator};
use crate::snippet::members::is_inherited;
use crate::snippet::reason::Reason;
use crate::snippet::syntax::Expr;

/// Functions of values, and what they give. None of them calls a function or reads a path.
const FUNCTIONS: &[(&str, Kind, usize)] = &[
    ("ceil", Kind::Number, 2),
    ("compact", Kind::List, 1),
    ("endsWith", Kind::Bool, 2),
    ("eq", Kind::Bool, 2),
    ("first", Kind::Any, 1),
    ("floor", Kind::Number, 2),
    ("head", Kind::Any, 1),
    ("includes", Kind::Bool, 2),
    ("inRange", Kind::Bool, 3),
    ("isArray", Kind::Bool, 1),
    ("isBoolean", Kind::Bool, 1),
    ("isEmpty", Kind::Bool, 1),
    ("isEqual", Kind::Bool, 2),
    ("isNaN", Kind::Bool, 1),
    ("isNil", Kind::Bool, 1),
    ("isNull", Kind::Bool, 1),
    ("isNumber", Kind::Bool, 1),
    ("isString", Kind::Bool, 1),
    ("isUndefined", Kind::Bool, 1),
    ("last", Kind::Any, 1),
    ("max", Kind::Any, 1),
    ("mean", Kind::Number, 1),
    ("min", Kind::Any, 1),
    ("round", Kind::Number, 2),
    ("size", Kind::Number, 1),
    ("startsWith", Kind::Bool, 2),
    ("sum", Kind::Any, 1),
    ("toLower", Kind::Text, 1),
    ("toNumber", Kind::Number, 1),
    ("toString", Kind::Text, 1),
    ("toUpper", Kind::Text, 1),
    ("trim", Kind::Text, 1),
    ("uniq", Kind::List, 1),
];

/// Functions whose last argument is the name of a member.
const BY_NAME: &[(&str, Kind)] = &[
    ("every", Kind::Bool),
    ("filter", Kind::List),
    ("has", Kind::Bool),
    ("map", Kind::List),
    ("maxBy", Kind::Any),
    ("meanBy", Kind::Number),
    ("minBy", Kind::Any),
    ("some", Kind::Bool),
    ("sumBy", Kind::Any),
];

impl Translator {
    pub(super) fn lodash(&mut self, name: &str, arguments: &[Expr]) -> Translated<Term> {
        if name == "get" {
            return self.got(arguments);
        }
        let refused = || Reason::Call(format!("_.{name}"));
        let known = FUNCTIONS
            .iter()
            .find(|(known, _, most)| *known == name && (1..=*most).contains(&arguments.len()))
            .map(|(_, kind, _)| *kind);
        let by_name = BY_NAME
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| *kind);
        let kind = match (known, by_name, arguments) {
            (Some(kind), ..) => kind,
            (None, Some(kind), [_, Expr::Text(path)]) if is_safe(path) => kind,
            _ => return Err(refused()),
        };
        let terms = self.terms(arguments)?;
        let fails = terms.iter().any(|term| term.fails);
        let codes = terms.into_iter().map(|term| term.code).collect();
        let code = Code::call(&format!("_{name}"), codes)?;
        Ok(match kind {
            Kind::Any => Term::any(code, fails),
            kind => Term::of(kind, code, fails),
        })
    }

    /// `_.get(object, 'a.b', default)`
    fn got(&mut self, arguments: &[Expr]) -> Translated<Term> {
        let (object, path, default) = match arguments {
            [object, Expr::Text(path)] => (object, path, None),
            [object, Expr::Text(path), default] => (object, path, Some(default)),
            _ => return Err(Reason::Call("_.get".to_owned())),
        };
        if !is_safe(path) {
            return Err(Reason::Member(path.clone()));
        }
        // The instance is the component as the page draws it: on a server there is none, and the default stands.
        if matches!(object, Expr::Name(name) if name == "instance" && !self.roots.contains_key(name)) {
            return default.map_or_else(|| Ok(Term::undefined()), |default| self.value(default));
        }
        let (object, path) = match (object, path.strip_prefix("data.")) {
            (Expr::Name(name), Some(rest)) if name == "submission" => (Code::var("submission.data"), rest),
            (object, _) => (self.value(object)?.code, path.as_str()),
        };
        let mut codes = vec![object, Code::constant(path)];
        let mut fails = false;
        if let Some(default) = default {
            let default = self.value(default)?;
            fails = default.fails;
            codes.push(default.code);
        }
        Ok(Term::any(Code::call("_get", codes)?, fails))
    }
}

/// Whether a path has no step that JavaScript may find without anybody having put it there.
fn is_safe(path: &str) -> bool {
    !path
        .split(['.', '[', ']', '"', '\''])
        .any(|step| is_inherited(step, false))
}
