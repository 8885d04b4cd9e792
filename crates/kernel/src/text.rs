//! Text at the edge: what may enter the system at all.

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// U+0000, which PostgreSQL cannot store.
    #[error("text holds a NUL character")]
    Nul,
    /// Longer than allowed.
    #[error("text is longer than {0} characters")]
    TooLong(usize),
}

/// Refuses NUL and over-long text and turns CR LF into LF; everything else is kept as typed, for the exact text is evidence.
pub fn clean_text(text: &str, max_chars: usize) -> Result<String, TextError> {
    if text.contains('\0') {
        return Err(TextError::Nul);
    }
    let text = text.replace("\r\n", "\n");
    if text.chars().count() > max_chars {
        return Err(TextError::TooLong(max_chars));
    }
    Ok(text)
}
