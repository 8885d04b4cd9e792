//! Who may do what: one table of role × action × reach, used by pages, lists and API alike.
//!
//! [`allows`] answers for one thing, [`scope`] gives the SQL predicate of a list. Both read [`TABLE`], and a property
//! test on both databases proves that they agree.

mod actor;
mod repo;
mod scope;
#[cfg(test)]
mod tests;

pub use actor::{Actor, OperatorProfile, Role};
pub use scope::Scope;

use kernel::{AccountId, BodyId, OfficeId};

/// How far a permission reaches from the one who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    No,
    /// What the account itself filed or is filling in, read at a level not lower than the one it asks for.
    Own,
    /// Cases of the profile's office; of the whole body when the profile names no office.
    Office,
    /// Everything of the body the profile or token is for.
    Body,
    /// Every body.
    Any,
}

/// What an actor wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Read what a body publishes.
    SeePublicPages,
    /// Ask for assistance or an appointment, report a fault, rate a page.
    AskAssistance,
    /// Begin to fill in a form.
    StartDraft,
    /// Read, save, attach to and delete a draft.
    EditDraft,
    /// File a draft.
    TransmitDraft,
    /// Read a case as the one who filed it.
    ReadOwnCase,
    /// Answer a request for integration.
    AnswerIntegration,
    /// Read a case as the office.
    ReadCase,
    /// Read everything the ledger tells of a case, with who read it (AUD-01).
    ReadStory,
    /// Become the assignee of a case.
    TakeCase,
    /// Give a case to somebody.
    AssignCase,
    /// Write a message in a case, from either side.
    WriteMessage,
    /// Ask the applicant for an integration.
    RequestIntegration,
    /// Conclude a case with an act.
    Decide,
    /// Download a document of a case, from either side.
    DownloadDocument,
    /// List the cases of the office.
    SeeQueue,
    /// List what expires.
    SeeDeadlines,
    /// List and read what people asked of the office outside any case.
    ReadRequests,
    /// Answer such a request, and close it.
    AnswerRequests,
    /// Read the figures of the ratings.
    ReadRatings,
    /// Read the register of the body.
    ReadRegister,
    /// Annotate a register entry as annulled.
    AnnulRegisterEntry,
    /// Read failed deliveries and dead jobs, and start them again.
    ReadFailures,
    /// Give and take profiles and tokens.
    ManageAccess,
    /// Change the body, its offices, notices and adoptions.
    ConfigureBody,
    /// Change one's own password.
    ChangePassword,
}

/// What an action is about; decides which targets make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Body,
    Draft,
    Case,
}

struct Rule {
    action: Action,
    about: About,
    nobody: Reach,
    citizen: Reach,
    officer: Reach,
    supervisor: Reach,
    administrator: Reach,
    token: Reach,
}

/// The table. Supervisors may do what officers do and also assign, annul, see failures and print the full story of a case,
/// which they hand to whoever audits the body; administrators configure and give access but read no case, nor its story
/// (GDPR art. 5: the role does not need it; who needs both holds two profiles).
#[rustfmt::skip]
const TABLE: &[Rule] = {
    use About::{Body as B, Case as C, Draft as D};
    use Action::*;
    use Reach::{Any, Body, No, Office, Own};
    const fn rule(action: Action, about: About, r: [Reach; 6]) -> Rule {
        Rule { action, about, nobody: r[0], citizen: r[1], officer: r[2], supervisor: r[3], administrator: r[4], token: r[5] }
    }
    &[
        //   action              about  nobody citizen officer supervisor administrator token
        rule(SeePublicPages,     B,    [Any,   Any,    Any,    Any,       Any,          Any]),
        rule(AskAssistance,      B,    [Any,   Any,    Any,    Any,       Any,          No]),
        rule(StartDraft,         B,    [No,    Any,    No,     No,        No,           No]),
        rule(EditDraft,          D,    [No,    Own,    No,     No,        No,           No]),
        rule(TransmitDraft,      D,    [No,    Own,    No,     No,        No,           No]),
        rule(ReadOwnCase,        C,    [No,    Own,    No,     No,        No,           No]),
        rule(AnswerIntegration,  C,    [No,    Own,    No,     No,        No,           No]),
        rule(ReadCase,           C,    [No,    No,     Office, Office,    No,           Body]),
        rule(ReadStory,          C,    [No,    No,     No,     Office,    No,           No]),
        rule(TakeCase,           C,    [No,    No,     Office, Office,    No,           No]),
        rule(AssignCase,         C,    [No,    No,     No,     Office,    No,           No]),
        rule(WriteMessage,       C,    [No,    Own,    Office, Office,    No,           No]),
        rule(RequestIntegration, C,    [No,    No,     Office, Office,    No,           No]),
        rule(Decide,             C,    [No,    No,     Office, Office,    No,           No]),
        rule(DownloadDocument,   C,    [No,    Own,    Office, Office,    No,           Body]),
        rule(SeeQueue,           B,    [No,    No,     Office, Office,    No,           Body]),
        rule(SeeDeadlines,       B,    [No,    No,     Office, Office,    No,           Body]),
        rule(ReadRequests,       B,    [No,    No,     Office, Office,    No,           No]),
        rule(AnswerRequests,     B,    [No,    No,     Office, Office,    No,           No]),
        rule(ReadRatings,        B,    [No,    No,     Body,   Body,      Body,         No]),
        rule(ReadRegister,       B,    [No,    No,     No,     Office,    Body,         Body]),
        rule(AnnulRegisterEntry, B,    [No,    No,     No,     Body,      No,           No]),
        rule(ReadFailures,       B,    [No,    No,     No,     Body,      Body,         Body]),
        rule(ManageAccess,       B,    [No,    No,     No,     No,        Body,         No]),
        rule(ConfigureBody,      B,    [No,    No,     No,     No,        Body,         No]),
        rule(ChangePassword,     B,    [No,    No,     Any,    Any,       Any,          No]),
    ]
};

