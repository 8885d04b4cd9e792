//! A bundle: everything a service needs, checked to fit together.

use crate::files::FileTree;
use crate::nested::{self, NestedForms};
use crate::problem::{BundleProblem, read_toml};
use crate::rules::{RULES_FILE, Rules};
use crate::service::{ENGLISH_FILE, SERVICE_FILE, Service, TranslationFile};
use crate::templates::Templates;
use crate::{ArchiveError, Example, archive, examples, form_texts, parameters, render, service, zipped};
use flow::Flow;
use forms::{Form, Mode};
use kernel::Lang;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const FLOW_FILE: &str = "flow.toml";
pub(crate) const FORM_FILE: &str = "form.json";

/// A service with its form, procedure, rules, texts and examples; immutable, named by its hash.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// SHA-256 of the canonical archive: the version a case pins.
    pub hash: String,
    /// The sheet and what the law asks to say.
    pub service: Service,
    /// The form, in Italian.
    pub form: Form,
    /// The definition of the form, as written.
    pub form_json: Value,
    /// The procedure.
    pub flow: Flow,
    /// Amounts, checks, attachments.
    pub rules: Rules,
    /// Cases with expected outcomes.
    pub examples: Vec<Example>,
    pub(crate) english: Form,
    pub(crate) translation: BTreeMap<String, String>,
    pub(crate) messages: Templates,
    pub(crate) documents: Templates,
    pub(crate) files: FileTree,
}

impl Bundle {
    /// Reads a folder.
    pub fn load(dir: &Path) -> Result<Bundle, Vec<BundleProblem>> {
        Bundle::from_files(FileTree::read(dir)?)
    }

    /// Reads a canonical archive, as kept in the database.
    pub fn from_archive(bytes: &[u8]) -> Result<Bundle, Vec<BundleProblem>> {
        let tree = archive::unpack(bytes);
        Bundle::from_files(tree.map_err(|error: ArchiveError| {
            vec![BundleProblem::new(
                "archivio",
                "",
                error.to_string(),
                "esportare di nuovo il pacchetto",
            )]
        })?)
    }

    /// Reads a `.zip`, as exchanged between bodies.
    pub fn from_zip(bytes: &[u8]) -> Result<Bundle, Vec<BundleProblem>> {
        let tree = zipped::unpack(bytes);
        Bundle::from_files(tree.map_err(|what| {
            vec![BundleProblem::new(
                "zip",
                "",
                what,
                "esportare di nuovo il pacchetto",
            )]
        })?)
    }

    /// Puts the files together; all problems are given at once.
    pub fn from_files(files: FileTree) -> Result<Bundle, Vec<BundleProblem>> {
        let mut reader = Reader {
            files: &files,
            problems: Vec::new(),
        };
        let translation = reader.translation();
        let service = reader.service(&translation);
        let form = reader.form(&translation);
        let flow = reader.flow();
        let rules = reader.rules();
        let messages = Templates::read(&files, "messages", &mut reader.problems);
        let documents = Templates::read(&files, "documents", &mut reader.problems);
        let examples = examples::read(&files, &mut reader.problems);
        let problems = reader.problems;
        let (Some(service), Some((form, english, form_json)), Some(flow), Some(rules)) =
            (service, form, flow, rules)
        else {
            return Err(problems);
        };
        let bundle = Bundle {
            hash: archive::hash(&archive::pack(&files)),
            service,
            form,
            form_json,
            flow,
            rules,
            examples,
            english,
            translation: translation.form,
            messages,
            documents,
            files,
        };
        let problems: Vec<BundleProblem> = problems.into_iter().chain(bundle.misfits()).collect();
        if problems.is_empty() {
            Ok(bundle)
        } else {
            Err(problems)
        }
    }

    /// The form in a language; keys and values are the same.
    pub fn form_in(&self, lang: Lang) -> &Form {
        match lang {
            Lang::It => &self.form,
            Lang::En => &self.english,
        }
    }

    /// The canonical archive; its SHA-256 is [`Bundle::hash`].
    pub fn to_archive(&self) -> Vec<u8> {
        archive::pack(&self.files)
    }

    /// One `.zip` for another body.
    pub fn to_zip(&self) -> Result<Vec<u8>, String> {
        zipped::pack(&self.files, &self.service.key)
    }

    /// The files of the bundle.
    pub fn files(&self) -> &FileTree {
        &self.files
    }

