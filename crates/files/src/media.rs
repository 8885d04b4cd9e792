//! The kinds of file that may be attached.

/// A kind of file, found from the content and never from what the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaType {
    /// Portable Document Format.
    Pdf,
    /// CMS envelope with a CAdES signature around a document.
    P7m,
    /// Detached CMS signature.
    P7s,
    /// Portable Network Graphics.
    Png,
    /// JPEG image.
    Jpeg,
    /// TIFF image.
    Tiff,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// Office Open XML text, without macros.
    Docx,
    /// Office Open XML spreadsheet, without macros.
    Xlsx,
    /// Plain text.
    Text,
    /// Comma- or semicolon-separated values.
    Csv,
    /// XML that is neither a page nor a drawing, without a document type.
    Xml,
    /// Archive without programs, pages and other archives.
    Zip,
}

impl MediaType {
    /// Every kind.
    pub const ALL: [MediaType; 14] = [
        MediaType::Pdf,
        MediaType::P7m,
        MediaType::P7s,
        MediaType::Png,
        MediaType::Jpeg,
        MediaType::Tiff,
        MediaType::Odt,
        MediaType::Ods,
        MediaType::Docx,
        MediaType::Xlsx,
        MediaType::Text,
        MediaType::Csv,
        MediaType::Xml,
        MediaType::Zip,
    ];

    /// The name registered with IANA, as stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::P7m => "application/pkcs7-mime",
            MediaType::P7s => "application/pkcs7-signature",
            MediaType::Png => "image/png",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Tiff => "image/tiff",
            MediaType::Odt => "application/vnd.oasis.opendocument.text",
            MediaType::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            MediaType::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            MediaType::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            MediaType::Text => "text/plain",
            MediaType::Csv => "text/csv",
            MediaType::Xml => "application/xml",
            MediaType::Zip => "application/zip",
        }
    }

    /// The extensions a file of this kind may bear, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            MediaType::Pdf => &["pdf"],
            MediaType::P7m => &["p7m"],
            MediaType::P7s => &["p7s"],
            MediaType::Png => &["png"],
            MediaType::Jpeg => &["jpg", "jpeg"],
            MediaType::Tiff => &["tif", "tiff"],
            MediaType::Odt => &["odt"],
            MediaType::Ods => &["ods"],
            MediaType::Docx => &["docx"],
            MediaType::Xlsx => &["xlsx"],
            MediaType::Text => &["txt"],
            MediaType::Csv => &["csv"],
            MediaType::Xml => &["xml"],
            MediaType::Zip => &["zip"],
        }
    }

    /// The kind an extension (lower case, without the dot) promises.
    pub fn by_extension(extension: &str) -> Option<MediaType> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.extensions().contains(&extension))
    }

    /// The kind of a stored name.
    pub fn parse(text: &str) -> Option<MediaType> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether browsers show it themselves without running anything; all else is offered for saving only.
    pub fn shown_inline(self) -> bool {
        matches!(self, MediaType::Pdf | MediaType::Png | MediaType::Jpeg)
    }
}

impl std::fmt::Display for MediaType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
