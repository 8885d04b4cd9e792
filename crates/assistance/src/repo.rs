//! SQL of requests and ratings.

pub(crate) mod ratings;
pub(crate) mod requests;
