//! The OpenAPI description: the calls, plus what is the same for all of them and would else be repeated at each.

use super::shapes::ProblemOut;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Type};
use utoipa::{Modify, OpenApi};

/// The description served at `/api/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(title = "Sportello", description = "Servizi, bozze, allegati, trasmissione e pratiche di un ente."),
    paths(
        super::services, super::service, super::start, super::draft, super::drop_draft, super::accept, super::renew, super::save,
        super::attach, super::detach, super::transmit, super::list, super::case
    ),
    components(schemas(ProblemOut)),
    modifiers(&Callers, &Failures),
    tags(
        (name = "servizi", description = "Servizi pubblicati da un ente"),
        (name = "bozze", description = "Compilazione: salvato non è trasmesso"),
        (name = "pratiche", description = "Domande trasmesse"),
    )
)]
struct Description;

/// The OpenAPI description of this slice.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// Who may call; each call names which of the two it takes.
struct Callers;

impl Modify for Callers {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let session = ApiKeyValue::with_description(
            "sportello_citizen",
            "Sessione del cittadino, come la dà l'accesso alle pagine dell'ente.",
        );
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "Token di un ente: legge entro le proprie azioni e non trasmette.",
            ))
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("citizen", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
        components.add_security_scheme("token", SecurityScheme::Http(token));
    }
}

/// Every status from 400 on is a problem document. The calls list the ones that are theirs; these come from the layers
/// around them.
struct Failures;

impl Modify for Failures {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        for path in openapi.paths.paths.values_mut() {
            for read in path.get.iter_mut() {
                complete(read, &[400, 401, 404, 429, 500, 503]);
            }
            for change in [&mut path.post, &mut path.put, &mut path.delete]
                .into_iter()
                .flatten()
            {
                complete(change, &[400, 401, 403, 404, 429, 500, 503]);
                if change.request_body.is_some() {
                    complete(change, &[413, 415]);
                }
            }
        }
    }
}

fn complete(operation: &mut Operation, statuses: &[u16]) {
    let answers = &mut operation.responses.responses;
    for status in statuses {
        answers
            .entry(status.to_string())
            .or_insert_with(|| Response::default().into());
    }
    for (status, answer) in answers.iter_mut().filter(|(status, _)| status.as_str() >= "400") {
        *answer = RefOr::T(problem(status));
    }
}

fn problem(status: &str) -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let answer = ResponseBuilder::new()
        .description(meaning(status))
        .content("application/problem+json", content);
    if status != "429" && status != "503" {
        return answer.build();
    }
    let seconds = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
        .description(Some("Secondi da attendere"));
    answer.header("Retry-After", seconds.build()).build()
}

fn meaning(status: &str) -> &'static str {
    match status {
        "400" => "La richiesta non si può leggere",
        "401" => "Serve la sessione di un cittadino, o un token valido",
        "403" => "Chi chiama non può farlo, o la chiamata viene da un altro sito",
        "404" => "Non esiste, o chi chiama non può sapere che esiste",
        "409" => {
            "È cambiato nel frattempo, o non si può più: `reason` dice che cosa; rileggere prima di riprovare"
        }
        "413" => "Ciò che è stato inviato è troppo grande",
        "415" => "Il tipo di contenuto non è quello descritto",
        "422" => "Qualcosa manca o è sbagliato: `errors` dice che cosa, per campo",
        "429" => "Troppe richieste",
        "503" => "Adesso non si può",
        _ => "Guasto del servizio: `instance` è il codice con cui segnalarlo",
    }
}
