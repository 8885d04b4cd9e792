//! The fonts compiled into the program.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontBook};
use typst::utils::LazyHash;

const FILES: [&[u8]; 6] = [
    include_bytes!("../fonts/TitilliumWeb-Regular.ttf"),
    include_bytes!("../fonts/TitilliumWeb-SemiBold.ttf"),
    include_bytes!("../fonts/TitilliumWeb-Italic.ttf"),
    include_bytes!("../fonts/RobotoMono-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
];

/// Families in the order in which a missing glyph is looked for; the same order as in `frame.typ`.
const FAMILIES: [&str; 3] = ["Titillium Web", "Noto Sans", "Noto Sans Arabic"];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = FILES.iter().map(|file| Bytes::new(*file));
    files.flat_map(Font::iter).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Every font, in the order of [`book`].
pub(crate) fn all() -> &'static [Font] {
    &FONTS
}

/// The index of [`all`].
pub(crate) fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

/// The characters of one family that all its faces have.
pub(crate) struct Family {
    faces: Vec<Coverage>,
}

impl Family {
    /// Whether every face has a glyph for the character.
    pub(crate) fn covers(&self, c: char) -> bool {
        !self.faces.is_empty() && self.faces.iter().all(|face| face.contains(u32::from(c)))
    }
}

/// The families of running text, in the order of fallback.
pub(crate) fn families() -> &'static [Family] {
    static FAMILY: LazyLock<Vec<Family>> =
        LazyLock::new(|| FAMILIES.iter().map(|name| family(name)).collect());
    &FAMILY
}

fn family(name: &str) -> Family {
    let faces = FONTS.iter().filter(|font| font.info().family == name);
    Family {
        faces: faces.map(|font| font.info().coverage.clone()).collect(),
    }
}
