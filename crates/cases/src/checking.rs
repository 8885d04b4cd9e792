//! How the answers of a draft are checked: at the instant of receipt, with the values that acts set for the adoption.

use crate::Cases;
use crate::draft::Draft;
use bundles::Bundle;
use forms::{CheckContext, Stage};
use kernel::{Instant, Result};

impl Cases {
    /// The context of a check; the values in force at the instant are read anew, never pinned with the form.
    pub(crate) async fn check_context(
        &self,
        draft: &Draft,
        bundle: &Bundle,
        at: Instant,
    ) -> Result<CheckContext> {
        let parameters = self.catalogue.parameters(draft.adoption, bundle, at).await?;
        Ok(CheckContext::at(at)
            .with_stage(Stage::Submit)
            .with_parameters(parameters))
    }
}
