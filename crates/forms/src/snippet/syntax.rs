//! The part of JavaScript that is read.

use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Logical {
    And,
    Or,
    Nullish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Not,
    Minus,
    Plus,
    TypeOf,
}

/// A member looked up, or a call that may be left out when there is nothing before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Named(String),
    Computed(Rc<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Name(String),
    /// `base.key`, `base[key]`, and `base?.key` when `optional`.
    Member {
        base: Rc<Expr>,
        key: Key,
        optional: bool,
    },
    Call {
        callee: Rc<Expr>,
        arguments: Vec<Expr>,
    },
    Unary(Unary, Rc<Expr>),
    /// Comparison or arithmetic, by its sign.
    Binary(&'static str, Rc<Expr>, Rc<Expr>),
    Logical(Logical, Rc<Expr>, Rc<Expr>),
    Conditional(Rc<Expr>, Rc<Expr>, Rc<Expr>),
    List(Vec<Expr>),
    Record(Vec<(String, Expr)>),
    /// Texts and what stands between them.
    Template(Vec<Expr>),
    /// A function of one expression.
    Function(Vec<String>, Rc<Expr>),
    /// Parentheses, which end a chain of `?.`.
    Group(Rc<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stmt {
    /// `name = value`, also where the name is declared; the sign of `+=` and its like.
    Assign {
        name: String,
        operator: Option<&'static str>,
        value: Expr,
        declared: bool,
    },
    If(Expr, Vec<Stmt>, Vec<Stmt>),
    Return(Expr),
    Expression(Expr),
}

/// A whole snippet.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) body: Vec<Stmt>,
    /// Names declared with `var` anywhere: they exist from the beginning.
    pub(super) variables: Vec<String>,
}
