//! Lists the Fluent files of `locales/{it,en}` so that they are inside the binary.

use std::{env, fmt::Write as _, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "build scripts are told their folders by the environment"
    )]
    let (manifest, out) = (env::var("CARGO_MANIFEST_DIR")?, env::var("OUT_DIR")?);
    let root = PathBuf::from(manifest).join("../../locales");
    let mut code = String::from("&[\n");
    for lang in ["it", "en"] {
        let folder = root.join(lang);
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
            .map(|e| e.map(|e| e.path()))
            .collect::<Result<_, _>>()?;
        files.retain(|file| file.extension().is_some_and(|ext| ext == "ftl"));
        files.sort();
        for file in files {
            let path = file.canonicalize()?;
            println!("cargo:rerun-if-changed={}", path.display());
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            writeln!(
                code,
                "    ({lang:?}, {name:?}, include_str!({:?})),",
                path.display().to_string()
            )?;
        }
    }
    code.push(']');
    fs::write(PathBuf::from(out).join("files.rs"), code)?;
    Ok(())
}
