//! Closed-loop load: each client asks, waits for the answer, asks again.

use crate::machine;
use crate::wire::Wire;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What came of a load.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    pub(crate) done: usize,
    pub(crate) seconds: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    /// CPU time of the server's process for each.
    pub(crate) cpu: Duration,
    /// Share of the machine's busy time that was the server's.
    pub(crate) share: f64,
}

impl Measure {
    pub(crate) fn rate(&self) -> f64 {
        self.done as f64 / self.seconds
    }
}

/// The requests of one client, one list per turn; `None` when it has no more.
pub(crate) trait Script: Send + 'static {
    /// Plays one turn.
    fn turn(&mut self, wire: &mut Wire) -> impl Future<Output = std::io::Result<bool>> + Send;
}

/// Always the same request, answered 200.
#[derive(Clone)]
pub(crate) struct Same(pub(crate) Vec<u8>);

impl Script for Same {
    async fn turn(&mut self, wire: &mut Wire) -> std::io::Result<bool> {
        let answer = wire.ask(&self.0).await?;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        Ok(true)
    }
}

/// Each request once, answered 200.
pub(crate) struct Each(pub(crate) Vec<Vec<u8>>);

impl Script for Each {
    async fn turn(&mut self, wire: &mut Wire) -> std::io::Result<bool> {
        let Some(request) = self.0.pop() else {
            return Ok(false);
        };
        let answer = wire.ask(&request).await?;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        Ok(true)
    }
}

/// Plays the scripts at once until one runs dry or the time is over; the first second only warms up.
pub(crate) async fn play<S: Script>(
    address: SocketAddr,
    pid: u32,
    scripts: Vec<S>,
    most: Duration,
) -> Measure {
    let warm = Duration::from_secs(1);
    let started = Instant::now();
    let counting = started + warm;
    let stop = counting + most;
    let mut clients = JoinSet::new();
    for mut script in scripts {
        clients.spawn(async move {
            let mut wire = Wire::open(address).await.expect("a connection");
            let mut seen = Vec::new();
            loop {
                let asked = Instant::now();
                if asked >= stop || !script.turn(&mut wire).await.expect("an answer") {
                    return (seen, Instant::now());
                }
                let answered = Instant::now();
                if answered >= counting {
                    seen.push((asked, answered));
                }
            }
        });
    }
    tokio::time::sleep_until(counting.into()).await;
    let (cpu, busy) = (machine::cpu(pid), machine::busy());
    let mut seen = Vec::new();
    let mut first_end: Option<(Instant, Duration, Duration)> = None;
    while let Some(ended) = clients.join_next().await {
        let (mine, end) = ended.expect("a client");
        seen.extend(mine);
        // From here on not every client asks any more: rate and CPU are taken up to this moment.
        first_end.get_or_insert_with(|| (end.min(stop), machine::cpu(pid), machine::busy()));
    }
    let (end, cpu_end, busy_end) = first_end.expect("clients");
    measure(&seen, counting, end, (cpu_end - cpu, busy_end - busy))
}

fn measure(
    seen: &[(Instant, Instant)],
    from: Instant,
    to: Instant,
    (cpu, busy): (Duration, Duration),
) -> Measure {
    // Throughput counts every answer of the window; a latency is taken only where all of it lies within.
    let done = seen.iter().filter(|(_, answered)| *answered <= to).count();
    let whole = seen
        .iter()
        .filter(|(asked, answered)| *asked >= from && *answered <= to);
    let mut times: Vec<Duration> = whole.map(|(asked, answered)| *answered - *asked).collect();
    times.sort();
    assert!(!times.is_empty(), "nothing was answered after the warm-up");
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Measure {
        done,
        seconds: (to - from).as_secs_f64(),
        p50: at(0.5),
        p99: at(0.99),
        cpu: cpu / u32::try_from(done).unwrap_or(u32::MAX),
        share: cpu.as_secs_f64() / busy.as_secs_f64().max(0.001),
    }
}
