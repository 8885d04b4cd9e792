//! Walks an expression at load: which names it speaks of, which functions it calls, how much it can cost.

use super::{GuardError, MAX_NODES, Names, Scope};
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, SelectExpr};

/// Functions of the language that a condition may call; operators have names too (`_&&_`).
const FUNCTIONS: [&str; 26] = [
    "_&&_",
    "_||_",
    "!_",
    "_==_",
    "_!=_",
    "_<_",
    "_<=_",
    "_>_",
    "_>=_",
    "_+_",
    "_-_",
    "-_",
    "_*_",
    "_/_",
    "_%_",
    "_?_:_",
    "_[_]",
    "@in",
    "@not_strictly_false",
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "int",
    "double",
    "string",
];
/// Loops inside loops.
const MAX_LOOPS: usize = 2;

pub(super) struct Walk<'s> {
    scope: &'s Scope,
    locals: Vec<String>,
    paths: Vec<(String, String)>,
    nodes: usize,
    loops: usize,
    open_loops: usize,
}

impl<'s> Walk<'s> {
    pub(super) fn new(scope: &'s Scope) -> Self {
        Walk {
            scope,
            locals: Vec::new(),
            paths: Vec::new(),
            nodes: 0,
            loops: 0,
            open_loops: 0,
        }
    }

    /// Paths asked for (shorter first, so that they can be placed in order), nodes, deepest loops.
    pub(super) fn found(mut self) -> (Vec<(String, String)>, usize, usize) {
        self.paths.sort();
        self.paths.dedup();
        (self.paths, self.nodes, self.loops)
    }

    pub(super) fn visit(&mut self, expr: &cel::IdedExpr, depth: usize) -> Result<(), GuardError> {
        self.nodes += 1;
        // Macros expand after the parser has counted; the depth bounds our own recursion and the interpreter's.
        if self.nodes > MAX_NODES || depth > 64 {
            return Err(GuardError::TooLarge);
        }
        match &expr.expr {
            Expr::Literal(_) => Ok(()),
            Expr::Ident(name) => self.ident(name),
            Expr::Select(select) => self.select(select, depth),
            Expr::Call(call) => self.call(call, depth),
            Expr::List(list) => list.elements.iter().try_for_each(|e| self.visit(e, depth + 1)),
            Expr::Comprehension(comprehension) => self.comprehension(comprehension, depth),
            Expr::Map(map)
                if map
                    .entries
                    .iter()
                    .all(|e| matches!(e.expr, EntryExpr::MapEntry(_))) =>
            {
                Err(GuardError::NotAllowed(
                    "le mappe { } non sono ammesse nelle condizioni",
                ))
            }
            _ => Err(GuardError::NotAllowed("costrutto non ammesso nelle condizioni")),
        }
    }

    fn ident(&mut self, name: &str) -> Result<(), GuardError> {
        if self.locals.iter().any(|local| local == name) {
            return Ok(());
        }
        if self.scope.contains_key(name) {
            return Err(GuardError::NotAllowed(
                "scrivere quale valore si guarda, per esempio data.nome_della_domanda",
            ));
        }
        Err(GuardError::UnknownName(name.to_owned()))
    }

    fn select(&mut self, select: &SelectExpr, depth: usize) -> Result<(), GuardError> {
        if select.test {
            return Err(GuardError::NotAllowed(
                "has() non serve: una risposta che manca vale null, confrontare con != null",
            ));
        }
        let Some((root, path)) = chain(select) else {
            return self.visit(&select.operand, depth + 1);
        };
        if self.locals.contains(&root) {
            return Ok(());
        }
        let whole = || GuardError::UnknownName(format!("{root}.{path}"));
        match self.scope.get(&root) {
            None => return Err(GuardError::UnknownName(root)),
            Some(Names::Only(names)) if !names.contains(&path) => return Err(whole()),
            Some(_) => {}
        }
        self.paths.push((root, path));
        Ok(())
    }

    fn call(&mut self, call: &CallExpr, depth: usize) -> Result<(), GuardError> {
        if !FUNCTIONS.contains(&call.func_name.as_str()) {
            return Err(GuardError::UnknownFunction(call.func_name.clone()));
        }
        if let Some(target) = &call.target {
            self.visit(target, depth + 1)?;
        }
        call.args.iter().try_for_each(|arg| self.visit(arg, depth + 1))
    }

    fn comprehension(&mut self, c: &ComprehensionExpr, depth: usize) -> Result<(), GuardError> {
        self.visit(&c.iter_range, depth + 1)?;
        self.open_loops += 1;
        if self.open_loops > MAX_LOOPS {
            return Err(GuardError::NotAllowed("troppi cicli uno dentro l'altro"));
        }
        self.loops = self.loops.max(self.open_loops);
        let locals = self.locals.len();
        self.locals.push(c.iter_var.clone());
        self.locals.push(c.accu_var.clone());
        self.locals.extend(c.iter_var2.clone());
        for part in [&c.accu_init, &c.loop_cond, &c.loop_step, &c.result] {
            self.visit(part, depth + 1)?;
        }
        self.locals.truncate(locals);
        self.open_loops -= 1;
        Ok(())
    }
}

/// `a.b.c` as root and path; `None` when something other than a name stands at the left.
fn chain(select: &SelectExpr) -> Option<(String, String)> {
    let mut fields = vec![select.field.as_str()];
    let mut operand = &select.operand.expr;
    loop {
        match operand {
            Expr::Ident(root) => {
                fields.reverse();
                return Some((root.clone(), fields.join(".")));
            }
            Expr::Select(inner) if !inner.test => {
                fields.push(&inner.field);
                operand = &inner.operand.expr;
            }
            _ => return None,
        }
    }
}
