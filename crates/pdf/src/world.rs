//! Everything a template can see: itself, the frame, its data. No disk, no network, no clock.

use kernel::Lang;
use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::error::RenderError;
use crate::fonts;

const FRAME: &str = include_str!("../templates/frame.typ");

/// The world of one job.
pub(crate) struct JobWorld {
    library: LazyHash<Library>,
    template: Source,
    frame: Source,
    data_id: FileId,
    data: Bytes,
}

impl JobWorld {
    /// A world of these three files.
    pub(crate) fn new(template: &str, data: &Value, lang: Lang) -> Result<Self, RenderError> {
        let bytes = serde_json::to_vec(data).map_err(|error| RenderError::Job(error.to_string()))?;
        let mut inputs = Dict::new();
        inputs.insert("lang".into(), lang.code().into_value());
        // Row headers of tables for screen readers are still behind this flag in Typst 0.15.
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = Library::builder()
            .with_inputs(inputs)
            .with_features(features)
            .build();
        Ok(Self {
            library: LazyHash::new(library),
            template: Source::new(file_id("/template.typ")?, template.to_owned()),
            frame: Source::new(file_id("/frame.typ")?, FRAME.to_owned()),
            data_id: file_id("/data.json")?,
            data: Bytes::new(bytes),
        })
    }
}

fn file_id(path: &str) -> Result<FileId, RenderError> {
    let path = VirtualPath::new(path).map_err(|_| RenderError::Job(format!("path {path}")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for JobWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts::book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.template, &self.frame]
            .into_iter()
            .find(|source| source.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        // A document says the dates of its data; the machine's clock would make two renderings differ.
        None
    }
}
