//! What every page knows besides its own content: the context of `layout.html`.

use crate::rating::Rated;
use crate::words::{self, Words};
use crate::{assets, place};
use kernel::Lang;
use locale::Arg;
use std::{borrow::Cow, sync::Arc};

/// The body a page belongs to, as its header and footer show it.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// First segment of the URLs.
    pub slug: String,
    /// `Comune di Borgo Esempio`.
    pub name: String,
    /// One line below the name; empty for none.
    pub tagline: String,
    /// URL of the coat of arms; a neutral mark is shown without.
    pub logo: Option<String>,
    /// The body above, shown in the top bar: name and URL.
    pub parent: Option<(String, String)>,
    /// Lines of the footer: address, codice fiscale.
    pub address: Vec<String>,
    /// Ways to reach the body, shown in the footer.
    pub contacts: Vec<Contact>,
    /// Notice of public funding; empty for none (IOL-48).
    pub funding: String,
}

/// One way to reach a body or an office.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// `Telefono`, `PEC`.
    pub label: String,
    /// What is read.
    pub text: String,
    /// `tel:…`, `mailto:…`; none for plain text.
    pub href: Option<String>,
}

/// One step of the breadcrumb; without a link it is the page itself.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Words.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// Who is logged in, top right (SDC-23).
#[derive(Clone, Debug)]
pub struct UserMenu {
    /// Name and surname.
    pub name: String,
    /// Links above the logout: words and URL.
    pub links: Vec<(String, String)>,
    /// Where the logout form posts.
    pub logout: String,
}

/// How loud a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    Info,
    /// It worked.
    Success,
    /// Take care.
    Warning,
    /// It did not work.
    Danger,
}

impl Tone {
    /// The suffix of the style classes.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Info => "info",
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
        }
    }

    /// The icon of the sprite.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Info => "it-info-circle",
            Tone::Success => "it-check-circle",
            Tone::Warning => "it-warning-circle",
            Tone::Danger => "it-error",
        }
    }
}

/// A message shown once, above the content.
#[derive(Clone, Debug)]
pub struct Flash {
    /// How loud.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
}

/// Which menu the header shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// Anybody and citizens.
    #[default]
    Public,
    /// Operators.
    Operators,
}

/// One entry of the main menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// Words.
    pub text: Words,
    /// Where it leads.
    pub href: String,
    /// Whether the page is in this part.
    pub active: bool,
}

/// Context of `layout.html`; a slice's template struct has it in a field called `page`.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Language of the words.
    pub lang: Lang,
    /// Title of the page, without the body's name.
    pub title: String,
    /// One sentence for search engines; empty for none.
    pub description: String,
    /// The body, or none on the portal.
    pub brand: Option<Arc<Brand>>,
    /// Italian path and query of this page, for the language switch; empty hides the switch.
    pub path: String,
    /// Steps after the home.
    pub breadcrumb: Vec<Crumb>,
    /// Who is logged in.
    pub user: Option<UserMenu>,
    /// Token of the forms; empty when there is no session.
    pub csrf: String,
    /// Messages above the content.
    pub flash: Vec<Flash>,
    /// Which menu.
    pub area: Area,
    /// Entries of the operators' menu, key and Italian path below the body: whoever knows the policy fills them in.
    pub office_menu: Vec<(&'static str, &'static str)>,
    /// Italian path below the body of the active menu entry (`/servizi`).
    pub active: &'static str,
    /// Whether the page shows errors of a form, so that the title says it first.
    pub has_errors: bool,
    /// What visitors are asked to rate below the contents; none on pages that are not for everybody.
    pub rated: Option<Rated>,
    /// Whether search engines must not keep it.
    pub noindex: bool,
}

