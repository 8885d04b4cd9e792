//! Messages and acts by key and language.

use crate::problem::BundleProblem;
use crate::render::{MessageVars, RenderError, Rendered, check_message, render_message};
use crate::{Bundle, FileTree};
use kernel::Lang;
use std::collections::BTreeMap;

/// Templates of one folder: key → language → text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Templates(BTreeMap<String, BTreeMap<&'static str, String>>);

impl Templates {
    /// Reads `messages/ricevuta.it.txt` and the like.
    pub(crate) fn read(tree: &FileTree, folder: &str, problems: &mut Vec<BundleProblem>) -> Templates {
        let mut templates = Templates::default();
        for (path, name) in tree.in_folder(folder, "txt") {
            let lang = name
                .rsplit_once('.')
                .and_then(|(key, code)| Some((key, Lang::parse(code)?)));
            let Some((key, lang)) = lang else {
                let remedy = "chiamarlo chiave.it.txt o chiave.en.txt";
                problems.push(BundleProblem::new(path, "", "il nome non dice la lingua", remedy));
                continue;
            };
            let text = tree.text(path).unwrap_or_default();
            if let Err(what) = check_message(text) {
                let remedy = "oggetto sulla prima riga, una riga vuota, il testo con variabili note";
                problems.push(BundleProblem::new(path, "", what, remedy));
            }
            templates
                .0
                .entry(key.to_owned())
                .or_default()
                .insert(lang.code(), text.to_owned());
        }
        templates
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn has(&self, key: &str, lang: Lang) -> bool {
        self.0
            .get(key)
            .is_some_and(|texts| texts.contains_key(lang.code()))
    }

    fn get(&self, key: &str, lang: Lang) -> Option<&str> {
        let texts = self.0.get(key)?;
        let text = texts.get(lang.code()).or_else(|| texts.get(Lang::It.code()));
        text.map(String::as_str)
    }

    fn render(&self, key: &str, lang: Lang, vars: &MessageVars) -> Result<Rendered, RenderError> {
        let source = self
            .get(key, lang)
            .ok_or_else(|| RenderError::Missing(key.to_owned()))?;
        render_message(source, vars)
    }
}

impl Bundle {
    /// A message of `messages/`, in the language or in Italian.
    pub fn message(&self, key: &str, lang: Lang, vars: &MessageVars) -> Result<Rendered, RenderError> {
        self.messages.render(key, lang, vars)
    }

    /// Object and decision of an act of `documents/`, in the language or in Italian.
    pub fn document(&self, key: &str, lang: Lang, vars: &MessageVars) -> Result<Rendered, RenderError> {
        self.documents.render(key, lang, vars)
    }

    /// The Typst source that replaces the common layout of an act or receipt, where the bundle brings one.
    pub fn typst(&self, key: &str) -> Option<&str> {
        self.files.text(&format!("documents/{key}.typ"))
    }
}
