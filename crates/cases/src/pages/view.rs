//! A case in words, for the citizen's page and the office's.

use super::forms::{Section, sections};
use super::words;
use crate::model::{Document, Integration};
use crate::reading::CaseView;
use bundles::Bundle;
use identity::Ctx;
use kernel::Lang;
use web::Milestone;

/// Everything the templates of a case show.
pub(crate) struct CaseWords {
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) register: String,
    pub(crate) annulment: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    pub(crate) late: bool,
    pub(crate) simulation: bool,
    pub(crate) version: i64,
    pub(crate) receipt: String,
    pub(crate) next: String,
    pub(crate) due: String,
    pub(crate) explanation: String,
    pub(crate) office: Vec<(String, String)>,
    pub(crate) open_request: Option<RequestWords>,
    pub(crate) integrations: Vec<(String, String)>,
    pub(crate) answer_action: String,
    pub(crate) message_action: String,
    pub(crate) milestones: Vec<Milestone>,
    pub(crate) acts: Vec<ActWords>,
    pub(crate) documents: Vec<DocumentWords>,
    pub(crate) messages: Vec<MessageWords>,
    pub(crate) sendings: Vec<SendingWords>,
    pub(crate) sections: Vec<Section>,
    pub(crate) citizen_actions: Vec<ActionWords>,
    pub(crate) flags: Vec<String>,
}

pub(crate) struct RequestWords {
    pub(crate) text: String,
    pub(crate) due: String,
    pub(crate) suspends: bool,
}

pub(crate) struct ActWords {
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) annulment: String,
    pub(crate) decision: String,
    pub(crate) motivation: String,
    pub(crate) appeal: String,
    pub(crate) href: String,
}

pub(crate) struct DocumentWords {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) note: String,
    pub(crate) direction: String,
    pub(crate) date: String,
    pub(crate) sha256: String,
}

pub(crate) struct MessageWords {
    pub(crate) sender: String,
    pub(crate) author: String,
    pub(crate) when: String,
    pub(crate) subject: String,
    pub(crate) text: String,
}

pub(crate) struct SendingWords {
    pub(crate) what: String,
    pub(crate) channel: String,
    pub(crate) strength: String,
    pub(crate) status: String,
    pub(crate) tone: &'static str,
    pub(crate) when: String,
}

