//! What the windows mean for who looks at the sheet now.

use crate::{Admission, Window, admission};
use kernel::{Instant, Lang};
use locale::Arg;

/// State of the windows in words.
#[derive(Debug)]
pub(super) struct WindowView {
    /// One or two words beside the title.
    pub(super) status: &'static str,
    /// Suffix of the style of the status.
    pub(super) tone: &'static str,
    /// The whole sentence; empty where nothing limits the service.
    pub(super) sentence: String,
    /// Words of the start button; none where there is nothing to start.
    pub(super) button: Option<&'static str>,
    /// The windows whose act was adopted, in order.
    pub(super) calendar: Vec<String>,
}

/// The windows as they are at the instant the request for the page was received.
pub(super) fn view(lang: Lang, windows: &[Window], at: Instant) -> WindowView {
    let say = |key: &str, args: &[(&str, Arg<'_>)]| locale::text_args(lang, key, args);
    let moment = |at: Instant| locale::date_time(lang, at);
    let calendar = calendar(lang, windows, at);
    let made = |status: &str, tone, sentence, button: Option<&str>| WindowView {
        status: locale::text(lang, status),
        tone,
        sentence,
        button: button.map(|key| locale::text(lang, key)),
        calendar,
    };
    let of = |id| windows.iter().find(|window| window.id == id);
    match admission(windows, at) {
        Admission::Always => made(
            "catalogue-status-active",
            "success",
            String::new(),
            Some("catalogue-start"),
        ),
        Admission::InTime(id) => {
            let sentence = match of(id).and_then(|window| window.closes_at) {
                Some(close) => say(
                    "catalogue-window-open-until",
                    &[("close", moment(close).as_str().into())],
                ),
                None => say("catalogue-window-open", &[]),
            };
            made(
                "catalogue-status-open",
                "success",
                sentence,
                Some("catalogue-start"),
            )
        }
        Admission::Late(id) => {
            let close = of(id)
                .and_then(|window| window.closes_at)
                .map(moment)
                .unwrap_or_default();
            let sentence = say("catalogue-window-late", &[("close", close.as_str().into())]);
            made(
                "catalogue-status-late",
                "warning",
                sentence,
                Some("catalogue-start"),
            )
        }
        Admission::Closed { next: Some(next), .. } => {
            let sentence = say(
                "catalogue-window-opens",
                &[("open", moment(next).as_str().into())],
            );
            // A draft can be prepared: nothing is filed and it stays (G-43, G-44).
            made(
                "catalogue-status-opens",
                "info",
                sentence,
                Some("catalogue-prepare"),
            )
        }
        Admission::Closed {
            next: None,
            last_close,
        } => {
            let sentence = match last_close {
                Some(close) => say(
                    "catalogue-window-closed-since",
                    &[("close", moment(close).as_str().into())],
                ),
                None => say("catalogue-window-closed", &[]),
            };
            made("catalogue-status-closed", "danger", sentence, None)
        }
    }
}

fn calendar(lang: Lang, windows: &[Window], at: Instant) -> Vec<String> {
    let known = windows.iter().filter(|window| window.decided_at <= at);
    known
        .map(|window| {
            let open = locale::date_time(lang, window.opens_at);
            let mut line = match window.closes_at {
                Some(close) => {
                    let close = locale::date_time(lang, close);
                    let args = [("open", open.as_str().into()), ("close", close.as_str().into())];
                    locale::text_args(lang, "catalogue-window-from-to", &args)
                }
                None => locale::text_args(lang, "catalogue-window-from", &[("open", open.as_str().into())]),
            };
            if let Some(act) = window.act_reference.as_deref().filter(|act| !act.is_empty()) {
                line.push_str(&format!(" ({act})"));
            }
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{FixedClock, SeededRandom, WindowId};

    fn rome(text: &str) -> Instant {
        Instant::parse(&format!("{text}+01:00")).unwrap()
    }

    fn window() -> Window {
        Window {
            id: WindowId::new(
                &FixedClock::at(rome("2024-01-01T00:00:00")),
                &SeededRandom::new(1),
            ),
            number: 1,
            opens_at: rome("2024-01-10T12:00:00"),
            closes_at: Some(rome("2024-02-09T23:59:59.999999")),
            late_until: None,
            act_reference: Some("delibera 1/2024".to_owned()),
            decided_at: rome("2024-01-02T00:00:00"),
        }
    }

    #[test]
    fn the_sentence_names_the_instant_that_matters() {
        let at = |text| view(Lang::It, &[window()], rome(text));
        let before = at("2024-01-05T10:00:00");
        assert!(
            before.sentence.contains("10 gennaio 2024, ore 12:00"),
            "{}",
            before.sentence
        );
        assert!(
            before.button.is_some(),
            "a draft can be prepared before the opening"
        );
        let open = at("2024-02-09T23:59:59");
        assert!(
            open.sentence.contains("9 febbraio 2024, ore 23:59"),
            "{}",
            open.sentence
        );
        let closed = at("2024-02-10T00:00:00");
        assert_eq!((closed.button, closed.tone), (None, "danger"));
        assert_eq!(closed.calendar.len(), 1);
        assert!(
            closed.calendar[0].ends_with("(delibera 1/2024)"),
            "{}",
            closed.calendar[0]
        );
        assert!(
            at("2024-01-01T10:00:00").calendar.is_empty(),
            "an act not yet adopted is not told"
        );
    }
}
