//! Inserts of bodies and people as pieces of a batch; used by installation, administration and tests.

use crate::logo::Logo;
use crate::model::{Body, Faq, Notice, Office, QuickLink};
use crate::people::{Account, Party, Profile};
use kernel::{BodyId, Instant, ProfileId};
use store::{WriteBatch, params};

/// Adds a body. Its slug must have passed [`crate::check_slug`].
pub fn body(batch: &mut WriteBatch, body: &Body) {
    batch.exec(
        "insert into bodies (id, slug, kind, name, name_en, ipa_code, istat_code, aoo_code, fiscal_code, email, pec,
            phone, address, website, host, base_url, logo, dpo_contact, part_of_label, valid_from, valid_to)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        params![
            body.id,
            &body.slug,
            &body.kind,
            &body.name,
            body.name_en.as_deref(),
            body.ipa_code.as_deref(),
            body.istat_code.as_deref(),
            &body.aoo_code,
            body.fiscal_code.as_deref(),
            body.email.as_deref(),
            body.pec.as_deref(),
            body.phone.as_deref(),
            body.address.as_deref(),
            body.website.as_deref(),
            body.host.as_deref(),
            body.base_url.as_deref(),
            body.logo.as_deref(),
            body.dpo_contact.as_deref(),
            body.part_of_label.as_deref(),
            body.valid_from,
            body.valid_to,
        ],
    );
}

/// Keeps a logo for a body, which must be there already and shows the logo whose name it holds.
pub fn logo(batch: &mut WriteBatch, body: BodyId, logo: &Logo) {
    batch.exec(
        "insert into logos (body_id, name, media_type, bytes) values ($1, $2, $3, $4)",
        params![body, &logo.name, logo.media_type, logo.bytes.clone()],
    );
}

/// Adds an office; its parent must be there already.
pub fn office(batch: &mut WriteBatch, office: &Office) {
    batch.exec(
        "insert into offices (id, body_id, parent_id, code, name, name_en, email, pec, phone, address, hours, hours_en,
            head_name, valid_from, valid_to)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        params![
            office.id,
            office.body,
            office.parent,
            &office.code,
            &office.name,
            office.name_en.as_deref(),
            office.email.as_deref(),
            office.pec.as_deref(),
            office.phone.as_deref(),
            office.address.as_deref(),
            office.hours.as_deref(),
            office.hours_en.as_deref(),
            &office.head_name,
            office.valid_from,
            office.valid_to,
        ],
    );
}

/// Adds a public notice.
pub fn notice(batch: &mut WriteBatch, notice: &Notice) {
    batch.exec(
        "insert into notices (id, body_id, level, title_it, title_en, text_it, text_en, valid_from_at, valid_to_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            notice.id,
            notice.body,
            notice.level.code(),
            &notice.title_it,
            notice.title_en.as_deref(),
            &notice.text_it,
            notice.text_en.as_deref(),
            notice.valid_from,
            notice.valid_to,
        ],
    );
}

/// Adds a quick link.
pub fn quick_link(batch: &mut WriteBatch, link: &QuickLink) {
    batch.exec(
        "insert into quick_links (body_id, position, label_it, label_en, url) values ($1, $2, $3, $4, $5)",
        params![
            link.body,
            link.position,
            &link.label_it,
            link.label_en.as_deref(),
            &link.url
        ],
    );
}

/// Adds a frequent question.
pub fn faq(batch: &mut WriteBatch, faq: &Faq) {
    batch.exec(
        "insert into faqs (id, body_id, topic_it, topic_en, question_it, question_en, answer_it, answer_en, position)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            faq.id,
            faq.body,
            &faq.topic_it,
            faq.topic_en.as_deref(),
            &faq.question_it,
            faq.question_en.as_deref(),
            &faq.answer_it,
            faq.answer_en.as_deref(),
            faq.position,
        ],
    );
}

/// Adds a party.
pub fn party(batch: &mut WriteBatch, party: &Party) {
    batch.exec(
        "insert into parties (id, kind, fiscal_code, given_name, family_name, denomination, born_on, household_on,
            email, pec, phone, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            party.id,
            party.kind.code(),
            party.fiscal_code.as_deref(),
            party.given_name.as_deref(),
            party.family_name.as_deref(),
            party.denomination.as_deref(),
            party.born_on,
            party.household_on,
            party.email.as_deref(),
            party.pec.as_deref(),
            party.phone.as_deref(),
            party.created_at,
        ],
    );
}

/// Adds an account; its party must be there already.
pub fn account(batch: &mut WriteBatch, account: &Account) {
    batch.exec(
        "insert into accounts (id, kind, party_id, email, email_confirmed_at, status, lang, created_at, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            account.id,
            account.kind.code(),
            account.party,
            account.email.as_deref(),
            account.email_confirmed_at,
            account.status.code(),
            account.lang,
            account.created_at,
            account.created_by,
        ],
    );
}

/// Adds a profile.
pub fn profile(batch: &mut WriteBatch, profile: &Profile) {
    batch.exec(
        "insert into profiles (id, account_id, body_id, office_id, role, valid_from_at, valid_to_at, status,
            created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            profile.id,
            profile.account,
            profile.body,
            profile.office,
            profile.role.code(),
            profile.valid_from,
            profile.valid_to,
            profile.status.code(),
            profile.created_by,
            profile.created_at,
        ],
    );
}

/// Ends a profile; a profile that is already over is a conflict.
pub fn end_profile(batch: &mut WriteBatch, profile: ProfileId, at: Instant) {
    batch.expect_rows(
        1,
        "bodies-profile-already-over",
        "update profiles set status = 'ceased', valid_to_at = $2 where id = $1 and status <> 'ceased'",
        params![profile, at],
    );
}
