//! Files that come with a step of the wizard.

use super::filing;
use crate::Cases;
use crate::drafting::OpenDraft;
use forms::Violation;
use identity::Ctx;
use kernel::{DocumentId, Error, FieldErrors};
use web::ProtectedPairs;

/// Attaches what was chosen and takes off what was to be removed; what is refused comes back as errors at its field.
pub(super) async fn take_files(
    cases: &Cases,
    ctx: &Ctx,
    open: &mut OpenDraft,
    form: &ProtectedPairs,
) -> Result<Vec<Violation>, Error> {
    let filing = filing(ctx);
    let mut refused = Vec::new();
    if let Some(("carica", path)) = form.get("_file").and_then(|command| command.split_once(':'))
        && form.files.is_empty()
    {
        let label = open.file_field(path).ok_or(Error::NotFound)?.label.clone();
        let mut errors = FieldErrors::default();
        errors.add(path, "cases-error-no-file");
        refused.extend(violations(&label, &errors, ctx.lang));
    }
    if let Some(("rimuovi", rest)) = form.get("_file").and_then(|command| command.split_once(':')) {
        let document = rest
            .rsplit_once(':')
            .and_then(|(_, document)| document.parse::<DocumentId>().ok());
        match cases
            .detach(&filing, open, document.ok_or(Error::NotFound)?)
            .await
        {
            // Gone already, perhaps from another window: that is what was wanted.
            Ok(()) | Err(Error::Conflict { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    for file in &form.files {
        let field = open.file_field(&file.field).ok_or(Error::NotFound)?.clone();
        let taken = cases
            .receive(&open.bundle, &file.field, &file.name, file.bytes.clone())
            .await;
        let attached = match taken {
            Ok(received) => cases
                .attach(&filing, open, &file.field, received)
                .await
                .map(|_| ()),
            Err(error) => Err(error),
        };
        match attached {
            Ok(()) => *open = cases.open_draft(&filing, open.draft.id).await?,
            Err(Error::Invalid(errors)) => refused.extend(violations(&field.label, &errors, ctx.lang)),
            Err(other) => return Err(other),
        }
    }
    if form
        .get("_file")
        .is_some_and(|command| command.starts_with("rimuovi:"))
    {
        *open = cases.open_draft(&filing, open.draft.id).await?;
    }
    Ok(refused)
}

fn violations(label: &str, errors: &FieldErrors, lang: kernel::Lang) -> Vec<Violation> {
    let each = |(path, list): (&String, &Vec<kernel::FieldError>)| {
        let sentence = |error: &kernel::FieldError| {
            let args: Vec<(&str, locale::Arg<'_>)> =
                error.args.iter().map(|(n, v)| (*n, v.as_str().into())).collect();
            Violation {
                path: path.clone(),
                rule: "strict:file".to_owned(),
                key: error.key.to_owned(),
                component: path.clone(),
                label: label.to_owned(),
                setting: None,
                index: None,
                page: 0,
                rows: Vec::new(),
                custom: Some(locale::text_args(lang, error.key, &args)),
            }
        };
        list.iter().map(sentence).collect::<Vec<_>>()
    };
    errors.0.iter().flat_map(each).collect()
}
