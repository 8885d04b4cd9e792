//! Public bodies, their offices and people, and the one place that decides who may do what.

mod model;
mod people;
pub mod policy;
mod slug;

pub use model::{Body, Faq, Notice, NoticeLevel, Office, QuickLink};
pub use people::{Account, AccountKind, Party, PartyKind, Profile, Status};
pub use policy::{Action, Actor, OperatorProfile, Role, Scope, Target};
pub use slug::{RESERVED_SLUGS, SlugError, check_slug};
