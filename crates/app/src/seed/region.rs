//! The seed file: one struct per table of it.

use super::calls::{ParameterSeed, WindowSeed};
use anyhow::{Context, Result, anyhow, bail};
use bodies::Logo;
use kernel::{Date, Lang};
use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub(super) schema: u32,
    #[serde(default)]
    pub(super) citizens: Vec<Citizen>,
    pub(super) bodies: Vec<BodySeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Citizen {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) fiscal_code: String,
    pub(super) born_on: Date,
    pub(super) email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodySeed {
    pub(super) slug: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) name_en: Option<String>,
    pub(super) ipa_code: Option<String>,
    pub(super) istat_code: Option<String>,
    pub(super) aoo_code: String,
    pub(super) fiscal_code: Option<String>,
    pub(super) email: Option<String>,
    pub(super) pec: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) address: Option<String>,
    pub(super) website: Option<String>,
    pub(super) dpo_contact: Option<String>,
    pub(super) part_of: Option<String>,
    /// Path of a picture, from the folder of the file.
    logo: Option<String>,
    #[serde(skip)]
    pub(super) picture: Option<Logo>,
    #[serde(default)]
    pub(super) offices: Vec<OfficeSeed>,
    #[serde(default)]
    pub(super) categories: Vec<CategorySeed>,
    #[serde(default)]
    pub(super) adoptions: Vec<AdoptionSeed>,
    #[serde(default)]
    pub(super) quick_links: Vec<LinkSeed>,
    #[serde(default)]
    pub(super) notices: Vec<NoticeSeed>,
    #[serde(default)]
    pub(super) faqs: Vec<FaqSeed>,
    #[serde(default)]
    pub(super) operators: Vec<OperatorSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeSeed {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) name_en: Option<String>,
    pub(super) email: Option<String>,
    pub(super) pec: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) address: Option<String>,
    pub(super) hours: Option<String>,
    pub(super) hours_en: Option<String>,
    pub(super) head_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CategorySeed {
    pub(super) slug: String,
    pub(super) name_it: String,
    pub(super) name_en: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdoptionSeed {
    pub(super) bundle: String,
    /// Word in the address, when it is not the key of the bundle.
    pub(super) service: Option<String>,
    /// Not shown to citizens: to be tried first.
    #[serde(default)]
    pub(super) private: bool,
    pub(super) category: Option<String>,
    pub(super) office: String,
    pub(super) responsible_name: String,
    pub(super) responsible_email: Option<String>,
    pub(super) substitute_name: Option<String>,
    #[serde(default)]
    pub(super) featured: bool,
    #[serde(default)]
    pub(super) windows: Vec<WindowSeed>,
    #[serde(default)]
    pub(super) parameters: Vec<ParameterSeed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkSeed {
    pub(super) label_it: String,
    pub(super) label_en: Option<String>,
    pub(super) url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoticeSeed {
    pub(super) level: String,
    pub(super) title_it: String,
    pub(super) title_en: Option<String>,
    pub(super) text_it: String,
    pub(super) text_en: Option<String>,
    pub(super) days: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaqSeed {
    pub(super) topic_it: String,
    pub(super) topic_en: Option<String>,
    pub(super) question_it: String,
    pub(super) question_en: Option<String>,
    pub(super) answer_it: String,
    pub(super) answer_en: Option<String>,
}

/// An operator to be made.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorSeed {
    /// User name.
    pub username: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// officer, supervisor or administrator.
    pub role: String,
    /// Code of the office; every office without.
    pub office: Option<String>,
}

/// Reads a file; `picture` gives the bytes of the logos it names, which are checked here.
pub fn read(text: &str, picture: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Region> {
    let mut region: Region = toml::from_str(text).context("il file non è valido")?;
    if region.schema != 1 {
        bail!(
            "schema = {}: questo programma conosce solo schema = 1",
            region.schema
        );
    }
    for body in &mut region.bodies {
        let Some(path) = &body.logo else { continue };
        let logo = picture(path)
            .and_then(|bytes| Logo::check(bytes).map_err(|refused| anyhow!("{}", refused.text(Lang::It))));
        body.picture = Some(logo.with_context(|| format!("logo di {}: {path}", body.slug))?);
    }
    Ok(region)
}
