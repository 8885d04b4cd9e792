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

/// Lower case without the accents of European languages, so that `Perché`, `perche` and `PERCHÉ` are found alike.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .flat_map(|c| base_letters(c).chars().chain(own_letter(c)))
        .collect()
}

fn own_letter(c: char) -> Option<char> {
    base_letters(c)
        .is_empty()
        .then_some(c)
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
}

fn base_letters(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ċ' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => "o",
        'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => "",
    }
}

/// The words a text is found by: folded, cut at everything that is no letter or digit, two characters at least, each
/// once, at most `limit`. The one tokeniser of the house, so that both databases find the same.
pub fn search_words(text: &str, limit: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().nth(1).is_some())
    {
        let word: String = word.chars().take(40).collect();
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() == limit {
            break;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_accents() {
        assert_eq!(
            search_words("Perché l'Àncora d’ORO, perche? Ł'ß", 10),
            ["perche", "ancora", "oro", "ss"]
        );
        assert_eq!(search_words("città cittá e\u{301}poca", 1), ["citta"]);
        assert_eq!(fold("e\u{301}poca"), "epoca");
    }

    #[test]
    fn nul_and_length_are_refused_and_the_rest_kept() {
        assert_eq!(clean_text("a\0b", 10), Err(TextError::Nul));
        assert_eq!(clean_text("abc", 2), Err(TextError::TooLong(2)));
        assert_eq!(clean_text("a\r\nè🦀", 10).as_deref(), Ok("a\nè🦀"));
    }
}
