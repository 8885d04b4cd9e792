//! Connections that many reads share: what several requests ask in the same moment travels in one packet and wakes the server
//! once. Only statements that are quick go here: an answer waits for those before it.

use super::Shared;
use crate::StoreError;
use crate::pace::Pace;
use deadpool_postgres::Object;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::available_parallelism;
use std::time::Duration;

/// How long a statement may keep those behind it waiting, the network and those before it included.
const QUICK: Duration = Duration::from_millis(25);

pub(super) struct Lanes {
    lanes: Vec<RwLock<Option<Arc<Object>>>>,
    pub(super) pace: Pace,
}

thread_local! {
    /// A thread keeps to its lane, so that what one request asks at once travels together.
    static TURN: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Relaxed)
    };
}

impl Lanes {
    /// One for each core, at most half of so many connections: the others are for slow statements and snapshots. None when
    /// there is but one connection.
    pub(super) fn of(connections: usize) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self {
            lanes: (0..cores.min(connections / 2))
                .map(|_| RwLock::default())
                .collect(),
            pace: Pace::up_to(QUICK),
        }
    }

    /// The lane of this thread, opened again when its connection was lost.
    pub(super) async fn take(&self, shared: &Shared) -> Result<Arc<Object>, StoreError> {
        let turn = TURN.with(|turn| *turn).checked_rem(self.lanes.len());
        let Some(lane) = turn.and_then(|turn| self.lanes.get(turn)) else {
            return Ok(Arc::new(shared.lease().await?));
        };
        let kept = lane.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| !kept.is_closed()) {
            return Ok(kept);
        }
        let opened = Arc::new(shared.lease().await?);
        *lane.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Gives the connections back.
    pub(super) fn close(&self) {
        for lane in &self.lanes {
            lane.write().unwrap_or_else(PoisonError::into_inner).take();
        }
    }
}