    /// What each file says is sound, but they do not fit together.
    fn misfits(&self) -> Vec<BundleProblem> {
        let mut problems = Vec::new();
        let mut add = |file: &str, place: &str, what: String, remedy: &str| {
            problems.push(BundleProblem::new(file, place, what, remedy));
        };
        for key in self
            .flow
            .messages()
            .into_iter()
            .filter(|key| !self.messages.has(key, Lang::It))
        {
            let what = format!("il messaggio «{key}» non c'è");
            add(
                FLOW_FILE,
                "effects",
                what,
                &format!("scrivere messages/{key}.it.txt"),
            );
        }
        for key in self
            .flow
            .documents()
            .into_iter()
            .filter(|key| !self.documents.has(key, Lang::It))
        {
            let what = format!("l'atto «{key}» non c'è");
            add(
                FLOW_FILE,
                "effects",
                what,
                &format!("scrivere documents/{key}.it.txt"),
            );
        }
        let items = form_texts::items(self.form.definition());
        let known = |path: &str| {
            items
                .iter()
                .any(|item| path == item.path || path.starts_with(&format!("{}.", item.path)))
        };
        let remedy = "usare la chiave di una domanda del modulo";
        for (transition, path) in self.flow.data_paths() {
            if !known(path) {
                add(
                    FLOW_FILE,
                    transition,
                    format!("la domanda «{path}» non esiste"),
                    remedy,
                );
            }
        }
        for (place, path) in self.rules.data_paths() {
            if !known(&path) {
                add(
                    RULES_FILE,
                    &place,
                    format!("la domanda «{path}» non esiste"),
                    remedy,
                );
            }
        }
        for name in parameters::asked(&self.form_json) {
            if !self.rules.parameters.iter().any(|known| known.name == name) {
                let what = format!("il parametro «{name}» non esiste");
                add(
                    FORM_FILE,
                    "config.parameters",
                    what,
                    "scriverlo in [[parameters]] di rules.toml",
                );
            }
        }
        problems
    }
}

struct Reader<'a> {
    files: &'a FileTree,
    problems: Vec<BundleProblem>,
}

impl Reader<'_> {
    fn text(&mut self, path: &str) -> Option<&str> {
        let text = self.files.text(path);
        if text.is_none() {
            self.problems
                .push(BundleProblem::new(path, "", "il file manca", "aggiungerlo"));
        }
        text
    }

    fn translation(&mut self) -> TranslationFile {
        let Some(text) = self.files.text(ENGLISH_FILE) else {
            return TranslationFile::default();
        };
        read_toml(ENGLISH_FILE, text).unwrap_or_else(|problem| {
            self.problems.push(problem);
            TranslationFile::default()
        })
    }

    fn service(&mut self, translation: &TranslationFile) -> Option<Service> {
        let text = self.text(SERVICE_FILE)?.to_owned();
        let service = match service::read(&text, translation) {
            Ok(service) => service,
            Err(problems) => {
                self.problems.extend(problems);
                return None;
            }
        };
        let texts = service.sheet.fields().into_iter().chain(service.privacy.fields());
        for (field, text) in texts {
            for (file, source) in [(SERVICE_FILE, Some(&text.it)), (ENGLISH_FILE, text.en.as_ref())] {
                if let Some(Err(what)) = source.map(|source| render::check_sheet_text(source)) {
                    self.problems.push(BundleProblem::new(
                        file,
                        field,
                        what,
                        "usare solo le variabili elencate",
                    ));
                }
            }
        }
        Some(service)
    }

    fn form(&mut self, translation: &TranslationFile) -> Option<(Form, Form, Value)> {
        let text = self.text(FORM_FILE)?.to_owned();
        let nested = NestedForms::read(self.files, &mut self.problems);
        let json = nested::read_json(FORM_FILE, &text)
            .map_err(|problem| self.problems.push(problem))
            .ok()?;
        let compiled = Form::compile_with(&json, Mode::Strict, |name| nested.find(name));
        for file in nested.unused().iter().filter(|_| compiled.is_ok()) {
            let what = "nessun modulo lo include";
            self.problems.push(BundleProblem::new(
                file,
                "",
                what,
                "toglierlo o includerlo in form.json",
            ));
        }
        match compiled {
            Ok(form) => {
                let english = form.translated(&translation.form);
                Some((form, english, json))
            }
            Err(error) => {
                let what = format!("il modulo non si può usare: {error}");
                self.problems
                    .push(BundleProblem::new(FORM_FILE, "", what, "correggere il modulo"));
                None
            }
        }
    }

    fn flow(&mut self) -> Option<Flow> {
        let text = self.text(FLOW_FILE)?.to_owned();
        let parsed = Flow::parse(&text);
        parsed
            .map_err(|problems| {
                let told = problems.into_iter();
                self.problems
                    .extend(told.map(|p| BundleProblem::new(FLOW_FILE, &p.place, p.what, &p.remedy)));
            })
            .ok()
    }

    fn rules(&mut self) -> Option<Rules> {
        let text = self.text(RULES_FILE)?.to_owned();
        Rules::read(&text)
            .map_err(|problems| self.problems.extend(problems))
            .ok()
    }
}
