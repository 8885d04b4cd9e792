//! Judging a bundle: what `bundle check` finds, and whether its own examples come out as written.

use crate::{Judgement, Publishing};
use bundles::{Bundle, BundleProblem, Finding, Severity};
use kernel::{Error, Result};
use std::sync::{Arc, PoisonError};

/// Everything found, what prevents the publication first.
pub(crate) fn judge(bundle: &Bundle) -> Judgement {
    let mut findings = bundles::check(bundle);
    let report = bundles::run_examples(bundle);
    if report.results.is_empty() {
        let what = "nessun esempio prova il servizio";
        let remedy = "scrivere almeno una domanda valida in examples/";
        findings.push(finding(
            Severity::Warning,
            "examples",
            String::new(),
            what,
            remedy,
        ));
    }
    for result in report.results {
        for failure in result.failures {
            let what = format!("l'esempio non riesce: {failure}");
            let remedy = "correggere il servizio, oppure l'esempio";
            findings.push(finding(
                Severity::Error,
                &result.file,
                result.title.clone(),
                what,
                remedy,
            ));
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    Judgement { findings }
}

fn finding(severity: Severity, file: &str, place: String, what: impl Into<String>, remedy: &str) -> Finding {
    Finding {
        severity,
        problem: BundleProblem {
            file: file.to_owned(),
            place,
            what: what.into(),
            remedy: remedy.to_owned(),
        },
    }
}

/// Runs what takes milliseconds or more off the threads that answer requests.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

impl Publishing {
    /// What was found in a published version; found once.
    pub(crate) async fn judged(&self, bundle: &Arc<Bundle>) -> Result<Arc<Judgement>> {
        let known = self
            .judged
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&bundle.hash)
            .cloned();
        if let Some(judgement) = known {
            return Ok(judgement);
        }
        let (hash, bundle) = (bundle.hash.clone(), bundle.clone());
        let judgement = Arc::new(aside(move || judge(&bundle)).await?);
        let mut judged = self.judged.write().unwrap_or_else(PoisonError::into_inner);
        judged.insert(hash, judgement.clone());
        Ok(judgement)
    }
}
