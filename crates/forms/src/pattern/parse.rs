//! Source of a regular expression to tree. Annex B of ECMAScript: a stray `]`, `}` or `{` is literal.

use super::PatternError;

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 100;

/// A set of UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Set {
    pub(super) negated: bool,
    pub(super) ranges: Vec<(u16, u16)>,
}

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
        return error("unmatched )");
    }
    Ok(Parsed {
        tree,
        captures: total,
        has_back: parser.has_back,
    })
}

/// Counts capturing groups first, because a back-reference may stand before its group.
fn count_groups(units: &[u16]) -> (usize, Vec<(String, usize)>) {
    let (mut at, mut in_class, mut total, mut names) = (0, false, 0, Vec::new());
    while at < units.len() {
        match char_of(units[at]) {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let next = units.get(at + 1).copied().map(char_of);
                let third = units.get(at + 2).copied().map(char_of);
                let fourth = units.get(at + 3).copied().map(char_of);
                if next != Some('?') {
                    total += 1;
                } else if third == Some('<') && fourth != Some('=') && fourth != Some('!') {
                    total += 1;
                    let name: Vec<u16> = units[at + 3..]
                        .iter()
                        .copied()
                        .take_while(|u| char_of(*u) != '>')
                        .collect();
                    names.push((String::from_utf16_lossy(&name), total));
                }
            }
            _ => {}
        }
        at += 1;
    }
    (total, names)
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
            return error("nothing to repeat");
        }
        if max.is_some_and(|max| max < min) {
            return error("numbers out of order in quantifier");
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
            '*' | '+' | '?' => error("nothing to repeat"),
            '{' => {
                if self.braces().is_some() {
                    return error("nothing to repeat");
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
                return error("invalid group name");
            }
        } else if self.peek() == Some('?') {
            return error("invalid group");
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
            error("unterminated group")
        }
    }

    fn escape(&mut self) -> Result<(Tree, bool)> {
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
            return error("invalid named reference");
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
            _ => error("invalid named reference"),
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
    fn escaped_unit(&mut self) -> u16 {
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

    fn class(&mut self) -> Result<Set> {
        self.at += 1;
        let mut set = Set {
            negated: self.eat('^'),
            ranges: Vec::new(),
        };
        loop {
            match self.peek() {
                None => return error("unterminated character class"),
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
                return error("range out of order in character class");
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
            return error("unterminated character class");
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

fn complement(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.sort_unstable();
    let mut out = Vec::new();
    let mut next = 0_u32;
    for (low, high) in ranges {
        if u32::from(low) > next {
            out.push((next as u16, low - 1));
        }
        next = next.max(u32::from(high) + 1);
    }
    if next <= 0xFFFF {
        out.push((next as u16, 0xFFFF));
    }
    out
}

fn shorthand(letter: char) -> Option<Set> {
    let ranges: &[(u16, u16)] = match letter.to_ascii_lowercase() {
        'd' => &[(0x30, 0x39)],
        'w' => &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
        's' => &[
            (9, 13),
            (32, 32),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ],
        _ => return None,
    };
    Some(Set {
        negated: letter.is_ascii_uppercase(),
        ranges: ranges.to_vec(),
    })
}

fn line_ends(negated: bool) -> Set {
    Set {
        negated,
        ranges: vec![(10, 10), (13, 13), (0x2028, 0x2029)],
    }
}
