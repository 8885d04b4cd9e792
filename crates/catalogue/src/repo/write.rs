//! Inserts of the catalogue as pieces of a batch.

use crate::adopting::{NewAdoption, NewCategory, NewWindow};
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
