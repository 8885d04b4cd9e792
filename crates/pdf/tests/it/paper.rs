//! Reading a finished document back.

use lopdf::{Dictionary, Document, Object};
use pdf::{Job, render_in_process};

/// A finished document.
pub(crate) struct Paper {
    pub(crate) bytes: Vec<u8>,
    pub(crate) document: Document,
}

/// Renders here, keeps the file for the eye and opens it.
pub(crate) fn paper(name: &str, job: &Job) -> Paper {
    let bytes = render_in_process(job).unwrap_or_else(|error| panic!("{name}: {error}"));
    std::fs::write(format!("{}/{name}.pdf", env!("CARGO_TARGET_TMPDIR")), &bytes).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    Paper { bytes, document }
}

impl Paper {
    pub(crate) fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    pub(crate) fn entry<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> &'a Object {
        self.document.dereference(dictionary.get(key).unwrap()).unwrap().1
    }

    /// The text of all pages, without zero-width spaces, with every run of white space as one space.
    pub(crate) fn words(&self) -> String {
        let pages: Vec<u32> = self.document.get_pages().keys().copied().collect();
        let text = self.document.extract_text(&pages).unwrap();
        let text: String = text.chars().filter(|c| *c != '\u{200b}').collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn xmp(&self) -> String {
        let stream = self.entry(self.catalog(), b"Metadata").as_stream().unwrap();
        let bytes = stream
            .decompressed_content()
            .unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).unwrap()
    }

    /// Kinds of all structure elements, in file order.
    pub(crate) fn structure(&self) -> Vec<String> {
        let kinds = self.document.objects.values().filter_map(|object| {
            let dictionary = object.as_dict().ok()?;
            if dictionary.get(b"P").is_err() {
                return None;
            }
            Some(String::from_utf8_lossy(dictionary.get(b"S").ok()?.as_name().ok()?).into_owned())
        });
        kinds.collect()
    }
}
