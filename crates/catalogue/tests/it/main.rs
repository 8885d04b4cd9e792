//! The public pages over the real router, on both databases.

mod help;
mod home;
mod list;
mod portal;
mod privacy;
mod service;
mod sheet;
mod site;
