//! Frequent questions and instructions (IOL-42, IOL-43, SPP-03).

use askama::Template;
use identity::Ctx;
use kernel::Lang;
use std::sync::LazyLock;
use web::{Page, WebResult};

struct Question {
    question: String,
    html: String,
}

struct Topic {
    id: String,
    title: String,
    questions: Vec<Question>,
}

#[derive(Template)]
#[template(path = "catalogue/faq.html")]
struct Faq {
    page: Page,
    topics: Vec<Topic>,
}

pub(super) async fn questions(ctx: Ctx) -> WebResult {
    let mut topics: Vec<Topic> = Vec::new();
    for faq in ctx.directory.faqs(ctx.body.id) {
        let title = faq.topic_in(ctx.lang);
        let question = Question {
            question: faq.question_in(ctx.lang).to_owned(),
            html: web::markdown(faq.answer_in(ctx.lang)),
        };
        match topics.iter_mut().find(|topic| topic.title == title) {
            Some(topic) => topic.questions.push(question),
            None => topics.push(Topic {
                id: format!("argomento-{}", topics.len() + 1),
                title: title.to_owned(),
                questions: vec![question],
            }),
        }
    }
    let page = ctx
        .page(ctx.t("catalogue-faq-title"))
        .crumb(ctx.t("catalogue-faq-title"), "");
    web::html(200, &Faq { page, topics })
}

/// Word of the locale keys (also the anchor), and the page the text leads to.
const INSTRUCTIONS: [(&str, &str, &str); 12] = [
    ("login", "accedere", "/accedi"),
    ("find", "trovare-un-servizio", "/servizi"),
    ("fill", "compilare", ""),
    ("save", "salvare-e-trasmettere", ""),
    ("attach", "allegare", ""),
    ("transmit", "trasmettere", ""),
    ("follow", "seguire-la-pratica", "/pratiche"),
    ("integrate", "integrare", ""),
    ("others", "agire-per-altri", ""),
    ("account", "gestire-il-profilo", ""),
    ("devices", "dispositivi", "/accessibilita"),
    ("help", "chiedere-aiuto", "/domande-frequenti"),
];

/// A chapter of the instructions, the same for every body.
struct Chapter {
    id: &'static str,
    title: &'static str,
    html: String,
    path: &'static str,
    link: &'static str,
}

static CHAPTERS: LazyLock<[Vec<Chapter>; 2]> = LazyLock::new(|| [Lang::It, Lang::En].map(chapters));

fn chapters(lang: Lang) -> Vec<Chapter> {
    let chapter = |&(word, id, path): &(&str, &'static str, &'static str)| {
        let text = |end: &str| locale::text(lang, &format!("catalogue-help-{word}{end}"));
        Chapter {
            id,
            title: text(""),
            html: web::markdown(text("-text")),
            path,
            link: if path.is_empty() { "" } else { text("-link") },
        }
    };
    INSTRUCTIONS.iter().map(chapter).collect()
}

#[derive(Template)]
#[template(path = "catalogue/instructions.html")]
struct Instructions {
    page: Page,
    chapters: &'static [Chapter],
    contacts: Vec<web::Contact>,
}

pub(super) async fn instructions(ctx: Ctx) -> WebResult {
    let chapters = match ctx.lang {
        Lang::It => &CHAPTERS[0],
        Lang::En => &CHAPTERS[1],
    };
    let page = ctx
        .page(ctx.t("catalogue-instructions"))
        .active("/istruzioni")
        .crumb(ctx.t("catalogue-instructions"), "");
    let contacts = page
        .brand
        .as_ref()
        .map(|brand| brand.contacts.clone())
        .unwrap_or_default();
    web::html(
        200,
        &Instructions {
            page,
            chapters,
            contacts,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iol_42_every_chapter_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            for chapter in chapters(lang) {
                let words = [chapter.title, chapter.html.as_str()];
                assert!(
                    words.iter().all(|text| text.len() > 5 && !text.contains('…')),
                    "{lang:?} {}",
                    chapter.id
                );
                assert_eq!(
                    chapter.path.is_empty(),
                    chapter.link.is_empty(),
                    "{lang:?} {}",
                    chapter.id
                );
                assert_ne!(chapter.link, "…", "{lang:?} {}", chapter.id);
            }
        }
    }
}
