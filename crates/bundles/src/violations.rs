//! The checks of `rules.toml` told like the rules of the form, so that a page shows both the same way.

use crate::{Bundle, Filer};
use forms::{Component, Violation};
use kernel::Lang;
use serde_json::Value;

impl Bundle {
    /// What `rules.toml` has against transmitting these answers, beside the questions it is about; empty when nothing.
    /// To be asked when the form itself has no errors, on the data its check gave back.
    pub fn violations(&self, data: &Value, filer: &Filer, lang: Lang) -> Vec<Violation> {
        let pages = self.form_in(lang).pages();
        let refusals = self.rules.refusals(data, filer).into_iter();
        refusals
            .map(|notice| {
                let path = notice.path.unwrap_or_default();
                let mut asked = pages.iter().enumerate();
                let asked = asked.find_map(|(n, page)| Some((n, find(&page.components, &path)?)));
                let (page, asked) = asked.unzip();
                Violation {
                    page: page.unwrap_or(0),
                    rule: "rules".to_owned(),
                    key: notice.key,
                    component: asked.map_or_else(String::new, |component| component.key.clone()),
                    label: asked.map_or_else(String::new, |component| component.label.clone()),
                    setting: None,
                    index: None,
                    rows: Vec::new(),
                    custom: Some(notice.text.get(lang).to_owned()),
                    path,
                }
            })
            .collect()
    }
}

fn find<'a>(components: &'a [Component], path: &str) -> Option<&'a Component> {
    components.iter().find_map(|component| {
        let itself = component.input && component.path == path;
        if itself {
            Some(component)
        } else {
            find(&component.children, path)
        }
    })
}
