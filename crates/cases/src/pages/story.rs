//! The full story of a case on one page, made to be printed.

use super::filing;
use super::words;
use crate::Cases;
use crate::register::number_of;
use crate::story::FullStory;
use ::register::{Annotation, Entry};
use askama::Template;
use axum::extract::{Path, State};
use flow::Flow;
use identity::Ctx;
use kernel::{AccountId, CaseId, Date, Lang};
use ledger::{Personal, StoryLine};
use serde_json::Value;
use web::{Page, WebResult};

#[derive(Template)]
#[template(path = "cases/story.html")]
struct StoryTemplate {
    page: Page,
    printed: String,
    head: Vec<(String, String)>,
    digest: String,
    lines: Vec<LineWords>,
}

/// An event in words.
struct LineWords {
    when: String,
    what: String,
    details: Vec<(String, String)>,
    digests: Vec<(String, String)>,
    who: String,
    role: String,
    why: Vec<String>,
    place: String,
    hash: String,
}

pub(super) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
) -> WebResult {
    let story = cases.full_story(&filing(&ctx), id).await?;
    let title = ctx.t("cases-full-story");
    let case_path = format!("/operatori/pratiche/{id}");
    let mut page = ctx
        .page(title)
        .crumb(ctx.t("cases-queue"), "/operatori/coda")
        .crumb(&story.case.number, &case_path)
        .crumb(title, "")
        .active("/operatori/coda");
    page.noindex = true;
    let (when, name) = (ctx.received_at.rome_text(), ctx.actor.name());
    let telling = Telling {
        story: &story,
        lang: ctx.lang,
    };
    let template = StoryTemplate {
        printed: page.ta2("cases-story-printed", "when", when.as_str(), "who", name),
        head: telling.head(),
        digest: story
            .head
            .as_ref()
            .map(|head| hex::encode(head.hash))
            .unwrap_or_default(),
        lines: story.lines.iter().map(|line| telling.line(line)).collect(),
        page,
    };
    web::html(200, &template)
}

/// A story being put into the words of a language.
struct Telling<'a> {
    story: &'a FullStory,
    lang: Lang,
}

