//! Pages as a browser gets them.

mod forms_html;
mod gallery;
mod layers;
mod markup;
mod posts;
mod site;
