//! Making a request: checked whole, kept, confirmed by e-mail, told to the office, all in one commit.

use crate::Assistance;
use crate::model::{Kind, Request, State};
use crate::number::RequestNumber;
use crate::questions::{self, Offered, Question, Typed};
use crate::repo::requests;
use bodies::{Action, Actor, Party};
use delivery::NewDelivery;
use identity::Ctx;
use kernel::{Error, FieldErrors, OfficeId, RequestId, Result};
use ledger::{Chain, Event};
use store::WriteBatch;

/// Requests one address may make in an hour: each sends it an e-mail, and whoever types it need not own it.
const MOST_PER_HOUR: i64 = 5;

impl Assistance {
    /// What can be chosen at the body, in the language of the page.
    pub(crate) async fn offered(&self, ctx: &Ctx) -> Result<Offered> {
        let offers = self.catalogue.published(ctx.body.id, ctx.now).await?;
        let mut offered = Offered::default();
        for offer in &offers {
            let title = offer.bundle.service.sheet.title.get(ctx.lang);
            offered
                .services
                .push((offer.adoption.service.clone(), title.to_owned()));
            let name = offer.adoption.category_name.get(ctx.lang);
            if let Some(slug) = &offer.adoption.category
                && !offered.categories.iter().any(|(known, _)| known == slug)
            {
                offered.categories.push((slug.clone(), name.to_owned()));
            }
        }
        let offices = ctx.directory.offices(ctx.body.id, ctx.now.rome_date());
        offered.offices = offices
            .map(|office| (office.id.to_string(), office.name_in(ctx.lang).to_owned()))
            .collect();
        Ok(offered)
    }

    /// The person who is logged in, whose name is known and not asked again.
    pub(crate) async fn known(&self, ctx: &Ctx) -> Result<Option<Party>> {
        match &ctx.actor {
            Actor::Citizen { party, .. } => self.bodies.party(*party).await,
            _ => Ok(None),
        }
    }

