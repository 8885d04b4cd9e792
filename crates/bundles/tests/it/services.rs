use crate::{SERVICES, load};
use bundles::{BodyVars, MessageVars, OfficeVars, Publisher, Severity, check, run_examples};
use kernel::Lang;

fn publisher() -> Publisher {
    Publisher {
        body: BodyVars {
            name: "Comune di Borgo Esempio".to_owned(),
            pec: "borgo@pec.invalid".to_owned(),
            ..BodyVars::default()
        },
        office: OfficeVars {
            name: "Ufficio relazioni con il pubblico".to_owned(),
            ..OfficeVars::default()
        },
    }
}

#[test]
fn the_examples_of_every_service_come_out_as_written() {
    for service in SERVICES {
        let report = run_examples(&load(service));
        let failed: Vec<String> = report
            .results
            .iter()
            .filter(|r| !r.failures.is_empty())
            .map(|r| format!("{}: {}", r.file, r.failures.join("; ")))
            .collect();
        assert!(report.passed(), "{service}:\n{}", failed.join("\n"));
        assert!(report.results.len() >= 15, "{service} has few examples");
    }
}

#[test]
fn nothing_is_found_in_the_real_services() {
    for service in SERVICES {
        let findings: Vec<String> = check(&load(service))
            .iter()
            .map(|f| f.problem.to_string())
            .collect();
        assert!(findings.is_empty(), "{service}:\n{}", findings.join("\n"));
    }
}

#[test]
fn fen_63_fen_65_the_privacy_notice_names_controller_processor_basis_and_retention() {
    for service in SERVICES {
        let bundle = load(service);
        for lang in Lang::ALL {
            let notice = bundle.privacy_notice(lang, &publisher()).unwrap();
            assert_eq!(notice.sections.len(), 10);
            assert!(notice.sections[0].1.contains("Comune di Borgo Esempio"));
            assert_eq!(
                bundle.controller(lang, &publisher()).unwrap(),
                notice.sections[0].1
            );
            assert!(notice.sections.iter().all(|(_, text)| !text.contains("{{")));
        }
    }
}

#[test]
fn proc_44_the_art_76_warning_is_there_where_declarations_are_made() {
    for service in SERVICES {
        let bundle = load(service);
        assert!(bundle.service.declarations);
        assert!(bundle.declaration_warning(Lang::It).unwrap().contains("art. 76"));
        assert!(
            bundle
                .declaration_warning(Lang::En)
                .unwrap()
                .contains("article 76")
        );
    }
}

#[test]
fn the_sheet_follows_the_order_of_the_modello_comuni_in_both_languages() {
    let bundle = load("accesso-atti");
    let titles = |lang: Lang| -> Vec<&str> {
        bundle
            .sheet(lang, &publisher())
            .unwrap()
            .sections
            .iter()
            .map(|s| s.title)
            .collect()
    };
    assert_eq!(
        titles(Lang::It),
        [
            "A chi è rivolto",
            "Descrizione",
            "Come fare",
            "Cosa serve",
            "Cosa si ottiene",
            "Tempi e scadenze",
            "Quanto costa",
            "Accedi al servizio",
            "Condizioni di servizio",
            "Contatti",
        ]
    );
    assert_eq!(titles(Lang::En)[0], "Who it is for");
    let sheet = bundle.sheet(Lang::En, &publisher()).unwrap();
    assert_eq!(sheet.title, "Access to administrative documents");
    assert!(
        sheet.sections[9]
            .text
            .contains("Ufficio relazioni con il pubblico")
    );
}

#[test]
fn every_message_and_act_renders_in_both_languages_even_with_nothing_known() {
    for service in SERVICES {
        let bundle = load(service);
        for lang in Lang::ALL {
            for key in bundle.flow.messages() {
                let message = bundle.message(key, lang, &MessageVars::default()).unwrap();
                assert!(
                    !message.subject.is_empty() && !message.body.is_empty(),
                    "{service} {key}"
                );
            }
            for key in bundle.flow.documents() {
                let act = bundle.document(key, lang, &MessageVars::default()).unwrap();
                assert!(!act.body.contains("{{"), "{service} {key}");
            }
        }
    }
}

#[test]
fn hostile_text_in_a_message_stays_text() {
    let bundle = load("accesso-atti");
    let mut vars = MessageVars::default();
    vars.integration.text = "{{ case.url }} <script>alert(1)</script> {% for %}".to_owned();
    let message = bundle.message("richiesta_integrazione", Lang::It, &vars).unwrap();
    assert!(
        message
            .body
            .contains("{{ case.url }} <script>alert(1)</script> {% for %}")
    );
    assert!(bundle.message("inventato", Lang::It, &vars).is_err());
}

