//! One or several of what is offered: all visible, or a list, which is searched when it is long.

use super::{Drawing, pairs};
use crate::Control;
use forms::{Component, Kind};

/// Up to this many options are all visible, as radio buttons (Modello Comuni).
const RADIO_MOST: usize = 5;

impl Drawing<'_> {
    pub(super) fn choice(&mut self, component: &Component, path: &str) {
        let options = component.options();
        let one = !component.multiple && !matches!(component.kind, Kind::SelectBoxes { .. });
        let control = match options.len() {
            _ if !one => Control::Checkboxes(pairs(options)),
            1..=RADIO_MOST => Control::Radio(pairs(options)),
            _ => Control::Select(pairs(options)),
        };
        let mut field = self.base(component, path, control);
        field.values = self.values(component, path);
        if let Kind::SelectBoxes { inline, .. } | Kind::Radio { inline, .. } = component.kind {
            field.inline = inline;
        }
        self.out.raw(&field.html(self.lang()));
    }
}
