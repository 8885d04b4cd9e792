//! A delivery as an e-mail: plain text and simple HTML, nothing typed by a person in a header unencoded.

use crate::model::Delivery;
use crate::outbox::Attachment;
use kernel::{Instant, Lang};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::time::{Duration, SystemTime};

/// Attachments above this size stay on the portal: mail servers refuse them.
const MAX_ATTACHED: usize = 10 * 1024 * 1024;
/// Longest subject line, in characters.
const MAX_SUBJECT: usize = 200;

/// Why a delivery cannot become an e-mail at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unsendable {
    /// The address is none.
    #[error("the address is not valid")]
    Address,
    /// The library refused it.
    #[error("the message cannot be built: {0}")]
    Message(String),
}

/// Whether an e-mail can be sent to what a person typed as an address.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// Sender, as the configuration names it, with the body's name in front.
pub(crate) fn sender(from: &Mailbox, body_name: Option<&str>) -> Mailbox {
    let name = body_name.map(one_line).or_else(|| from.name.clone());
    Mailbox::new(name, from.email.clone())
}

/// Builds the e-mail of a delivery. The same delivery gives the same Message-ID, so a second sending is recognisable.
pub(crate) fn build(
    delivery: &Delivery,
    from: Mailbox,
    attachment: Option<Attachment>,
    at: Instant,
) -> Result<Message, Unsendable> {
    let address: Address = delivery
        .address
        .as_deref()
        .unwrap_or_default()
        .trim()
        .parse()
        .map_err(|_| Unsendable::Address)?;
    let domain = from.email.domain().to_owned();
    let body_name = from.name.clone().unwrap_or_default();
    let attachment = attachment.filter(|attachment| attachment.bytes.len() <= MAX_ATTACHED);
    let text = format!(
        "{}\n\n-- \n{}\n",
        delivery.text.trim_end(),
        footer(&body_name).join("\n")
    );
    let words = MultiPart::alternative()
        .singlepart(SinglePart::plain(text))
        .singlepart(SinglePart::html(html(delivery, &body_name)));
    let seconds = u64::try_from(at.as_micros() / 1_000_000).unwrap_or(0);
    let builder = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", delivery.id)))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .from(from)
        .to(Mailbox::new(None, address))
        .subject(one_line(&delivery.subject))
        // RFC 3834: holiday answers must not come back.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    let message = match attachment {
        None => builder.multipart(words),
        Some(attachment) => {
            let kind = ContentType::parse(&attachment.media_type)
                .or_else(|_| ContentType::parse("application/octet-stream"))
                .map_err(|error| Unsendable::Message(error.to_string()))?;
            let name = file_name(&attachment.name);
            let part = lettre::message::Attachment::new(name).body(attachment.bytes, kind);
            builder.multipart(MultiPart::mixed().multipart(words).singlepart(part))
        }
    };
    message.map_err(|error| Unsendable::Message(error.to_string()))
}

/// One line without control characters: nothing that could begin another header.
pub(crate) fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        }
    });
    spaced.take(MAX_SUBJECT).collect::<String>().trim().to_owned()
}

fn file_name(name: &str) -> String {
    one_line(name).replace(['"', '\\', '/'], "_")
}

/// The last lines, in both languages: a mail may be forwarded to anybody.
fn footer(body_name: &str) -> [String; 2] {
    Lang::ALL.map(|lang| locale::text_args(lang, "delivery-mail-footer", &[("body", body_name.into())]))
}

fn html(delivery: &Delivery, body_name: &str) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"it\"><head><meta charset=\"utf-8\"><title>");
    out.push_str(&escape(&one_line(&delivery.subject)));
    out.push_str("</title></head>\n<body>\n");
    for paragraph in delivery
        .text
        .split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty())
    {
        out.push_str("<p>");
        let lines: Vec<String> = paragraph.trim().lines().map(linked).collect();
        out.push_str(&lines.join("<br>\n"));
        out.push_str("</p>\n");
    }
    out.push_str("<hr>\n");
    for line in footer(body_name) {
        out.push_str(&format!("<p><small>{}</small></p>\n", escape(&line)));
    }
    out.push_str("</body></html>\n");
    out
}

/// A line with its web addresses as links.
fn linked(line: &str) -> String {
    let word = |word: &str| {
        let address = word.trim_end_matches(['.', ',', ';', ')', ':']);
        if address.starts_with("https://") || address.starts_with("http://") {
            let rest = &word[address.len()..];
            let address = escape(address);
            format!("<a href=\"{address}\">{address}</a>{}", escape(rest))
        } else {
            escape(word)
        }
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests;