pub(crate) struct ActionWords {
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// Puts a case into words; `base` is the Italian path of the area (`` or `/operatori`).
pub(crate) fn case_words(ctx: &Ctx, view: &CaseView, base: &str) -> CaseWords {
    let (case, lang) = (&view.case, ctx.lang);
    let (state, tone) = words::state(&view.bundle, &case.state, case.area, lang);
    let here = ctx.url(&format!("{base}/pratiche/{}", case.id));
    let documents = |id: &dyn std::fmt::Display| ctx.url(&format!("{base}/documenti/{id}"));
    let data = view.record.get("data").unwrap_or(&serde_json::Value::Null);
    let running = case.area == crate::Area::InProgress;
    let next = view
        .bundle
        .flow
        .state(&case.state)
        .and_then(|state| state.next.as_ref());
    CaseWords {
        title: case.title.clone(),
        number: case.number.clone(),
        register: words::register(case.register, lang),
        annulment: words::annulment(&view.entries, case.register, lang),
        state,
        tone,
        late: case.late,
        simulation: case.simulation,
        version: case.version,
        receipt: format!("{here}/ricevuta"),
        next: next.map(|text| text.get(lang).to_owned()).unwrap_or_default(),
        due: if running { due(view, lang) } else { String::new() },
        // While the term stands still there is no last day yet to explain.
        explanation: if running && case.suspended_at.is_none() {
            explanation(view, lang)
        } else {
            String::new()
        },
        office: office(ctx, view, lang),
        open_request: view
            .integrations
            .iter()
            .find(|i| i.status == "open")
            .map(|i| request(i, lang)),
        integrations: integrations(view, lang),
        answer_action: format!("{here}/integrazione"),
        message_action: format!("{here}/messaggi"),
        milestones: milestones(view, lang),
        acts: acts(view, lang, &documents),
        documents: view
            .documents
            .iter()
            .map(|document| document_words(document, lang, &documents))
            .collect(),
        messages: messages(view, lang),
        sendings: sendings(view, base, lang),
        flags: flags(view, lang),
        sections: sections(view.bundle.form_in(lang).summary(data, lang), |_| String::new()),
        citizen_actions: citizen_actions(view, lang, &here),
    }
}

fn due(view: &CaseView, lang: Lang) -> String {
    match (view.case.suspended_at, view.case.due_on) {
        (Some(at), _) => {
            let day = locale::date(lang, at.rome_date());
            locale::text_args(
                lang,
                "cases-term-suspended-since",
                &[("date", day.as_str().into())],
            )
        }
        (None, Some(due)) => locale::date(lang, due),
        (None, None) => locale::text(lang, "cases-term-by-act").to_owned(),
    }
}

/// Why that day: one sentence a citizen and a judge can read (TIME-16).
pub(crate) fn explanation(view: &CaseView, lang: Lang) -> String {
    let stored: Option<terms::Explanation> = serde_json::from_value(view.case.term.clone()).ok();
    stored
        .map(|explanation| explanation.sentence(lang))
        .unwrap_or_default()
}

fn office(ctx: &Ctx, view: &CaseView, lang: Lang) -> Vec<(String, String)> {
    let t = |key: &str| locale::text(lang, key).to_owned();
    let mut rows = Vec::new();
    if let Some(office) = ctx.directory.office(view.case.office) {
        rows.push((t("cases-office"), office.name_in(lang).to_owned()));
        rows.push((t("cases-responsible"), view.case.responsible_name.clone()));
        let contacts = [office.email.clone(), office.pec.clone(), office.phone.clone()];
        rows.push((
            t("cases-contacts"),
            contacts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        ));
    }
    rows.push((t("cases-applicant"), view.case.applicant.clone()));
    rows.extend(
        view.represented
            .clone()
            .map(|name| (t("cases-represented"), name)),
    );
    let nobody = || t("cases-nobody");
    rows.push((
        t("cases-assignee"),
        view.case.assignee_name.clone().unwrap_or_else(nobody),
    ));
    rows.push((
        t("cases-presented"),
        locale::date_time(lang, view.case.received_at),
    ));
    rows
}

fn request(integration: &Integration, lang: Lang) -> RequestWords {
    RequestWords {
        text: integration.text.clone(),
        due: locale::date(lang, integration.due_on),
        suspends: integration.suspends,
    }
}

/// What the office asked and what the citizen answered, in their own words.
fn integrations(view: &CaseView, lang: Lang) -> Vec<(String, String)> {
    let line = |integration: &Integration| {
        let asked = locale::date_time(lang, integration.asked_at);
        let args = [
            ("number", integration.number.into()),
            ("date", asked.as_str().into()),
        ];
        let mut rows = vec![(
            locale::text_args(lang, "cases-integration-asked-on", &args),
            integration.text.clone(),
        )];
        if let (Some(answer), Some(at)) = (&integration.answer, integration.answered_at) {
            let at = locale::date_time(lang, at);
            rows.push((
                locale::text_args(
                    lang,
                    "cases-integration-answered-on",
                    &[("date", at.as_str().into())],
                ),
                answer.clone(),
            ));
        }
        rows
    };
    view.integrations.iter().flat_map(line).collect()
}

fn milestones(view: &CaseView, lang: Lang) -> Vec<Milestone> {
    let mut done: Vec<Milestone> = view
        .steps
        .iter()
        .filter_map(|line| milestone(view, line, lang))
        .collect();
    if view.case.area == crate::Area::InProgress
        && let Some(due) = view.case.due_on.filter(|_| view.case.suspended_at.is_none())
    {
        let day = locale::date(lang, due);
        done.push(Milestone {
            when: locale::text_args(lang, "cases-by-day", &[("date", day.as_str().into())]),
            what: locale::text(lang, "cases-milestone-answer").to_owned(),
            note: String::new(),
            done: false,
        });
    }
    done
}

/// An event as a line of the story; what only the machine cares for is left out.
fn milestone(view: &CaseView, line: &ledger::Step, lang: Lang) -> Option<Milestone> {
    let flow = &view.bundle.flow;
    let what = match line.kind.as_str() {
        "case.transmitted" => locale::text(lang, "cases-milestone-transmitted").to_owned(),
        "case.assigned" => locale::text(lang, "cases-milestone-assigned").to_owned(),
        "case.message" => locale::text(lang, "cases-milestone-message").to_owned(),
        "register.annulled" => locale::text(lang, "cases-milestone-annulled").to_owned(),
        "case.transition" => {
            let fired = line
                .public
                .get("transition")
                .and_then(|transition| transition.as_str());
            let to = line.public.get("to").and_then(|state| state.as_str());
            let label = fired
                .and_then(|id| flow.transition(id))
                .map(|transition| transition.label.get(lang));
            let state = to
                .and_then(|id| flow.state(id))
                .map(|state| state.label.get(lang));
            format!("{} → {}", label.unwrap_or_default(), state.unwrap_or_default())
        }
        _ => return None,
    };
    Some(Milestone {
        when: locale::date_time(lang, line.at),
        what,
        note: String::new(),
        done: true,
    })
}

fn acts(view: &CaseView, lang: Lang, href: &dyn Fn(&dyn std::fmt::Display) -> String) -> Vec<ActWords> {
    let words = |act: &crate::model::Act| {
        let ready = view
            .documents
            .iter()
            .any(|document| Some(document.id) == act.document && document.file.is_some());
        let number = format!("{}/{}", act.number, act.year);
        let register = words::register(act.register, lang);
        let day = locale::date(lang, act.adopted_at.rome_date());
        let args = [
            ("number", number.as_str().into()),
            ("date", day.as_str().into()),
            ("register", register.as_str().into()),
        ];
        ActWords {
            title: act.subject.clone(),
            number: locale::text_args(lang, "cases-act-number", &args),
            annulment: words::annulment(&view.entries, act.register, lang),
            decision: act.decision.clone(),
            motivation: act.motivation.clone(),
            appeal: act.appeal.clone().unwrap_or_default(),
            href: act
                .document
                .filter(|_| ready)
                .map(|id| href(&id))
                .unwrap_or_default(),
        }
    };
    view.acts.iter().map(words).collect()
}

fn document_words(
    document: &Document,
    lang: Lang,
    href: &dyn Fn(&dyn std::fmt::Display) -> String,
) -> DocumentWords {
    let title = if document.title == document.name {
        document.name.clone()
    } else {
        format!("{}: {}", document.title, document.name)
    };
    DocumentWords {
        title,
        href: document.file.map(|_| href(&document.id)).unwrap_or_default(),
        note: file_note(lang, document.media_type.as_deref(), document.size),
        direction: locale::text(lang, &format!("cases-direction-{}", document.direction)).to_owned(),
        date: locale::date_time(lang, document.created_at),
        sha256: document.sha256.clone().unwrap_or_default(),
    }
}

/// `PDF, 1,2 MB`.
pub(crate) fn file_note(lang: Lang, media_type: Option<&str>, size: Option<i64>) -> String {
    let kind = media_type.map(|media_type| {
        media_type
            .rsplit(['/', '.'])
            .next()
            .unwrap_or(media_type)
            .to_uppercase()
    });
    let size = size
        .and_then(|size| u64::try_from(size).ok())
        .map(|size| locale::bytes(lang, size));
    kind.into_iter().chain(size).collect::<Vec<_>>().join(", ")
}

fn messages(view: &CaseView, lang: Lang) -> Vec<MessageWords> {
    let words = |message: &crate::model::Message| MessageWords {
        sender: message.sender.clone(),
        author: message.author_name.clone(),
        when: locale::date_time(lang, message.at),
        subject: message.subject.clone(),
        text: message.text.clone(),
    };
    view.messages.iter().map(words).collect()
}

/// What the rules of the bundle want the office to look at twice.
fn flags(view: &CaseView, lang: Lang) -> Vec<String> {
    let data = view.record.get("data").unwrap_or(&serde_json::Value::Null);
    let flags = view.bundle.rules.flags(
        data,
        &crate::texts::filer(
            &view.filer,
            u8::try_from(view.case.filing_level).unwrap_or_default(),
        ),
    );
    flags
        .into_iter()
        .map(|flag| flag.text.get(lang).to_owned())
        .collect()
}

fn sendings(view: &CaseView, base: &str, lang: Lang) -> Vec<SendingWords> {
    let words = |sending: &delivery::Delivery| SendingWords {
        what: locale::text(lang, &format!("cases-sending-{}", sending.kind)).to_owned(),
        channel: sending.channel.label(lang).to_owned(),
        strength: sending.strength.label(lang).to_owned(),
        status: sending.status.label(lang).to_owned(),
        tone: if sending.status == delivery::Status::Failed {
            "danger"
        } else {
            "neutral"
        },
        when: locale::date_time(lang, sending.sent_at.unwrap_or(sending.created_at)),
    };
    let shown =
        |sending: &&delivery::Delivery| !base.is_empty() || sending.kind != crate::sending::OFFICE_NOTICE;
    view.sendings.iter().filter(shown).map(words).collect()
}

fn citizen_actions(view: &CaseView, lang: Lang, here: &str) -> Vec<ActionWords> {
    let words = |transition: &&flow::Transition| ActionWords {
        label: transition.label.get(lang).to_owned(),
        hint: transition
            .hint
            .as_ref()
            .map(|hint| hint.get(lang).to_owned())
            .unwrap_or_default(),
        href: format!("{here}/azioni/{}", transition.id),
    };
    view.bundle
        .flow
        .available(&view.case.state, &flow::By::Citizen)
        .iter()
        .map(words)
        .collect()
}

/// The art. 13 notice of a service, as titles and safe HTML (FEN-63, FEN-65).
pub(crate) fn privacy_rows(
    bundle: &Bundle,
    publisher: &bundles::Publisher,
    lang: Lang,
) -> Result<Vec<(String, String)>, kernel::Error> {
    let notice = bundle
        .privacy_notice(lang, publisher)
        .map_err(kernel::Error::internal)?;
    let part = |(title, text): (&str, String)| (title.to_owned(), web::markdown(&text));
    Ok(notice.sections.into_iter().map(part).collect())
}
