//! Named places where a crash test lets the process die. Without the feature `failpoints` they cost nothing.

#[cfg(feature = "failpoints")]
mod armed {
    use std::collections::HashMap;
    use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

    #[derive(Default)]
    struct Point {
        hits: u64,
        dies_at: Option<u64>,
    }

    static POINTS: LazyLock<Mutex<HashMap<String, Point>>> = LazyLock::new(Mutex::default);

    fn points() -> MutexGuard<'static, HashMap<String, Point>> {
        POINTS.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Arms a place: its `after_n_hits`-th hit from now kills the process.
    pub fn arm(name: &str, after_n_hits: u64) {
        let mut points = points();
        let point = points.entry(name.to_owned()).or_default();
        point.dies_at = Some(point.hits + after_n_hits.max(1));
    }

    /// How often a place was passed.
    pub fn hits(name: &str) -> u64 {
        points().get(name).map_or(0, |point| point.hits)
    }

    /// Passes a place: counts it, and kills the process with SIGKILL when it was armed for this hit.
    pub fn hit(name: &'static str) {
        let mut points = points();
        if !points.contains_key(name) {
            points.insert(name.to_owned(), Point::default());
        }
        let Some(point) = points.get_mut(name) else { return };
        point.hits += 1;
        if point.dies_at == Some(point.hits) {
            die();
        }
    }

    fn die() -> ! {
        use rustix::process::{Signal, getpid, kill_process};
        let _ = kill_process(getpid(), Signal::KILL);
        // The signal may reach another thread first: nothing more may happen here. The lock of the
        // points is still held, so no other thread passes a failpoint either.
        loop {
            std::thread::park();
        }
    }
}

#[cfg(feature = "failpoints")]
pub use armed::{arm, hit, hits};

/// Passes a place: counts it, and kills the process with SIGKILL when it was armed for this hit.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub fn hit(_name: &'static str) {}
