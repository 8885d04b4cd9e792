//! Runs a program over UTF-16 units.

use super::TooCostly;
use super::program::{Op, Program};
use super::set::Set;

const UNSET: usize = usize::MAX;

enum Undo {
    /// Go on at this instruction and position.
    Branch(usize, usize),
    /// Put a slot or mark back.
    Restore(usize, usize),
}

struct Run<'a> {
    program: &'a Program,
    text: &'a [u16],
    budget: usize,
    /// Slots of the captures, then the marks of the loops.
    memory: Vec<usize>,
}

/// States already entered: from them no match follows, so they need not be entered again.
struct Visited {
    bits: Vec<u64>,
    width: usize,
}

impl Visited {
    fn enter(&mut self, op: usize, at: usize) -> bool {
        let index = op * self.width + at;
        let (word, bit) = (index / 64, 1_u64 << (index % 64));
        match self.bits.get_mut(word) {
            Some(bits) if *bits & bit == 0 => {
                *bits |= bit;
                true
            }
            _ => false,
        }
    }
}

pub(super) fn search(program: &Program, text: &[u16], budget: usize) -> Result<bool, TooCostly> {
    let mut run = Run {
        program,
        text,
        budget,
        memory: vec![UNSET; program.slots + program.marks],
    };
    let mut visited = run.visited()?;
    for start in 0..=text.len() {
        if run.from(0, start, None, &mut visited)? {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Run<'_> {
    /// With back-references the future depends on the captures, so states cannot be remembered.
    fn visited(&mut self) -> Result<Option<Visited>, TooCostly> {
        if self.program.has_back {
            return Ok(None);
        }
        let width = self.text.len() + 1;
        let words = self.program.ops.len().saturating_mul(width) / 64 + 1;
        self.spend(words / 2)?;
        Ok(Some(Visited {
            bits: vec![0; words],
            width,
        }))
    }

    fn spend(&mut self, steps: usize) -> Result<(), TooCostly> {
        self.budget = self.budget.checked_sub(steps).ok_or(TooCostly)?;
        Ok(())
    }

    /// Whether the program from `op` at `at` comes to `Done`, at `end` when one is asked.
    fn from(
        &mut self,
        op: usize,
        at: usize,
        end: Option<usize>,
        visited: &mut Option<Visited>,
    ) -> Result<bool, TooCostly> {
        let mut undo = vec![Undo::Branch(op, at)];
        while let Some(last) = undo.pop() {
            match last {
                Undo::Restore(slot, value) => self.memory[slot] = value,
                Undo::Branch(op, at) => {
                    if self.thread(op, at, end, &mut undo, visited)? {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    fn thread(
        &mut self,
        mut op: usize,
        mut at: usize,
        end: Option<usize>,
        undo: &mut Vec<Undo>,
        visited: &mut Option<Visited>,
    ) -> Result<bool, TooCostly> {
        loop {
            self.spend(1)?;
            if let Some(visited) = visited
                && !visited.enter(op, at)
            {
                return Ok(false);
            }
            let program = self.program;
            let next = match &program.ops[op] {
                Op::Done if end.is_none_or(|end| end == at) => return Ok(true),
                Op::Done => None,
                Op::Split(first, second) => {
                    undo.push(Undo::Branch(*second, at));
                    Some((*first, at))
                }
                Op::Jump(to) => Some((*to, at)),
                Op::Look {
                    behind,
                    negated,
                    next,
                } => {
                    let found = self.look(op + 1, at, *behind)?;
                    (found != *negated).then_some((*next, at))
                }
                Op::Back(index) => self.back(*index, at).map(|at| (op + 1, at)),
                Op::Moved(mark) => (self.memory[program.slots + mark] != at).then_some((op + 1, at)),
                Op::Save(_) | Op::Mark(_) | Op::Forget(..) => {
                    self.remember(&program.ops[op], at, undo);
                    Some((op + 1, at))
                }
                simple => self.simple(simple, at).map(|at| (op + 1, at)),
            };
            let Some((next_op, next_at)) = next else {
                return Ok(false);
            };
            (op, at) = (next_op, next_at);
        }
    }

    fn remember(&mut self, op: &Op, at: usize, undo: &mut Vec<Undo>) {
        match op {
            Op::Save(slot) => self.write(*slot, at, undo),
            Op::Mark(mark) => self.write(self.program.slots + mark, at, undo),
            Op::Forget(from, to) => {
                for slot in from * 2..=to * 2 + 1 {
                    self.write(slot, UNSET, undo);
                }
            }
            _ => {}
        }
    }

    /// Where an operation that needs no memory leads, when it holds.
    fn simple(&self, op: &Op, at: usize) -> Option<usize> {
        let holds = match op {
            Op::Unit(unit) => return (self.text.get(at) == Some(unit)).then_some(at + 1),
            Op::Set(set) => return self.text.get(at).filter(|unit| has(set, **unit)).map(|_| at + 1),
            Op::Start => at == 0,
            Op::End => at == self.text.len(),
            Op::Boundary { negated } => {
                let before = at.checked_sub(1).is_some_and(|at| self.is_word(at));
                (before != self.is_word(at)) != *negated
            }
            _ => false,
        };
        holds.then_some(at)
    }

    fn is_word(&self, at: usize) -> bool {
        self.text
            .get(at)
            .and_then(|unit| u8::try_from(*unit).ok())
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }

    fn write(&mut self, slot: usize, value: usize, undo: &mut Vec<Undo>) {
        // Without back-references only the marks are read, and only by the thread that wrote them last.
        undo.push(Undo::Restore(slot, self.memory[slot]));
        self.memory[slot] = value;
    }

    /// A group that took no part, or is still open, matches the empty text.
    fn back(&self, index: usize, at: usize) -> Option<usize> {
        let (start, end) = (self.memory[index * 2], self.memory[index * 2 + 1]);
        if start == UNSET || end == UNSET || end < start {
            return Some(at);
        }
        let captured = &self.text[start..end];
        self.text
            .get(at..at + captured.len())
            .filter(|found| *found == captured)
            .map(|_| at + captured.len())
    }

    fn look(&mut self, op: usize, at: usize, behind: bool) -> Result<bool, TooCostly> {
        let (starts, end) = if behind {
            (0..=at, Some(at))
        } else {
            (at..=at, None)
        };
        let mut visited = self.visited()?;
        for start in starts.rev() {
            if self.from(op, start, end, &mut visited)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn has(set: &Set, unit: u16) -> bool {
    set.ranges
        .iter()
        .any(|(low, high)| (*low..=*high).contains(&unit))
        != set.negated
}
