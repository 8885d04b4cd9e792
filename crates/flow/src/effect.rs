//! Effects: as written by the author ([`Step`]) and as returned to the caller ([`Effect`]).

use serde::{Deserialize, Serialize};

/// Who a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Who filed.
    Applicant,
    /// The officer the case is assigned to, or the office when it is nobody's.
    Assignee,
    /// The office of the service.
    Office,
    /// Third parties named in the case. The platform knows no address of theirs: the office gets the text, to be sent as
    /// the law asks (registered letter or PEC, DPR 184/2006 art. 3).
    ThirdParties,
}

/// How a request for integration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntegrationEnd {
    /// The citizen answered.
    Answered,
    /// The days given passed.
    Expired,
    /// The office no longer needs it.
    Withdrawn,
}

/// What the author of a flow can ask for (`{ do = "start_clock", clock = "answer" }`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Starts a clock from the day of the transition.
    StartClock {
        /// Which one.
        clock: String,
    },
    /// Freezes a clock, as far as its rule allows.
    SuspendClock {
        /// Which one.
        clock: String,
    },
    /// Lets a frozen clock run again.
    ResumeClock {
        /// Which one.
        clock: String,
    },
    /// Ends a clock: met, or no longer of interest.
    StopClock {
        /// Which one.
        clock: String,
    },
    /// Gives the case to the named officer, or to the one who acts.
    Assign {},
    /// Opens a request for integration with the text and days given.
    RequestIntegration {},
    /// Closes the open request for integration.
    CloseIntegration {
        /// How it ended.
        how: IntegrationEnd,
    },
    /// Writes, registers and delivers an act.
    IssueAct {
        /// Key in `documents/`.
        document: String,
    },
    /// Sends a message.
    Notify {
        /// Key in `messages/`.
        message: String,
        /// To whom.
        to: Audience,
    },
    /// Records a declared fact of the case.
    SetFact {
        /// Which one.
        name: String,
        /// Its new value.
        value: serde_json::Value,
    },
}

/// What the caller has to carry out, in order, in the same commit as the change of state.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Start `clock` on the day of the transition; `days` only where the officer gives them.
    StartClock {
        /// Key of the clock.
        clock: String,
        /// Days given, for a clock whose term is given.
        days: Option<u16>,
    },
    /// Freeze `clock` for at most `max_days`.
    SuspendClock {
        /// Key of the clock.
        clock: String,
        /// The smaller of the days given and the days the law allows.
        max_days: u16,
    },
    /// Let `clock` run again; harmless when it is not frozen.
    ResumeClock {
        /// Key of the clock.
        clock: String,
    },
    /// End `clock`.
    StopClock {
        /// Key of the clock.
        clock: String,
    },
    /// Give the case to the officer chosen, or to the one who acts when nobody was chosen.
    Assign,
    /// Open a request for integration.
    RequestIntegration {
        /// What is asked, as the officer wrote it.
        text: String,
        /// Days to answer.
        days: u16,
        /// Whether the main clock stands still meanwhile.
        suspends: bool,
    },
    /// Close the open request for integration.
    CloseIntegration {
        /// How it ended.
        how: IntegrationEnd,
    },
    /// Write, register and deliver an act.
    IssueAct {
        /// Key in `documents/`.
        document: String,
        /// The outcome of the state the case goes to, when it concludes.
        outcome: Option<String>,
        /// The motivation, as the officer wrote it.
        motivation: String,
    },
    /// Send a message.
    Notify {
        /// Key in `messages/`.
        message: String,
        /// To whom.
        to: Audience,
    },
    /// Record a fact of the case.
    SetFact {
        /// Declared name.
        name: String,
        /// New value, of the declared kind.
        value: serde_json::Value,
    },
}
