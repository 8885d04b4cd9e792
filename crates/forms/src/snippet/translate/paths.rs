//! Members of members. JavaScript throws where there is nothing to look into; the rule fails at the same place.

use super::code::{Code, Kind, Term};
use super::{Root, Translated, Translator};
use crate::snippet::members::is_inherited;
use crate::snippet::reason::Reason;
use crate::snippet::syntax::{Expr, Key};

/// One step of a path.
struct Link {
    code: Code,
    /// The name, unless it is looked up itself.
    name: Option<String>,
    optional: bool,
}

/// Where a path begins.
struct Base {
    code: Code,
    /// What `var` is asked for, when it begins at a name.
    var: Option<&'static str>,
    plain: bool,
    fails: bool,
    may_be_nothing: bool,
}

impl Translator {
    pub(super) fn root(&self, name: &str) -> Translated<Root> {
        self.roots.get(name).cloned().ok_or_else(|| match name {
            "moment" | "Date" => Reason::Dates,
            other => Reason::Name(other.to_owned()),
        })
    }

    /// A name, or a member of something.
    pub(super) fn path(&mut self, expression: &Expr) -> Translated<Term> {
        let mut links = Vec::new();
        let mut at = expression;
        while let Expr::Member { base, key, optional } = at {
            links.push((key, *optional));
            at = base;
        }
        links.reverse();
        let base = match (at, links.first()) {
            // The answers of the whole form; whatever else a submission has is not on the server.
            (Expr::Name(name), Some((Key::Named(first), _))) if name == "submission" && first == "data" => {
                links.remove(0);
                Base {
                    code: Code::var("submission.data"),
                    var: Some("submission.data"),
                    plain: true,
                    fails: false,
                    may_be_nothing: false,
                }
            }
            _ => self.base(at)?,
        };
        let mut fails = base.fails;
        let mut made = Vec::new();
        for (key, optional) in links {
            let link = self.link(key, optional, base.plain && made.is_empty(), &mut fails)?;
            made.push(link);
        }
        if made.is_empty() {
            return name_term(&base);
        }
        looked_up(&base, &made, fails)
    }

    fn base(&mut self, expression: &Expr) -> Translated<Base> {
        if let Expr::Name(name) = expression {
            let root = self.root(name)?;
            return Ok(Base {
                code: Code::var(root.var),
                var: Some(root.var),
                plain: root.plain,
                fails: false,
                may_be_nothing: root.missing,
            });
        }
        let chained = match expression {
            Expr::Call { callee, .. } => has_optional(callee),
            _ => false,
        };
        if chained {
            return Err(Reason::Operator("?.".to_owned()));
        }
        let term = self.value(expression)?;
        Ok(Base {
            code: term.code.clone(),
            var: None,
            plain: term.kind == Kind::Record,
            fails: term.fails,
            may_be_nothing: term.null || term.undefined,
        })
    }

    fn link(&mut self, key: &Key, optional: bool, plain: bool, fails: &mut bool) -> Translated<Link> {
        match key {
            Key::Named(name) if is_inherited(name, plain) => Err(Reason::Member(name.clone())),
            Key::Named(name) => Ok(Link {
                code: Code::constant(name.as_str()),
                name: Some(name.clone()),
                optional,
            }),
            Key::Computed(computed) => {
                // Any answer could be the name of an inherited member; the key of a component is not.
                let of_component = matches!(&**computed, Expr::Member { base, key: Key::Named(name), .. }
                    if name == "key" && matches!(&**base, Expr::Name(root) if root == "component"));
                if !of_component {
                    return Err(Reason::Member("[…]".to_owned()));
                }
                let term = self.value(computed)?;
                *fails |= term.fails;
                Ok(Link {
                    code: term.loose(),
                    name: None,
                    optional,
                })
            }
        }
    }
}

/// Whether a chain of members has a `?.` that a later member would be left out with.
pub(super) fn has_optional(expression: &Expr) -> bool {
    match expression {
        Expr::Member { base, optional, .. } => *optional || has_optional(base),
        Expr::Call { callee, .. } => has_optional(callee),
        _ => false,
    }
}

fn name_term(base: &Base) -> Translated<Term> {
    let Some(var) = base.var else {
        return Err(Reason::TooLarge);
    };
    if base.plain && !base.may_be_nothing {
        return Ok(Term::of(Kind::Record, base.code.clone(), false));
    }
    // An element is looked at as it is; the rest is a member of what the rule is given.
    if var.is_empty() {
        return Ok(Term::any(base.code.clone(), false));
    }
    let whole = Code::call("_get", vec![Code::var(""), Code::constant(var)])?;
    let term = Term::any(whole, false).shortly(Some(base.code.clone()));
    Ok(if var == "value" { term.at_root() } else { term })
}

fn looked_up(base: &Base, links: &[Link], fails: bool) -> Translated<Term> {
    let whole = get(base, links)?;
    let mut ways = Vec::new();
    let mut fails = fails;
    for (at, link) in links.iter().enumerate() {
        if at == 0 && !base.may_be_nothing {
            continue;
        }
        // Of several steps one after the other the last finds out as much as all of them.
        let same_follows = at + 1 < links.len()
            && links
                .get(at + 1)
                .is_some_and(|next| next.optional == link.optional);
        fails |= !link.optional;
        if same_follows {
            continue;
        }
        let before = prefix(base, links, at)?;
        ways.push(Code::call("_isNil", vec![before])?);
        ways.push(if link.optional {
            whole.clone()
        } else {
            Code::failure()
        });
    }
    let short = shortest(base, links);
    if ways.is_empty() {
        return Ok(Term::any(whole, fails).shortly(short));
    }
    let guards = ways.clone();
    ways.push(whole);
    let term = Term::any(Code::call("if", ways)?, fails);
    let Some(short) = short else { return Ok(term) };
    let mut shortly = guards;
    shortly.push(short);
    Ok(term.shortly(Some(Code::call("if", shortly)?)))
}

/// The value after the first steps, null where it is undefined.
fn prefix(base: &Base, links: &[Link], length: usize) -> Translated<Code> {
    let first = links.get(..length).unwrap_or_default();
    if first.is_empty() {
        return Ok(base.code.clone());
    }
    match shortest(base, first) {
        Some(short) => Ok(short),
        None => get(base, first),
    }
}

fn get(base: &Base, links: &[Link]) -> Translated<Code> {
    let path = match links {
        // A name without marks is a path of one step.
        [
            Link {
                name: Some(name),
                code,
                ..
            },
        ] if !name.is_empty() && is_plain(name) => code.clone(),
        links => Code::list(links.iter().map(|link| link.code.clone()).collect())?,
    };
    Code::call("_get", vec![base.code.clone(), path])
}

fn is_plain(name: &str) -> bool {
    !name.contains(['.', '[', ']'])
}

/// `{"var": "data.a.b"}`, when every step can be written so.
fn shortest(base: &Base, links: &[Link]) -> Option<Code> {
    let mut path = base.var?.to_owned();
    for link in links {
        let name = link
            .name
            .as_ref()
            .filter(|name| !name.is_empty() && is_plain(name))?;
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    }
    Some(Code::var(&path))
}
