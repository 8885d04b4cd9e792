//! The part of a body's things an actor may touch: a yes or no for one, a predicate for many.

use std::collections::BTreeSet;

use kernel::{AccountId, BodyId, OfficeId};

use super::{OperatorProfile, Reach, Target};

/// What of one body an action may touch. Everything in it belongs to [`Scope::body`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub(super) body: BodyId,
    pub(super) whole: bool,
    pub(super) offices: BTreeSet<OfficeId>,
    pub(super) own: Option<(AccountId, u8)>,
}

impl Scope {
    pub(super) fn nothing(body: BodyId) -> Self {
        Self {
            body,
            whole: false,
            offices: BTreeSet::new(),
            own: None,
        }
    }

    pub(super) fn add_reach(&mut self, reach: Reach) {
        self.whole |= matches!(reach, Reach::Body | Reach::Any);
    }

    pub(super) fn add_own(&mut self, account: AccountId, level: u8) {
        self.own = Some((account, level));
    }

    pub(super) fn add_profile(&mut self, profile: &OperatorProfile, reach: Reach) {
        let here = profile.body == self.body;
        match (reach, profile.office) {
            (Reach::Any, _) => self.whole = true,
            (Reach::Body, _) | (Reach::Office, None) => self.whole |= here,
            (Reach::Office, Some(office)) if here => {
                self.offices.insert(office);
            }
            (Reach::Office, Some(_)) | (Reach::Own | Reach::No, _) => {}
        }
    }

    /// The body everything in the scope belongs to.
    pub fn body(&self) -> BodyId {
        self.body
    }

    /// Whether nothing at all is in the scope.
    pub fn is_empty(&self) -> bool {
        !self.whole && self.offices.is_empty() && self.own.is_none()
    }

    /// The offices the scope is limited to; `None` means the whole body.
    pub fn offices(&self) -> Option<&BTreeSet<OfficeId>> {
        (!self.whole).then_some(&self.offices)
    }

    /// Whether a target is in the scope. A whole body is in it when anything of that body is.
    pub fn covers(&self, target: &Target) -> bool {
        if target.body() != self.body {
            return false;
        }
        match *target {
            _ if self.whole => true,
            Target::Body(_) => !self.is_empty(),
            Target::Draft { account, .. } => self.own.is_some_and(|(own, _)| own == account),
            Target::Case {
                office,
                account,
                min_read_level,
                ..
            } => {
                let filed = self
                    .own
                    .is_some_and(|(own, level)| own == account && level >= min_read_level);
                filed || self.offices.contains(&office)
            }
        }
    }
}
