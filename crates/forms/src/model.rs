//! The typed form: what a renderer, a checker and a reader of the sheet see. The JSON it came from stays beside it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How faithful to the original engine a form is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The recorded behaviour of the original engine, faults included; for import checks only.
    Compat,
    /// The original rules plus ours, each named `strict:…`, and limits on what a form may ask.
    #[default]
    Strict,
}

/// One step of a wizard, or the whole form when it is not one.
#[derive(Clone, Debug)]
pub struct FormPage {
    /// Key of the panel, unique in the form; `form` when the form is not a wizard.
    pub key: String,
    /// Title of the step; empty when the definition gives none.
    pub title: String,
    /// What stands on the page, in order.
    pub components: Vec<Component>,
}

/// One component of the definition, typed.
#[derive(Clone, Debug)]
pub struct Component {
    /// Key as written in the definition; it may contain dots, which are a nested path.
    pub key: String,
    /// Where the value is in the submission data; `[]` stands for the row of a grid (`figli[].nome`).
    pub path: String,
    /// Where it stands, keys of the layout included (`passo1.figli[].riquadro`); conditions on layout are known by it.
    pub place: String,
    /// The type word of the definition (`textfield`), for unsupported kinds too.
    pub type_name: String,
    /// What it is, with the settings of its kind.
    pub kind: Kind,
    /// The question, as plain text.
    pub label: String,
    /// Whether the definition asks not to show the label (it must still name the control for screen readers).
    pub hide_label: bool,
    /// Help below the control; plain text.
    pub description: String,
    /// Longer help; plain text.
    pub tooltip: String,
    /// Example inside an empty control.
    pub placeholder: String,
    /// Text just before the control, such as `€`.
    pub prefix: String,
    /// Text just after the control, such as `m²`.
    pub suffix: String,
    /// Whether it takes a value at all; false for layout and buttons.
    pub input: bool,
    /// Whether an answer is mandatory while the component is shown.
    pub required: bool,
    /// Whether the value is a list of values.
    pub multiple: bool,
    /// Whether the person may not change it.
    pub disabled: bool,
    /// Whether the form works the value out itself, so that it is shown and not asked.
    pub calculated: bool,
    /// Whether the definition hides it for good (its conditions aside).
    pub hidden: bool,
    /// Whether a condition of its own can hide it, so that the page must be redrawn when answers change.
    pub conditional: bool,
    /// Whether other answers can change what it is or its value, so that the page must be redrawn when they change.
    pub depends: bool,
    /// Token for the `autocomplete` attribute (`given-name`, `email`…).
    pub autocomplete: Option<String>,
    /// Which keyboard a phone should show.
    pub input_mode: InputMode,
    /// Limits that can be told to the person and to the browser.
    pub limits: Limits,
    /// An Italian identifier the text must be (FORM-18).
    pub format: Option<Format>,
    /// The value the field starts with, when the definition gives one.
    pub default: Option<Value>,
    /// What stands inside: children of layout, columns of a grid.
    pub children: Vec<Component>,
    /// The rest of the definition, as written.
    pub raw: Value,
}

/// What a component is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Several lines of text.
    TextArea {
        /// Visible lines.
        rows: u16,
    },
    /// A number.
    Number {
        /// Digits after the decimal mark, when limited.
        decimals: Option<u8>,
    },
    /// An amount of money, in units of the currency (not cents), two decimals.
    Currency {
        /// ISO 4217 code.
        currency: String,
    },
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A text not echoed.
    Password,
    /// Yes or no, one box; the label is at its right.
    Checkbox,
    /// One of a few, all visible.
    Radio {
        /// What is offered.
        options: Vec<Choice>,
        /// Whether to put them on one line.
        inline: bool,
    },
    /// One of many (several when `multiple`).
    Select {
        /// What is offered; empty when they come from outside.
        options: Vec<Choice>,
    },
    /// Any of a few; the value is an object from each option's value to true or false.
    SelectBoxes {
        /// What is offered.
        options: Vec<Choice>,
        /// Whether to put them on one line.
        inline: bool,
    },
    /// A value nobody sees.
    Hidden,
    /// A day, in text as `dd/mm/yyyy` or `mm/dd/yyyy`; parts left out are hidden fields.
    Day(DayParts),
    /// A date, a time or both, as ISO 8601 text.
    DateTime {
        /// Whether the date is asked.
        date: bool,
        /// Whether the time is asked.
        time: bool,
    },
    /// A time of day, `HH:MM:SS`.
    Time,
    /// Files; the value is an array of `{document, name, size, type}`.
    File(FileLimits),
    /// A hand-drawn signature (a data URL).
    Signature,
    /// Free labels.
    Tags,
    /// The same options asked for several questions; the value maps question to option.
    Survey {
        /// What is asked.
        questions: Vec<Choice>,
        /// What can be answered.
        options: Vec<Choice>,
    },
    /// A postal address.
    Address,
    /// Repeated rows; the children are the columns.
    DataGrid(GridLimits),
    /// Repeated rows edited one at a time; the children are the fields of a row.
    EditGrid(GridLimits),
    /// Names and values of the person's own; the child is the value, drawn once for each name.
    DataMap(GridLimits),
    /// Entries with entries below them, each with the same questions: `{data, children}`.
    Tree,
    /// A group with its own object in the data.
    Container,
    /// Layout with a title.
    Panel {
        /// Whether it can be closed.
        collapsible: bool,
    },
    /// Layout with a legend.
    FieldSet,
    /// Layout with a border.
    Well,
    /// Side by side; the children are [`Kind::Column`].
    Columns,
    /// One column; its children are the content.
    Column {
        /// Twelfths of the width.
        width: u8,
    },
    /// A table for layout; the children are [`Kind::TableRow`].
    Table,
    /// A row of a layout table; the children are [`Kind::TableCell`].
    TableRow,
    /// A cell of a layout table.
    TableCell,
    /// Tabs; the children are [`Kind::Tab`]. They are shown one after another when there is no script.
    Tabs,
    /// One tab, its label as title.
    Tab,
    /// Text between the questions, HTML as the author wrote it: the renderer must sanitise it.
    Content {
        /// Not sanitised.
        html: String,
    },
    /// A button; the page has its own, so this is not drawn.
    Button,
    /// A type this product does not know; it is checked by the common rules only.
    Unsupported,
}

