//! SQL of what the pages of the register ask of cases.

use kernel::CaseId;
use std::collections::HashMap;
use store::{Read, Sql, StoreError};

/// Application numbers of those of these cases that a scope sees.
pub(crate) async fn numbers_of_cases(
    reader: &impl Read,
    cases: &[CaseId],
    scope: Sql,
) -> Result<HashMap<CaseId, String>, StoreError> {
    let sql = Sql::new("select cases.id, cases.number from cases where ")
        .append(scope)
        .list(" and cases.id in ", cases.iter().copied());
    let rows = reader.query_built(sql).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("number")?)))
        .collect()
}
