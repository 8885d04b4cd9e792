//! The engine from outside: a procedure like the real ones, hostile conditions, random procedures.
#![expect(clippy::expect_used, reason = "a test that cannot go on stops")]

mod firing;
mod guards;
mod loading;
mod properties;

/// A small procedure with everything the core needs.
const PROCEDURE: &str = r#"
schema = 1
start = { state = "trasmessa", effects = [
  { do = "start_clock", clock = "answer" },
  { do = "notify", message = "ricevuta", to = "applicant" },
] }

[[states]]
id = "trasmessa"
label = { it = "Trasmessa", en = "Transmitted" }
area = "in_progress"
next = { it = "L'ufficio la prende in carico.", en = "The office takes it." }
[[states]]
id = "in_carico"
label = { it = "In carico", en = "Being examined" }
area = "in_progress"
next = { it = "L'ufficio decide.", en = "The office decides." }
[[states]]
id = "da_integrare"
label = { it = "Da integrare", en = "Information requested" }
area = "in_progress"
next = { it = "Si attende la risposta.", en = "Your answer is awaited." }
[[states]]
id = "accolta"
label = { it = "Accolta", en = "Accepted" }
area = "concluded"
outcome = "accepted"
[[states]]
id = "rigetto_silenzio"
label = { it = "Rifiutata per silenzio", en = "Refused by silence" }
area = "concluded"
outcome = "refused_by_silence"

[[transitions]]
id = "prendi"
label = { it = "Prendi in carico", en = "Take" }
from = ["trasmessa"]
to = "in_carico"
by = ["officer", "supervisor"]
effects = [{ do = "assign" }, { do = "notify", message = "presa", to = "applicant" }]
[[transitions]]
id = "chiedi"
label = { it = "Chiedi integrazione", en = "Ask" }
from = ["in_carico"]
to = "da_integrare"
by = ["officer"]
requires = ["text", "due_days"]
due_days = { min = 5, max = 30, default = 15 }
effects = [
  { do = "request_integration" },
  { do = "suspend_clock", clock = "answer" },
  { do = "start_clock", clock = "integration" },
  { do = "notify", message = "integrazione", to = "applicant" },
]
[[transitions]]
id = "rispondi"
label = { it = "Rispondi", en = "Answer" }
from = ["da_integrare"]
to = "in_carico"
by = ["event:integration_answered"]
effects = [
  { do = "close_integration", how = "answered" },
  { do = "stop_clock", clock = "integration" },
  { do = "resume_clock", clock = "answer" },
]
[[transitions]]
id = "scade_integrazione"
label = { it = "Integrazione scaduta", en = "Time to answer expired" }
from = ["da_integrare"]
to = "in_carico"
by = ["clock"]
effects = [{ do = "close_integration", how = "expired" }, { do = "resume_clock", clock = "answer" }]
[[transitions]]
id = "accogli"
label = { it = "Accogli", en = "Accept" }
from = ["in_carico"]
to = "accolta"
by = ["officer"]
guard = '(case.open_integrations == 0 && facts.esito_verifica) || data.urgente == true'
guard_text = { it = "Prima va fatta la verifica.", en = "The check comes first." }
requires = ["motivation"]
effects = [
  { do = "issue_act", document = "accoglimento" },
  { do = "stop_clock", clock = "answer" },
]
[[transitions]]
id = "verifica"
label = { it = "Verifica fatta", en = "Check done" }
from = ["in_carico"]
by = ["officer"]
effects = [{ do = "set_fact", name = "esito_verifica", value = true }]
[[transitions]]
id = "silenzio"
label = { it = "Termine scaduto", en = "Term expired" }
from = ["trasmessa", "in_carico", "da_integrare"]
to = "rigetto_silenzio"
by = ["clock"]
effects = [{ do = "notify", message = "silenzio", to = "applicant" }]

[[clocks]]
id = "answer"
label = { it = "Conclusione", en = "Decision" }
main = true
term = { days = 30, source = "art. 25, c. 4, L. 241/1990" }
suspension = { max_times = 1, max_days = 30, source = "art. 2, c. 7, L. 241/1990" }
on_expiry = "silenzio"
silence = { effect = "refused", text = { it = "Vale rifiuto.", en = "Counts as refused." }, source = "art. 25, c. 4" }
[[clocks]]
id = "integration"
label = { it = "Risposta", en = "Answer" }
term = { given = { min = 5, max = 30, default = 15 } }
on_expiry = "scade_integrazione"

[[facts]]
name = "esito_verifica"
kind = "bool"
label = { it = "Verifica fatta", en = "Check done" }
"#;

fn procedure() -> flow::Flow {
    flow::Flow::parse(PROCEDURE).expect("the procedure of the tests is sound")
}
