//! ZIP archives and the office documents that are ZIP archives, unpacked into nothing to see what they hold.

#[cfg(test)]
mod tests;

use crate::{MediaType, Refused, name, sniff};
use std::io::{Cursor, Read, Seek, SeekFrom};
use zip::ZipArchive;

const MAX_ENTRIES: usize = 2_000;
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// Deflate cannot pass 1032:1; office documents stay below 60:1.
const MAX_RATIO: u64 = 100;
/// Small archives may be of any ratio.
const FREE_OF_RATIO: u64 = 1024 * 1024;
const MAX_INNER: u64 = 50 * 1024 * 1024;
/// A spreadsheet in a text document in an archive.
const MAX_DEPTH: u32 = 2;

/// What may still be unpacked, over all levels.
struct Budget {
    entries: usize,
    bytes: u64,
}

/// Which kind of archive it is; refuses bombs, archives in archives, passwords, programs and macros.
pub(crate) fn inspect<R: Read + Seek>(content: &mut R, size: u64) -> Result<MediaType, Refused> {
    let budget = Budget {
        entries: MAX_ENTRIES,
        bytes: MAX_UNPACKED,
    };
    inspect_within(content, size, budget)
}

fn inspect_within<R: Read + Seek>(
    content: &mut R,
    size: u64,
    mut budget: Budget,
) -> Result<MediaType, Refused> {
    inspect_level(content, size, 0, &mut budget)
}

fn inspect_level<R: Read + Seek>(
    content: &mut R,
    size: u64,
    depth: u32,
    budget: &mut Budget,
) -> Result<MediaType, Refused> {
    // Archives stored inside bring their own headers.
    if central_headers(content)? > 2 * MAX_ENTRIES {
        return Err(Refused::Bomb);
    }
    content.seek(SeekFrom::Start(0)).map_err(|_| Refused::Broken)?;
    let mut archive = ZipArchive::new(content).map_err(|_| Refused::Broken)?;
    if archive.len() > budget.entries {
        return Err(Refused::Bomb);
    }
    budget.entries -= archive.len();
    // Two entries of one name: what one program shows is not what another opens.
    if archive.is_empty() || archive.has_duplicate_names() {
        return Err(Refused::Broken);
    }
    if archive.has_overlapping_files().map_err(|_| Refused::Broken)? {
        return Err(Refused::Bomb);
    }
    let kind = kind_of(&mut archive)?;
    let mut left = size.saturating_mul(MAX_RATIO).saturating_add(FREE_OF_RATIO);
    for index in 0..archive.len() {
        inspect_entry(&mut archive, index, kind, (depth, &mut left, budget))?;
    }
    Ok(kind)
}

fn inspect_entry<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    kind: MediaType,
    (depth, left, budget): (u32, &mut u64, &mut Budget),
) -> Result<(), Refused> {
    let entry = archive.by_index_data(index).map_err(|_| Refused::Broken)?;
    if entry.encrypted() {
        return Err(Refused::Encrypted);
    }
    let mut entry = archive.by_index(index).map_err(|_| Refused::Broken)?;
    let name = entry.name().map_err(|_| Refused::Broken)?.into_owned();
    check_name(&name, kind)?;
    if entry.is_symlink() {
        return Err(Refused::Active);
    }
    if entry.is_dir() {
        return Ok(());
    }
    let mut first = Vec::with_capacity(512);
    let mut measured = Measured {
        inner: &mut entry,
        left,
        budget: &mut budget.bytes,
        passed: false,
    };
    let outcome = (&mut measured).take(512).read_to_end(&mut first);
    measured.check(outcome)?;
    if kind == MediaType::Zip && sniff::starts_active(&first) {
        return Err(Refused::Active);
    }
    if is_archive(&first) {
        let outcome = (&mut measured).take(MAX_INNER + 1).read_to_end(&mut first);
        measured.check(outcome)?;
        return inspect_inner(&name, first, depth, budget);
    }
    let outcome = std::io::copy(&mut measured, &mut std::io::sink());
    measured.check(outcome)
}

/// Office documents inside are looked into; any other archive is refused.
fn inspect_inner(name: &str, bytes: Vec<u8>, depth: u32, budget: &mut Budget) -> Result<(), Refused> {
    let size = bytes.len() as u64;
    let promised = name::extension(name).and_then(|extension| MediaType::by_extension(&extension));
    let document = matches!(
        promised,
        Some(MediaType::Odt | MediaType::Ods | MediaType::Docx | MediaType::Xlsx)
    );
    if !document || depth >= MAX_DEPTH || size > MAX_INNER {
        return Err(Refused::Nested);
    }
    match inspect_level(&mut Cursor::new(bytes), size, depth + 1, budget)? {
        found if Some(found) == promised => Ok(()),
        _ => Err(Refused::Nested),
    }
}

