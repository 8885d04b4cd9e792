//! Bodies and people as values. Dates of validity are civil dates of Europe/Rome, both ends included.

use kernel::{BodyId, Date, Instant, Lang, NoticeId, OfficeId};
use uuid::Uuid;

/// A public body (*ente*) that runs its procedures here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Permanent identifier.
    pub id: BodyId,
    /// First part of every URL of the body.
    pub slug: String,
    /// `comune`, `regione`, `provincia`, `unione` or `associazione`.
    pub kind: String,
    /// Full Italian name, as printed on papers.
    pub name: String,
    /// English name, where it has one.
    pub name_en: Option<String>,
    /// Code in the index of public administrations.
    pub ipa_code: Option<String>,
    /// ISTAT code of the Comune.
    pub istat_code: Option<String>,
    /// Registering AOO (*area organizzativa omogenea*).
    pub aoo_code: String,
    /// Codice fiscale of the body.
    pub fiscal_code: Option<String>,
    /// Ordinary e-mail address.
    pub email: Option<String>,
    /// Certified e-mail address (PEC).
    pub pec: Option<String>,
    /// Telephone, as shown.
    pub phone: Option<String>,
    /// Postal address, on one line.
    pub address: Option<String>,
    /// Institutional site.
    pub website: Option<String>,
    /// Own host name, without port, when it has one.
    pub host: Option<String>,
    /// Absolute address of the body's pages when it differs from the installation's.
    pub base_url: Option<String>,
    /// Name of the logo shown, one of those kept for the body.
    pub logo: Option<String>,
    /// How to reach the data protection officer.
    pub dpo_contact: Option<String>,
    /// What the slim header names above the body, e.g. its Region.
    pub part_of_label: Option<String>,
    /// First day of the body.
    pub valid_from: Date,
    /// Last day of the body; `None` while it exists.
    pub valid_to: Option<Date>,
}

impl Body {
    /// The name in a language; Italian where no translation exists.
    pub fn name_in(&self, lang: Lang) -> &str {
        pick(lang, &self.name, self.name_en.as_deref())
    }

    /// Path of the logo shown, the same in every language; none where pages show a neutral mark.
    pub fn logo_path(&self) -> Option<String> {
        let name = self.logo.as_ref()?;
        Some(format!("/{}/logo/{name}", self.slug))
    }

    /// Whether the body exists on a day.
    pub fn valid_on(&self, day: Date) -> bool {
        within(day, self.valid_from, self.valid_to)
    }
}

/// An office of a body (*ufficio*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Permanent identifier.
    pub id: OfficeId,
    /// The body it belongs to.
    pub body: BodyId,
    /// The office above it.
    pub parent: Option<OfficeId>,
    /// Code, unique in the body.
    pub code: String,
    /// Italian name.
    pub name: String,
    /// English name.
    pub name_en: Option<String>,
    /// Ordinary e-mail address.
    pub email: Option<String>,
    /// Certified e-mail address (PEC).
    pub pec: Option<String>,
    /// Telephone, as shown.
    pub phone: Option<String>,
    /// Postal address, on one line.
    pub address: Option<String>,
    /// Opening hours, Italian.
    pub hours: Option<String>,
    /// Opening hours, English.
    pub hours_en: Option<String>,
    /// Responsible until somebody is assigned (L. 241/1990 art. 5 c. 2).
    pub head_name: String,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

impl Office {
    /// The name in a language; Italian where no translation exists.
    pub fn name_in(&self, lang: Lang) -> &str {
        pick(lang, &self.name, self.name_en.as_deref())
    }

    /// The opening hours in a language.
    pub fn hours_in(&self, lang: Lang) -> Option<&str> {
        pick_optional(lang, self.hours.as_deref(), self.hours_en.as_deref())
    }

    /// Whether the office exists on a day.
    pub fn valid_on(&self, day: Date) -> bool {
        within(day, self.valid_from, self.valid_to)
    }
}

