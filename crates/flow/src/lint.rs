//! What a flow can be blamed for although it can be run.

use crate::load::Problems;
use crate::{Area, By, ClockTerm, Flow, FlowProblem, Text};
use kernel::Lang;
use std::collections::BTreeSet;

impl Flow {
    /// Structure and completeness: unreachable states, dead ends, procedures that may never end, missing words.
    pub fn lint(&self) -> Vec<FlowProblem> {
        let mut problems = Problems::default();
        let reached = self.reachable();
        for state in self.states() {
            let place = format!("states.{}", state.id);
            if !reached.contains(state.id.as_str()) {
                problems.add(
                    &place,
                    "lo stato non si raggiunge mai",
                    "aggiungere una transizione o togliere lo stato",
                );
            }
            if state.area == Area::InProgress {
                self.lint_open_state(&state.id, &mut problems);
                if state.next.is_none() {
                    let remedy = "aggiungere next = { it = \"…\", en = \"…\" }";
                    problems.add(&place, "non si dice al cittadino che cosa succede ora", remedy);
                }
            }
        }
        self.lint_clocks(&mut problems);
        self.lint_words(&mut problems);
        problems.0
    }

    /// States that can be reached from the start.
    pub fn reachable(&self) -> BTreeSet<&str> {
        let mut reached = BTreeSet::from([self.initial.as_str()]);
        loop {
            let found: Vec<&str> = self
                .transitions
                .iter()
                .filter(|t| t.from.iter().any(|from| reached.contains(from.as_str())))
                .filter_map(|t| t.to.as_deref())
                .filter(|to| !reached.contains(to))
                .collect();
            if found.is_empty() {
                return reached;
            }
            reached.extend(found);
        }
    }

    fn lint_open_state(&self, id: &str, problems: &mut Problems) {
        let place = format!("states.{id}");
        let mut ends = BTreeSet::from([id]);
        let mut grown = true;
        while grown {
            let found: Vec<&str> = self
                .transitions
                .iter()
                .filter(|t| t.from.iter().any(|from| ends.contains(from.as_str())))
                .filter_map(|t| t.to.as_deref())
                .collect();
            let before = ends.len();
            ends.extend(found);
            grown = ends.len() > before;
        }
        let concludes = |id: &&str| self.state(id).is_some_and(|s| s.area == Area::Concluded);
        if !ends.iter().any(concludes) {
            let remedy = "ogni procedimento si conclude con un provvedimento espresso (art. 2, L. 241/1990)";
            problems.add(&place, "da qui il procedimento non può concludersi", remedy);
        }
        let somebody = |by: &By| *by != By::Clock;
        let worked = self
            .transitions
            .iter()
            .any(|t| t.from.iter().any(|from| from == id) && t.by.iter().any(somebody));
        if !worked {
            problems.add(
                place,
                "in questo stato nessuno può fare nulla",
                "aggiungere una transizione dell'ufficio o del cittadino",
            );
        }
    }

    fn lint_clocks(&self, problems: &mut Problems) {
        let started: BTreeSet<&str> = self
            .steps()
            .filter_map(|step| match step {
                crate::Step::StartClock { clock } => Some(clock.as_str()),
                _ => None,
            })
            .collect();
        for clock in &self.clocks {
            let place = format!("clocks.{}", clock.id);
            if !started.contains(clock.id.as_str()) {
                problems.add(
                    &place,
                    "l'orologio non parte mai",
                    "aggiungere { do = \"start_clock\", … }",
                );
            }
            if clock.main && clock.silence.is_none() && clock.term != ClockTerm::SetByAct {
                let remedy = "aggiungere silence = { effect, text, source }";
                problems.add(&place, "non si dice che cosa significa il silenzio", remedy);
            }
            if let Some(target) = clock.on_expiry.as_ref().and_then(|id| self.transition(id)) {
                let covered =
                    |state: &crate::State| state.area == Area::Concluded || target.from.contains(&state.id);
                if clock.main && !self.states().all(covered) {
                    let remedy = "mettere in from della transizione tutti gli stati in lavorazione";
                    problems.add(
                        &place,
                        "il termine può scadere in uno stato che non lo prevede",
                        remedy,
                    );
                }
            }
        }
    }

    fn lint_words(&self, problems: &mut Problems) {
        let mut check = |place: String, text: &Text| {
            if !text.has(Lang::En) {
                problems.add(place, "manca il testo inglese", "aggiungere en = \"…\"");
            }
        };
        for state in self.states() {
            check(format!("states.{}.label", state.id), &state.label);
            if let Some(next) = &state.next {
                check(format!("states.{}.next", state.id), next);
            }
        }
        for t in &self.transitions {
            check(format!("transitions.{}.label", t.id), &t.label);
            for (field, text) in [("hint", &t.hint), ("guard_text", &t.guard_text)] {
                if let Some(text) = text {
                    check(format!("transitions.{}.{field}", t.id), text);
                }
            }
        }
        for clock in &self.clocks {
            check(format!("clocks.{}.label", clock.id), &clock.label);
            if let Some(silence) = &clock.silence {
                check(format!("clocks.{}.silence", clock.id), &silence.text);
            }
        }
        for fact in &self.facts {
            check(format!("facts.{}.label", fact.name), &fact.label);
        }
    }
}
