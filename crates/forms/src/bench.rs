//! How fast forms are checked, on files of a form and one submission.

use crate::conformance::ConformanceError;
use crate::form::Form;
use crate::model::Mode;
use crate::outcome::CheckContext;
use kernel::Instant;
use serde_json::Value;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// The measure of one file.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Name of the file without its ending.
    pub name: String,
    /// Checks per second of the wall clock, on one thread.
    pub per_second: f64,
    /// Microseconds of processor per check, reading of the JSON included.
    pub cpu_micros: f64,
    /// Violations found, to know that the rules ran.
    pub errors: usize,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            per_second,
            cpu_micros,
            errors,
        } = self;
        write!(
            f,
            "{name:<24} {per_second:>12.0} checks/s {cpu_micros:>10.1} µs CPU each, {errors} violations"
        )
    }
}

/// Measures every `{"form", "data"}` file of a folder for about `each`.
pub fn run(folder: &Path, each: Duration) -> Result<Vec<Measure>, ConformanceError> {
    let mut measures = Vec::new();
    for file in crate::conformance::files(folder)? {
        let wrong = |text: &str| ConformanceError::Format(file.clone(), text.to_owned());
        let text =
            std::fs::read_to_string(&file).map_err(|error| ConformanceError::Read(file.clone(), error))?;
        let parsed: Value = serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
        let definition = parsed.get("form").ok_or_else(|| wrong("no form"))?;
        let form = Form::compile(definition, Mode::Strict).map_err(|error| wrong(&error.to_string()))?;
        let body = parsed
            .get("data")
            .map(Value::to_string)
            .unwrap_or_else(|| "{}".to_owned());
        let name = file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        measures.push(measure(name, &form, &body, each));
    }
    Ok(measures)
}

/// Measures one form with one submission (JSON) for about `each`, in its own mode, all stages.
pub fn measure(name: String, form: &Form, body: &str, each: Duration) -> Measure {
    let now = Instant::parse("2026-03-15T12:00:00Z").unwrap_or(Instant::from_micros(0));
    let context = CheckContext::at(now);
    let check = || {
        let data: Value = serde_json::from_str(body).unwrap_or_default();
        form.check(&data, &context).errors.len()
    };
    let errors = check();
    let (start, cpu) = (std::time::Instant::now(), cpu_nanos());
    let mut checks = 0_u32;
    while start.elapsed() < each || checks < 3 {
        check();
        checks += 1;
    }
    let wall = start.elapsed().as_secs_f64();
    let spent = match (cpu, cpu_nanos()) {
        #[expect(clippy::cast_precision_loss, reason = "nanoseconds of a short run")]
        (Some(before), Some(after)) => after.saturating_sub(before) as f64 / 1e9,
        _ => wall,
    };
    let checks = f64::from(checks);
    Measure {
        name,
        per_second: checks / wall,
        cpu_micros: spent * 1e6 / checks,
        errors,
    }
}

/// Time this thread spent on a processor; `None` where the system does not tell.
fn cpu_nanos() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}
