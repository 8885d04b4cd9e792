//! Template and data become bytes, in this process.

use kernel::Instant;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst::{WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::RenderError;
use crate::job::Job;
use crate::world::JobWorld;
use crate::{glyphs, qr};

/// Makes the document in this process, without limits and with the panics of the compiler: for the child process and for trusted
/// templates in tests. The same job always gives the same bytes.
pub fn render_in_process(job: &Job) -> Result<Vec<u8>, RenderError> {
    let world = world_of(job)?;
    let outcome = compile(&world, job.created_at);
    // Typst keeps what it memoised, also of a compilation that failed, until told otherwise.
    comemo::evict(0);
    outcome
}

/// What the template of a job sees.
pub(crate) fn world_of(job: &Job) -> Result<JobWorld, RenderError> {
    let mut data = job.data.clone();
    glyphs::make_printable(&mut data);
    qr::add_to(&mut data);
    JobWorld::new(&job.template, &data, job.lang)
}

/// The laid out pages.
pub(crate) fn pages(world: &JobWorld) -> Result<PagedDocument, RenderError> {
    let Warned { output, .. } = typst::compile::<PagedDocument>(world);
    output.map_err(|errors| RenderError::Template(messages(world, &errors)))
}

fn compile(world: &JobWorld, created_at: Instant) -> Result<Vec<u8>, RenderError> {
    let document = pages(world)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| RenderError::Standard(vec![error.message().to_string()]))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Sportello".to_owned())),
        timestamp: timestamp(created_at),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| RenderError::Standard(messages(world, &errors)))
}

/// In UTC: a process that may open no file cannot read the machine's time zones.
fn timestamp(at: Instant) -> Option<Timestamp> {
    let utc = at.zoned().with_time_zone(jiff::tz::TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    let date = Datetime::from_ymd_hms(
        i32::from(utc.year()),
        part(utc.month())?,
        part(utc.day())?,
        part(utc.hour())?,
        part(utc.minute())?,
        part(utc.second())?,
    )?;
    Some(Timestamp::new_utc(date))
}

/// At most 20 problems, each `file:line: message (hint)`.
fn messages(world: &JobWorld, errors: &[SourceDiagnostic]) -> Vec<String> {
    errors
        .iter()
        .take(20)
        .map(|error| message(world, error))
        .collect()
}

fn message(world: &JobWorld, error: &SourceDiagnostic) -> String {
    let mut text = place(world, error).unwrap_or_default();
    text.push_str(&error.message);
    for hint in &error.hints {
        text.push_str(&format!(" ({})", hint.v));
    }
    text
}

fn place(world: &JobWorld, error: &SourceDiagnostic) -> Option<String> {
    let id = error.span.id()?;
    let range = world.range(error.span)?;
    let source = typst::World::source(world, id).ok()?;
    let line = source.lines().byte_to_line(range.start)? + 1;
    Some(format!("{}:{line}: ", id.get().vpath().get_without_slash()))
}
