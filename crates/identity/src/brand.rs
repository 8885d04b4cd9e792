//! A body as the header and footer of its pages show it.

use bodies::{Bodies, Body};
use futures_util::future::BoxFuture;
use kernel::{BodyId, Lang};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use web::{Brand, Brands, Contact};

/// Header and footer of a body.
fn brand(body: &Body, lang: Lang) -> Brand {
    let contact = |key: &str, text: &Option<String>, scheme: &str| {
        text.as_ref().map(|text| Contact {
            label: locale::text(lang, key).to_owned(),
            text: text.clone(),
            href: Some(format!("{scheme}{}", text.replace(' ', ""))),
        })
    };
    let fiscal_code = body
        .fiscal_code
        .as_deref()
        .map(|code| locale::text_args(lang, "identity-body-fiscal-code", &[("code", code.into())]));
    let contacts = [
        contact("identity-contact-phone", &body.phone, "tel:"),
        contact("identity-contact-email", &body.email, "mailto:"),
        contact("identity-contact-pec", &body.pec, "mailto:"),
        contact("identity-contact-website", &body.website, ""),
    ];
    Brand {
        slug: body.slug.clone(),
        name: body.name_in(lang).to_owned(),
        tagline: String::new(),
        logo: body.logo_path(),
        parent: body.part_of_label.clone().map(|label| (label, String::new())),
        address: body.address.iter().cloned().chain(fiscal_code).collect(),
        contacts: contacts.into_iter().flatten().collect(),
        funding: String::new(),
    }
}

/// Headers and footers as they were last made; a body that was read again is another `Arc`, and they are made anew.
#[derive(Default)]
pub(crate) struct BrandsKept(RwLock<HashMap<(BodyId, Lang), Kept>>);

/// What was made, and of what.
type Kept = (Arc<Body>, Arc<Brand>);

impl BrandsKept {
    pub(crate) fn of(&self, body: &Arc<Body>, lang: Lang) -> Arc<Brand> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, made)) = kept.get(&(body.id, lang))
            && Arc::ptr_eq(of, body)
        {
            return made.clone();
        }
        drop(kept);
        let made = Arc::new(brand(body, lang));
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert((body.id, lang), (body.clone(), made.clone()));
        made
    }
}

/// Bodies for the error pages.
#[derive(Clone, Debug)]
pub struct BodyBrands(pub Bodies);

impl Brands for BodyBrands {
    fn brand<'a>(&'a self, slug: &'a str, lang: Lang) -> BoxFuture<'a, Option<Arc<Brand>>> {
        Box::pin(async move {
            // An error page without its header is better than none.
            let body = self.0.by_slug(slug).await.ok().flatten()?;
            Some(Arc::new(brand(&body, lang)))
        })
    }
}