impl Telling<'_> {
    fn t(&self, key: &str) -> String {
        locale::text(self.lang, key).to_owned()
    }

    fn flow(&self) -> &Flow {
        &self.story.bundle.flow
    }

    fn head(&self) -> Vec<(String, String)> {
        let case = &self.story.case;
        let (state, _) = words::state(&self.story.bundle, &case.state, case.area, self.lang);
        let mut rows = vec![
            (self.t("cases-number"), case.number.clone()),
            (
                self.t("cases-register-number"),
                words::register(case.register, self.lang),
            ),
            (self.t("cases-service"), case.title.clone()),
            (self.t("cases-applicant"), case.applicant.clone()),
            (self.t("cases-presented"), case.received_at.rome_text()),
            (self.t("cases-responsible"), case.responsible_name.clone()),
            (self.t("cases-state"), state),
            (self.t("cases-story-events"), self.story.lines.len().to_string()),
        ];
        if let Some(head) = &self.story.head {
            rows.push((self.t("cases-story-head"), head.seq.to_string()));
        }
        rows
    }

    fn line(&self, line: &StoryLine) -> LineWords {
        let chain = if line.chain.starts_with("reads/") {
            "cases-chain-reads"
        } else {
            "cases-chain-body"
        };
        let number = line.seq.to_string();
        LineWords {
            when: line.at.rome_text(),
            what: self.what(line),
            details: self.details(line),
            digests: self.digests(line),
            who: self.name(line.actor),
            role: word(self.lang, "cases-role-", &line.role),
            why: self.why(line),
            place: locale::text_args(self.lang, chain, &[("number", number.as_str().into())]),
            hash: line.hash.clone(),
        }
    }

    fn what(&self, line: &StoryLine) -> String {
        let kind = word(self.lang, "cases-event-", &line.kind);
        match line.kind.as_str() {
            "case.transition" => format!("{kind}: {}", self.step(line)),
            "register.entered" => {
                let way = text(&line.public, "direction");
                let way = locale::text(self.lang, &format!("cases-direction-{way}"));
                format!("{kind} {} ({way})", self.entry_number(line))
            }
            "register.annulled" | "register.noted" => format!("{kind} {}", self.entry_number(line)),
            _ => kind,
        }
    }

    /// `Prendi in carico → In carico`.
    fn step(&self, line: &StoryLine) -> String {
        let (step, to) = (text(&line.public, "transition"), text(&line.public, "to"));
        let step = self
            .flow()
            .transition(step)
            .map_or(step, |step| step.label.get(self.lang));
        let to = self
            .flow()
            .state(to)
            .map_or(to, |state| state.label.get(self.lang));
        format!("{step} → {to}")
    }

    /// The entry an event made or wrote beside.
    fn entry(&self, line: &StoryLine) -> Option<&Entry> {
        let fact = line
            .public
            .get("registration")
            .or_else(|| line.public.get("annotation"))?;
        let id = text(fact, "entry").parse().ok()?;
        self.story.entries.iter().find(|entry| entry.id == id)
    }

    fn entry_number(&self, line: &StoryLine) -> String {
        let number = self.entry(line).and_then(number_of);
        number.map(|number| number.to_string()).unwrap_or_default()
    }

    /// The words written beside an entry at the moment of the event.
    fn annotation(&self, line: &StoryLine) -> Option<&Annotation> {
        line.public.get("annotation")?;
        let beside = &self.entry(line)?.annotations;
        beside
            .iter()
            .find(|annotation| annotation.at == line.at && annotation.author == line.actor)
    }

    /// What was done with it, from the public part and from what is left of the personal one.
    fn details(&self, line: &StoryLine) -> Vec<(String, String)> {
        let public = &line.public;
        let day = |text: &str| text.parse::<Date>().ok().map(|day| locale::date(self.lang, day));
        let clock = |id: &str| {
            let clock = self.flow().clock(id);
            clock.map_or_else(|| id.to_owned(), |clock| clock.label.get(self.lang).to_owned())
        };
        let assignee = self.name(text(public, "assignee").parse().ok());
        let late = public.get("late").and_then(Value::as_bool) == Some(true);
        let authority = self
            .annotation(line)
            .and_then(|annotation| annotation.authority.clone());
        let mut rows = vec![
            ("cases-assignee", assignee),
            ("cases-story-clock", clock(text(public, "clock"))),
            ("cases-answer-by", day(text(public, "due_on")).unwrap_or_default()),
            ("cases-late", if late { self.t("web-yes") } else { String::new() }),
            ("register-authority", authority.unwrap_or_default()),
            ("cases-story-token", text(public, "token").to_owned()),
        ];
        match &line.personal {
            Personal::None => {}
            Personal::Kept(kept) => {
                let of = |key: &str| text(kept, key).to_owned();
                rows.push(("cases-applicant", of("applicant")));
                rows.push(("cases-subject", of("subject")));
                rows.push(("cases-text", of("text")));
                rows.push(("cases-integration-answer", of("answer")));
            }
            Personal::Erased { at, reason } => {
                let when = at.rome_text();
                let args = [("when", when.as_str().into()), ("reason", reason.as_str().into())];
                rows.push((
                    "cases-story-personal",
                    locale::text_args(self.lang, "cases-story-erased", &args),
                ));
            }
            Personal::Lost => rows.push(("cases-story-personal", self.t("cases-story-lost"))),
        }
        let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
        rows.map(|(key, value)| (self.t(key), value)).collect()
    }

    /// SHA-256 of what was filed and of the files it was done with.
    fn digests(&self, line: &StoryLine) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        let filed = text(&line.public, "data_sha256");
        if !filed.is_empty() {
            rows.push((self.t("cases-receipt-record"), filed.to_owned()));
        }
        let files = line.public.get("files").and_then(Value::as_array);
        for file in files.into_iter().flatten() {
            let document = text(file, "document").parse().ok();
            let named = self
                .story
                .documents
                .iter()
                .find(|known| Some(known.id) == document);
            let name = named.map_or_else(|| self.t("cases-document"), |known| known.name.clone());
            rows.push((name, text(file, "sha256").to_owned()));
        }
        rows
    }

    /// Reasons given, the ground in law, the purpose of a reading.
    fn why(&self, line: &StoryLine) -> Vec<String> {
        let motivation = match &line.personal {
            Personal::Kept(kept) => text(kept, "motivation").to_owned(),
            _ => String::new(),
        };
        let purpose = text(&line.public, "purpose");
        let purpose = if purpose.is_empty() {
            String::new()
        } else {
            word(self.lang, "cases-purpose-", purpose)
        };
        let beside = self.annotation(line).map(|annotation| annotation.text.clone());
        let reason = line.reason.clone();
        let all = [Some(motivation), Some(purpose), beside, reason];
        all.into_iter().flatten().filter(|why| !why.is_empty()).collect()
    }

    /// The name of an account; nothing for the system, of which the role says enough.
    fn name(&self, account: Option<AccountId>) -> String {
        let name = account.and_then(|account| self.story.names.get(&account));
        name.cloned().unwrap_or_default()
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The words of a code of the ledger; the code itself where an older program wrote one that has none any more.
fn word(lang: Lang, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{}", code.replace(['.', '_'], "-"));
    if locale::has(lang, &key) {
        locale::text(lang, &key).to_owned()
    } else {
        code.to_owned()
    }
}
