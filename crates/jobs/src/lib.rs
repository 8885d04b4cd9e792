//! Outside effects as rows of the commit that causes them: run at least once, retried, and seen by an operator when given up.
//!
//! A use case calls [`enqueue`] on its batch; a [`Worker`] of any node claims the job under a lease and runs its [`Handler`].
//! A handler may run twice for one job (a node can die between the effect and its mark), so its effect must be idempotent;
//! what it writes to the database goes into [`Done::with`] and is committed together with the mark, hence once.

mod backoff;
mod model;
mod repo;
mod run;
mod schedule;
mod worker;

pub use backoff::Backoff;
pub use model::{Done, Failure, GivenUp, Handler, Job, NewJob, Waiting};
pub use repo::{enqueue, forget_done, given_up, occasion, retry, waiting};
pub use run::Drained;
pub use schedule::{Every, Schedule};
pub use worker::{Options, Worker};
