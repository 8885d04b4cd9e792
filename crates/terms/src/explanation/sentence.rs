//! The sentence in each language. Built from clauses, joined by semicolons, ending with the day.

use super::{Explanation, Frozen, NoEffect};
use crate::{
    Direction, Nature,
    words::{enumerate, long, named_holiday, short},
};
use kernel::Lang;

pub(super) fn italian(e: &Explanation) -> String {
    let nature = match e.term.nature {
        Nature::Ordinatory => "",
        Nature::Peremptory => " perentorio",
        Nature::Dilatory => " dilatorio",
    };
    let start = short(e.start.date);
    let way = match e.term.direction {
        Direction::Forward => format!("contato dal giorno successivo al {start}"),
        Direction::Backward => format!("contato all'indietro dal {start}"),
    };
    let mut clauses = vec![format!(
        "il termine{nature} di {}{} è {way}{}",
        e.term.length_text(Lang::It),
        brackets(&e.term.legal_source),
        brackets(&proof(e, Lang::It, ", come risulta da ")),
    )];
    clauses.extend(e.suspensions.iter().map(italian_suspension));
    clauses.extend(e.notes.iter().map(|note| {
        format!(
            "{} del {} {}",
            note.why.what(Lang::It),
            short(note.on),
            note.why.why(Lang::It)
        )
    }));
    let end = match e.term.direction {
        Direction::Forward => "scade",
        Direction::Backward => "l'ultimo giorno utile è",
    };
    let due = format!("{end} {}", long(e.due, Lang::It));
    clauses.push(match holidays(e, Lang::It) {
        (0, _) => due,
        (1, day) => format!("poiché il {day} è festivo, {due}"),
        (_, days) => format!("poiché {days} sono festivi, {due}"),
    });
    as_sentence(&clauses)
}

pub(super) fn english(e: &Explanation) -> String {
    let nature = match e.term.nature {
        Nature::Ordinatory => "",
        Nature::Peremptory => "peremptory ",
        Nature::Dilatory => "waiting ",
    };
    let start = short(e.start.date);
    let way = match e.term.direction {
        Direction::Forward => format!("counted from the day after {start}"),
        Direction::Backward => format!("counted backward from {start}"),
    };
    let mut clauses = vec![format!(
        "the {nature}term of {}{} is {way}{}",
        e.term.length_text(Lang::En),
        brackets(&e.term.legal_source),
        brackets(&proof(e, Lang::En, ", proved by ")),
    )];
    clauses.extend(e.suspensions.iter().map(english_suspension));
    clauses.extend(e.notes.iter().map(|note| {
        format!(
            "{} of {} {}",
            note.why.what(Lang::En),
            short(note.on),
            note.why.why(Lang::En)
        )
    }));
    let end = match e.term.direction {
        Direction::Forward => "it ends on",
        Direction::Backward => "the last useful day is",
    };
    let due = format!("{end} {}", long(e.due, Lang::En));
    clauses.push(match holidays(e, Lang::En) {
        (0, _) => due,
        (1, day) => format!("as {day} is a holiday, {due}"),
        (_, days) => format!("as {days} are holidays, {due}"),
    });
    as_sentence(&clauses)
}

fn italian_suspension(s: &Frozen) -> String {
    let stretch = format!(
        "dal {} al {}{}",
        short(s.from),
        short(s.to),
        brackets(&reason(s, Lang::It))
    );
    match s.no_effect {
        None if s.days == 1 => format!("resta sospeso 1 giorno, {stretch}"),
        None => format!("resta sospeso {} giorni, {stretch}", s.days),
        Some(NoEffect::BeforeStart) => {
            format!("la sospensione {stretch} non lo sposta, perché finisce prima che cominci")
        }
        Some(NoEffect::AfterExpiry) => {
            format!("la sospensione {stretch} non lo sposta, perché era già scaduto")
        }
        Some(NoEffect::AlreadyStill) => {
            format!("la sospensione {stretch} non lo sposta, perché era già sospeso")
        }
    }
}

fn english_suspension(s: &Frozen) -> String {
    let stretch = format!(
        "from {} to {}{}",
        short(s.from),
        short(s.to),
        brackets(&reason(s, Lang::En))
    );
    match s.no_effect {
        None if s.days == 1 => format!("it stands still for 1 day, {stretch}"),
        None => format!("it stands still for {} days, {stretch}", s.days),
        Some(NoEffect::BeforeStart) => {
            format!("the suspension {stretch} does not move it, as it is over before the term starts")
        }
        Some(NoEffect::AfterExpiry) => {
            format!("the suspension {stretch} does not move it, as the term was already over")
        }
        Some(NoEffect::AlreadyStill) => {
            format!("the suspension {stretch} does not move it, as the term was already standing still")
        }
    }
}

fn reason(s: &Frozen, lang: Lang) -> String {
    s.reason
        .as_ref()
        .map(|words| words.get(lang).to_owned())
        .unwrap_or_default()
}

fn proof(e: &Explanation, lang: Lang, proved_by: &str) -> String {
    let event = e.start.event.as_ref().map(|words| words.get(lang));
    match (event, &e.start.document) {
        (Some(event), Some(document)) => format!("{event}{proved_by}{document}"),
        (Some(event), None) => event.to_owned(),
        (None, Some(document)) => document.clone(),
        (None, None) => String::new(),
    }
}

fn holidays(e: &Explanation, lang: Lang) -> (usize, String) {
    let days: Vec<String> = e
        .skipped
        .iter()
        .map(|s| named_holiday(s.date, s.holiday, lang))
        .collect();
    (days.len(), enumerate(&days, lang))
}

fn brackets(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" ({text})")
    }
}

fn as_sentence(clauses: &[String]) -> String {
    let text = clauses.join("; ");
    let mut chars = text.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
