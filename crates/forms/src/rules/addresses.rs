//! E-mail and web addresses, as the original's expressions take them, read by hand: those expressions are catastrophic.

use super::{Asking, Hit, Verdict};
use crate::js;
use serde_json::Value;

pub(super) fn email_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("email") && js::truthy(asking.value)
}

pub(super) fn email(asking: &Asking<'_>) -> Verdict {
    let valid = asking.value.and_then(Value::as_str).is_none_or(is_email);
    Verdict::unless(valid, || Hit::new("email", "invalid_email"))
}

pub(super) fn url_applies(asking: &Asking<'_>) -> bool {
    let empty_list =
        asking.node.multiple && matches!(asking.value, Some(Value::Array(items)) if items.is_empty());
    asking.node.is("url") && js::truthy(asking.value) && !empty_list
}

pub(super) fn url(asking: &Asking<'_>) -> Verdict {
    let valid = asking.value.and_then(Value::as_str).is_some_and(is_url);
    Verdict::unless(valid, || Hit::new("url", "invalid_url"))
}

/// `name@domain.tld`, `"any thing"@[1.2.3.4]`.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    is_local(local) && (is_domain(domain) || is_bracketed_ip(domain))
}

fn is_local(local: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part
                .chars()
                .any(|c| js::is_space(c) || "<>()[]\\,;:@\"".contains(c))
    };
    if local.split('.').all(plain) {
        return true;
    }
    let quoted = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.is_some_and(|inner| !inner.is_empty() && !inner.contains(['\n', '\r', '\u{2028}', '\u{2029}']))
}

fn is_domain(domain: &str) -> bool {
    let mut labels: Vec<&str> = domain.split('.').collect();
    let Some(last) = labels.pop() else { return false };
    let label =
        |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    last.len() >= 2
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && !labels.is_empty()
        && labels.iter().all(label)
}

fn is_bracketed_ip(domain: &str) -> bool {
    let Some(inner) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    let parts: Vec<&str> = inner.split('.').collect();
    parts.len() == 4
        && parts
            .iter()
            .all(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
}

/// A web address with or without scheme; without one it must have a top-level domain.
pub(crate) fn is_url(text: &str) -> bool {
    if text.chars().any(js::is_space) || is_email(text) {
        return false;
    }
    let scheme = ["http://", "https://", "ftp://"]
        .iter()
        .map(|scheme| scheme.len())
        .find(|length| {
            let start = text.get(..*length).map(str::to_ascii_lowercase);
            start.is_some_and(|start| ["http://", "https://", "ftp://"].contains(&start.as_str()))
        });
    let after_scheme = scheme.unwrap_or(0);
    let relative = if text.starts_with("//") { 2 } else { after_scheme };
    // What stands before an @ is a user name, whatever it is; so every @ may be where the host begins.
    let hosts = |from: usize| {
        let after_user = text
            .char_indices()
            .filter(move |(at, c)| *c == '@' && *at > from)
            .map(|(at, _)| at + 1);
        after_user.collect::<Vec<usize>>()
    };
    let mut strict = hosts(0);
    strict.extend([0, relative]);
    if strict.into_iter().any(|from| host_and_rest(&text[from..], true)) {
        return true;
    }
    scheme.is_some_and(|from| {
        let mut loose = hosts(from);
        loose.push(from);
        loose.into_iter().any(|from| host_and_rest(&text[from..], false))
    })
}

fn host_and_rest(text: &str, needs_tld: bool) -> bool {
    let end = text.find([':', '/', '?', '#']).unwrap_or(text.len());
    let (host, rest) = text.split_at(end);
    (is_public_ip(host) || is_host(host, needs_tld)) && is_port_and_path(rest)
}

fn is_port_and_path(rest: &str) -> bool {
    let path = match rest.strip_prefix(':') {
        None => rest,
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            if !(2..=5).contains(&digits) {
                return false;
            }
            &port[digits..]
        }
    };
    path.is_empty() || path.starts_with(['/', '?', '#'])
}

fn is_host(host: &str, needs_tld: bool) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c >= '\u{A1}';
    let word = |c: char| letter(c) || c.is_ascii_digit();
    let label = |part: &str| {
        part.starts_with(word) && part.ends_with(word) && part.chars().all(|c| word(c) || c == '-')
    };
    let labels: Vec<&str> = host.split('.').collect();
    if !needs_tld {
        return labels.iter().all(|part| label(part));
    }
    match labels.split_last() {
        Some((last, before)) => {
            !before.is_empty()
                && js::length(last) >= 2
                && last.chars().all(letter)
                && before.iter().all(|part| label(part))
        }
        None => false,
    }
}

/// An IPv4 address that is not of a private network, of the machine itself or of a broadcast.
fn is_public_ip(host: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    let [first, second, third, last] = parts.as_slice() else {
        return false;
    };
    let number = |part: &str, two_zeros: bool| -> Option<u32> {
        let digits = part.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&part.len());
        let padded = part.len() > 1 && part.starts_with('0') && !(two_zeros && part.len() == 2);
        (digits && !padded).then(|| part.parse().ok()).flatten()
    };
    let (Some(first), Some(second), Some(third), Some(last)) = (
        number(first, false),
        number(second, true),
        number(third, true),
        number(last, false),
    ) else {
        return false;
    };
    let private = matches!(
        (first, second),
        (10 | 127, _) | (169, 254) | (192, 168) | (172, 16..=31)
    );
    (1..=223).contains(&first) && second <= 255 && third <= 255 && (1..=254).contains(&last) && !private
}
