//! The definition of a form inside a bundle, byte by byte as its author wrote it.

use crate::bundle::FORM_FILE;
use crate::files::FileTree;
use crate::zipped;
use std::path::Path;

/// The definition in a bundle, a folder or a `.zip`, whether or not the rest of the bundle is complete.
pub fn read(bundle: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", bundle.display());
    let files = if bundle.is_dir() {
        FileTree::read(bundle).map_err(|problems| {
            let lines = problems.iter().map(|problem| failed(problem));
            lines.collect::<Vec<_>>().join("\n")
        })?
    } else {
        let size = std::fs::metadata(bundle).map_err(|error| failed(&error))?.len();
        if size > zipped::MAX_ZIP as u64 {
            return Err(failed(&"lo zip supera 8 MB"));
        }
        let bytes = std::fs::read(bundle).map_err(|error| failed(&error))?;
        zipped::unpack(&bytes).map_err(|error| failed(&error))?
    };
    files
        .bytes(FORM_FILE)
        .map(<[u8]>::to_vec)
        .ok_or_else(|| failed(&"non contiene form.json"))
}

/// Puts a definition into the folder of a bundle, which is made if need be; one that is there already stays.
pub fn write(bundle: &Path, definition: &[u8]) -> Result<(), String> {
    let file = bundle.join(FORM_FILE);
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    std::fs::create_dir_all(bundle).map_err(failed)?;
    let written = std::fs::File::create_new(&file)
        .and_then(|mut file| std::io::Write::write_all(&mut file, definition));
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(format!(
            "{} esiste già: spostarlo, o scegliere un'altra cartella",
            file.display()
        )),
        other => other.map_err(failed),
    }
}
