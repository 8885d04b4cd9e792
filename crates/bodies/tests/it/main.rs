//! Bodies, people and policy on both databases.

mod directory;
mod policy;
mod world;
