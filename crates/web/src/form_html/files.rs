//! A slot for files: what is attached, with its size and a button to remove it, and a control to attach more.

use super::{Drawing, question};
use crate::Field;
use forms::{Component, FileLimits};
use serde_json::Value;

impl Drawing<'_> {
    pub(super) fn file(&mut self, component: &Component, path: &str, limits: &FileLimits) {
        let id = Field::id_of(path);
        let attached: Vec<Value> = match self.value_at(path) {
            Some(Value::Array(list)) => list.clone(),
            _ => Vec::new(),
        };
        let errors = self.errors_at(path);
        self.out
            .raw("<div class=\"form-group file-slot\" data-upload")
            .attr("data-path", path)
            .raw(">");
        self.out
            .raw("<label class=\"active\"")
            .attr("for", &id)
            .raw(">")
            .text(&question(component));
        if component.required {
            self.out
                .raw("<span class=\"required-mark\" aria-hidden=\"true\"> *</span>");
        }
        self.out.raw("</label>");
        let help = self.file_help(component, limits);
        self.out
            .raw("<small class=\"form-text\"")
            .attr("id", &format!("{id}-aiuto"))
            .raw(">")
            .text(&help)
            .raw("</small>");
        if !errors.is_empty() {
            let prefix = self.word("web-error-prefix");
            self.out
                .raw("<p class=\"form-feedback\"")
                .attr("id", &format!("{id}-errore"))
                .raw("><strong>");
            self.out
                .text(prefix)
                .raw("</strong> ")
                .text(&errors.join(" "))
                .raw("</p>");
        }
        self.attached(component, path, &attached);
        let most = limits
            .max_files
            .unwrap_or(if component.multiple { u64::MAX } else { 1 });
        // One slot, one file: choosing another replaces it. A full slot of several takes no more.
        if most == 1 || (attached.len() as u64) < most {
            self.chooser(
                component,
                path,
                limits,
                !errors.is_empty(),
                most == 1 && !attached.is_empty(),
            );
        }
        self.out.raw("</div>");
    }

    fn file_help(&self, component: &Component, limits: &FileLimits) -> String {
        let mut parts = vec![self.help(component)];
        let types = limits.patterns.join(", ").replace('.', "").to_uppercase();
        parts.push(match types.as_str() {
            "" | "*" => self.word("web-file-any-type").to_owned(),
            types => locale::text_args(self.lang(), "web-file-types", &[("types", types.into())]),
        });
        if let Some(size) = limits.max_size {
            let size = locale::bytes(self.lang(), size);
            parts.push(locale::text_args(
                self.lang(),
                "web-file-max-size",
                &[("size", size.as_str().into())],
            ));
        }
        if let Some(most) = limits.max_files.filter(|most| *most > 1) {
            parts.push(locale::text_args(
                self.lang(),
                "web-file-max-files",
                &[("count", most.into())],
            ));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    fn attached(&mut self, component: &Component, path: &str, attached: &[Value]) {
        if attached.is_empty() {
            return;
        }
        let label = format!("{}: {}", self.word("web-file-attached"), question(component));
        self.out
            .raw("<ul class=\"file-list\"")
            .attr("aria-label", &label)
            .raw(">");
        for file in attached {
            let text = |key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default();
            let (name, document) = (text("name"), text("document"));
            let size = file
                .get("size")
                .and_then(Value::as_u64)
                .map(|size| locale::bytes(self.lang(), size));
            self.out.raw("<li>").icon("it-clip", "icon-sm icon-primary");
            match self.options.files {
                Some(links) => {
                    self.out
                        .raw("<a")
                        .attr("href", &format!("{}{document}", links.document))
                        .raw(">")
                        .text(name);
                    self.out.raw("</a>");
                }
                None => {
                    self.out.text(name);
                }
            }
            if let Some(size) = size {
                self.out
                    .raw(" <span class=\"file-size\">")
                    .text(&size)
                    .raw("</span>");
            }
            if let Some(links) = self.options.files
                && !component.disabled
            {
                let words = self.word("web-file-remove");
                self.out
                    .raw("<button type=\"submit\" class=\"btn btn-sm btn-outline-danger\" name=\"_file\"");
                self.out
                    .attr("value", &format!("rimuovi:{path}:{document}"))
                    .attr("formaction", links.action);
                self.out
                    .raw(">")
                    .text(words)
                    .raw("<span class=\"visually-hidden\"> ")
                    .text(name)
                    .raw("</span></button>");
            }
            self.out.raw("</li>");
        }
        self.out.raw("</ul>");
    }

    fn chooser(
        &mut self,
        component: &Component,
        path: &str,
        limits: &FileLimits,
        wrong: bool,
        replaces: bool,
    ) {
        let id = Field::id_of(path);
        let Some(links) = self.options.files else {
            let words = self.word("web-file-save-first");
            self.out
                .raw("<p")
                .attr("id", &id)
                .raw(" tabindex=\"-1\">")
                .text(words)
                .raw("</p>");
            return;
        };
        self.out
            .raw("<div class=\"file-choose\"><input type=\"file\"")
            .attr("id", &id)
            .attr("name", path);
        self.out.attr(
            "class",
            if wrong {
                "form-control is-invalid"
            } else {
                "form-control"
            },
        );
        let described = if wrong {
            format!("{id}-aiuto {id}-errore")
        } else {
            format!("{id}-aiuto")
        };
        self.out
            .attr("aria-describedby", &described)
            .flag("multiple", component.multiple);
        if !limits.patterns.is_empty() {
            self.out.attr("accept", &limits.patterns.join(","));
        }
        if component.required {
            self.out.raw(" aria-required=\"true\"");
        }
        if wrong {
            self.out.raw(" aria-invalid=\"true\"");
        }
        let words = self.word(if replaces {
            "web-file-replace"
        } else {
            "web-file-upload"
        });
        self.out
            .flag("disabled", component.disabled)
            .raw("><button type=\"submit\" class=\"btn btn-outline-primary\"");
        self.out
            .raw(" name=\"_file\"")
            .attr("value", &format!("carica:{path}"))
            .attr("formaction", links.action);
        self.out
            .raw(">")
            .text(words)
            .raw("<span class=\"visually-hidden\"> ")
            .text(&question(component));
        self.out
            .raw("</span></button></div><p class=\"upload-state\" role=\"status\"></p>");
    }
}
