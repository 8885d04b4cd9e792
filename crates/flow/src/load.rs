//! From the file to a [`Flow`]: every reference is followed, every problem is collected and told in Italian.

mod effects;

use crate::file::{FlowFile, TransitionFile};
use crate::guard::{Guard, Names, Scope};
use crate::{Area, By, Clock, Flow, FlowProblem, Need, State, Transition};
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes of a `flow.toml`.
const MAX_FILE: usize = 256 * 1024;
/// Most states, transitions, clocks or facts of a flow.
const MAX_ITEMS: usize = 200;

/// Whether a word can be a key: it appears in rows, in URLs and in conditions.
pub(crate) fn is_key(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && word.len() <= 64
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Collects what is wrong, so that an author sees everything at once.
#[derive(Default)]
pub(crate) struct Problems(pub(crate) Vec<FlowProblem>);

impl Problems {
    pub(crate) fn add(&mut self, place: impl Into<String>, what: impl Into<String>, remedy: &str) {
        self.0.push(FlowProblem {
            place: place.into(),
            what: what.into(),
            remedy: remedy.to_owned(),
        });
    }
}

impl Flow {
    /// Reads `flow.toml`; all problems are given together.
    pub fn parse(text: &str) -> Result<Flow, Vec<FlowProblem>> {
        let mut problems = Problems::default();
        if text.len() > MAX_FILE {
            problems.add("flow.toml", "il file è troppo grande", "restare sotto 256 KB");
            return Err(problems.0);
        }
        let file: FlowFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let line = error
                    .span()
                    .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
                let what = format!("il file non si legge: {}", error.message());
                problems.add(format!("riga {line}"), what, "correggere la riga indicata");
                return Err(problems.0);
            }
        };
        if file.schema != 1 {
            let what = format!("schema {} sconosciuto", file.schema);
            problems.add("schema", what, "scrivere schema = 1");
            return Err(problems.0);
        }
        let flow = build(file, &mut problems);
        if problems.0.is_empty() {
            Ok(flow)
        } else {
            Err(problems.0)
        }
    }
}

fn build(file: FlowFile, problems: &mut Problems) -> Flow {
    limits(&file, problems);
    keys("states", file.states.iter().map(|s| s.id.as_str()), problems);
    keys(
        "transitions",
        file.transitions.iter().map(|t| t.id.as_str()),
        problems,
    );
    keys("clocks", file.clocks.iter().map(|c| c.id.as_str()), problems);
    keys("facts", file.facts.iter().map(|f| f.name.as_str()), problems);
    let order: Vec<String> = file.states.iter().map(|s| s.id.clone()).collect();
    let states: BTreeMap<String, State> = file.states.into_iter().map(|s| (s.id.clone(), s)).collect();
    check_states(&states, &file.start.state, problems);
    let mut clocks = Vec::new();
    for clock in file.clocks {
        let place = format!("clocks.{}.term", clock.id);
        match clock.read() {
            Ok(clock) => clocks.push(clock),
            Err(what) => problems.add(place, what, "per esempio term = { days = 30, source = \"…\" }"),
        }
    }
    let mut scope = Scope::new();
    scope.insert("data".to_owned(), Names::Any);
    let names = crate::CaseView::NAMES.map(str::to_owned).to_vec();
    scope.insert("case".to_owned(), Names::Only(names));
    let facts = file.facts.iter().map(|fact| fact.name.clone()).collect();
    scope.insert("facts".to_owned(), Names::Only(facts));
    let mut transitions = Vec::new();
    for transition in file.transitions {
        if let Some(transition) = read_transition(transition, &states, &scope, problems) {
            transitions.push(transition);
        }
    }
    let flow = Flow {
        initial: file.start.state,
        on_start: file.start.effects,
        states,
        order,
        transitions,
        clocks,
        facts: file.facts,
    };
    check_clocks(&flow, problems);
    effects::check(&flow, problems);
    flow
}

fn limits(file: &FlowFile, problems: &mut Problems) {
    let longest = [
        file.states.len(),
        file.transitions.len(),
        file.clocks.len(),
        file.facts.len(),
    ];
    if longest.into_iter().any(|items| items > MAX_ITEMS) {
        problems.add("flow.toml", "troppe voci", "restare sotto 200 voci per elenco");
    }
}

fn keys<'a>(list: &str, ids: impl Iterator<Item = &'a str>, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let place = format!("{list}.{id}");
        if !is_key(id) {
            problems.add(
                &place,
                "la chiave non è ammessa",
                "usare lettere minuscole, cifre e _ (massimo 64)",
            );
        }
        if !seen.insert(id) {
            problems.add(&place, "la chiave compare due volte", "dare chiavi diverse");
        }
    }
}