#[test]
fn the_english_form_asks_the_same_questions() {
    for service in SERVICES {
        let bundle = load(service);
        let (it, en) = (bundle.form_in(Lang::It), bundle.form_in(Lang::En));
        assert_eq!(it.pages().len(), en.pages().len());
        for (a, b) in it.pages().iter().zip(en.pages()) {
            assert_eq!(a.key, b.key);
            assert_ne!(a.title, b.title, "{service} {}", a.key);
            let keys =
                |page: &forms::FormPage| page.components.iter().map(|c| c.path.clone()).collect::<Vec<_>>();
            assert_eq!(keys(a), keys(b));
        }
    }
}

/// Everything a component says, with that of its children.
fn words(components: &[forms::Component], said: &mut Vec<String>) {
    for component in components {
        let own = [&component.label, &component.description, &component.placeholder];
        said.extend(own.into_iter().cloned());
        said.extend(component.options().iter().map(|option| option.label.clone()));
        if let forms::Kind::Content { html } = &component.kind {
            said.push(html.clone());
        }
        words(&component.children, said);
    }
}

#[test]
fn every_text_of_the_form_is_translated_where_it_is_drawn() {
    for service in SERVICES {
        let bundle = load(service);
        let said = |lang: Lang| {
            let mut said = Vec::new();
            bundle
                .form_in(lang)
                .pages()
                .iter()
                .for_each(|page| words(&page.components, &mut said));
            said
        };
        let (italian, english) = (said(Lang::It), said(Lang::En));
        assert_eq!(italian.len(), english.len());
        for (it, en) in italian.iter().zip(&english).filter(|(it, _)| !it.is_empty()) {
            assert!(
                it != en || ["E-mail", "NO", "No"].contains(&it.as_str()),
                "{service}: {it}"
            );
        }
    }
}

#[test]
fn every_identity_question_is_prefilled_and_named_for_the_browser() {
    for service in SERVICES {
        let text = load(service).form_json.to_string();
        for prefill in [
            "identity.name",
            "identity.surname",
            "identity.fiscal_code",
            "profile.email",
        ] {
            assert!(
                text.contains(&format!("\"prefill\":\"{prefill}\"")),
                "{service} {prefill}"
            );
        }
        for token in ["given-name", "family-name", "email"] {
            assert!(
                text.contains(&format!("\"autocomplete\":\"{token}\"")),
                "{service} {token}"
            );
        }
    }
}

#[test]
fn soup_19_soup_20_the_words_of_the_options_are_those_of_the_service() {
    let bundle = load("accesso-soup");
    let text = bundle.form_json.to_string();
    for words in [
        "\"Chiede:\"",
        "\"modifica dati già presenti nel sistema SOUP-RT\"",
        "\"modifica rappresentante legale Associazione e contestuale rilascio nuove credenziali di Amministratore per SOUPRT\"",
        "\"In sostituzione del precedente amministratore di sistema (responsabile di P.C. comunale)\"",
        "\"Codice fiscale del precedente presidente/legale rappresentante/governatore\"",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn soup_10_another_structure_cannot_leave_the_first_page() {
    let bundle = load("accesso-soup");
    let now = kernel::Instant::parse("2025-03-10T09:30:00+01:00").unwrap();
    let context = forms::CheckContext::at(now);
    let other = serde_json::json!({ "tipo_struttura": "altra_struttura" });
    for lang in Lang::ALL {
        let outcome = bundle.form_in(lang).check_page(0, &other, &context);
        assert_eq!(outcome.errors.len(), 1, "{:?}", outcome.errors);
        let words = outcome.errors[0].message(lang);
        let expected = if lang == Lang::It {
            "segui il percorso"
        } else {
            "follow the route"
        };
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn proc_12_proc_60_each_service_has_its_term_and_its_silence() {
    let atti = load("accesso-atti");
    let clock = atti.flow.main_clock().unwrap();
    assert_eq!(clock.term(None).unwrap().length, 30);
    assert_eq!(clock.term(None).unwrap().expiry, terms::Expiry::SilenceRefusal);
    let soup = load("accesso-soup");
    let term = soup.flow.main_clock().unwrap().term(None).unwrap();
    assert_eq!((term.length, term.expiry), (30, terms::Expiry::SilenceInertia));
}

#[test]
fn errors_come_before_warnings() {
    let mut files = crate::edited(
        "accesso-atti",
        "texts/en.toml",
        "\"Nome\" = ",
        "\"Nome mai usato\" = ",
    );
    files
        .insert("messages/inutile.it.txt", b"Oggetto\n\nTesto\n".to_vec())
        .unwrap();
    let bundle = bundles::Bundle::from_files(files).unwrap();
    let severities: Vec<Severity> = check(&bundle).iter().map(|f| f.severity).collect();
    assert!(severities.contains(&Severity::Error) && severities.contains(&Severity::Warning));
    assert!(severities.is_sorted());
}