fn is_archive(first: &[u8]) -> bool {
    const ARCHIVES: [&[u8]; 7] = [
        b"PK\x03\x04",
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b\x08",
        b"BZh",
        b"\xfd7zXZ\0",
        b"MSCF\0",
    ];
    ARCHIVES.iter().any(|magic| first.starts_with(magic))
}

fn check_name(name: &str, kind: MediaType) -> Result<(), Refused> {
    // Some programs for Windows write its separators.
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    if drive || name.starts_with('/') || name.contains('\0') || name.split('/').any(|part| part == "..") {
        return Err(Refused::Broken);
    }
    let lower = name.to_ascii_lowercase();
    let macros = lower.ends_with("vbaproject.bin")
        || lower.contains("/activex/")
        || lower.starts_with("basic/")
        || lower.starts_with("scripts/");
    if kind != MediaType::Zip {
        return if macros { Err(Refused::Active) } else { Ok(()) };
    }
    match name::extension(&name) {
        Some(extension) if sniff::is_active_extension(&extension) => Err(Refused::Active),
        _ => Ok(()),
    }
}

fn kind_of<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<MediaType, Refused> {
    let has = |archive: &ZipArchive<R>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "[Content_Types].xml") {
        // Usually word/document.xml; some servers write word/document2.xml.
        let part = |start: &str| {
            let mut names = archive.file_names().flatten();
            names.any(|name| name.starts_with(start) && name.ends_with(".xml"))
        };
        let (word, sheet) = (part("word/document"), part("xl/workbook"));
        return Ok(match (word, sheet) {
            (true, false) => MediaType::Docx,
            (false, true) => MediaType::Xlsx,
            _ => MediaType::Zip,
        });
    }
    let Some(index) = archive.index_for_name("mimetype") else {
        return Ok(MediaType::Zip);
    };
    if archive
        .by_index_data(index)
        .map_err(|_| Refused::Broken)?
        .encrypted()
    {
        return Err(Refused::Encrypted);
    }
    let entry = archive.by_index(index).map_err(|_| Refused::Broken)?;
    let mut mime = String::new();
    let read = entry.take(100).read_to_string(&mut mime);
    Ok(match (read, mime.trim()) {
        (Ok(_), "application/vnd.oasis.opendocument.text") => MediaType::Odt,
        (Ok(_), "application/vnd.oasis.opendocument.spreadsheet") => MediaType::Ods,
        _ => MediaType::Zip,
    })
}

/// How many headers of a central directory the bytes can hold at most, counted before anything is allocated for them.
///
/// The end record is not asked: a forged one can hide another that the reader falls back to.
fn central_headers<R: Read + Seek>(content: &mut R) -> Result<usize, Refused> {
    const SIGN: &[u8; 4] = b"PK\x01\x02";
    content.seek(SeekFrom::Start(0)).map_err(|_| Refused::Broken)?;
    let mut buffer = vec![0; 64 * 1024];
    let (mut kept, mut count) = (0, 0);
    loop {
        let read = content.read(&mut buffer[kept..]).map_err(|_| Refused::Broken)?;
        if read == 0 {
            return Ok(count);
        }
        let filled = kept + read;
        let window = &buffer[..filled];
        count += window.windows(SIGN.len()).filter(|four| four == SIGN).count();
        // The last three bytes may begin a sign that goes on in the next piece.
        let tail = filled.min(SIGN.len() - 1);
        buffer.copy_within(filled - tail..filled, 0);
        kept = tail;
    }
}

/// Counts what is really unpacked, whatever the headers declare.
struct Measured<'a, R> {
    inner: R,
    left: &'a mut u64,
    budget: &'a mut u64,
    passed: bool,
}

impl<R: Read> Read for Measured<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let bytes = read as u64;
        if bytes > *self.left || bytes > *self.budget {
            self.passed = true;
            return Err(std::io::Error::other("unpacks to too much"));
        }
        *self.left -= bytes;
        *self.budget -= bytes;
        Ok(read)
    }
}

impl<R> Measured<'_, R> {
    fn check<T>(&self, outcome: std::io::Result<T>) -> Result<(), Refused> {
        match outcome {
            Ok(_) => Ok(()),
            Err(_) if self.passed => Err(Refused::Bomb),
            Err(_) => Err(Refused::Broken),
        }
    }
}