/// One of the values offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The value as text, as it travels in a form post.
    pub value: String,
    /// The words shown.
    pub label: String,
    /// The value as written in the definition (it may be a number or an object).
    pub raw: Value,
}

/// Which keyboard a phone should show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputMode {
    /// The ordinary one.
    #[default]
    Text,
    /// Digits only.
    Numeric,
    /// Digits and a decimal mark.
    Decimal,
    /// Telephone keypad.
    Tel,
    /// With `@`.
    Email,
    /// With `/`.
    Url,
}

impl InputMode {
    /// The value of the `inputmode` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            InputMode::Text => "text",
            InputMode::Numeric => "numeric",
            InputMode::Decimal => "decimal",
            InputMode::Tel => "tel",
            InputMode::Email => "email",
            InputMode::Url => "url",
        }
    }
}

/// Limits of the value; lengths are UTF-16 units, as browsers count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Fewest UTF-16 units.
    pub min_length: Option<u64>,
    /// Most UTF-16 units.
    pub max_length: Option<u64>,
    /// Fewest words.
    pub min_words: Option<u64>,
    /// Most words.
    pub max_words: Option<u64>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Distance between two allowed numbers, when fixed.
    pub step: Option<f64>,
    /// Fewest boxes ticked.
    pub min_selected: Option<u64>,
    /// Most boxes ticked.
    pub max_selected: Option<u64>,
    /// Regular expression (JavaScript dialect, whole text).
    pub pattern: Option<String>,
    /// Earliest date, ISO, when fixed in the definition.
    pub min_date: Option<String>,
    /// Latest date, ISO, when fixed in the definition.
    pub max_date: Option<String>,
}

/// Which parts of a day are asked, and in which order they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayParts {
    /// Whether the day comes before the month in the text.
    pub day_first: bool,
    /// Whether the day is asked.
    pub day: bool,
    /// Whether the month is asked.
    pub month: bool,
    /// Whether the year is asked.
    pub year: bool,
}

/// What files are taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileLimits {
    /// Name endings (`.pdf`) and media types (`image/*`); empty means any.
    pub patterns: Vec<String>,
    /// Smallest size in bytes.
    pub min_size: Option<u64>,
    /// Largest size in bytes.
    pub max_size: Option<u64>,
    /// Fewest files.
    pub min_files: Option<u64>,
    /// Most files; one unless `multiple`.
    pub max_files: Option<u64>,
}

/// How many rows a grid takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridLimits {
    /// Fewest rows.
    pub min_rows: Option<u64>,
    /// Most rows.
    pub max_rows: Option<u64>,
    /// Words of the button that adds a row; empty when the definition gives none.
    pub add_label: String,
    /// Whether rows can be added and removed.
    pub fixed: bool,
}

/// An Italian identifier, set by `"properties": {"format": "…"}` on a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Codice fiscale of a person or of a body.
    CodiceFiscale,
    /// Partita IVA.
    PartitaIva,
    /// IBAN, with the Italian CIN where it applies.
    Iban,
}

impl Component {
    /// The path of the value in the given rows: `figli[].nome` in row 2 is `figli[2].nome`.
    pub fn path_at(&self, rows: &[usize]) -> String {
        crate::paths::fill(&self.path, rows)
    }

    /// The same component where its value is elsewhere: what begins with `from` in its path begins with `to`.
    fn moved(&self, from: &str, to: &str) -> Component {
        let path = self.path.strip_prefix(from);
        let path = path.map_or_else(|| self.path.clone(), |rest| format!("{to}{rest}"));
        let children = self.children.iter().map(|child| child.moved(from, to));
        Component {
            path,
            children: children.collect(),
            ..self.clone()
        }
    }

    /// The questions of the entry of a tree at this path, which has its row numbers in it already.
    pub fn entry_at(&self, path: &str) -> Vec<Component> {
        let (from, to) = (format!("{}.data", self.path), format!("{path}.data"));
        self.children
            .iter()
            .map(|child| child.moved(&from, &to))
            .collect()
    }

    /// The parts an address is asked in: their keys and the author's words for them, empty where there are none.
    pub fn address_parts(&self) -> Vec<(&str, &str)> {
        if self.children.is_empty() {
            return ["address1", "zip", "city", "state"].map(|key| (key, "")).to_vec();
        }
        let own = self.children.iter();
        own.map(|part| (part.key.as_str(), part.label.as_str())).collect()
    }

    /// What is offered, for the kinds that offer something; empty otherwise.
    pub fn options(&self) -> &[Choice] {
        match &self.kind {
            Kind::Radio { options, .. } | Kind::Select { options } | Kind::SelectBoxes { options, .. } => {
                options
            }
            Kind::Survey { options, .. } => options,
            _ => &[],
        }
    }

    /// Whether it only arranges what is inside and adds nothing to the path of the data.
    pub fn is_layout(&self) -> bool {
        matches!(
            self.kind,
            Kind::Panel { .. }
                | Kind::FieldSet
                | Kind::Well
                | Kind::Columns
                | Kind::Column { .. }
                | Kind::Table
                | Kind::TableRow
                | Kind::TableCell
                | Kind::Tabs
                | Kind::Tab
        )
    }
}
