//! SQL of API tokens.

use crate::token::{NewToken, TokenSummary};
use bodies::{Action, Actor};
use kernel::{BodyId, Instant, TokenId};
use store::{Read, Row, StoreError, WriteBatch, params};

pub(crate) fn insert(
    batch: &mut WriteBatch,
    id: TokenId,
    token_hash: &[u8; 32],
    new: &NewToken,
    now: Instant,
) {
    let actions = serde_json::to_string(&new.actions).unwrap_or_else(|_| "[]".to_owned());
    batch.exec(
        "insert into api_tokens (id, token_hash, body_id, label, actions, created_by, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            id,
            token_hash,
            new.body,
            &new.label,
            actions,
            new.created_by,
            now,
            new.expires_at
        ],
    );
}

pub(crate) fn revoke(batch: &mut WriteBatch, body: BodyId, id: TokenId, at: Instant) {
    batch.expect_rows(
        1,
        "identity-token-already-over",
        "update api_tokens set revoked_at = $3 where id = $1 and body_id = $2 and revoked_at is null",
        params![id, body, at],
    );
}

pub(crate) fn touch(batch: &mut WriteBatch, id: TokenId, at: Instant) {
    batch.exec(
        "update api_tokens set used_at = $2 where id = $1",
        params![id, at],
    );
}

/// The actor of a token that is in force, with when it was last used.
pub(crate) async fn actor(
    reader: &impl Read,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<Option<(Actor, Option<Instant>)>, StoreError> {
    let sql = "select * from api_tokens
        where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)";
    let Some(row) = reader.query_opt(sql, params![token_hash, now]).await? else {
        return Ok(None);
    };
    let summary = summary(&row)?;
    let actor = Actor::Token {
        id: summary.id,
        body: summary.body,
        actions: summary.actions,
        account: row.get("created_by")?,
    };
    Ok(Some((actor, summary.used_at)))
}

pub(crate) async fn of_body(reader: &impl Read, body: BodyId) -> Result<Vec<TokenSummary>, StoreError> {
    let sql = "select * from api_tokens where body_id = $1 order by created_at desc, id";
    reader
        .query(sql, params![body])
        .await?
        .iter()
        .map(summary)
        .collect()
}

fn summary(row: &Row) -> Result<TokenSummary, StoreError> {
    let words: Vec<serde_json::Value> = serde_json::from_str(row.get("actions")?).unwrap_or_default();
    // An action this program no longer knows gives no right.
    let actions: Vec<Action> = words
        .into_iter()
        .filter_map(|word| serde_json::from_value(word).ok())
        .collect();
    Ok(TokenSummary {
        id: row.get("id")?,
        body: row.get("body_id")?,
        label: row.get("label")?,
        actions,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
        revoked_at: row.get("revoked_at")?,
        used_at: row.get("used_at")?,
    })
}
