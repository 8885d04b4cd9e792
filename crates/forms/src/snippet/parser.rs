//! Tokens to syntax; what rules cannot say is refused here already.

mod expressions;

use super::lexer::{self, Kind, Token};
use super::reason::Reason;
use super::syntax::{Expr, Program, Stmt};

/// Deepest nesting of parentheses, blocks and the like.
const MAX_NESTING: usize = 40;
/// Most operators, members and calls, which are what makes a tree deep.
const MAX_PARTS: usize = 400;

type Parsed<T> = Result<T, Reason>;

/// Reads a whole snippet.
pub(super) fn program(source: &str) -> Parsed<Program> {
    let mut parser = Parser {
        tokens: lexer::tokens(source)?,
        at: 0,
        nesting: 0,
        parts: 0,
        variables: Vec::new(),
    };
    let mut body = Vec::new();
    while parser.kind() != &Kind::End {
        parser.statement(&mut body)?;
    }
    Ok(Program {
        body,
        variables: parser.variables,
    })
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    nesting: usize,
    parts: usize,
    variables: Vec<String>,
}

/// Words that begin statements which are refused, and the reason.
fn refused(word: &str) -> Option<Reason> {
    match word {
        "for" | "while" | "do" => Some(Reason::Loop),
        "switch" | "try" | "throw" | "function" | "class" | "with" | "break" | "continue" | "debugger"
        | "import" | "export" | "async" => Some(Reason::Statement(word.to_owned())),
        _ => None,
    }
}

impl Parser {
    fn token(&self) -> &Token {
        // The last token says where the text ends and is never passed.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn kind(&self) -> &Kind {
        &self.token().kind
    }

    fn pass(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    fn wrong<T>(&self) -> Parsed<T> {
        Err(Reason::Syntax(self.token().line))
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.kind(), Kind::Sign(found) if *found == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind(), Kind::Name(found) if found == word)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        if found {
            self.pass();
        }
        found
    }

    fn need(&mut self, sign: &str) -> Parsed<()> {
        if self.takes(sign) { Ok(()) } else { self.wrong() }
    }

    fn name(&mut self) -> Parsed<String> {
        match self.kind() {
            Kind::Name(name) if !is_reserved(name) => {
                let name = name.clone();
                self.pass();
                Ok(name)
            }
            _ => self.wrong(),
        }
    }

    fn deeper(&mut self) -> Parsed<()> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(Reason::TooLarge);
        }
        Ok(())
    }

    fn part(&mut self) -> Parsed<()> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err(Reason::TooLarge);
        }
        Ok(())
    }

    /// A statement may end without a semicolon before a brace, at the end and at a new line.
    fn end(&mut self) -> Parsed<()> {
        if self.takes(";") || self.is("}") || self.kind() == &Kind::End || self.token().after_line {
            Ok(())
        } else {
            self.wrong()
        }
    }

    fn statement(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        self.deeper()?;
        self.statement_inside(out)?;
        self.nesting -= 1;
        Ok(())
    }

    fn statement_inside(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        if self.takes(";") {
            return Ok(());
        }
        if self.takes("{") {
            while !self.takes("}") {
                if self.kind() == &Kind::End {
                    return self.wrong();
                }
                self.statement(out)?;
            }
            return Ok(());
        }
        let word = match self.kind() {
            Kind::Name(word) => word.clone(),
            _ => String::new(),
        };
        match word.as_str() {
            "var" => self.declarations(out, true),
            // Names of a block end with it, which only the outermost block makes certain.
            "let" | "const" if self.nesting == 1 => self.declarations(out, false),
            "let" | "const" => Err(Reason::Statement(word)),
            "if" => self.choice(out),
            "return" => self.returned(out),
            other => match refused(other) {
                Some(why) => Err(why),
                None => self.simple(out),
            },
        }
    }

    fn declarations(&mut self, out: &mut Vec<Stmt>, hoisted: bool) -> Parsed<()> {
        self.pass();
        loop {
            let name = self.name()?;
            if hoisted {
                self.variables.push(name.clone());
            }
            if self.takes("=") {
                let value = self.expression()?;
                out.push(Stmt::Assign {
                    name,
                    operator: None,
                    value,
                    declared: !hoisted,
                });
            } else if !hoisted {
                out.push(Stmt::Assign {
                    name,
                    operator: None,
                    value: Expr::Undefined,
                    declared: true,
                });
            }
            if !self.takes(",") {
                return self.end();
            }
        }
    }

    fn choice(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        self.pass();
        self.part()?;
        self.need("(")?;
        let condition = self.expression()?;
        self.need(")")?;
        let (mut then, mut otherwise) = (Vec::new(), Vec::new());
        self.statement(&mut then)?;
        if self.is_word("else") {
            self.pass();
            self.statement(&mut otherwise)?;
        }
        out.push(Stmt::If(condition, then, otherwise));
        Ok(())
    }

    fn returned(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        self.pass();
        let bare = self.is(";") || self.is("}") || self.kind() == &Kind::End || self.token().after_line;
        let value = if bare { Expr::Undefined } else { self.expression()? };
        out.push(Stmt::Return(value));
        self.end()
    }

    /// An assignment, or an expression whose result nobody takes.
    fn simple(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        let target = self.expression()?;
        let Kind::Sign(sign) = *self.kind() else {
            out.push(Stmt::Expression(target));
            return self.end();
        };
        let operator = match sign {
            "=" => None,
            "+=" => Some("+"),
            "-=" => Some("-"),
            "*=" => Some("*"),
            "/=" => Some("/"),
            "++" | "--" | "%=" | "**=" | "&&=" | "||=" | "??=" => {
                return Err(Reason::Operator(sign.to_owned()));
            }
            _ => {
                out.push(Stmt::Expression(target));
                return self.end();
            }
        };
        let Expr::Name(name) = target else {
            return Err(Reason::Writes(shown(&target)));
        };
        self.pass();
        let value = self.expression()?;
        // `show = valid = true`
        if self.is("=") {
            return Err(Reason::Operator("=".to_owned()));
        }
        out.push(Stmt::Assign {
            name,
            operator,
            value,
            declared: false,
        });
        self.end()
    }
}

/// What is written to, for a person to find it.
fn shown(target: &Expr) -> String {
    match target {
        Expr::Name(name) => name.clone(),
        Expr::Member { base, key, .. } => match key {
            super::syntax::Key::Named(name) => format!("{}.{name}", shown(base)),
            super::syntax::Key::Computed(_) => format!("{}[…]", shown(base)),
        },
        Expr::Group(inner) => shown(inner),
        _ => "…".to_owned(),
    }
}

/// Words that cannot be names.
fn is_reserved(word: &str) -> bool {
    const WORDS: &str = " break case catch class const continue debugger default delete do else enum export extends \
        false finally for function if import in instanceof let new null return super switch this throw true try \
        typeof var void while with yield ";
    WORDS.split_ascii_whitespace().any(|reserved| reserved == word)
}
