//! Commands that need no installation.

use super::say;
use crate::cli;
use anyhow::{Result, anyhow, bail};
use forms::Mode;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// How long each form is measured.
const BENCH_EACH: Duration = Duration::from_secs(2);

pub(super) fn forms(command: &cli::Forms) -> Result<()> {
    match command {
        cli::Forms::Conformance {
            paths,
            mode,
            min,
            json,
        } => {
            let mode = match mode.as_str() {
                "compat" => Mode::Compat,
                "strict" => Mode::Strict,
                other => bail!("--mode {other}: compat oppure strict"),
            };
            let report = forms::conformance::run(paths, mode, &minimums(min)?)?;
            if *json {
                say(report.to_json());
            } else {
                say(&report);
            }
            if report.is_satisfied() {
                Ok(())
            } else {
                Err(anyhow!("sotto il minimo richiesto"))
            }
        }
        cli::Forms::Import { file, bundle, json } => import_form(file, bundle.as_deref(), *json),
        cli::Forms::Export { bundle, file } => export_form(bundle, file.as_deref()),
        cli::Forms::Bench { dir } => {
            for measure in forms::bench::run(dir, BENCH_EACH)? {
                say(measure);
            }
            Ok(())
        }
    }
}

fn import_form(file: &Path, bundle: Option<&Path>, json: bool) -> Result<()> {
    let failed = |error: &dyn std::fmt::Display| anyhow!("{}: {error}", file.display());
    let bytes = std::fs::read(file).map_err(|error| failed(&error))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| failed(&"il file non è un testo UTF-8"))?;
    let report = forms::Form::import_text(text).map_err(|error| failed(&error))?;
    if let Some(bundle) = bundle {
        bundles::form_file::write(bundle, &bytes).map_err(|error| anyhow!(error))?;
    }
    if json {
        say(report.to_json());
        return Ok(());
    }
    say(format!("{report}").trim_end());
    if let Some(bundle) = bundle {
        say(format!(
            "Definizione copiata in {}.",
            bundle.join("form.json").display()
        ));
    }
    Ok(())
}

fn export_form(bundle: &Path, file: Option<&Path>) -> Result<()> {
    let definition = bundles::form_file::read(bundle).map_err(|error| anyhow!(error))?;
    match file {
        Some(file) => {
            std::fs::write(file, definition).map_err(|error| anyhow!("{}: {error}", file.display()))
        }
        None => Ok(std::io::Write::write_all(&mut std::io::stdout(), &definition)?),
    }
}

fn minimums(given: &[String]) -> Result<BTreeMap<String, f64>> {
    let one = |text: &String| {
        let (level, share) = text
            .split_once('=')
            .ok_or_else(|| anyhow!("--min {text}: si scrive L4=95"))?;
        let share: f64 = share
            .parse()
            .map_err(|_| anyhow!("--min {text}: non è una percentuale"))?;
        Ok((level.to_owned(), share))
    };
    given.iter().map(one).collect()
}

pub(super) fn bundle(command: &cli::Bundle) -> Result<()> {
    let paths = |paths: &'_ [std::path::PathBuf]| {
        paths
            .iter()
            .map(|path| path.as_path().to_owned())
            .collect::<Vec<_>>()
    };
    let printed = match command {
        cli::Bundle::Check { paths: given } => bundles::command::check(&refs(&paths(given))),
        cli::Bundle::Test { paths: given } => bundles::command::test(&refs(&paths(given))),
        cli::Bundle::Diff { old, new } => bundles::command::diff(old, new),
        cli::Bundle::Export { from, to } => bundles::command::export(from, to),
        cli::Bundle::Import { from, to } => bundles::command::import(from, to),
    };
    finish(printed)
}

fn refs(paths: &[std::path::PathBuf]) -> Vec<&Path> {
    paths.iter().map(std::path::PathBuf::as_path).collect()
}

fn finish(printed: Result<String, String>) -> Result<()> {
    match printed {
        Ok(text) => {
            say(text);
            Ok(())
        }
        Err(text) => Err(anyhow!(text)),
    }
}

pub(super) fn terms(given: cli::Terms) -> Result<()> {
    let options = terms::Options {
        start: given.start,
        days: given.days,
        months: given.months,
        years: given.years,
        backward: given.backward,
        saturday_as_holiday: given.saturday_as_holiday,
        suspend: given.suspend,
        json: given.json,
    };
    finish(terms::command(&options))
}

pub(super) fn openapi() -> Result<()> {
    say(cases::openapi().to_pretty_json()?);
    Ok(())
}
