//! Just enough of Rust's lexical rules to tell code, text and comments apart, and tests from the rest.

/// A source with comments and the insides of text literals replaced by spaces; every line keeps its number.
pub(crate) struct Masked {
    /// The code.
    pub(crate) code: String,
    /// Text literals with the line they begin on, counted from 1.
    pub(crate) texts: Vec<(usize, String)>,
}

/// Masks a source.
pub(crate) fn mask(source: &str) -> Masked {
    let mut masker = Masker {
        bytes: source.as_bytes(),
        at: 0,
        line: 1,
        code: Vec::new(),
        texts: Vec::new(),
    };
    while masker.at < masker.bytes.len() {
        masker.step();
    }
    Masked {
        code: String::from_utf8_lossy(&masker.code).into_owned(),
        texts: masker.texts,
    }
}

struct Masker<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    code: Vec<u8>,
    texts: Vec<(usize, String)>,
}

impl Masker<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn keep(&mut self, count: usize) {
        for _ in 0..count {
            let byte = self.byte(0);
            self.line += usize::from(byte == b'\n');
            self.code.push(byte);
            self.at += 1;
        }
    }

    fn hide(&mut self, count: usize) {
        for _ in 0..count.min(self.bytes.len() - self.at) {
            let newline = self.byte(0) == b'\n';
            self.line += usize::from(newline);
            self.code.push(if newline { b'\n' } else { b' ' });
            self.at += 1;
        }
    }

    fn step(&mut self) {
        match (self.byte(0), self.byte(1)) {
            (b'/', b'/') => {
                let end = self.bytes[self.at..].iter().position(|byte| *byte == b'\n');
                self.hide(end.unwrap_or(self.bytes.len() - self.at));
            }
            (b'/', b'*') => self.block_comment(),
            (b'"', _) => self.text(),
            (b'r', b'"' | b'#') if !self.in_word() => self.raw_text(),
            (b'\'', _) => self.quote(),
            _ => self.keep(1),
        }
    }

    /// Whether the byte before belongs to a word: `for"` is no raw text; `br"` is one.
    fn in_word(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).map_or(b' ', |at| self.bytes[at]);
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        word(before(1)) && (before(1) != b'b' || word(before(2)))
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.byte(0), self.byte(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.hide(2);
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.hide(2);
                }
                _ => self.hide(1),
            }
            if depth == 0 || self.at >= self.bytes.len() {
                return;
            }
        }
    }

    fn text(&mut self) {
        let (line, start) = (self.line, self.at + 1);
        self.keep(1);
        while self.at < self.bytes.len() && self.byte(0) != b'"' {
            self.hide(if self.byte(0) == b'\\' { 2 } else { 1 });
        }
        self.record(line, start, self.at);
        self.keep(usize::from(self.at < self.bytes.len()));
    }

    fn raw_text(&mut self) {
        let hashes = self.bytes[self.at + 1..]
            .iter()
            .take_while(|byte| **byte == b'#')
            .count();
        if self.byte(1 + hashes) != b'"' {
            return self.keep(1); // r#type: a raw word
        }
        let line = self.line;
        self.keep(hashes + 2);
        let start = self.at;
        let close: Vec<u8> = std::iter::once(b'"')
            .chain(std::iter::repeat_n(b'#', hashes))
            .collect();
        while self.at < self.bytes.len() && !self.bytes[self.at..].starts_with(&close) {
            self.hide(1);
        }
        self.record(line, start, self.at);
        self.keep((hashes + 1).min(self.bytes.len() - self.at));
    }

    fn record(&mut self, line: usize, start: usize, end: usize) {
        let text = String::from_utf8_lossy(&self.bytes[start..end.max(start)]).into_owned();
        self.texts.push((line, text));
    }

    /// A character (`'a'`, `'\''`, `'è'`) is hidden, a lifetime (`'a`) kept.
    fn quote(&mut self) {
        let rest = &self.bytes[self.at + 1..];
        let close = rest
            .iter()
            .skip(1)
            .take(11)
            .position(|byte| *byte == b'\'')
            .map(|at| at + 1);
        let width = match rest.first() {
            Some(b'\\') if rest.get(1) == Some(&b'\'') => Some(2),
            Some(b'\\') => close,
            Some(first) => close.filter(|at| *at == utf8_width(*first)),
            None => None,
        };
        match width {
            Some(width) => self.hide(width + 2),
            None => self.keep(1),
        }
    }
}

fn utf8_width(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Masked code with every item behind `#[cfg(test)]` blanked out.
pub(crate) fn without_tests(code: &str) -> String {
    split_tests(code).0
}

/// Masked code as (everything else, items behind `#[cfg(test)]`), each with the other part blanked out.
pub(crate) fn split_tests(code: &str) -> (String, String) {
    let mut rest = code.as_bytes().to_vec();
    let mut tests: Vec<u8> = rest
        .iter()
        .map(|byte| if *byte == b'\n' { b'\n' } else { b' ' })
        .collect();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(test)]") {
        let start = from + found;
        let end = item_end(code.as_bytes(), start);
        for at in start..end {
            if rest[at] != b'\n' {
                tests[at] = rest[at];
                rest[at] = b' ';
            }
        }
        from = end;
    }
    (
        String::from_utf8_lossy(&rest).into_owned(),
        String::from_utf8_lossy(&tests).into_owned(),
    )
}

fn item_end(code: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.iter().enumerate().skip(start) {
        match byte {
            b';' if depth == 0 => return at + 1,
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests;
