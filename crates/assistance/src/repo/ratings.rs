//! SQL of ratings.

use crate::rating::{Comment, Given, NewRating, Share};
use kernel::{BodyId, Date};
use store::{Read, StoreError, WriteBatch, params};

/// Conflict of a second rating of a page on one day.
pub(crate) const ALREADY: &str = "assistance-rating-already";

pub(crate) fn insert(batch: &mut WriteBatch, rating: &NewRating) {
    batch.insert_new(
        ALREADY,
        "insert into ratings (body_id, page, service, day, voter, stars, aspect, details) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            rating.body,
            &rating.page,
            rating.service.as_deref(),
            rating.day,
            &rating.voter,
            rating.stars,
            rating.aspect,
            rating.details.as_deref(),
        ],
    );
}

/// How often each number of stars was given to each page since a day.
pub(crate) async fn given(reader: &impl Read, body: BodyId, since: Date) -> Result<Vec<Given>, StoreError> {
    let sql = "select page, service, stars, count(*) as n from ratings where body_id = $1 and day >= $2
        group by page, service, stars order by page, stars";
    let rows = reader.query(sql, params![body, since]).await?;
    rows.iter()
        .map(|row| {
            Ok(Given {
                page: row.get("page")?,
                service: row.get("service")?,
                stars: row.get("stars")?,
                count: row.get("n")?,
            })
        })
        .collect()
}

/// How often each answer was chosen since a day, by whether people were content.
pub(crate) async fn aspects(reader: &impl Read, body: BodyId, since: Date) -> Result<Vec<Share>, StoreError> {
    let sql = "select stars, aspect, count(*) as n from ratings where body_id = $1 and day >= $2 and aspect is not null
        group by stars, aspect order by stars, aspect";
    let rows = reader.query(sql, params![body, since]).await?;
    rows.iter()
        .map(|row| {
            Ok(Share {
                stars: row.get("stars")?,
                aspect: row.get("aspect")?,
                count: row.get("n")?,
            })
        })
        .collect()
}

/// What people wrote since a day, newest day first, at most 100.
pub(crate) async fn comments(
    reader: &impl Read,
    body: BodyId,
    since: Date,
) -> Result<Vec<Comment>, StoreError> {
    let sql = "select page, day, stars, details from ratings where body_id = $1 and day >= $2
        and details is not null order by day desc, page, voter limit 100";
    let rows = reader.query(sql, params![body, since]).await?;
    rows.iter()
        .map(|row| {
            Ok(Comment {
                page: row.get("page")?,
                day: row.get("day")?,
                stars: row.get("stars")?,
                details: row.get("details")?,
            })
        })
        .collect()
}
