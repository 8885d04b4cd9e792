//! The printer: PDFs made by a child of this very program, with limits of its own.

use cases::{Paper, Render, RenderFailure};
use futures_util::future::BoxFuture;
use kernel::Instant;
use pdf::{ActData, Job, Limits, ReceiptData, RenderError, Renderer};
use std::path::PathBuf;

/// Makes papers with `sportello render`.
pub(crate) struct Printer(Renderer);

impl Printer {
    /// A printer that starts `program render`.
    pub(crate) fn new(program: PathBuf) -> Self {
        Self(Renderer::new(program, Limits::default()))
    }
}

impl Render for Printer {
    fn render(&self, paper: Paper) -> BoxFuture<'_, Result<Vec<u8>, RenderFailure>> {
        Box::pin(async move {
            let job = job(&paper).map_err(RenderFailure::Never)?;
            self.0.render(&job).await.map_err(|error| failure(&error))
        })
    }
}

/// The messages of the renderer may quote the data of the document: only what kind of failure it was goes on.
fn failure(error: &RenderError) -> RenderFailure {
    let kind = match error {
        RenderError::Template(_) => "template",
        RenderError::Standard(_) => "standard",
        RenderError::Job(_) => "job",
        RenderError::TooLarge { .. } | RenderError::OutputTooLarge { .. } => "too large",
        RenderError::Memory => "memory",
        RenderError::CpuTime | RenderError::WallTime => "time",
        RenderError::Busy => "busy",
        RenderError::Crashed(_) => "crashed",
        RenderError::Process(_) => "process",
    };
    let message = format!("render: {kind}");
    if error.is_passing() {
        RenderFailure::Later(message)
    } else {
        RenderFailure::Never(message)
    }
}

/// The data of a paper as its template's contract wants them.
fn job(paper: &Paper) -> Result<Job, String> {
    let at: Instant = paper.at;
    let data = paper.data.clone();
    let job = match paper.template {
        "receipt" => {
            let data: ReceiptData = serde_json::from_value(data).map_err(|error| error.to_string())?;
            Job::receipt(&data, paper.lang, at)
        }
        "act" => {
            let data: ActData = serde_json::from_value(data).map_err(|error| error.to_string())?;
            Job::act(&data, paper.lang, at)
        }
        other => return Err(format!("no template {other}")),
    };
    job.map_err(|_| "data of the paper".to_owned())
}
