//! Filling an installation from a file: bodies with offices, services and people. The demo region is such a file.

mod calls;
mod people;
mod region;

pub use people::{Place, add_operator};
pub use region::{OperatorSeed, Region, read};

use crate::house::House;
use anyhow::{Context, Result, anyhow};
use bodies::{AccountKind, Body, Faq, Notice, NoticeLevel, Office, QuickLink};
use bundles::Bundle;
use calls::Acts;
use catalogue::{NewAdoption, NewCategory, Visibility};
use identity::Provider;
use identity::write::NewIdentity;
use kernel::{AdoptionId, BodyId, Date, IdentityId, Instant, NoticeId, OfficeId};
use people::{Person, add_person};
use region::{BodySeed, Citizen, OfficeSeed};
use std::collections::HashMap;
use std::path::Path;
use store::WriteBatch;

/// A person that was made, with what to tell whoever logs in.
#[derive(Clone, Debug)]
pub struct Login {
    /// Slug of the body.
    pub body: String,
    /// User name.
    pub username: String,
    /// Name and role.
    pub who: String,
    /// Provisional password.
    pub password: String,
}

/// Where passwords of seeded operators come from.
pub enum Passwords<'a> {
    /// The same for all, told on the terminal: the demo.
    Fixed(&'a str),
    /// One of its own for each, printed once.
    Random,
}

/// Where the bundles named by the file are.
pub type Bundles = HashMap<String, Bundle>;

/// Loads every bundle of a folder.
pub fn load_bundles(dir: &Path) -> Result<Bundles> {
    let mut bundles = Bundles::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("non riesco a leggere {}", dir.display()))? {
        let path = entry?.path();
        if path.join("service.toml").is_file() {
            let bundle =
                Bundle::load(&path).map_err(|problems| anyhow!("{}: {problems:?}", path.display()))?;
            bundles.insert(bundle.service.key.clone(), bundle);
        }
    }
    Ok(bundles)
}

/// Writes a region into an empty installation, all or nothing; answers the logins that were made.
pub async fn fill(
    house: &House,
    region: &Region,
    bundles: &Bundles,
    passwords: &Passwords<'_>,
) -> Result<Vec<Login>> {
    let mut seeding = Seeding {
        house,
        bundles,
        batch: WriteBatch::new(),
        now: house.clock.now(),
        logins: Vec::new(),
    };
    for citizen in &region.citizens {
        seeding.citizen(citizen)?;
    }
    for body in &region.bodies {
        let parent = body
            .part_of
            .as_ref()
            .and_then(|slug| region.bodies.iter().find(|other| other.slug == *slug));
        seeding
            .body(body, parent.map(|parent| parent.name.clone()), passwords)
            .await?;
    }
    let Seeding { batch, logins, .. } = seeding;
    house
        .store
        .commit(batch)
        .await
        .context("l'installazione non è vuota, oppure il file ripete qualcosa")?;
    house.bodies.refresh().await?;
    Ok(logins)
}

struct Seeding<'a> {
    house: &'a House,
    bundles: &'a Bundles,
    batch: WriteBatch,
    now: Instant,
    logins: Vec<Login>,
}