impl Page {
    /// A page with its title; everything else is filled by the methods below or by field.
    pub fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self {
            lang,
            title: title.into(),
            ..Self::default()
        }
    }

    /// The page of a body.
    #[must_use]
    pub fn of(mut self, brand: Arc<Brand>) -> Self {
        self.brand = Some(brand);
        self
    }

    /// Adds a step to the breadcrumb; `path` is the Italian path below the body, empty for the page itself.
    #[must_use]
    pub fn crumb(mut self, text: impl Into<String>, path: &str) -> Self {
        let href = (!path.is_empty()).then(|| self.url(path));
        self.breadcrumb.push(Crumb {
            text: text.into(),
            href,
        });
        self
    }

    /// Adds a message above the content.
    #[must_use]
    pub fn flash(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.flash.push(Flash {
            tone,
            text: text.into(),
        });
        self
    }

    /// Sets the active menu entry by its Italian path below the body (`/servizi`).
    #[must_use]
    pub fn active(mut self, path: &'static str) -> Self {
        self.active = path;
        self
    }

    /// The text of a key in the page's language.
    pub fn t(&self, key: &str) -> Words {
        words::words(self.lang, key)
    }

    /// The text of a key with one argument (words or count).
    pub fn ta<'a>(&self, key: &str, name: &str, value: impl Into<Arg<'a>>) -> String {
        locale::text_args(self.lang, key, &[(name, value.into())])
    }

    /// The text of a key with two arguments.
    pub fn ta2<'a>(
        &self,
        key: &str,
        first: &str,
        value: impl Into<Arg<'a>>,
        second: &str,
        other: impl Into<Arg<'a>>,
    ) -> String {
        locale::text_args(self.lang, key, &[(first, value.into()), (second, other.into())])
    }

    /// URL of an Italian path below the body (`/servizi`) or, on the portal, below the root, in the page's language.
    pub fn url(&self, path: &str) -> String {
        place::url(
            self.lang,
            self.brand.as_deref().map(|brand| brand.slug.as_str()),
            path,
        )
    }

    /// URL of the home of the body or of the portal.
    pub fn home(&self) -> String {
        self.url("")
    }

    /// The same page in another language.
    pub fn in_language(&self, lang: &Lang) -> String {
        place::translated(
            *lang,
            self.brand.as_deref().map(|brand| brand.slug.as_str()),
            &self.path,
        )
    }

    /// URL of a built asset by its logical name (`app.css`).
    pub fn asset(&self, name: &str) -> Cow<'static, str> {
        assets::url(name)
    }

    /// Every language, for the switch.
    pub fn languages(&self) -> &'static [Lang] {
        &Lang::ALL
    }

    /// A language's own name.
    pub fn language_name(&self, lang: &Lang) -> &'static str {
        locale::text(*lang, "web-language-name")
    }

    /// Whether the header offers the search of services.
    pub fn has_search(&self) -> bool {
        self.brand.is_some() && self.area == Area::Public
    }

    /// Name of the body or of the product.
    pub fn site(&self) -> &str {
        self.brand
            .as_deref()
            .map_or_else(|| locale::text(self.lang, "web-product"), |brand| &brand.name)
    }

    /// Contents of the `title` element.
    pub fn full_title(&self) -> String {
        let prefix = if self.has_errors {
            locale::text(self.lang, "web-title-error")
        } else {
            ""
        };
        format!("{prefix}{} – {}", self.title, self.site())
    }

    /// Entries of the main menu.
    pub fn menu(&self) -> Vec<MenuItem> {
        let entries: &[(&str, &str)] = match (self.area, &self.brand) {
            (_, None) => &[("web-menu-bodies", "")],
            (Area::Public, _) => &[
                ("web-menu-services", "/servizi"),
                ("web-menu-desk", "/pratiche"),
                ("web-menu-messages", "/messaggi"),
                ("web-menu-instructions", "/istruzioni"),
            ],
            (Area::Operators, _) => &self.office_menu,
        };
        let item = |(key, path): &(&str, &str)| MenuItem {
            text: self.t(key),
            href: self.url(path),
            active: !path.is_empty() && *path == self.active,
        };
        entries.iter().map(item).collect()
    }
}
