//! Character classes: `[a-z\d]`.

use super::{Parser, Result, char_of, error};
use crate::pattern::set::{Set, complement, shorthand};

impl Parser {
    pub(super) fn class(&mut self) -> Result<Set> {
        self.at += 1;
        let mut set = Set {
            negated: self.eat('^'),
            ranges: Vec::new(),
        };
        loop {
            match self.peek() {
                None => return error("una classe di caratteri non è chiusa"),
                Some(']') => break,
                Some(_) => self.class_item(&mut set)?,
            }
        }
        self.at += 1;
        Ok(set)
    }

    fn class_item(&mut self, set: &mut Set) -> Result<()> {
        let low = self.class_atom()?;
        if self.peek() != Some('-') || self.peek_at(1).is_none_or(|c| c == ']') {
            low.add(set);
            return Ok(());
        }
        self.at += 1;
        let high = self.class_atom()?;
        match (low, high) {
            (ClassAtom::Unit(low), ClassAtom::Unit(high)) if low <= high => set.ranges.push((low, high)),
            (ClassAtom::Unit(_), ClassAtom::Unit(_)) => {
                return error("un intervallo di caratteri è in disordine");
            }
            (low, high) => {
                low.add(set);
                set.ranges.push((u16::from(b'-'), u16::from(b'-')));
                high.add(set);
            }
        }
        Ok(())
    }

    fn class_atom(&mut self) -> Result<ClassAtom> {
        let Some(&unit) = self.units.get(self.at) else {
            return error("una classe di caratteri non è chiusa");
        };
        self.at += 1;
        if char_of(unit) != '\\' {
            return Ok(ClassAtom::Unit(unit));
        }
        let Some(next) = self.peek() else {
            return error("\\ at end of pattern");
        };
        if let Some(set) = shorthand(next) {
            self.at += 1;
            return Ok(ClassAtom::Set(set));
        }
        if next == 'b' {
            self.at += 1;
            return Ok(ClassAtom::Unit(8));
        }
        Ok(ClassAtom::Unit(self.escaped_unit()))
    }
}

enum ClassAtom {
    Unit(u16),
    Set(Set),
}

impl ClassAtom {
    fn add(self, set: &mut Set) {
        match self {
            ClassAtom::Unit(unit) => set.ranges.push((unit, unit)),
            ClassAtom::Set(other) if other.negated => set.ranges.extend(complement(other.ranges)),
            ClassAtom::Set(other) => set.ranges.extend(other.ranges),
        }
    }
}
