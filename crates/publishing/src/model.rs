//! What was found in a version, and a version that waits for its publication.

use bundles::{Bundle, BundleProblem, Finding, Severity};
use kernel::{AccountId, Instant};

/// What was found in a version of a service, what prevents its publication first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Each with its place and its remedy.
    pub findings: Vec<Finding>,
}

impl Judgement {
    /// Of a bundle that does not load: everything prevents its publication.
    pub fn of_problems(problems: Vec<BundleProblem>) -> Self {
        let each = problems.into_iter().map(|problem| Finding {
            severity: Severity::Error,
            problem,
        });
        Self {
            findings: each.collect(),
        }
    }

    /// How many findings prevent the publication.
    pub fn preventing(&self) -> usize {
        let errors = self.findings.iter().filter(|f| f.severity == Severity::Error);
        errors.count()
    }

    /// How many are only advice.
    pub fn advice(&self) -> usize {
        self.findings.len() - self.preventing()
    }
}

/// A version of a service that was sent in and not yet published.
#[derive(Debug)]
pub struct Proposal {
    /// Content hash, also when this program cannot load it.
    pub hash: String,
    /// The bundle, or why it does not load (an older program may have taken it).
    pub bundle: Result<Bundle, Vec<BundleProblem>>,
    /// When it was sent in.
    pub sent_at: Instant,
    /// By whom.
    pub sent_by: AccountId,
}