/// How loudly a notice speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// Worth knowing.
    Info,
    /// Something will not work as usual.
    Warning,
    /// Danger for people.
    Danger,
}

impl NoticeLevel {
    /// Name in the database and in style classes.
    pub fn code(self) -> &'static str {
        match self {
            NoticeLevel::Info => "info",
            NoticeLevel::Warning => "warning",
            NoticeLevel::Danger => "danger",
        }
    }

    /// Reads the name used in the database.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Danger]
            .into_iter()
            .find(|level| level.code() == code)
    }
}

/// A public notice with its validity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Permanent identifier.
    pub id: NoticeId,
    /// Whose notice.
    pub body: BodyId,
    /// How loudly it speaks.
    pub level: NoticeLevel,
    /// Italian title.
    pub title_it: String,
    /// English title.
    pub title_en: Option<String>,
    /// Italian text.
    pub text_it: String,
    /// English text.
    pub text_en: Option<String>,
    /// First instant it is shown.
    pub valid_from: Instant,
    /// First instant it is no longer shown.
    pub valid_to: Option<Instant>,
}

impl Notice {
    /// The title in a language.
    pub fn title_in(&self, lang: Lang) -> &str {
        pick(lang, &self.title_it, self.title_en.as_deref())
    }

    /// The text in a language.
    pub fn text_in(&self, lang: Lang) -> &str {
        pick(lang, &self.text_it, self.text_en.as_deref())
    }

    /// Whether it is shown at an instant.
    pub fn shown_at(&self, at: Instant) -> bool {
        self.valid_from <= at && self.valid_to.is_none_or(|end| at < end)
    }
}

/// A button to a service much asked for, or to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickLink {
    /// Whose link.
    pub body: BodyId,
    /// Order on the page.
    pub position: i64,
    /// Italian label.
    pub label_it: String,
    /// English label.
    pub label_en: Option<String>,
    /// Path inside the body (`/servizi/...`) or absolute address.
    pub url: String,
}

impl QuickLink {
    /// The label in a language.
    pub fn label_in(&self, lang: Lang) -> &str {
        pick(lang, &self.label_it, self.label_en.as_deref())
    }
}

/// A frequent question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faq {
    /// Permanent identifier.
    pub id: Uuid,
    /// Whose question.
    pub body: BodyId,
    /// Italian topic: questions of one topic are shown together.
    pub topic_it: String,
    /// English topic.
    pub topic_en: Option<String>,
    /// Italian question.
    pub question_it: String,
    /// English question.
    pub question_en: Option<String>,
    /// Italian answer (Markdown).
    pub answer_it: String,
    /// English answer (Markdown).
    pub answer_en: Option<String>,
    /// Order on the page.
    pub position: i64,
}

impl Faq {
    /// The topic in a language.
    pub fn topic_in(&self, lang: Lang) -> &str {
        pick(lang, &self.topic_it, self.topic_en.as_deref())
    }

    /// The question in a language.
    pub fn question_in(&self, lang: Lang) -> &str {
        pick(lang, &self.question_it, self.question_en.as_deref())
    }

    /// The answer in a language.
    pub fn answer_in(&self, lang: Lang) -> &str {
        pick(lang, &self.answer_it, self.answer_en.as_deref())
    }
}

fn pick<'a>(lang: Lang, it: &'a str, en: Option<&'a str>) -> &'a str {
    match lang {
        Lang::It => it,
        Lang::En => en.filter(|text| !text.is_empty()).unwrap_or(it),
    }
}

fn pick_optional<'a>(lang: Lang, it: Option<&'a str>, en: Option<&'a str>) -> Option<&'a str> {
    match lang {
        Lang::It => it,
        Lang::En => en.filter(|text| !text.is_empty()).or(it),
    }
}

fn within(day: Date, from: Date, to: Option<Date>) -> bool {
    from <= day && to.is_none_or(|to| day <= to)
}
