//! Documents as files, and the rendering process as a process.

mod child;
mod hostile;
mod paper;
mod samples;
mod structure;
mod words;
