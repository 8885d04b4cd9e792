//! What is Italian by law: codice fiscale, partita IVA, IBAN, Comuni with their validity, holidays. No IO.

mod check;
pub mod countries;
mod fiscal_code;
mod fold;
pub mod holidays;
mod iban;
pub mod municipalities;
pub mod places;
mod vat;

pub use check::FormatError;
pub use fiscal_code::{FiscalCode, FiscalCodeError, Person, Sex};
pub use fold::fold;
pub use holidays::{Holiday, WorkCalendar};
pub use iban::{Iban, IbanError};
pub use municipalities::Municipality;
pub use vat::{VatError, VatNumber};
