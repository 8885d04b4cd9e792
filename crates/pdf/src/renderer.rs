//! The rendering process, seen from outside.

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::child::{Order, REFUSED};
use crate::error::RenderError;
use crate::job::Job;
use crate::limits::{ChildLimits, Limits, MAX_INPUT_BYTES};

const SIGABRT: i32 = 6;
const SIGXCPU: i32 = 24;

/// How much of the child's standard error is read: a refusal, or the last words of a crash.
const STDERR_BYTES: u64 = 64 << 10;

/// Makes documents in child processes; clones share the places.
#[derive(Clone, Debug)]
pub struct Renderer {
    program: PathBuf,
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Renderer {
    /// A renderer that starts `program render`, which must call [`crate::child_main`].
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        Self {
            program,
            limits,
            places: Arc::new(Semaphore::new(limits.concurrent.max(1))),
        }
    }

    /// Makes one document. It ends within `queue_wait` + `wall` whatever the template does; dropping the future kills the child.
    pub async fn render(&self, job: &Job) -> Result<Vec<u8>, RenderError> {
        let order = self.order(job)?;
        let place = timeout(self.limits.queue_wait, self.places.acquire()).await;
        let _place = place
            .map_err(|_| RenderError::Busy)?
            .map_err(|_| RenderError::Busy)?;
        let mut child = self.start()?;
        let talk = talk(&mut child, order, self.limits.output_bytes);
        let heard = timeout(self.limits.wall, talk).await;
        if !matches!(heard, Ok(Ok(_))) {
            // After SIGKILL the child is gone at once; waiting only takes it off the process table.
            child.kill().await.map_err(fault)?;
        }
        heard.map_err(|_| RenderError::WallTime)??.outcome()
    }

    fn order(&self, job: &Job) -> Result<Vec<u8>, RenderError> {
        let limits = ChildLimits {
            memory_bytes: self.limits.memory_bytes,
            cpu_seconds: self.limits.cpu_seconds,
        };
        let order = serde_json::to_vec(&Order { limits, job })
            .map_err(|error| RenderError::Job(error.to_string()))?;
        let limit = self.limits.input_bytes.min(MAX_INPUT_BYTES);
        if order.len() > limit {
            return Err(RenderError::TooLarge {
                bytes: order.len(),
                limit,
            });
        }
        Ok(order)
    }

    fn start(&self) -> Result<Child, RenderError> {
        Command::new(&self.program)
            .arg("render")
            // Nothing of the server's environment reaches a template; layout runs in one thread with a roomy stack.
            .env_clear()
            .env("RAYON_NUM_THREADS", "1")
            .env("RUST_MIN_STACK", "16777216")
            // The allocator of the binary reserves a GiB ahead; unless told otherwise it counts as used memory of the child.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(fault)
    }
}

fn fault(error: std::io::Error) -> RenderError {
    RenderError::Process(error.to_string())
}

/// What a child said before it ended.
struct Heard {
    status: ExitStatus,
    pdf: Vec<u8>,
    stderr: Vec<u8>,
}

async fn talk(child: &mut Child, order: Vec<u8>, limit: usize) -> Result<Heard, RenderError> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let write = async {
        if let Some(mut stdin) = stdin {
            // A child that dies early closes the pipe: its exit tells why.
            let _ = stdin.write_all(&order).await;
            let _ = stdin.shutdown().await;
        }
        Ok(())
    };
    let ((), pdf, stderr) = tokio::try_join!(write, read_pdf(stdout, limit), read(stderr, STDERR_BYTES))?;
    let status = child.wait().await.map_err(fault)?;
    Ok(Heard { status, pdf, stderr })
}

/// Fails as soon as the document is too large, which ends the conversation and with it the child.
async fn read_pdf(from: Option<impl AsyncRead + Unpin>, limit: usize) -> Result<Vec<u8>, RenderError> {
    let pdf = read(from, limit as u64 + 1).await?;
    if pdf.len() > limit {
        return Err(RenderError::OutputTooLarge { limit });
    }
    Ok(pdf)
}

async fn read(from: Option<impl AsyncRead + Unpin>, room: u64) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        from.take(room).read_to_end(&mut bytes).await.map_err(fault)?;
    }
    Ok(bytes)
}

impl Heard {
    fn outcome(self) -> Result<Vec<u8>, RenderError> {
        let said = String::from_utf8_lossy(&self.stderr);
        match (self.status.code(), self.status.signal()) {
            (Some(0), _) if self.pdf.starts_with(b"%PDF-") => Ok(self.pdf),
            (Some(REFUSED), _) => {
                let read = serde_json::from_slice(&self.stderr);
                Err(read.unwrap_or_else(|_| RenderError::Crashed(last_words(&said))))
            }
            (_, Some(SIGXCPU)) => Err(RenderError::CpuTime),
            (_, Some(SIGABRT)) if said.contains("memory allocation of") => Err(RenderError::Memory),
            _ => Err(RenderError::Crashed(format!(
                "{}: {}",
                self.status,
                last_words(&said)
            ))),
        }
    }
}

fn last_words(text: &str) -> String {
    let text = text.trim();
    let skipped = text.chars().count().saturating_sub(500);
    text.chars().skip(skipped).collect()
}
