//! Tree of a regular expression to a flat program.

use super::PatternError;
use super::parse::{Parsed, Tree};
use super::set::Set;

#[derive(Clone, Debug)]
pub(super) enum Op {
    Unit(u16),
    Set(Set),
    Start,
    End,
    Boundary {
        negated: bool,
    },
    /// Goes on at the first, comes back to the second.
    Split(usize, usize),
    Jump(usize),
    /// Writes the position in a slot.
    Save(usize),
    /// Forgets the captures from..=to of the iteration before.
    Forget(usize, usize),
    /// Remembers where an iteration begins.
    Mark(usize),
    /// Fails when the iteration that began at the mark took nothing.
    Moved(usize),
    Back(usize),
    /// The body follows and ends with `Done`; goes on at `next`.
    Look {
        behind: bool,
        negated: bool,
        next: usize,
    },
    Done,
}

#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) slots: usize,
    pub(super) marks: usize,
    pub(super) has_back: bool,
}

struct Compiler {
    ops: Vec<Op>,
    marks: usize,
    limit: usize,
    has_back: bool,
}

pub(super) fn compile(parsed: &Parsed, limit: usize) -> Result<Program, PatternError> {
    let mut compiler = Compiler {
        ops: Vec::new(),
        marks: 0,
        limit,
        has_back: parsed.has_back,
    };
    compiler.tree(&parsed.tree)?;
    compiler.push(Op::Done)?;
    Ok(Program {
        ops: compiler.ops,
        slots: (parsed.captures + 1) * 2,
        marks: compiler.marks,
        has_back: parsed.has_back,
    })
}

impl Compiler {
    fn push(&mut self, op: Op) -> Result<usize, PatternError> {
        if self.ops.len() >= self.limit {
            return Err(PatternError::TooLarge);
        }
        self.ops.push(op);
        Ok(self.ops.len() - 1)
    }

    fn tree(&mut self, tree: &Tree) -> Result<(), PatternError> {
        match tree {
            Tree::Empty => {}
            Tree::Unit(unit) => drop(self.push(Op::Unit(*unit))?),
            Tree::Set(set) => drop(self.push(Op::Set(set.clone()))?),
            Tree::Start => drop(self.push(Op::Start)?),
            Tree::End => drop(self.push(Op::End)?),
            Tree::Boundary { negated } => drop(self.push(Op::Boundary { negated: *negated })?),
            Tree::Back(index) => drop(self.push(Op::Back(*index))?),
            Tree::Cat(items) => {
                for item in items {
                    self.tree(item)?;
                }
            }
            Tree::Alt(branches) => self.alternatives(branches)?,
            Tree::Capture(index, body) => self.capture(*index, body)?,
            Tree::Look {
                behind,
                negated,
                body,
            } => {
                let look = self.push(Op::Look {
                    behind: *behind,
                    negated: *negated,
                    next: 0,
                })?;
                self.tree(body)?;
                self.push(Op::Done)?;
                self.ops[look] = Op::Look {
                    behind: *behind,
                    negated: *negated,
                    next: self.ops.len(),
                };
            }
            Tree::Repeat {
                body,
                min,
                max,
                greedy,
                captures,
            } => {
                self.repeat(body, (*min, *max), *greedy, *captures)?;
            }
        }
        Ok(())
    }

    fn capture(&mut self, index: usize, body: &Tree) -> Result<(), PatternError> {
        // Captures cost a step each and only back-references read them.
        if !self.has_back {
            return self.tree(body);
        }
        self.push(Op::Save(index * 2))?;
        self.tree(body)?;
        self.push(Op::Save(index * 2 + 1))?;
        Ok(())
    }

    fn alternatives(&mut self, branches: &[Tree]) -> Result<(), PatternError> {
        let mut ends = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            if at + 1 == branches.len() {
                self.tree(branch)?;
                break;
            }
            let split = self.push(Op::Split(0, 0))?;
            self.tree(branch)?;
            ends.push(self.push(Op::Jump(0))?);
            self.ops[split] = Op::Split(split + 1, self.ops.len());
        }
        let end = self.ops.len();
        for jump in ends {
            self.ops[jump] = Op::Jump(end);
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        body: &Tree,
        (min, max): (u32, Option<u32>),
        greedy: bool,
        captures: (usize, usize),
    ) -> Result<(), PatternError> {
        for _ in 0..min {
            self.iteration(body, captures)?;
        }
        let Some(max) = max else {
            return self.endless(body, greedy, captures);
        };
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.push(Op::Split(0, 0))?);
            let mark = self.mark()?;
            self.iteration(body, captures)?;
            self.push(Op::Moved(mark))?;
        }
        let end = self.ops.len();
        for split in splits {
            self.ops[split] = if greedy {
                Op::Split(split + 1, end)
            } else {
                Op::Split(end, split + 1)
            };
        }
        Ok(())
    }

    fn endless(&mut self, body: &Tree, greedy: bool, captures: (usize, usize)) -> Result<(), PatternError> {
        let split = self.push(Op::Split(0, 0))?;
        let mark = self.mark()?;
        self.iteration(body, captures)?;
        self.push(Op::Moved(mark))?;
        self.push(Op::Jump(split))?;
        let end = self.ops.len();
        self.ops[split] = if greedy {
            Op::Split(split + 1, end)
        } else {
            Op::Split(end, split + 1)
        };
        Ok(())
    }

    fn mark(&mut self) -> Result<usize, PatternError> {
        self.marks += 1;
        self.push(Op::Mark(self.marks - 1))?;
        Ok(self.marks - 1)
    }

    fn iteration(&mut self, body: &Tree, (from, to): (usize, usize)) -> Result<(), PatternError> {
        if self.has_back && to > from {
            self.push(Op::Forget(from + 1, to))?;
        }
        self.tree(body)
    }
}
