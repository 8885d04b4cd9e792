use super::*;
use kernel::{Id, PartyId, TokenId};
use uuid::Uuid;

fn id<T: Id>(n: u128) -> T {
    T::from_uuid(Uuid::from_u128(n))
}

fn case(body: u128, office: u128, account: u128, min_read_level: u8) -> Target {
    Target::Case {
        body: id(body),
        office: id(office),
        account: id(account),
        min_read_level,
    }
}

fn citizen(account: u128, level: u8) -> Actor {
    Actor::Citizen {
        account: id(account),
        party: id::<PartyId>(900 + account),
        level,
        name: "Ada Esempio".to_owned(),
    }
}

fn operator(role: Role, body: u128, office: Option<u128>) -> Actor {
    Actor::Operator {
        account: id(50),
        name: "Marina Modello".to_owned(),
        profiles: vec![OperatorProfile {
            body: id(body),
            office: office.map(id),
            role,
        }],
        must_change_password: false,
    }
}

fn token(body: u128, actions: Vec<Action>) -> Actor {
    Actor::Token {
        id: id::<TokenId>(70),
        body: id(body),
        actions,
        account: None,
    }
}

#[test]
fn every_action_has_exactly_one_line_in_the_table() {
    let words: std::collections::BTreeSet<String> = Action::all()
        .map(|action| serde_json::to_string(&action).unwrap())
        .collect();
    assert_eq!(words.len(), TABLE.len());
    // A new action without a line would be refused to everybody: name every variant here.
    for action in [
        Action::SeePublicPages,
        Action::AskAssistance,
        Action::StartDraft,
        Action::EditDraft,
        Action::TransmitDraft,
        Action::ReadOwnCase,
        Action::AnswerIntegration,
        Action::ReadCase,
        Action::ReadStory,
        Action::TakeCase,
        Action::AssignCase,
        Action::WriteMessage,
        Action::RequestIntegration,
        Action::Decide,
        Action::DownloadDocument,
        Action::SeeQueue,
        Action::SeeDeadlines,
        Action::ReadRequests,
        Action::AnswerRequests,
        Action::ReadRatings,
        Action::ReadRegister,
        Action::AnnulRegisterEntry,
        Action::ReadFailures,
        Action::ManageAccess,
        Action::ConfigureBody,
        Action::ChangePassword,
    ] {
        assert!(action.rule().is_some(), "{action:?}");
    }
}

#[test]
fn a_citizen_reads_own_cases_at_the_level_they_were_filed_at() {
    assert!(allows(&citizen(1, 2), Action::ReadOwnCase, &case(10, 20, 1, 2)));
    assert!(allows(&citizen(1, 3), Action::ReadOwnCase, &case(10, 20, 1, 2)));
    assert!(!allows(&citizen(1, 1), Action::ReadOwnCase, &case(10, 20, 1, 2)));
    assert!(!allows(&citizen(2, 3), Action::ReadOwnCase, &case(10, 20, 1, 2)));
    for action in Action::all() {
        let allowed = allows(&Actor::Nobody, action, &case(10, 20, 1, 1));
        assert!(!allowed, "nobody may {action:?} a case");
    }
}

#[test]
fn an_officer_with_an_office_sees_only_its_cases() {
    let scoped = operator(Role::Officer, 10, Some(20));
    assert!(allows(&scoped, Action::ReadCase, &case(10, 20, 1, 2)));
    assert!(!allows(&scoped, Action::ReadCase, &case(10, 21, 1, 2)));
    assert!(!allows(&scoped, Action::ReadCase, &case(11, 20, 1, 2)));
    assert!(allows(&scoped, Action::SeeQueue, &Target::Body(id(10))));
    assert!(!allows(&scoped, Action::SeeQueue, &Target::Body(id(11))));
    let whole = operator(Role::Officer, 10, None);
    assert!(allows(&whole, Action::ReadCase, &case(10, 21, 1, 2)));
    assert!(!allows(&whole, Action::AssignCase, &case(10, 21, 1, 2)));
    assert!(allows(
        &operator(Role::Supervisor, 10, None),
        Action::AssignCase,
        &case(10, 21, 1, 2)
    ));
}

#[test]
fn an_administrator_configures_and_reads_no_case() {
    let administrator = operator(Role::Administrator, 10, None);
    assert!(allows(
        &administrator,
        Action::ConfigureBody,
        &Target::Body(id(10))
    ));
    assert!(!allows(
        &administrator,
        Action::ConfigureBody,
        &Target::Body(id(11))
    ));
    for action in [
        Action::ReadCase,
        Action::Decide,
        Action::DownloadDocument,
        Action::WriteMessage,
    ] {
        assert!(!allows(&administrator, action, &case(10, 20, 1, 2)), "{action:?}");
    }
}

#[test]
fn sdc_26_a_provisional_password_opens_only_its_own_change() {
    let provisional = |role| match operator(role, 10, None) {
        Actor::Operator {
            account,
            name,
            profiles,
            ..
        } => Actor::Operator {
            account,
            name,
            profiles,
            must_change_password: true,
        },
        other => other,
    };
    for role in Role::ALL {
        for action in Action::all() {
            let target = match action.rule().unwrap().about {
                About::Body => Target::Body(id(10)),
                About::Draft => Target::Draft {
                    body: id(10),
                    account: id(50),
                },
                About::Case => case(10, 20, 50, 1),
            };
            let open = matches!(action, Action::SeePublicPages | Action::ChangePassword);
            assert_eq!(
                allows(&provisional(role), action, &target),
                open,
                "{role:?} {action:?}"
            );
        }
    }
}

#[test]
fn a_token_does_what_it_was_made_for_and_never_files() {
    let everything = token(10, Action::all().collect());
    assert!(allows(&everything, Action::ReadCase, &case(10, 20, 1, 3)));
    assert!(!allows(&everything, Action::ReadCase, &case(11, 20, 1, 3)));
    assert!(!allows(
        &token(10, vec![Action::SeeQueue]),
        Action::ReadCase,
        &case(10, 20, 1, 3)
    ));
    let draft = Target::Draft {
        body: id(10),
        account: id(1),
    };
    for action in [
        Action::StartDraft,
        Action::EditDraft,
        Action::TransmitDraft,
        Action::Decide,
        Action::TakeCase,
    ] {
        for target in [Target::Body(id(10)), draft, case(10, 20, 1, 1)] {
            assert!(!allows(&everything, action, &target), "{action:?}");
        }
    }
}

#[test]
fn a_target_of_the_wrong_kind_is_never_allowed() {
    let officer = operator(Role::Officer, 10, None);
    assert!(!allows(&officer, Action::ReadCase, &Target::Body(id(10))));
    assert!(!allows(&officer, Action::SeeQueue, &case(10, 20, 1, 1)));
    assert!(!allows(&citizen(1, 3), Action::EditDraft, &case(10, 20, 1, 1)));
    assert!(!allows(
        &citizen(1, 3),
        Action::TransmitDraft,
        &Target::Draft {
            body: id(10),
            account: id(2)
        }
    ));
    assert!(allows(
        &citizen(1, 3),
        Action::TransmitDraft,
        &Target::Draft {
            body: id(10),
            account: id(1)
        }
    ));
}
