//! Typed identifiers: UUID version 7, so that rows of a table are inserted in index order.

use crate::{Clock, Random};
use uuid::Uuid;

/// Makes a UUIDv7 from the clock (milliseconds) and 74 random bits.
pub fn new_uuid(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let mut bytes = [0u8; 10];
    random.fill(&mut bytes);
    let millis = u64::try_from(clock.now().as_micros() / 1000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

/// What every typed identifier can do.
pub trait Id: Copy + Send + Sync + 'static {
    /// Wraps a raw UUID read from a row or a URL.
    fn from_uuid(raw: Uuid) -> Self;
    /// The raw UUID, for binding in SQL.
    fn uuid(self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier from the clock and the randomness of the caller.
            pub fn new(clock: &dyn Clock, random: &dyn Random) -> Self {
                Self(new_uuid(clock, random))
            }
        }

        impl Id for $name {
            fn from_uuid(raw: Uuid) -> Self {
                Self(raw)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// A public body (*ente*).
    BodyId,
    /// An office of a body (*ufficio*, UO).
    OfficeId,
    /// A room, hall, area or office that can be booked or used in an emergency.
    PlaceId,
    /// A person, company, body, condominium or household.
    PartyId,
    /// Who logs in.
    AccountId,
    /// One way an account proves who it is.
    IdentityId,
    /// Account × body × role × scope.
    ProfileId,
    /// A party acting for another party.
    MandateId,
    /// A bundle offered by a body.
    AdoptionId,
    /// A dated window in which an adoption accepts applications.
    WindowId,
    /// A form being filled, not yet an application.
    DraftId,
    /// A transmitted application being worked (*pratica*).
    CaseId,
    /// What a document is; its bytes are files.
    DocumentId,
    /// Stored bytes.
    FileId,
    /// A request for integration.
    IntegrationId,
    /// A message between citizen and office.
    MessageId,
    /// An act (*provvedimento*, *ordinanza*).
    ActId,
    /// An entry of the register (*protocollo*).
    RegisterEntryId,
    /// One sending of something to somebody over one channel.
    DeliveryId,
    /// An outside effect waiting to be done.
    JobId,
    /// A deadline of a case.
    DeadlineId,
    /// A request for assistance, a fault reported or an appointment asked for.
    RequestId,
    /// A public notice of a body.
    NoticeId,
    /// A service account's token.
    TokenId,
}
