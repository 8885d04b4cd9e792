//! Text to tokens.

use super::reason::Reason;
use jsonlogic::coercion::number_of_text;
use std::iter::Peekable;
use std::str::CharIndices;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Text(String),
    /// Texts of a template and, between them, the code of what is put in.
    Template(Vec<String>, Vec<String>),
    /// A name or a keyword.
    Name(String),
    Sign(&'static str),
    End,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Whether a line ends between the token before and this one.
    pub(super) after_line: bool,
    pub(super) line: usize,
}

/// Longest first, so that the first that fits is the right one.
const SIGNS: &[&str] = &[
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=",
    ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**", "<<",
    ">>", "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~",
    "?", ":", "=", ".",
];

struct Lexer<'a> {
    source: &'a str,
    rest: Peekable<CharIndices<'a>>,
    line: usize,
    tokens: Vec<Token>,
}

/// Every token, with one that says where the text ends.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, Reason> {
    // Sloppy JavaScript takes the rest of the line for a comment.
    if source.contains("<!--") || source.contains("-->") {
        return Err(Reason::Syntax(1));
    }
    let mut lexer = Lexer {
        source,
        rest: source.char_indices().peekable(),
        line: 1,
        tokens: Vec::new(),
    };
    loop {
        let after_line = lexer.skip()?;
        let line = lexer.line;
        let kind = lexer.token()?;
        let ended = kind == Kind::End;
        lexer.tokens.push(Token {
            kind,
            after_line,
            line,
        });
        if ended {
            return Ok(lexer.tokens);
        }
    }
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

pub(super) fn begins_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '$')
}

fn goes_on_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

