//! Lists of places to choose from while one types (Comuni, provinces, states).

use super::filing;
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::IntoResponse;
use bodies::{Action, Target, policy};
use forms::Source;
use identity::Ctx;
use italia::places::{List, When};
use kernel::Error;
use serde::{Deserialize, Serialize};
use web::WebResult;

/// Places of one answer.
const MOST: usize = 20;
/// Longest text that is searched: what is longer is no name.
const LONGEST: usize = 200;
/// How long a browser may keep an answer: the lists change with the program only.
const KEPT: &str = "public, max-age=3600";

#[derive(Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
    al: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    options: Vec<Choice>,
    /// Whether there are more than these.
    more: bool,
}

#[derive(Serialize)]
struct Choice {
    /// What the form sends.
    value: String,
    /// What is kept and shown afterwards.
    label: String,
    /// The label, and until when the place existed.
    words: String,
}

pub(super) async fn search(
    ctx: Ctx,
    Path((_, list)): Path<(String, String)>,
    Query(search): Query<Search>,
) -> WebResult {
    let filing = filing(&ctx);
    if !policy::allows(
        filing.actor,
        Action::SeePublicPages,
        &Target::Body(filing.body.id),
    ) {
        return Err(Error::NotFound.into());
    }
    let list = List::named(&list).ok_or(Error::NotFound)?;
    let when = match search.al.as_deref() {
        None => When::Today,
        Some(word) => When::parse(word).ok_or_else(|| web::WebError::bad_request("web-bad-request"))?,
    };
    if search.q.len() > LONGEST {
        return Err(web::WebError::bad_request("web-bad-request"));
    }
    let found = list.search(&search.q, when, MOST);
    let options = found.places.into_iter().map(|place| Choice {
        value: Source::token(place),
        label: place.label.clone(),
        words: web::form_html::place_words(place, ctx.lang),
    });
    let answer = Answer {
        options: options.collect(),
        more: found.more,
    };
    Ok(([(header::CACHE_CONTROL, KEPT)], Json(answer)).into_response())
}
