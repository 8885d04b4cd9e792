//! What follows a backslash.

use super::{Parser, Result, Tree, char_of, error};
use crate::pattern::set::shorthand;

impl Parser {
    pub(super) fn escape(&mut self) -> Result<(Tree, bool)> {
        self.at += 1;
        let Some(next) = self.peek() else {
            return error("\\ at end of pattern");
        };
        match next {
            'b' => self.step(Tree::Boundary { negated: false }, false),
            'B' => self.step(Tree::Boundary { negated: true }, false),
            'k' if !self.names.is_empty() => self.named_back(),
            '1'..='9' => Ok((self.numbered_back(), true)),
            _ => {
                if let Some(set) = shorthand(next) {
                    return self.step(Tree::Set(set), true);
                }
                Ok((Tree::Unit(self.escaped_unit()), true))
            }
        }
    }

    fn named_back(&mut self) -> Result<(Tree, bool)> {
        self.at += 1;
        if !self.eat('<') {
            return error("un riferimento a un gruppo non è valido");
        }
        let start = self.at;
        while self.peek().is_some_and(|c| c != '>') {
            self.at += 1;
        }
        let name = String::from_utf16_lossy(&self.units[start..self.at]);
        let known = self
            .names
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, index)| *index);
        match (self.eat('>'), known) {
            (true, Some(index)) => {
                self.has_back = true;
                Ok((Tree::Back(index), true))
            }
            _ => error("un riferimento a un gruppo non è valido"),
        }
    }

    /// `\1` when there is such a group, otherwise the old octal escape or the digit itself.
    fn numbered_back(&mut self) -> Tree {
        let start = self.at;
        if let Some(index) = self.number()
            && index as usize <= self.total
        {
            self.has_back = true;
            return Tree::Back(index as usize);
        }
        self.at = start;
        Tree::Unit(self.escaped_unit())
    }

    /// The unit an escape stands for; the cursor is on the character after the backslash.
    pub(super) fn escaped_unit(&mut self) -> u16 {
        let unit = self.units[self.at];
        self.at += 1;
        match char_of(unit) {
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'c' => match self.peek() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.at += 1;
                    (letter as u16) % 32
                }
                _ => {
                    self.at -= 1;
                    u16::from(b'\\')
                }
            },
            'x' => self.hex(2).unwrap_or(unit),
            'u' => self.hex(4).unwrap_or(unit),
            '0'..='7' => {
                self.at -= 1;
                self.octal()
            }
            _ => unit,
        }
    }

    fn hex(&mut self, digits: usize) -> Option<u16> {
        let mut value = 0;
        for ahead in 0..digits {
            value = value * 16 + self.peek_at(ahead)?.to_digit(16)?;
        }
        self.at += digits;
        u16::try_from(value).ok()
    }

    fn octal(&mut self) -> u16 {
        let mut value = 0;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else {
                break;
            };
            if value * 8 + digit > 255 {
                break;
            }
            value = value * 8 + digit;
            self.at += 1;
        }
        value as u16
    }
}
