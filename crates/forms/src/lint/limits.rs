//! Limits that contradict each other, or that nobody can read.

use super::Findings;
use crate::js;
use crate::model::{Component, Kind};
use serde_json::Value;

/// Most rows a check looks at.
const MAX_ROWS: u64 = 1_000;

pub(super) fn limits(list: &[Component], findings: &mut Findings) {
    for component in list {
        pairs(component, findings);
        dates(component, findings);
        if matches!(component.kind, Kind::File(_)) {
            sizes(component, findings);
        }
        limits(&component.children, findings);
    }
}

fn pairs(component: &Component, findings: &mut Findings) {
    let limits = &component.limits;
    #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^53")]
    let count = |limit: Option<u64>| limit.map(|limit| limit as f64);
    let mut pairs = vec![
        ("caratteri", count(limits.min_length), count(limits.max_length)),
        ("parole", count(limits.min_words), count(limits.max_words)),
        ("valore", limits.min, limits.max),
        ("scelte", count(limits.min_selected), count(limits.max_selected)),
    ];
    match &component.kind {
        Kind::DataGrid(grid) | Kind::EditGrid(grid) => {
            if grid.max_rows.is_some_and(|most| most > MAX_ROWS) {
                let text = "le righe ammesse sono più di quelle che si possono controllare";
                findings.add(&component.place, "too-many-rows", true, text);
            }
            pairs.push(("righe", count(grid.min_rows), count(grid.max_rows)));
        }
        Kind::File(files) => {
            pairs.push(("file", count(files.min_files), count(files.max_files)));
            pairs.push((
                "dimensione dei file",
                count(files.min_size),
                count(files.max_size),
            ));
        }
        Kind::SelectBoxes { options, .. } => {
            let boxes = u64::try_from(options.len()).ok();
            pairs.push(("scelte", count(limits.min_selected), count(boxes)));
        }
        _ => {}
    }
    for (what, least, most) in pairs {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let text = format!(
                "il minimo ({}) supera il massimo ({}): {what}",
                js::number_text(least),
                js::number_text(most)
            );
            findings.add(&component.place, "impossible-limits", true, text);
        }
    }
}

/// The original passes over a limit it cannot read.
fn dates(component: &Component, findings: &mut Findings) {
    let (utc, widget) = (jiff::tz::TimeZone::UTC, component.raw.get("widget"));
    let written = |key: &str| {
        let own = component
            .raw
            .get(key)
            .or_else(|| widget.and_then(|widget| widget.get(key)));
        own.filter(|limit| js::truthy(Some(limit))).cloned()
    };
    if !["day", "datetime"].contains(&component.type_name.as_str()) {
        return;
    }
    let [least, most] = ["minDate", "maxDate"].map(|key| {
        let written = written(key)?;
        let read = crate::dates::limit(&written, 0, &utc);
        if read.is_none() {
            let text = format!("il limite {key} «{}» non si capisce", js::string(Some(&written)));
            findings.add(&component.place, "bad-date", true, text);
        }
        read
    });
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        let text = "la prima data ammessa viene dopo l'ultima";
        findings.add(&component.place, "impossible-limits", true, text);
    }
}

fn sizes(component: &Component, findings: &mut Findings) {
    let read = crate::strict::files::limits;
    let limits = component.raw.as_object().map(|raw| read(raw, component.multiple));
    let found = limits.map_or([None, None], |limits| [limits.min_size, limits.max_size]);
    for (key, read) in ["fileMinSize", "fileMaxSize"].into_iter().zip(found) {
        let written = component.raw.get(key).filter(|size| js::truthy(Some(size)));
        let zero = |size: &&Value| js::string(Some(size)).trim_start().starts_with('0');
        if let (Some(size), None) = (written.filter(|size| !zero(size)), read) {
            let text = format!(
                "la dimensione «{}» di {key} non si capisce",
                js::string(Some(size))
            );
            findings.add(&component.place, "bad-size", true, text);
        }
    }
}