impl Seeding<'_> {
    fn citizen(&mut self, seed: &Citizen) -> Result<()> {
        let code = italia::FiscalCode::parse(&seed.fiscal_code)
            .map_err(|_| anyhow!("codice fiscale: {}", seed.fiscal_code))?;
        let person = Person {
            given_name: &seed.given_name,
            family_name: &seed.family_name,
            fiscal_code: Some(code.as_str().to_owned()),
            born_on: Some(seed.born_on),
            email: seed.email.clone(),
        };
        let account = add_person(
            self.house,
            &mut self.batch,
            AccountKind::Citizen,
            &person,
            self.now,
        );
        let identity = NewIdentity {
            id: IdentityId::new(&*self.house.clock, &*self.house.random),
            account,
            provider: Provider::Demo,
            subject: code.as_str().to_owned(),
            level: 2,
            created_at: self.now,
        };
        identity::write::identity(&mut self.batch, &identity);
        Ok(())
    }

    async fn body(
        &mut self,
        seed: &BodySeed,
        parent: Option<String>,
        passwords: &Passwords<'_>,
    ) -> Result<()> {
        bodies::check_slug(&seed.slug).with_context(|| format!("slug: {}", seed.slug))?;
        let today = self.now.rome_date();
        let body = new_body(self.house, seed, parent, today);
        bodies::write::body(&mut self.batch, &body);
        if let Some(logo) = &seed.picture {
            bodies::write::logo(&mut self.batch, body.id, logo);
        }
        let mut offices = HashMap::new();
        for office in &seed.offices {
            let office = new_office(self.house, body.id, office, today);
            offices.insert(office.code.clone(), office.id);
            bodies::write::office(&mut self.batch, &office);
        }
        self.services(&body, seed, &offices)?;
        self.pages(&body, seed)?;
        for operator in &seed.operators {
            self.operator(&body, &offices, operator, passwords).await?;
        }
        Ok(())
    }

    fn services(&mut self, body: &Body, seed: &BodySeed, offices: &HashMap<String, OfficeId>) -> Result<()> {
        let mut categories = HashMap::new();
        for (position, category) in (0..).zip(&seed.categories) {
            let id = kernel::new_uuid(&*self.house.clock, &*self.house.random);
            categories.insert(category.slug.clone(), id);
            let new = NewCategory {
                id,
                body: body.id,
                parent: None,
                slug: category.slug.clone(),
                name_it: category.name_it.clone(),
                name_en: category.name_en.clone(),
                position,
            };
            catalogue::add_category(&mut self.batch, &new);
        }
        for (position, adoption) in (0..).zip(&seed.adoptions) {
            let bundle = self
                .bundles
                .get(&adoption.bundle)
                .with_context(|| format!("manca il bundle {}", adoption.bundle))?;
            let office = offices
                .get(&adoption.office)
                .with_context(|| format!("manca l'ufficio {}", adoption.office))?;
            let category = adoption
                .category
                .as_ref()
                .and_then(|slug| categories.get(slug))
                .copied();
            let new = NewAdoption {
                id: AdoptionId::new(&*self.house.clock, &*self.house.random),
                body: body.id,
                service: adoption.service.as_ref().unwrap_or(&adoption.bundle).clone(),
                category,
                office: *office,
                responsible_name: adoption.responsible_name.clone(),
                responsible_email: adoption.responsible_email.clone(),
                substitute_name: adoption.substitute_name.clone(),
                visibility: if adoption.private {
                    Visibility::Private
                } else {
                    Visibility::Published
                },
                min_level: i64::from(bundle.service.minimum_level),
                position,
                featured: adoption.featured,
                valid_from: self.now,
                valid_to: None,
            };
            catalogue::adopt(&mut self.batch, &new, bundle, self.now);
            let acts = Acts {
                clock: &*self.house.clock,
                random: &*self.house.random,
                now: self.now,
                adoption: new.id,
            };
            acts.windows(&mut self.batch, &adoption.windows)?;
            acts.parameters(&mut self.batch, bundle, &adoption.parameters)?;
        }
        Ok(())
    }

    fn pages(&mut self, body: &Body, seed: &BodySeed) -> Result<()> {
        for (position, link) in (1..).zip(&seed.quick_links) {
            let link = QuickLink {
                body: body.id,
                position,
                label_it: link.label_it.clone(),
                label_en: link.label_en.clone(),
                url: link.url.clone(),
            };
            bodies::write::quick_link(&mut self.batch, &link);
        }
        for notice in &seed.notices {
            let level =
                NoticeLevel::parse(&notice.level).with_context(|| format!("livello {}", notice.level))?;
            let notice = Notice {
                id: NoticeId::new(&*self.house.clock, &*self.house.random),
                body: body.id,
                level,
                title_it: notice.title_it.clone(),
                title_en: notice.title_en.clone(),
                text_it: notice.text_it.clone(),
                text_en: notice.text_en.clone(),
                valid_from: self.now,
                valid_to: Some(self.now.plus_seconds(notice.days * 86_400)),
            };
            bodies::write::notice(&mut self.batch, &notice);
        }
        for (position, faq) in (1..).zip(&seed.faqs) {
            let faq = Faq {
                id: kernel::new_uuid(&*self.house.clock, &*self.house.random),
                body: body.id,
                topic_it: faq.topic_it.clone(),
                topic_en: faq.topic_en.clone(),
                question_it: faq.question_it.clone(),
                question_en: faq.question_en.clone(),
                answer_it: faq.answer_it.clone(),
                answer_en: faq.answer_en.clone(),
                position,
            };
            bodies::write::faq(&mut self.batch, &faq);
        }
        Ok(())
    }

    async fn operator(
        &mut self,
        body: &Body,
        offices: &HashMap<String, OfficeId>,
        seed: &OperatorSeed,
        passwords: &Passwords<'_>,
    ) -> Result<()> {
        let office = match &seed.office {
            Some(code) => Some(
                *offices
                    .get(code)
                    .with_context(|| format!("manca l'ufficio {code}"))?,
            ),
            None => None,
        };
        let password = match passwords {
            Passwords::Fixed(password) => (*password).to_owned(),
            Passwords::Random => self.house.random.token().chars().take(16).collect(),
        };
        let place = Place {
            body: body.id,
            office,
        };
        add_operator(self.house, &mut self.batch, place, seed, &password).await?;
        self.logins.push(Login {
            body: body.slug.clone(),
            username: seed.username.clone(),
            who: format!("{} {} ({})", seed.given_name, seed.family_name, seed.role),
            password,
        });
        Ok(())
    }
}

fn new_body(house: &House, seed: &BodySeed, parent: Option<String>, today: Date) -> Body {
    Body {
        id: BodyId::new(&*house.clock, &*house.random),
        slug: seed.slug.clone(),
        kind: seed.kind.clone(),
        name: seed.name.clone(),
        name_en: seed.name_en.clone(),
        ipa_code: seed.ipa_code.clone(),
        istat_code: seed.istat_code.clone(),
        aoo_code: seed.aoo_code.clone(),
        fiscal_code: seed.fiscal_code.clone(),
        email: seed.email.clone(),
        pec: seed.pec.clone(),
        phone: seed.phone.clone(),
        address: seed.address.clone(),
        website: seed.website.clone(),
        host: None,
        base_url: None,
        logo: seed.picture.as_ref().map(|logo| logo.name.clone()),
        dpo_contact: seed.dpo_contact.clone(),
        part_of_label: parent,
        valid_from: today,
        valid_to: None,
    }
}

fn new_office(house: &House, body: BodyId, seed: &OfficeSeed, today: Date) -> Office {
    Office {
        id: OfficeId::new(&*house.clock, &*house.random),
        body,
        parent: None,
        code: seed.code.clone(),
        name: seed.name.clone(),
        name_en: seed.name_en.clone(),
        email: seed.email.clone(),
        pec: seed.pec.clone(),
        phone: seed.phone.clone(),
        address: seed.address.clone(),
        hours: seed.hours.clone(),
        hours_en: seed.hours_en.clone(),
        head_name: seed.head_name.clone(),
        valid_from: today,
        valid_to: None,
    }
}
