//! Cases: the head printed on the receipt, and what was typed.

use super::{Fault, Run};
use crate::canonical::sha256;
use crate::repo::checked as rows;
use crate::{Chain, LedgerError, repo};
use kernel::Id;
use uuid::Uuid;

const PAGE: u32 = 100;

impl Run<'_> {
    pub(super) async fn cases(&mut self) -> Result<(), LedgerError> {
        let mut after = Uuid::nil();
        loop {
            let page = rows::cases_after(&self.db, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.id.uuid();
            for case in &page {
                self.report.cases += 1;
                self.case(case).await?;
            }
        }
    }

    async fn case(&mut self, case: &rows::CaseRow) -> Result<(), LedgerError> {
        let place = format!("case {}", case.id);
        let typed = case
            .data
            .as_ref()
            .map(|(data, sha)| (hex::encode(sha256(data.as_bytes())), sha));
        if let Some((found, printed)) = &typed
            && found != *printed
        {
            self.report.add(
                Fault::CaseAltered,
                &place,
                "what was typed does not have the digest on the receipt",
            );
        }
        let Some((seq, head)) = &case.head else {
            return Ok(());
        };
        let chain = Chain::Body(case.body).name();
        let Some(event) = repo::event(&self.db, &chain, *seq).await? else {
            let detail = format!("{chain} number {seq}, its transmission, is not there");
            self.report.add(Fault::TailCut, place, detail);
            return Ok(());
        };
        if event.hash != *head {
            let detail = format!("{chain} number {seq} is not the event printed on the receipt");
            self.report.add(Fault::ChainRewritten, &place, detail);
        }
        if event.case != Some(case.id) {
            self.report.add(
                Fault::CaseAltered,
                &place,
                "its transmission is an event of another case",
            );
        }
        let told = event
            .parse()
            .and_then(|read| Some(read.public("data_sha256")?.as_str()?.to_owned()));
        if let (Some(told), Some((found, _))) = (told, typed)
            && told != found
        {
            self.report.add(
                Fault::CaseAltered,
                place,
                "what was typed is not what was transmitted",
            );
        }
        Ok(())
    }
}
