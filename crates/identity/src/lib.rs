//! Who is there: sessions, logins, tokens, and the context every page of a body works with.
//!
//! [`Identity::layer`] reads the session of a request once and leaves a [`Ctx`] (or, outside a body, a [`Visitor`]) for the
//! handlers; [`Identity::routes`] are the pages of login, logout and password. A new login scheme needs only to make a
//! [`Proof`] and hand it to [`Identity::enter`].

mod address;
mod attempts;
mod brand;
mod cookies;
mod ctx;
mod layer;
mod pages;
mod password;
mod place;
mod proof;
mod repo;
mod service;
mod session;
mod settings;
mod token;

pub use brand::BodyBrands;
pub use cookies::local_return;
pub use ctx::{Ctx, Known, Visitor};
pub use password::{Hasher, PasswordProblem, check_new_password};
pub use proof::{Proof, Provider};
pub use repo::write;
pub use service::Identity;
pub use session::{Door, OpenedSession};
pub use settings::IdentitySettings;
pub use token::{NewToken, TokenSummary};
