//! SQL of bodies: what a body shows of itself. People are in [`people`], inserts in [`write`].

pub(crate) mod people;
pub mod write;

use crate::logo::{self, Logo};
use crate::model::{Body, Faq, Notice, NoticeLevel, Office, QuickLink};
use kernel::{BodyId, Instant};
use store::{Read, Row, StoreError, params};

/// A column holds a word this program does not know.
pub(crate) fn unknown(column: &str) -> StoreError {
    StoreError::WrongType {
        column: column.to_owned(),
        found: "an unknown word",
        wanted: "a known word",
    }
}

pub(crate) async fn bodies(reader: &impl Read) -> Result<Vec<Body>, StoreError> {
    let rows = reader
        .query("select * from bodies order by name, slug", params![])
        .await?;
    rows.iter().map(body).collect()
}

fn body(row: &Row) -> Result<Body, StoreError> {
    Ok(Body {
        id: row.get("id")?,
        slug: row.get("slug")?,
        kind: row.get("kind")?,
        name: row.get("name")?,
        name_en: row.get("name_en")?,
        ipa_code: row.get("ipa_code")?,
        istat_code: row.get("istat_code")?,
        aoo_code: row.get("aoo_code")?,
        fiscal_code: row.get("fiscal_code")?,
        email: row.get("email")?,
        pec: row.get("pec")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
        website: row.get("website")?,
        host: row.get("host")?,
        base_url: row.get("base_url")?,
        logo: row.get("logo")?,
        dpo_contact: row.get("dpo_contact")?,
        part_of_label: row.get("part_of_label")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
    })
}

/// A logo of a body by the name in its address, also one that is no longer shown.
pub async fn logo(reader: &impl Read, body: BodyId, name: &str) -> Result<Option<Logo>, StoreError> {
    if !logo::is_name(name) {
        return Ok(None);
    }
    let sql = "select media_type, bytes from logos where body_id = $1 and name = $2";
    let Some(row) = reader.query_opt(sql, params![body, name]).await? else {
        return Ok(None);
    };
    Ok(Some(Logo {
        name: name.to_owned(),
        media_type: logo::media_type_of(row.get("media_type")?).ok_or_else(|| unknown("media_type"))?,
        bytes: row.get("bytes")?,
    }))
}

pub(crate) async fn offices(reader: &impl Read) -> Result<Vec<Office>, StoreError> {
    let rows = reader
        .query("select * from offices order by name, code", params![])
        .await?;
    rows.iter().map(office).collect()
}

fn office(row: &Row) -> Result<Office, StoreError> {
    Ok(Office {
        id: row.get("id")?,
        body: row.get("body_id")?,
        parent: row.get("parent_id")?,
        code: row.get("code")?,
        name: row.get("name")?,
        name_en: row.get("name_en")?,
        email: row.get("email")?,
        pec: row.get("pec")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
        hours: row.get("hours")?,
        hours_en: row.get("hours_en")?,
        head_name: row.get("head_name")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
    })
}

/// Notices that are or will be shown; past ones are left out.
pub(crate) async fn notices_not_over(reader: &impl Read, at: Instant) -> Result<Vec<Notice>, StoreError> {
    let sql =
        "select * from notices where valid_to_at is null or valid_to_at > $1 order by valid_from_at desc, id";
    let rows = reader.query(sql, params![at]).await?;
    rows.iter().map(notice).collect()
}

fn notice(row: &Row) -> Result<Notice, StoreError> {
    Ok(Notice {
        id: row.get("id")?,
        body: row.get("body_id")?,
        level: NoticeLevel::parse(row.get("level")?).ok_or_else(|| unknown("level"))?,
        title_it: row.get("title_it")?,
        title_en: row.get("title_en")?,
        text_it: row.get("text_it")?,
        text_en: row.get("text_en")?,
        valid_from: row.get("valid_from_at")?,
        valid_to: row.get("valid_to_at")?,
    })
}

pub(crate) async fn quick_links(reader: &impl Read) -> Result<Vec<QuickLink>, StoreError> {
    let rows = reader
        .query("select * from quick_links order by body_id, position", params![])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(QuickLink {
                body: row.get("body_id")?,
                position: row.get("position")?,
                label_it: row.get("label_it")?,
                label_en: row.get("label_en")?,
                url: row.get("url")?,
            })
        })
        .collect()
}

pub(crate) async fn faqs(reader: &impl Read) -> Result<Vec<Faq>, StoreError> {
    let rows = reader
        .query("select * from faqs order by body_id, position, id", params![])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Faq {
                id: row.get("id")?,
                body: row.get("body_id")?,
                topic_it: row.get("topic_it")?,
                topic_en: row.get("topic_en")?,
                question_it: row.get("question_it")?,
                question_en: row.get("question_en")?,
                answer_it: row.get("answer_it")?,
                answer_en: row.get("answer_en")?,
                position: row.get("position")?,
            })
        })
        .collect()
}
