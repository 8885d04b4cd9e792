//! Packs the repository's bundles into the binary, so that the demo needs no folder beside it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root =
        Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest folder")?).join("../../bundles");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no output folder")?);
    println!("cargo::rerun-if-changed={}", root.display());
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&root)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.sort();
    let mut list = String::from("static BUNDLES: &[(&str, &[u8])] = &[\n");
    for folder in folders
        .iter()
        .filter(|folder| folder.join("service.toml").is_file())
    {
        let bundle = bundles::Bundle::load(folder)
            .map_err(|problems| format!("{}: {problems:?}", folder.display()))?;
        let file = out.join(format!("{}.bundle", bundle.service.key));
        std::fs::write(&file, bundle.to_archive())?;
        writeln!(
            list,
            "    ({:?}, include_bytes!({:?})),",
            bundle.service.key, file
        )?;
    }
    list.push_str("];\n");
    std::fs::write(out.join("bundles.rs"), list)?;
    Ok(())
}
