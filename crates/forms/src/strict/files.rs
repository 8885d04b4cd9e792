//! Files: the original never looks at what a file field carries.

use crate::js;
use crate::model::FileLimits;
use crate::node::Node;
use crate::rules::{Asking, Hit};
use serde_json::{Map, Value};

/// Most files of one field when the definition sets no limit.
const MAX_FILES: u64 = 50;

pub(super) fn check(asking: &Asking<'_>, value: &Value, hits: &mut Vec<Hit>) {
    let Value::Array(files) = value else {
        hits.push(Hit::new("strict:type", "strict:file"));
        return;
    };
    let limits = limits(&asking.node.raw, asking.node.multiple);
    let count = files.len() as u64;
    let most = limits.max_files.unwrap_or(MAX_FILES);
    if count > most {
        hits.push(Hit::new("strict:file_count", "strict:max_files").with(Value::from(most)));
    }
    if let Some(least) = limits.min_files
        && count < least
        && (count > 0 || asking.node.required)
    {
        hits.push(Hit::new("strict:file_count", "strict:min_files").with(Value::from(least)));
    }
    for (index, file) in files.iter().enumerate().take(MAX_FILES as usize) {
        if let Some(hit) = one(asking.node, &limits, file) {
            hits.push(Hit {
                index: Some(index),
                ..hit
            });
        }
    }
}

fn one(node: &Node, limits: &FileLimits, file: &Value) -> Option<Hit> {
    let text = |key: &str| {
        file.get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let (Some(name), Some(_), Some(size)) = (
        text("name"),
        text("document"),
        file.get("size").and_then(Value::as_u64),
    ) else {
        return Some(Hit::new("strict:type", "strict:file"));
    };
    let media = text("type").unwrap_or_default();
    if !limits.patterns.is_empty()
        && !limits
            .patterns
            .iter()
            .any(|pattern| matches_file(pattern, name, media))
    {
        let shown = node.raw("filePattern").cloned().unwrap_or(Value::Null);
        return Some(Hit::new("strict:file_type", "strict:file_type").with(shown));
    }
    if limits.max_size.is_some_and(|most| size > most) {
        let shown = node.raw("fileMaxSize").cloned().unwrap_or(Value::Null);
        return Some(Hit::new("strict:file_size", "strict:file_max_size").with(shown));
    }
    if limits.min_size.is_some_and(|least| size < least) {
        let shown = node.raw("fileMinSize").cloned().unwrap_or(Value::Null);
        return Some(Hit::new("strict:file_size", "strict:file_min_size").with(shown));
    }
    None
}

/// `.pdf` is an ending, `image/*` a media type, `*` anything; case does not matter.
fn matches_file(pattern: &str, name: &str, media: &str) -> bool {
    let (pattern, name) = (pattern.to_lowercase(), name.to_lowercase());
    let ending = pattern.strip_prefix('*').unwrap_or(&pattern);
    if pattern == "*" || pattern == "*/*" {
        return true;
    }
    if let Some(family) = pattern.strip_suffix("/*") {
        return media
            .to_lowercase()
            .strip_prefix(family)
            .is_some_and(|rest| rest.starts_with('/'));
    }
    if pattern.contains('/') {
        media.eq_ignore_ascii_case(&pattern)
    } else {
        name.ends_with(ending)
    }
}

/// The limits of a file field. `properties.minFiles` and `properties.maxFiles` are ours: the format has no place for them.
pub(crate) fn limits(raw: &Map<String, Value>, multiple: bool) -> FileLimits {
    let size = |key: &str| raw.get(key).and_then(Value::as_str).and_then(bytes);
    let count = |key: &str| -> Option<u64> { js::string(raw.get("properties")?.get(key)).parse().ok() };
    let patterns = raw.get("filePattern").and_then(Value::as_str).unwrap_or_default();
    let patterns = patterns
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty() && *part != "*");
    FileLimits {
        patterns: patterns.map(str::to_owned).collect(),
        min_size: size("fileMinSize").filter(|bytes| *bytes > 0),
        max_size: size("fileMaxSize"),
        min_files: count("minFiles"),
        max_files: if multiple { count("maxFiles") } else { Some(1) },
    }
}

/// `10MB`, `500 KB`, `1024`: steps of 1024, as the original client counts.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_uppercase();
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim() {
        "" | "B" => 1.0,
        "KB" | "K" => 1024.0,
        "MB" | "M" => 1024.0 * 1024.0,
        "GB" | "G" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    let value: f64 = number.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "digits only, hence not negative"
    )]
    Some((value * factor).min(1e15) as u64)
}
