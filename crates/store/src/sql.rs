//! Statements put together at run time, from fixed fragments and binds only.

use crate::Value;

/// A statement built from `&'static str` fragments and binds: nothing typed by a person can become SQL.
#[derive(Clone, Debug, PartialEq)]
pub struct Sql {
    pub(crate) text: String,
    pub(crate) params: Vec<Value>,
}

impl Sql {
    /// Starts with a fragment that has no binds.
    pub fn new(fragment: &'static str) -> Self {
        Self::with(fragment, Vec::new())
    }

    /// Starts with a fragment that already uses `$1` … `$n` for `params`.
    pub fn with(fragment: &'static str, params: Vec<Value>) -> Self {
        Self {
            text: fragment.to_owned(),
            params,
        }
    }

    /// Appends a fragment and then one bind: `.push(" and office_id = ", office)`.
    #[must_use]
    pub fn push(self, fragment: &'static str, value: impl Into<Value>) -> Self {
        self.raw(fragment).bind(value)
    }

    /// Appends a fragment without binds: `.raw(" order by filed_at")`.
    #[must_use]
    pub fn raw(mut self, fragment: &'static str) -> Self {
        self.text.push_str(fragment);
        self
    }

    /// Appends one bind where it stands.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.params.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.params.len().to_string());
        self
    }

    /// Appends `fragment ($n, $m, …)`; an empty list becomes `(null)`, which nothing equals.
    #[must_use]
    pub fn list<T: Into<Value>>(self, fragment: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        let mut sql = self.raw(fragment).raw("(");
        let mut first = true;
        for value in values {
            if !first {
                sql = sql.raw(", ");
            }
            first = false;
            sql = sql.bind(value);
        }
        if first { sql.raw("null)") } else { sql.raw(")") }
    }

    /// Appends another built statement, its binds renumbered after ours.
    ///
    /// The other statement may use `$n` only for its binds, not inside quoted text.
    #[must_use]
    pub fn append(mut self, other: Sql) -> Self {
        let shift = self.params.len();
        let mut rest = other.text.as_str();
        while let Some(at) = rest.find('$') {
            self.text.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            match rest[..digits].parse::<usize>() {
                Ok(number) => self.text.push_str(&(number + shift).to_string()),
                Err(_) => self.text.push_str(&rest[..digits]),
            }
            rest = &rest[digits..];
        }
        self.text.push_str(rest);
        self.params.extend(other.params);
        self
    }

    /// The text with its numbered binds, for tests and logs.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The text of a statement of a batch or a read.
#[derive(Clone, Debug)]
pub(crate) enum SqlText {
    Fixed(&'static str),
    Built(String),
}

impl SqlText {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            SqlText::Fixed(text) => text,
            SqlText::Built(text) => text,
        }
    }
}
