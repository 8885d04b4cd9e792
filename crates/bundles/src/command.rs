//! `sportello bundle check|test|diff|export|import PATH…`: from paths to printed text.
//!
//! `Ok` is printed and exits with 0, `Err` is printed and exits with 1. A path is a folder or a `.zip`.

use crate::problem::Severity;
use crate::{Bundle, BundleProblem, diff as bundle_diff, run_examples, zipped};
use std::path::Path;

/// What is printed, and whether the command succeeded.
pub type Printed = Result<String, String>;

/// Loads and checks each bundle; warnings do not fail.
pub fn check(paths: &[&Path]) -> Printed {
    each(paths, |path| {
        let bundle = open(path)?;
        let findings = crate::check(&bundle);
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let mut lines = vec![heading(&bundle)];
        for finding in &findings {
            let word = if finding.severity == Severity::Error {
                "errore"
            } else {
                "avviso"
            };
            lines.push(format!("  {word}: {}", finding.problem));
        }
        lines.push(format!("  {} errori, {} avvisi", errors, findings.len() - errors));
        let text = lines.join("\n");
        if errors == 0 { Ok(text) } else { Err(text) }
    })
}

/// Runs the examples of each bundle.
pub fn test(paths: &[&Path]) -> Printed {
    each(paths, |path| {
        let bundle = open(path)?;
        let report = run_examples(&bundle);
        let mut lines = vec![heading(&bundle)];
        for result in &report.results {
            let word = if result.failures.is_empty() { "ok" } else { "NO" };
            lines.push(format!("  {word}  {}: {}", result.file, result.title));
            lines.extend(result.failures.iter().map(|failure| format!("      {failure}")));
        }
        let failed = report
            .results
            .iter()
            .filter(|result| !result.failures.is_empty())
            .count();
        lines.push(format!(
            "  {} esempi, {failed} non riusciti",
            report.results.len()
        ));
        let text = lines.join("\n");
        if report.passed() { Ok(text) } else { Err(text) }
    })
}

/// Says what changes from the first bundle to the second.
pub fn diff(old: &Path, new: &Path) -> Printed {
    let (old, new) = (open(old)?, open(new)?);
    let lines = bundle_diff(&old, &new);
    if lines.is_empty() {
        return Ok(format!(
            "{} {}: nessuna differenza",
            old.service.key,
            short(&old.hash)
        ));
    }
    let title = format!("{} {} → {}", new.service.key, short(&old.hash), short(&new.hash));
    Ok(std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n"))
}

/// Writes a bundle to one `.zip`; an existing file is not overwritten.
pub fn export(from: &Path, to: &Path) -> Printed {
    let bundle = open(from)?;
    if to.exists() {
        return Err(format!("{} esiste già", to.display()));
    }
    let bytes = bundle.to_zip()?;
    std::fs::write(to, &bytes).map_err(|error| format!("{} non si scrive: {error}", to.display()))?;
    Ok(format!(
        "{}\n  scritto {} ({} byte)",
        heading(&bundle),
        to.display(),
        bytes.len()
    ))
}

/// Writes the bundle of a `.zip` below a folder, in a folder named after its key that must not be there.
pub fn import(from: &Path, to: &Path) -> Printed {
    let bundle = open(from)?;
    let target = to.join(&bundle.service.key);
    if target.exists() {
        return Err(format!("{} esiste già", target.display()));
    }
    let written = bundle.files.write(&target);
    written.map_err(|error| format!("{} non si scrive: {error}", target.display()))?;
    Ok(format!("{}\n  scritto in {}", heading(&bundle), target.display()))
}

fn each(paths: &[&Path], run: impl Fn(&Path) -> Printed) -> Printed {
    if paths.is_empty() {
        return Err("indicare almeno un pacchetto".to_owned());
    }
    let results: Vec<Printed> = paths.iter().map(|path| run(path)).collect();
    let failed = results.iter().any(Result::is_err);
    let text = results
        .into_iter()
        .map(|r| r.unwrap_or_else(|e| e))
        .collect::<Vec<_>>()
        .join("\n");
    if failed { Err(text) } else { Ok(text) }
}

fn open(path: &Path) -> Result<Bundle, String> {
    let loaded = if path.is_dir() {
        Bundle::load(path)
    } else {
        open_zip(path)
    };
    loaded.map_err(|problems| {
        let lines = problems.iter().map(|problem| format!("  errore: {problem}"));
        let title = format!("{}: il pacchetto non si carica", path.display());
        std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n")
    })
}

fn open_zip(path: &Path) -> Result<Bundle, Vec<BundleProblem>> {
    let problem = |what: String| {
        let name = path.display().to_string();
        vec![BundleProblem::new(
            &name,
            "",
            what,
            "indicare una cartella o un file .zip",
        )]
    };
    let size = std::fs::metadata(path)
        .map_err(|error| problem(format!("non si legge: {error}")))?
        .len();
    if size > zipped::MAX_ZIP as u64 {
        return Err(problem("lo zip supera 8 MB".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(|error| problem(format!("non si legge: {error}")))?;
    Bundle::from_zip(&bytes)
}

fn heading(bundle: &Bundle) -> String {
    format!(
        "{} {} ({})",
        bundle.service.key,
        bundle.service.version,
        short(&bundle.hash)
    )
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
