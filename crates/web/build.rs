//! Makes sure the folder of built assets exists, so that the crate compiles before the front end is built.

use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "build scripts are told their folders by the environment"
    )]
    let manifest = env::var("CARGO_MANIFEST_DIR")?;
    let dist = PathBuf::from(manifest).join("../../assets/dist");
    fs::create_dir_all(&dist)?;
    println!("cargo:rerun-if-changed={}", dist.join("manifest.json").display());
    println!("cargo:rerun-if-changed=templates");
    Ok(())
}