fn check_states(states: &BTreeMap<String, State>, initial: &str, problems: &mut Problems) {
    match states.get(initial) {
        None => {
            let what = format!("lo stato iniziale «{initial}» non esiste");
            problems.add("start.state", what, "indicare uno stato dichiarato");
        }
        Some(state) if state.area == Area::Concluded => {
            problems.add(
                "start.state",
                "lo stato iniziale è già concluso",
                "indicare uno stato in lavorazione",
            );
        }
        Some(_) => {}
    }
    for (id, state) in states {
        let place = format!("states.{id}");
        if !state.label.has(kernel::Lang::It) {
            problems.add(
                format!("{place}.label"),
                "manca l'etichetta",
                "scrivere label = { it = \"…\", en = \"…\" }",
            );
        }
        match (state.area, &state.outcome) {
            (Area::Concluded, None) => {
                problems.add(
                    place,
                    "uno stato concluso deve dire l'esito",
                    "aggiungere outcome = \"…\"",
                );
            }
            (Area::InProgress, Some(_)) => {
                problems.add(place, "uno stato in lavorazione non ha esito", "togliere outcome");
            }
            _ => {}
        }
    }
}

fn read_transition(
    file: TransitionFile,
    states: &BTreeMap<String, State>,
    scope: &Scope,
    problems: &mut Problems,
) -> Option<Transition> {
    let place = format!("transitions.{}", file.id);
    if !file.label.has(kernel::Lang::It) {
        problems.add(
            format!("{place}.label"),
            "manca l'etichetta",
            "scrivere label = { it = \"…\", en = \"…\" }",
        );
    }
    if file.from.is_empty() || file.by.is_empty() {
        problems.add(
            &place,
            "mancano gli stati di partenza o chi può agire",
            "compilare from e by",
        );
    }
    for from in &file.from {
        match states.get(from) {
            None => problems.add(
                &place,
                format!("lo stato «{from}» non esiste"),
                "indicare uno stato dichiarato",
            ),
            Some(state) if state.area == Area::Concluded => {
                let what = format!("parte dallo stato concluso «{from}»");
                problems.add(
                    &place,
                    what,
                    "da uno stato concluso non si esce: toglierlo da from",
                );
            }
            Some(_) => {}
        }
    }
    if let Some(to) = file.to.as_ref().filter(|to| !states.contains_key(*to)) {
        problems.add(
            &place,
            format!("lo stato «{to}» non esiste"),
            "indicare uno stato dichiarato",
        );
    }
    let mut by = Vec::new();
    for word in &file.by {
        match By::parse(word) {
            Some(who) => by.push(who),
            None => {
                let remedy = "usare citizen, officer, supervisor, clock o event:<nome>";
                problems.add(format!("{place}.by"), format!("«{word}» non è ammesso"), remedy);
            }
        }
    }
    if file.requires.contains(&Need::DueDays) != file.due_days.is_some() {
        let remedy = "due_days = { min, max, default } va insieme a requires = [\"due_days\"]";
        problems.add(&place, "i giorni da concedere non sono definiti", remedy);
    }
    let guard = match file
        .guard
        .as_deref()
        .map(|source| Guard::compile(source, scope))
        .transpose()
    {
        Ok(guard) => guard,
        Err(error) => {
            let remedy = "usare solo data.<domanda>, case.<dato> e facts.<fatto>";
            problems.add(format!("{place}.guard"), error.to_string(), remedy);
            return None;
        }
    };
    if guard.is_some() != file.guard_text.is_some() {
        let remedy = "guard_text spiega alla persona perché la condizione non è soddisfatta";
        problems.add(&place, "guard e guard_text vanno insieme", remedy);
    }
    Some(Transition {
        id: file.id,
        label: file.label,
        hint: file.hint,
        from: file.from,
        to: file.to,
        by,
        guard,
        guard_text: file.guard_text,
        requires: file.requires,
        due_days: file.due_days,
        effects: file.effects,
    })
}

fn check_clocks(flow: &Flow, problems: &mut Problems) {
    if flow.clocks.iter().filter(|clock| clock.main).count() != 1 {
        let remedy = "dare main = true al solo orologio del termine di conclusione";
        problems.add("clocks", "serve un orologio principale, uno solo", remedy);
    }
    for clock in &flow.clocks {
        check_expiry(flow, clock, problems);
    }
    for transition in &flow.transitions {
        let named = flow
            .clocks
            .iter()
            .any(|c| c.on_expiry.as_ref() == Some(&transition.id));
        if transition.by.contains(&By::Clock) && !named {
            let place = format!("transitions.{}", transition.id);
            problems.add(
                place,
                "nessun orologio la fa scattare",
                "indicarla in on_expiry di un orologio",
            );
        }
        if transition.by.contains(&By::Clock) && !transition.requires.is_empty() {
            let place = format!("transitions.{}.requires", transition.id);
            problems.add(
                place,
                "un orologio non può dare testi o motivazioni",
                "dividere la transizione in due",
            );
        }
    }
}

fn check_expiry(flow: &Flow, clock: &Clock, problems: &mut Problems) {
    let place = format!("clocks.{}", clock.id);
    let Some(target) = &clock.on_expiry else {
        return;
    };
    match flow.transition(target) {
        None => problems.add(
            place,
            format!("la transizione «{target}» non esiste"),
            "correggere on_expiry",
        ),
        Some(transition) if !transition.by.contains(&By::Clock) => {
            let what = format!("la transizione «{target}» non scatta da un orologio");
            problems.add(place, what, "aggiungere \"clock\" al suo by");
        }
        Some(_) => {}
    }
}