impl Lexer<'_> {
    fn wrong<T>(&self) -> Result<T, Reason> {
        Err(Reason::Syntax(self.line))
    }

    fn left(&mut self) -> &str {
        let at = self.rest.peek().map_or(self.source.len(), |(at, _)| *at);
        self.source.get(at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let (_, c) = self.rest.next()?;
        let pair = c == '\r' && self.peek() == Some('\n');
        self.line += usize::from(ends_line(c) && !pair);
        Some(c)
    }

    fn drop(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, c)| *c)
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek().filter(|c| wanted(*c)) {
            self.next();
            out.push(c);
        }
        out
    }

    /// Leaves out space and comments; says whether a line ended in them.
    fn skip(&mut self) -> Result<bool, Reason> {
        let before = self.line;
        loop {
            match self.peek() {
                Some(c) if jsonlogic::coercion::is_space(c) => {
                    self.next();
                }
                Some('/') if self.left().starts_with("//") => {
                    self.take_while(|c| !ends_line(c));
                }
                Some('/') if self.left().starts_with("/*") => {
                    self.drop(2);
                    while !self.left().starts_with("*/") {
                        if self.next().is_none() {
                            return self.wrong();
                        }
                    }
                    self.drop(2);
                }
                _ => return Ok(self.line > before),
            }
        }
    }

    fn token(&mut self) -> Result<Kind, Reason> {
        let Some(c) = self.peek() else {
            return Ok(Kind::End);
        };
        if begins_name(c) {
            return Ok(Kind::Name(self.take_while(goes_on_name)));
        }
        let fraction = c == '.' && self.left().chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if c.is_ascii_digit() || fraction {
            return self.number();
        }
        match c {
            '"' | '\'' => self.text(c).map(Kind::Text),
            '`' => self.template(),
            '/' if !self.after_operand() => Err(Reason::Pattern),
            _ => {
                let left = self.left();
                let Some(sign) = SIGNS.iter().find(|sign| left.starts_with(**sign)) else {
                    return self.wrong();
                };
                // `a?.5:1` is a choice, not a member.
                let choice = *sign == "?." && left.chars().nth(2).is_some_and(|c| c.is_ascii_digit());
                let sign = if choice { "?" } else { *sign };
                self.drop(sign.len());
                Ok(Kind::Sign(sign))
            }
        }
    }

    /// Whether the token before ends an operand, after which a slash divides.
    fn after_operand(&self) -> bool {
        match self.tokens.last().map(|token| &token.kind) {
            Some(Kind::Sign(sign)) => [")", "]", "}"].contains(sign),
            Some(Kind::Name(name)) => !["return", "typeof"].contains(&name.as_str()),
            Some(_) => true,
            None => false,
        }
    }

    fn number(&mut self) -> Result<Kind, Reason> {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let signed = matches!(c, '+' | '-') && text.ends_with(['e', 'E']) && !text.starts_with("0x");
            if !(goes_on_name(c) || c == '.' || signed) {
                break;
            }
            self.next();
            text.push(c);
        }
        let whole = text.strip_prefix('0').filter(|rest| !rest.is_empty());
        // A leading zero makes a number octal in sloppy JavaScript, unless a digit is none of eight.
        if let Some(digits) = whole.filter(|rest| rest.bytes().all(|b| b.is_ascii_digit())) {
            if digits.bytes().any(|b| b > b'7') {
                return Ok(Kind::Number(number_of_text(digits)));
            }
            return match u64::from_str_radix(digits, 8) {
                #[expect(clippy::cast_precision_loss, reason = "JavaScript loses it too")]
                Ok(number) => Ok(Kind::Number(number as f64)),
                Err(_) => self.wrong(),
            };
        }
        let number = number_of_text(&text);
        if number.is_nan() || whole.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return self.wrong();
        }
        Ok(Kind::Number(number))
    }

    fn text(&mut self, quote: char) -> Result<String, Reason> {
        self.next();
        let mut out = Units::default();
        loop {
            match self.next() {
                None => return self.wrong(),
                Some(c) if c == quote => break,
                Some('\\') => self.escape(&mut out)?,
                Some('\n' | '\r') => return self.wrong(),
                Some(c) => out.push(c),
            }
        }
        out.finish().ok_or(Reason::Syntax(self.line))
    }

    fn escape(&mut self, out: &mut Units) -> Result<(), Reason> {
        let c = match self.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('b') => '\u{8}',
            Some('f') => '\u{C}',
            Some('v') => '\u{B}',
            Some('0') if !self.peek().is_some_and(|c| c.is_ascii_digit()) => '\0',
            Some('x') => return self.unit(2, out),
            Some('u') if self.peek() == Some('{') => {
                self.next();
                let digits = self.take_while(|c| c.is_ascii_hexdigit());
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                let (Some(c), Some('}')) = (code, self.next()) else {
                    return self.wrong();
                };
                c
            }
            Some('u') => return self.unit(4, out),
            Some('\r') if self.peek() == Some('\n') => {
                self.next();
                return Ok(());
            }
            Some(c) if ends_line(c) => return Ok(()),
            Some(c) if !c.is_ascii_digit() => c,
            _ => return self.wrong(),
        };
        out.push(c);
        Ok(())
    }

    fn unit(&mut self, length: usize, out: &mut Units) -> Result<(), Reason> {
        let mut digits = String::new();
        for _ in 0..length {
            digits.extend(self.next());
        }
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return self.wrong();
        }
        match u16::from_str_radix(&digits, 16) {
            Ok(unit) => out.0.push(unit),
            Err(_) => return self.wrong(),
        }
        Ok(())
    }

    fn template(&mut self) -> Result<Kind, Reason> {
        self.next();
        let (mut texts, mut codes) = (Vec::new(), Vec::new());
        let mut out = Units::default();
        loop {
            match self.next() {
                None => return self.wrong(),
                Some('`') => break,
                Some('\\') => self.escape(&mut out)?,
                Some('$') if self.peek() == Some('{') => {
                    self.next();
                    texts.push(
                        std::mem::take(&mut out)
                            .finish()
                            .ok_or(Reason::Syntax(self.line))?,
                    );
                    codes.push(self.inserted()?);
                }
                // The language knows one end of line inside templates.
                Some('\r') => {
                    if self.peek() == Some('\n') {
                        self.next();
                    }
                    out.push('\n');
                }
                Some(c) => out.push(c),
            }
        }
        texts.push(out.finish().ok_or(Reason::Syntax(self.line))?);
        Ok(Kind::Template(texts, codes))
    }

    /// The code up to the brace that closes it; braces and quotes inside it are not followed.
    fn inserted(&mut self) -> Result<String, Reason> {
        let code = self.take_while(|c| c != '}');
        if self.next().is_none() || code.contains(['{', '`', '"', '\'']) {
            return self.wrong();
        }
        Ok(code)
    }
}

/// A text as JavaScript has it, to join the halves of a pair written one by one.
#[derive(Default)]
struct Units(Vec<u16>);

impl Units {
    fn push(&mut self, c: char) {
        self.0.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }

    fn finish(self) -> Option<String> {
        String::from_utf16(&self.0).ok()
    }
}
