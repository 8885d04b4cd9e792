//! The real binary as a process of its own, killed without notice.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a start may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// The binary under test.
pub(crate) fn sportello() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.stdin(Stdio::null());
    command
}

/// A server that ended before it served.
#[derive(Debug)]
pub(crate) struct Stillborn {
    /// How it ended.
    pub(crate) status: ExitStatus,
    /// Everything it said.
    pub(crate) said: String,
}

impl Stillborn {
    /// Whether a failpoint killed it; anything else is a server that cannot start again.
    pub(crate) fn was_killed(&self) -> bool {
        self.status.signal() == Some(9)
    }
}

/// A running server; killed with everything it started when it goes out of scope.
pub(crate) struct Program {
    child: Child,
    /// Where it answers.
    pub(crate) url: String,
    ended: Option<ExitStatus>,
}

impl Program {
    /// Starts a server and waits for the line that tells its address; `Err` when it dies before.
    pub(crate) fn start(mut command: Command) -> Result<Self, Stillborn> {
        // A group of its own: what it starts (PDF children, or the server itself below strace) dies with it.
        let mut child = command
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary");
        let lines = read_lines(
            child.stdout.take().expect("stdout"),
            child.stderr.take().expect("stderr"),
        );
        let started = Instant::now();
        let mut said = String::new();
        loop {
            match lines.recv_timeout(Duration::from_millis(50)) {
                Ok(line) => {
                    if let Some(url) = address(&line) {
                        return Ok(Self {
                            child,
                            url,
                            ended: None,
                        });
                    }
                    said.push_str(&line);
                    said.push('\n');
                }
                Err(_) => {
                    if let Ok(Some(status)) = child.try_wait() {
                        said.extend(lines.try_iter().map(|line| line + "\n"));
                        return Err(Stillborn { status, said });
                    }
                    assert!(started.elapsed() < PATIENCE, "the server does not start: {said}");
                }
            }
        }
    }

    /// Kills without notice.
    pub(crate) fn kill(&mut self) {
        let group = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let status = self.child.wait().expect("the killed server");
        self.ended.get_or_insert(status);
    }

    /// Asks to stop and waits for the orderly end.
    pub(crate) fn stop(&mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        let status = self.child.wait().expect("the stopped server");
        self.ended = Some(status);
        status
    }

    /// Waits until it has died of itself; false when it goes on living.
    pub(crate) async fn dies_within(&mut self, patience: Duration) -> bool {
        let started = Instant::now();
        while started.elapsed() < patience {
            if let Ok(Some(status)) = self.child.try_wait() {
                assert_eq!(status.signal(), Some(9), "the failpoint ends it with SIGKILL");
                self.ended = Some(status);
                // Its PDF children, if any, outlive it by moments only; they must not eat the next round's time.
                let group = rustix::process::Pid::from_child(&self.child);
                let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
                return true;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        false
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.ended.is_none() {
            self.kill();
        }
    }
}

/// The line of the demo on standard output, or the one of `serve` in its JSON log.
fn address(line: &str) -> Option<String> {
    if let Some((_, url)) = line.split_once("Sportello, demo: ") {
        return Some(url.trim().replace("localhost", "127.0.0.1"));
    }
    let entry: serde_json::Value = serde_json::from_str(line).ok()?;
    let fields = entry.get("fields")?;
    (fields.get("message")? == "serving").then(|| {
        fields
            .get("address")?
            .as_str()
            .map(|address| format!("http://{address}"))
    })?
}

fn read_lines(stdout: impl Read + Send + 'static, stderr: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    let errors = sender.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let _ = errors.send(line);
        }
    });
    receiver
}

/// Runs a command to its end; answers whether it succeeded and everything it said.
pub(crate) fn run(command: &mut Command) -> (bool, String) {
    let output = command.output().expect("the binary");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// The demo on a folder, and on a PostgreSQL database when one is given.
pub(crate) fn demo(data: &Path, postgres: Option<&str>) -> Command {
    let mut command = sportello();
    command.args(["demo", "--port", "0", "--data"]).arg(data);
    if let Some(url) = postgres {
        command.args(["--postgres", url]);
    }
    command
}
