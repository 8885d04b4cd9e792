//! The rendering process, seen from inside.

use std::io::{Read, Write};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use crate::error::RenderError;
use crate::job::Job;
use crate::limits::{ChildLimits, MAX_INPUT_BYTES};
use crate::render::render_in_process;

/// What the parent writes to the child.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Order<J = Job> {
    pub(crate) limits: ChildLimits,
    pub(crate) job: J,
}

/// Exit code of a child that explains itself with one [`RenderError`] as JSON on standard error.
pub(crate) const REFUSED: i32 = 3;

/// The whole life of a rendering process: it limits itself for good, reads one job, writes one PDF. To be called first thing, before
/// any thread is started or file opened; a refusal goes to standard error as JSON.
pub fn child_main(stdin: impl Read, stdout: impl Write) -> ExitCode {
    match serve(stdin, stdout) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // When even this fails there is nobody left to tell.
            let _ = serde_json::to_writer(std::io::stderr(), &error);
            ExitCode::from(REFUSED as u8)
        }
    }
}

fn serve(stdin: impl Read, mut stdout: impl Write) -> Result<(), RenderError> {
    let fault = |error: std::io::Error| RenderError::Process(error.to_string());
    ChildLimits::CEILING.apply().map_err(fault)?;
    let mut input = Vec::new();
    let room = MAX_INPUT_BYTES as u64 + 1024;
    stdin.take(room).read_to_end(&mut input).map_err(fault)?;
    let order: Order = serde_json::from_slice(&input).map_err(|error| RenderError::Job(error.to_string()))?;
    drop(input);
    order.limits.apply().map_err(fault)?;
    let pdf = render_in_process(&order.job)?;
    stdout.write_all(&pdf).map_err(fault)?;
    stdout.flush().map_err(fault)
}
