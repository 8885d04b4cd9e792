//! SQL of adoptions, bundles, categories and windows.

pub(crate) mod write;

use crate::model::{Adoption, Category, Visibility, Window};
use crate::versions::Version;
use kernel::{AdoptionId, BodyId, Date, Instant, Lang};
use store::{Row, Store, StoreError, params};

/// The columns of an adoption, once for the three questions asked of it.
macro_rules! select_adoption {
    ($rest:literal) => {
        concat!(
            "select a.id, a.body_id, a.service, a.bundle_hash, c.slug as category, c.name_it as category_it, ",
            "c.name_en as category_en, a.office_id, a.responsible_name, ",
            "a.responsible_email, a.substitute_name, a.state, a.min_level, a.featured, a.version, ",
            "a.valid_from_at, a.valid_to_at ",
            "from adoptions a left join categories c on c.id = a.category_id ",
            $rest
        )
    };
}

fn adoption(row: &Row) -> Result<Adoption, StoreError> {
    let published = row.get::<String>("state")? == Visibility::Published.as_str();
    Ok(Adoption {
        id: row.get("id")?,
        body: row.get("body_id")?,
        service: row.get("service")?,
        bundle_hash: row.get("bundle_hash")?,
        category: row.get("category")?,
        category_name: bundles::Text {
            it: row.get::<Option<String>>("category_it")?.unwrap_or_default(),
            en: row.get("category_en")?,
        },
        office: row.get("office_id")?,
        responsible_name: row.get("responsible_name")?,
        responsible_email: row.get("responsible_email")?,
        substitute_name: row.get("substitute_name")?,
        visibility: if published {
            Visibility::Published
        } else {
            Visibility::Private
        },
        min_level: row.get("min_level")?,
        featured: row.get("featured")?,
        version: row.get("version")?,
        valid_from: row.get("valid_from_at")?,
        valid_to: row.get("valid_to_at")?,
    })
}

/// Every adoption of a body in force at an instant, in the body's order.
pub(crate) async fn adoptions_of_body(
    store: &Store,
    body: BodyId,
    at: Instant,
) -> Result<Vec<Adoption>, StoreError> {
    let sql = select_adoption!(
        "where a.body_id = $1 and a.valid_from_at <= $2 and (a.valid_to_at is null or a.valid_to_at > $3) \
         order by a.position, a.service"
    );
    store
        .query(sql, params![body, at, at])
        .await?
        .iter()
        .map(adoption)
        .collect()
}

/// The adoption behind a service address.
pub(crate) async fn adoption_by_service(
    store: &Store,
    body: BodyId,
    service: &str,
) -> Result<Option<Adoption>, StoreError> {
    let sql = select_adoption!("where a.body_id = $1 and a.service = $2");
    store
        .query_opt(sql, params![body, service])
        .await?
        .as_ref()
        .map(adoption)
        .transpose()
}

/// One adoption.
pub(crate) async fn adoption_by_id(store: &Store, id: AdoptionId) -> Result<Option<Adoption>, StoreError> {
    let sql = select_adoption!("where a.id = $1");
    store
        .query_opt(sql, params![id])
        .await?
        .as_ref()
        .map(adoption)
        .transpose()
}

/// The archive of a bundle version.
pub(crate) async fn bundle_archive(store: &Store, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = store
        .query_opt("select archive from bundles where hash = $1", params![hash])
        .await?;
    row.map(|row| row.get("archive")).transpose()
}

/// The versions an adoption offered, the last first.
pub(crate) async fn versions_of_adoption(
    store: &Store,
    adoption: AdoptionId,
) -> Result<Vec<Version>, StoreError> {
    let sql = "select number, bundle_hash, from_at, published_by from adoption_versions \
               where adoption_id = $1 order by number desc";
    let version = |row: &Row| {
        Ok(Version {
            number: row.get("number")?,
            hash: row.get("bundle_hash")?,
            from: row.get("from_at")?,
            by: row.get("published_by")?,
        })
    };
    store
        .query(sql, params![adoption])
        .await?
        .iter()
        .map(version)
        .collect()
}

/// The tree of a body, parents before children of the same position.
pub(crate) async fn categories_of_body(store: &Store, body: BodyId) -> Result<Vec<Category>, StoreError> {
    let sql = "select c.slug, p.slug as parent, c.name_it, c.name_en from categories c \
               left join categories p on p.id = c.parent_id where c.body_id = $1 order by c.position, c.slug";
    let rows = store.query(sql, params![body]).await?;
    let category = |row: &Row| {
        Ok(Category {
            slug: row.get("slug")?,
            parent: row.get("parent")?,
            name_it: row.get("name_it")?,
            name_en: row.get("name_en")?,
        })
    };
    rows.iter().map(category).collect()
}

/// The windows of an adoption, in order.
pub(crate) async fn windows_of_adoption(
    store: &Store,
    adoption: AdoptionId,
) -> Result<Vec<Window>, StoreError> {
    let sql = "select id, number, opens_at, closes_at, late_until_at, act_reference, decided_at from windows \
               where adoption_id = $1 order by number";
    let window = |row: &Row| {
        Ok(Window {
            id: row.get("id")?,
            number: row.get("number")?,
            opens_at: row.get("opens_at")?,
            closes_at: row.get("closes_at")?,
            late_until: row.get("late_until_at")?,
            act_reference: row.get("act_reference")?,
            decided_at: row.get("decided_at")?,
        })
    };
    store
        .query(sql, params![adoption])
        .await?
        .iter()
        .map(window)
        .collect()
}

/// Every value an act set for an adoption up to a day, as JSON, oldest first.
pub(crate) async fn parameters_of_adoption(
    store: &Store,
    adoption: AdoptionId,
    on: Date,
) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select name, value from parameters where adoption_id = $1 and valid_from <= $2 order by valid_from, name";
    let rows = store.query(sql, params![adoption, on]).await?;
    rows.iter()
        .map(|row| Ok((row.get("name")?, row.get("value")?)))
        .collect()
}

/// The published adoptions of a body that hold a word beginning with `prefix`, with the weight of those words.
pub(crate) async fn adoptions_matching(
    store: &Store,
    body: BodyId,
    lang: Lang,
    prefix: &str,
) -> Result<Vec<(AdoptionId, i64)>, StoreError> {
    // A half-open range instead of LIKE: it uses the primary key on both databases and needs no escaping. The cast, because
    // PostgreSQL sums BIGINT as NUMERIC.
    let sql = "select t.adoption_id, cast(sum(t.weight) as bigint) as weight from adoption_terms t \
               join adoptions a on a.id = t.adoption_id \
               where t.body_id = $1 and t.lang = $2 and t.term >= $3 and t.term < $4 and a.state = 'published' \
               group by t.adoption_id order by 2 desc, 1 limit 2000";
    let upper = format!("{prefix}\u{10ffff}");
    let rows = store.query(sql, params![body, lang, prefix, upper]).await?;
    rows.iter()
        .map(|row| Ok((row.get("adoption_id")?, row.get("weight")?)))
        .collect()
}
