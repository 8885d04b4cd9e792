//! One `.zip` to carry a bundle from body to body. What comes in is hostile until read.

use crate::files::{FileTree, MAX_FILE, MAX_FILES, MAX_TOTAL};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

/// Largest zip that is read, in bytes.
pub(crate) const MAX_ZIP: usize = 8 * 1024 * 1024;

pub(crate) fn pack(tree: &FileTree, folder: &str) -> Result<Vec<u8>, String> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The default time is fixed: the same bundle gives the same zip.
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (path, bytes) in tree.iter() {
        let written = writer
            .start_file(format!("{folder}/{path}"), options)
            .map_err(|e| e.to_string());
        written.and_then(|()| writer.write_all(bytes).map_err(|e| e.to_string()))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|e| e.to_string())
}

pub(crate) fn unpack(bytes: &[u8]) -> Result<FileTree, String> {
    if bytes.len() > MAX_ZIP {
        return Err("lo zip supera 8 MB".to_owned());
    }
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| "il file non è uno zip leggibile")?;
    if archive.len() > MAX_FILES * 2 {
        return Err("lo zip contiene troppi file".to_owned());
    }
    let mut entries = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        if let Some((name, bytes)) = read_entry(&mut archive, index)? {
            total += bytes.len();
            if total > MAX_TOTAL {
                return Err("il contenuto dello zip è troppo grande: supera 8 MB".to_owned());
            }
            entries.push((name, bytes));
        }
    }
    let folder = common_folder(&entries);
    let mut tree = FileTree::default();
    for (name, bytes) in entries {
        let path = name.strip_prefix(folder.as_str()).unwrap_or(&name);
        tree.insert(path, bytes).map_err(|problem| problem.to_string())?;
    }
    Ok(tree)
}

type Zip<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

fn read_entry(archive: &mut Zip<'_>, index: usize) -> Result<Option<(String, Vec<u8>)>, String> {
    let file = archive
        .by_index(index)
        .map_err(|_| "lo zip è cifrato o rovinato")?;
    let name = file
        .name()
        .map_err(|_| "lo zip contiene un nome illeggibile")?
        .into_owned();
    if file.is_dir() {
        return Ok(None);
    }
    if file.is_symlink() || name.contains('\\') {
        return Err(format!("lo zip contiene un elemento non ammesso: {name}"));
    }
    let mut bytes = Vec::new();
    // The declared size may lie: what is read is counted.
    let limit = MAX_FILE as u64 + 1;
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(|_| format!("{name} è rovinato"))?;
    if bytes.len() > MAX_FILE {
        return Err(format!("{name} supera 1 MB"));
    }
    Ok(Some((name, bytes)))
}

/// `accesso-atti/` when everything is inside that one folder and nothing is beside it.
fn common_folder(entries: &[(String, Vec<u8>)]) -> String {
    let top = |name: &str| name.split_once('/').map(|(top, _)| top.to_owned());
    let first = entries.first().and_then(|(name, _)| top(name));
    match first {
        Some(folder)
            if !folder.starts_with('.') && entries.iter().all(|(n, _)| top(n).as_ref() == Some(&folder)) =>
        {
            // A bundle that has only `messages/` is no bundle: the folder is never one of its own.
            format!("{folder}/")
        }
        _ => String::new(),
    }
}
