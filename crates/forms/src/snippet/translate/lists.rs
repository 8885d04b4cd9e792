//! Functions applied to every element of a list. JsonLogic evaluates them with the element alone in sight.

use super::calls::only_if;
use super::code::{Code, Kind, Term};
use super::{Root, Translated, Translator};
use crate::snippet::reason::Reason;
use crate::snippet::syntax::Expr;
use std::collections::BTreeMap;

impl Translator {
    /// `list.some(x => …)` and its like.
    pub(super) fn through(
        &mut self,
        base: &Expr,
        name: &str,
        names: &[String],
        body: &Expr,
    ) -> Translated<Term> {
        let [element] = names else {
            return Err(Reason::Statement("function".to_owned()));
        };
        let list = self.value(base)?;
        let seen = [(element.as_str(), "")];
        let (operator, kind) = match name {
            "some" => ("some", Kind::Bool),
            "every" => ("all", Kind::Bool),
            "filter" => ("filter", Kind::List),
            _ => ("map", Kind::List),
        };
        let inside = self.inside(&seen, |translator| {
            let fails = translator.value(body)?.fails;
            let code = if name == "map" {
                translator.value(body)?.code
            } else {
                translator.test(body)?
            };
            Ok((code, fails))
        })?;
        let (code, fails) = inside;
        let mut code = Code::call(operator, vec![list.code.clone(), code])?;
        // JsonLogic finds that nothing holds for every element of none.
        if name == "every" {
            let empty = Code::call("_isEmpty", vec![list.code.clone()])?;
            code = Code::call("or", vec![empty, code])?;
        }
        self.of_list(list, kind, code, fails)
    }

    /// `list.reduce((sum, x) => …, start)`
    pub(super) fn reduced(
        &mut self,
        base: &Expr,
        names: &[String],
        body: &Expr,
        start: &Expr,
    ) -> Translated<Term> {
        let [sum, element] = names else {
            return Err(Reason::Statement("function".to_owned()));
        };
        let (list, start) = (self.value(base)?, self.value(start)?);
        let seen = [(sum.as_str(), "accumulator"), (element.as_str(), "current")];
        let body = self.inside(&seen, |translator| translator.value(body))?;
        let code = Code::call("reduce", vec![list.code.clone(), body.code, start.code])?;
        let mut term = self.of_list(list, Kind::Any, code, body.fails || start.fails)?;
        term.undefined = body.undefined || start.undefined;
        term.null = body.null || start.null;
        Ok(term)
    }

    fn of_list(&mut self, list: Term, kind: Kind, code: Code, fails: bool) -> Translated<Term> {
        if list.kind == Kind::List && !list.null && !list.undefined {
            return Ok(Term::of(kind, code, list.fails || fails));
        }
        let right = Code::call("_isArray", vec![list.loose()])?;
        Ok(Term::of(kind, only_if(right, code)?, true))
    }

    /// Translates with only the parameters of a function in sight.
    fn inside<T>(
        &mut self,
        seen: &[(&str, &'static str)],
        translate: impl FnOnce(&mut Self) -> Translated<T>,
    ) -> Translated<T> {
        let roots: BTreeMap<String, Root> = seen
            .iter()
            .map(|(name, var)| {
                (
                    (*name).to_owned(),
                    Root {
                        var,
                        plain: false,
                        missing: true,
                    },
                )
            })
            .collect();
        let outer = std::mem::replace(&mut self.roots, roots);
        let translated = translate(self);
        self.roots = outer;
        translated
    }
}