impl Action {
    /// Every action, in the order of the table.
    pub fn all() -> impl Iterator<Item = Action> {
        TABLE.iter().map(|rule| rule.action)
    }

    fn rule(self) -> Option<&'static Rule> {
        TABLE.iter().find(|rule| rule.action == self)
    }
}

/// What the policy must know about the thing an actor wants to touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A body as a whole: public pages, lists, registers. For lists: whether there can be anything to list.
    Body(BodyId),
    /// A draft.
    Draft {
        /// The body it is meant for.
        body: BodyId,
        /// Who fills it in.
        account: AccountId,
    },
    /// A case.
    Case {
        /// The competent body.
        body: BodyId,
        /// The office that works it.
        office: OfficeId,
        /// Who filed it.
        account: AccountId,
        /// Lowest login level at which its own citizen may read it.
        min_read_level: u8,
    },
}

impl Target {
    /// The body the target belongs to.
    pub fn body(&self) -> BodyId {
        match *self {
            Target::Body(body) | Target::Draft { body, .. } | Target::Case { body, .. } => body,
        }
    }
}

/// Whether the actor may do this to this target.
pub fn allows(actor: &Actor, action: Action, target: &Target) -> bool {
    let Some(rule) = action.rule() else { return false };
    let fits = matches!(
        (rule.about, target),
        (About::Body, Target::Body(_))
            | (About::Draft, Target::Draft { .. })
            | (About::Case, Target::Case { .. })
    );
    fits && scope(actor, action, target.body()).covers(target)
}

/// What of a body the actor may do this to.
pub fn scope(actor: &Actor, action: Action, body: BodyId) -> Scope {
    let mut scope = Scope::nothing(body);
    let Some(rule) = action.rule() else { return scope };
    match actor {
        Actor::Nobody => scope.add_reach(rule.nobody),
        Actor::System => scope.add_reach(Reach::Any),
        Actor::Citizen { account, level, .. } => match rule.citizen {
            Reach::Own => scope.add_own(*account, *level),
            reach => scope.add_reach(reach),
        },
        Actor::Token {
            body: of, actions, ..
        } => {
            let reach = if actions.contains(&action) {
                rule.token
            } else {
                Reach::No
            };
            if *of == body || reach == Reach::Any {
                scope.add_reach(reach);
            }
        }
        Actor::Operator {
            profiles,
            must_change_password,
            ..
        } => {
            // SDC-26: with a provisional password nothing but public pages and the change itself.
            if *must_change_password && !matches!(action, Action::SeePublicPages | Action::ChangePassword) {
                return scope;
            }
            for profile in profiles {
                scope.add_profile(profile, rule.reach_of(profile.role));
            }
            if profiles.is_empty() {
                scope.add_reach(rule.nobody);
            }
        }
    }
    scope
}

impl Rule {
    fn reach_of(&self, role: Role) -> Reach {
        match role {
            Role::Officer => self.officer,
            Role::Supervisor => self.supervisor,
            Role::Administrator => self.administrator,
        }
    }
}
