//! Source of a regular expression to tree. Annex B of ECMAScript: a stray `]`, `}` or `{` is literal.

mod class;
mod escape;
mod groups;

use super::PatternError;
use super::set::{Set, line_ends};
use groups::count_groups;

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 100;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Empty,
    Unit(u16),
    Set(Set),
    Start,
    End,
    Boundary {
        negated: bool,
    },
    Cat(Vec<Tree>),
    Alt(Vec<Tree>),
    Capture(usize, Box<Tree>),
    Repeat {
        body: Box<Tree>,
        min: u32,
        max: Option<u32>,
        greedy: bool,
        captures: (usize, usize),
    },
    Look {
        behind: bool,
        negated: bool,
        body: Box<Tree>,
    },
    Back(usize),
}

pub(super) struct Parsed {
    pub(super) tree: Tree,
    pub(super) captures: usize,
    pub(super) has_back: bool,
}

struct Parser {
    units: Vec<u16>,
    at: usize,
    captures: usize,
    total: usize,
    names: Vec<(String, usize)>,
    has_back: bool,
    depth: usize,
}

type Result<T> = std::result::Result<T, PatternError>;

fn error<T>(text: &'static str) -> Result<T> {
    Err(PatternError::Syntax(text))
}

pub(super) fn parse(source: &str) -> Result<Parsed> {
    let units: Vec<u16> = source.encode_utf16().collect();
    let (total, names) = count_groups(&units);
    let mut parser = Parser {
        units,
        at: 0,
        captures: 0,
        total,
        names,
        has_back: false,
        depth: 0,
    };
    let tree = parser.alternatives()?;
    if parser.at < parser.units.len() {
        return error("c'è una ) di troppo");
    }
    Ok(Parsed {
        tree,
        captures: total,
        has_back: parser.has_back,
    })
}

fn char_of(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}')
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.units.get(self.at).copied().map(char_of)
    }

    fn peek_at(&self, ahead: usize) -> Option<char> {
        self.units.get(self.at + ahead).copied().map(char_of)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn eat_text(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(i, c)| self.peek_at(i) == Some(c));
        if found {
            self.at += text.len();
        }
        found
    }

    fn alternatives(&mut self) -> Result<Tree> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(PatternError::TooLarge);
        }
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        match branches.pop() {
            Some(only) if branches.is_empty() => Ok(only),
            Some(last) => {
                branches.push(last);
                Ok(Tree::Alt(branches))
            }
            None => Ok(Tree::Empty),
        }
    }

    fn sequence(&mut self) -> Result<Tree> {
        let mut items = Vec::new();
        while let Some(next) = self.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let before = self.captures;
            let (atom, repeatable) = self.atom()?;
            items.push(self.quantified(atom, repeatable, before)?);
        }
        Ok(match items.len() {
            0 => Tree::Empty,
            _ => Tree::Cat(items),
        })
    }

    fn quantified(&mut self, atom: Tree, repeatable: bool, before: usize) -> Result<Tree> {
        let Some((min, max)) = self.quantifier()? else {
            return Ok(atom);
        };
        if !repeatable {
            return error("non c'è nulla da ripetere");
        }
        if max.is_some_and(|max| max < min) {
            return error("i numeri delle ripetizioni sono in disordine");
        }
        let greedy = !self.eat('?');
        Ok(Tree::Repeat {
            body: Box::new(atom),
            min,
            max,
            greedy,
            captures: (before, self.captures),
        })
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>> {
        let found = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return Ok(self.braces()),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(found))
    }

    /// `{2}`, `{2,}`, `{2,5}`; anything else leaves the brace to be literal.
    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let start = self.at;
        self.at += 1;
        let found = self.bounds();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn bounds(&mut self) -> Option<(u32, Option<u32>)> {
        let min = self.number()?;
        let max = if self.eat(',') {
            self.number().map_or(Some(None), |n| Some(Some(n)))?
        } else {
            Some(min)
        };
        self.eat('}').then_some((min, max))
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        let mut value: u32 = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// One atom, and whether a quantifier may follow it.
    fn atom(&mut self) -> Result<(Tree, bool)> {
        let unit = self.units[self.at];
        match char_of(unit) {
            '^' => self.step(Tree::Start, false),
            '$' => self.step(Tree::End, false),
            '.' => self.step(Tree::Set(line_ends(true)), true),
            '(' => self.group(),
            '[' => Ok((Tree::Set(self.class()?), true)),
            '\\' => self.escape(),
            '*' | '+' | '?' => error("non c'è nulla da ripetere"),
            '{' => {
                if self.braces().is_some() {
                    return error("non c'è nulla da ripetere");
                }
                self.step(Tree::Unit(unit), true)
            }
            _ => self.step(Tree::Unit(unit), true),
        }
    }

    fn step(&mut self, tree: Tree, repeatable: bool) -> Result<(Tree, bool)> {
        self.at += 1;
        Ok((tree, repeatable))
    }

    fn group(&mut self) -> Result<(Tree, bool)> {
        self.at += 1;
        let look = [
            ("?=", false, false),
            ("?!", false, true),
            ("?<=", true, false),
            ("?<!", true, true),
        ];
        for (mark, behind, negated) in look {
            if self.eat_text(mark) {
                let body = Box::new(self.alternatives()?);
                self.close()?;
                return Ok((
                    Tree::Look {
                        behind,
                        negated,
                        body,
                    },
                    !behind,
                ));
            }
        }
        if self.eat_text("?:") {
            let body = self.alternatives()?;
            self.close()?;
            return Ok((body, true));
        }
        if self.eat_text("?<") {
            while self.peek().is_some_and(|c| c != '>') {
                self.at += 1;
            }
            if !self.eat('>') {
                return error("il nome di un gruppo non è valido");
            }
        } else if self.peek() == Some('?') {
            return error("un gruppo non è valido");
        }
        self.captures += 1;
        let index = self.captures;
        let body = Box::new(self.alternatives()?);
        self.close()?;
        Ok((Tree::Capture(index, body), true))
    }

    fn close(&mut self) -> Result<()> {
        if self.eat(')') {
            Ok(())
        } else {
            error("un gruppo non è chiuso")
        }
    }
}
