//! Public bodies, their offices and people, and the one place that decides who may do what.

mod directory;
mod logo;
mod model;
mod people;
pub mod policy;
mod repo;
mod slug;

pub use directory::{Bodies, Directory};
pub use logo::{Logo, LogoRefused};
pub use model::{Body, Faq, Notice, NoticeLevel, Office, QuickLink};
pub use people::{Account, AccountKind, Operator, Party, PartyKind, Profile, Status};
pub use policy::{Action, Actor, OperatorProfile, Role, Scope, Target};
pub use repo::logo;
pub use repo::people::party_of_account;
pub use repo::write;
pub use slug::{RESERVED_SLUGS, SlugError, check_slug};