    /// What a person who is logged in need not type; the name is that of the identity, whatever was posted.
    pub(crate) fn prefill(typed: &mut Typed, person: &Party, first: bool) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        for (question, value) in [
            (Question::GivenName, text(&person.given_name)),
            (Question::FamilyName, text(&person.family_name)),
        ] {
            if !value.is_empty() {
                typed.set(question, &value);
            }
        }
        if first {
            typed.set(Question::Email, &text(&person.email));
            typed.set(Question::Phone, &text(&person.phone));
        }
    }

    /// Makes the request; gives back the last piece of the address of its confirmation.
    pub(crate) async fn ask(
        &self,
        ctx: &Ctx,
        kind: Kind,
        typed: &Typed,
        offered: &Offered,
    ) -> Result<String> {
        ctx.require_here(Action::AskAssistance)?;
        let asked: Vec<Question> = questions::questions(kind).collect();
        questions::check(&asked, typed, offered).into_result()?;
        self.not_too_many(ctx, typed.get(Question::Email)).await?;
        let request = self.request(ctx, kind, typed).await?;
        let mut batch = WriteBatch::new();
        requests::insert(&mut batch, &request);
        let event = Event::new(Chain::Body(ctx.body.id), "request.received", ctx.received_at)
            .with("request", request.id.to_string())
            .with("number", request.number.clone())
            .with("kind", kind.code())
            .with("service", request.service.clone())
            .with("quality", ctx.actor.quality(ctx.body.id));
        let event = match request.account {
            Some(account) => event.by(account, "citizen"),
            None => event,
        };
        ledger::append(&mut batch, &*self.random, event);
        self.confirm(&mut batch, ctx, &request);
        self.tell_office(&mut batch, ctx, &request);
        self.store.commit(batch).await?;
        Ok(request.receipt_token)
    }

    async fn not_too_many(&self, ctx: &Ctx, email: &str) -> Result<()> {
        let since = ctx.received_at.plus_seconds(-3600);
        if requests::count_of_address(&self.store, email, since).await? < MOST_PER_HOUR {
            return Ok(());
        }
        let mut errors = FieldErrors::default();
        errors.add(Question::Email.name(), "assistance-error-too-many");
        Err(Error::Invalid(errors))
    }

    async fn request(&self, ctx: &Ctx, kind: Kind, typed: &Typed) -> Result<Request> {
        let some = |question| Some(typed.get(question).to_owned()).filter(|text| !text.is_empty());
        let several = |question| Some(typed.all(question).join(" ")).filter(|text| !text.is_empty());
        let service = some(Question::Service);
        let offer = match &service {
            Some(service) => Some(self.catalogue.offer(ctx.body.id, service).await?),
            None => None,
        };
        let of_service = offer.as_ref().map(|offer| offer.adoption.office);
        let chosen: Option<OfficeId> = typed.get(Question::Office).parse().ok();
        let category = offer.and_then(|offer| offer.adoption.category);
        let account = match &ctx.actor {
            Actor::Citizen { account, .. } => Some(*account),
            _ => None,
        };
        Ok(Request {
            id: RequestId::new(&*self.clock, &*self.random),
            body: ctx.body.id,
            number: RequestNumber::new(&*self.random).to_string(),
            receipt_token: self.random.token(),
            kind,
            state: State::Open,
            lang: ctx.lang,
            account,
            office: chosen.or(of_service),
            given_name: typed.get(Question::GivenName).to_owned(),
            family_name: typed.get(Question::FamilyName).to_owned(),
            email: typed.get(Question::Email).to_owned(),
            phone: some(Question::Phone),
            category: category.or_else(|| some(Question::Category)),
            service,
            subject: some(Question::Title).or_else(|| some(Question::Reason)),
            details: typed.get(Question::Details).to_owned(),
            fault: some(Question::Fault),
            place: some(Question::Place),
            days: several(Question::Days),
            hours: several(Question::Hours),
            received_at: ctx.received_at,
            closed_at: None,
            version: 1,
        })
    }

    /// The confirmation repeats nothing that was typed: the address may be somebody else's, and free words would make
    /// this house send whatever a stranger likes in the name of a public body.
    fn confirm(&self, batch: &mut WriteBatch, ctx: &Ctx, request: &Request) {
        let lang = request.lang;
        let when = locale::date_time(lang, request.received_at);
        let args = [
            ("number", request.number.as_str().into()),
            ("kind", request.kind.label(lang).into()),
            ("body", ctx.body.name_in(lang).into()),
            ("when", when.as_str().into()),
        ];
        self.mail(
            batch,
            request,
            &request.email,
            (
                locale::text_args(lang, "assistance-mail-received-subject", &args),
                locale::text_args(lang, "assistance-mail-received-text", &args),
            ),
        );
    }

    /// A line for the office, without personal data: the page has them, behind the login.
    fn tell_office(&self, batch: &mut WriteBatch, ctx: &Ctx, request: &Request) {
        let office = request.office.and_then(|id| ctx.directory.office(id));
        let address = office.and_then(|office| office.email.clone());
        let Some(address) = address.or_else(|| ctx.body.email.clone()) else {
            return;
        };
        let lang = kernel::Lang::It;
        let below = web::url(
            lang,
            Some(&ctx.body.slug),
            &format!("/operatori/richieste/{}", request.id),
        );
        let base = ctx.body.base_url.as_deref().unwrap_or(&self.base_url);
        let link = format!("{}{below}", base.trim_end_matches('/'));
        let args = [
            ("number", request.number.as_str().into()),
            ("kind", request.kind.label(lang).into()),
            ("link", link.as_str().into()),
        ];
        self.mail(
            batch,
            request,
            &address,
            (
                locale::text_args(lang, "assistance-mail-office-subject", &args),
                locale::text_args(lang, "assistance-mail-office-text", &args),
            ),
        );
    }

    /// Sends an e-mail about a request: subject and text.
    pub(crate) fn mail(
        &self,
        batch: &mut WriteBatch,
        request: &Request,
        address: &str,
        (subject, text): (String, String),
    ) {
        let new = NewDelivery::from_body(request.body, "request", self.clock.now())
            .said(subject, text)
            .to(address);
        let delivery = delivery::email(batch, &*self.clock, &*self.random, new);
        requests::insert_delivery(batch, request.id, delivery);
    }
}
