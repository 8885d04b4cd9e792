//! Inserts of the catalogue as pieces of a batch.

use crate::adopting::{NewAdoption, NewCategory, NewWindow};
use crate::model::Adoption;
use crate::parameters::NewParameter;
use crate::versions::NewVersion;
use bundles::Bundle;
use kernel::{AdoptionId, BodyId, Instant, Lang};
use store::{WriteBatch, params};

/// Keeps a bundle version; the same content twice is one row.
pub(crate) fn bundle(batch: &mut WriteBatch, bundle: &Bundle, at: Instant) {
    batch.exec(
        "insert into bundles (hash, service, version, archive, loaded_at) values ($1, $2, $3, $4, $5) \
         on conflict (hash) do nothing",
        params![
            &bundle.hash,
            &bundle.service.key,
            &bundle.service.version,
            bundle.to_archive(),
            at
        ],
    );
}

/// Adds a node of the tree.
pub(crate) fn category(batch: &mut WriteBatch, new: &NewCategory) {
    batch.insert_new(
        "catalogue-category-taken",
        "insert into categories (id, body_id, parent_id, slug, name_it, name_en, position) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        params![
            new.id,
            new.body,
            new.parent,
            &new.slug,
            &new.name_it,
            new.name_en.as_deref(),
            new.position
        ],
    );
}

/// Adds an adoption.
pub(crate) fn adoption(batch: &mut WriteBatch, new: &NewAdoption, bundle_hash: &str) {
    batch.insert_new(
        "catalogue-service-taken",
        "insert into adoptions (id, body_id, service, bundle_hash, category_id, office_id, responsible_name, \
            responsible_email, substitute_name, state, min_level, position, featured, valid_from_at, valid_to_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
        params![
            new.id,
            new.body,
            &new.service,
            bundle_hash,
            new.category,
            new.office,
            &new.responsible_name,
            new.responsible_email.as_deref(),
            new.substitute_name.as_deref(),
            new.visibility.as_str(),
            new.min_level,
            new.position,
            new.featured,
            new.valid_from,
            new.valid_to,
        ],
    );
}

/// The version an adoption begins with.
pub(crate) fn first_version(batch: &mut WriteBatch, new: &NewAdoption, hash: &str) {
    batch.exec(
        "insert into adoption_versions (adoption_id, number, bundle_hash, from_at) values ($1, 1, $2, $3)",
        params![new.id, hash, new.valid_from],
    );
}

/// A version after the first.
pub(crate) fn version(batch: &mut WriteBatch, adoption: AdoptionId, new: &NewVersion<'_>) {
    batch.insert_new(
        "catalogue-adoption-changed",
        "insert into adoption_versions (adoption_id, number, bundle_hash, from_at, published_by) \
         values ($1, $2, $3, $4, $5)",
        params![
            adoption,
            new.number,
            &new.bundle.hash,
            new.at,
            new.by.map(|(account, _)| account)
        ],
    );
}

/// New drafts of an adoption get this version from now on.
pub(crate) fn in_force(batch: &mut WriteBatch, adoption: &Adoption, hash: &str) {
    batch.expect_rows(
        1,
        "catalogue-adoption-changed",
        "update adoptions set bundle_hash = $1, version = version + 1 where id = $2 and version = $3",
        params![hash, adoption.id, adoption.version],
    );
}

/// Adds a window.
pub(crate) fn window(batch: &mut WriteBatch, new: &NewWindow) {
    batch.insert_new(
        "catalogue-window-taken",
        "insert into windows (id, adoption_id, number, opens_at, closes_at, late_until_at, act_reference, decided_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            new.window.id,
            new.adoption,
            new.window.number,
            new.window.opens_at,
            new.window.closes_at,
            new.window.late_until,
            new.window.act_reference.as_deref(),
            new.window.decided_at,
        ],
    );
}

/// Sets a value from a day on.
pub(crate) fn parameter(batch: &mut WriteBatch, new: &NewParameter) {
    batch.insert_new(
        "catalogue-parameter-taken",
        "insert into parameters (adoption_id, name, valid_from, value, act_reference) values ($1, $2, $3, $4, $5)",
        params![
            new.adoption,
            &new.name,
            new.valid_from,
            new.value.to_string(),
            new.act_reference.as_deref()
        ],
    );
}

/// Forgets the words a service is found by.
pub(crate) fn forget_terms(batch: &mut WriteBatch, body: BodyId, adoption: AdoptionId) {
    batch.exec(
        "delete from adoption_terms where body_id = $1 and adoption_id = $2",
        params![body, adoption],
    );
}

/// One word a service is found by.
pub(crate) fn term(batch: &mut WriteBatch, owner: (BodyId, AdoptionId), lang: Lang, term: &str, weight: i64) {
    batch.exec(
        "insert into adoption_terms (body_id, lang, term, adoption_id, weight) values ($1, $2, $3, $4, $5)",
        params![owner.0, lang, term, owner.1, weight],
    );
}
