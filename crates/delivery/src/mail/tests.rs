use super::*;
use crate::model::{Channel, Status, Strength};
use kernel::{BodyId, DeliveryId, FixedClock, SeededRandom};

fn delivery(subject: &str, text: &str, address: &str) -> Delivery {
    let (clock, random) = (
        FixedClock::at(Instant::from_micros(1_772_438_400_000_000)),
        SeededRandom::new(7),
    );
    Delivery {
        id: DeliveryId::new(&clock, &random),
        body: BodyId::new(&clock, &random),
        case: None,
        document: None,
        message: None,
        kind: "notice".to_owned(),
        channel: Channel::Email,
        strength: Strength::Weak,
        address: Some(address.to_owned()),
        subject: subject.to_owned(),
        text: text.to_owned(),
        status: Status::Queued,
        attempts: 0,
        last_error: None,
        created_at: Instant::from_micros(1_772_438_400_000_000),
        sent_at: None,
        delivered_at: None,
    }
}

fn from() -> Mailbox {
    "Comune di Borgo Esempio <noreply@borgo.example>".parse().unwrap()
}

fn written(delivery: &Delivery, attachment: Option<Attachment>) -> String {
    let message = build(
        delivery,
        from(),
        attachment,
        Instant::from_micros(1_772_438_400_000_000),
    )
    .unwrap();
    String::from_utf8(message.formatted()).unwrap()
}

fn headers(mail: &str) -> &str {
    mail.split("\r\n\r\n").next().unwrap()
}

#[test]
fn a_mail_is_the_same_message_each_time_it_is_built() {
    let delivery = delivery("Richiesta ricevuta", "Testo", "ada@posta.example");
    let mail = written(&delivery, None);
    assert!(headers(&mail).contains(&format!("Message-ID: <{}@borgo.example>", delivery.id)));
    assert!(headers(&mail).contains("Auto-Submitted: auto-generated"));
    assert!(headers(&mail).contains("Date: Mon, 02 Mar 2026 08:00:00 +0000"));
}

#[test]
fn nothing_typed_can_begin_a_header() {
    let hostile = "Oggetto\r\nBcc: altri@evil.example\r\n\r\nCorpo falso\u{2028}x\0y";
    let attachment = Attachment {
        name: "a\"\r\nX-Evil: 1; è/../b.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: b"%PDF-".to_vec(),
    };
    let mail = written(&delivery(hostile, "Testo", "ada@posta.example"), Some(attachment));
    for line in mail.split("\r\n") {
        assert!(!line.starts_with("Bcc:") && !line.starts_with("X-Evil"), "{line}");
    }
    assert_eq!(headers(&mail).matches("To: ").count(), 1);
    for address in [
        "",
        "ada",
        "ada@posta.example\r\nBcc: x@evil.example",
        "ada@posta.example, bruno@posta.example",
    ] {
        let built = build(
            &delivery("Oggetto", "Testo", address),
            from(),
            None,
            Instant::from_micros(0),
        );
        assert_eq!(built.unwrap_err(), Unsendable::Address, "{address:?}");
    }
}

#[test]
fn names_in_any_script_are_sent_whole() {
    let subject = "Pratica di محمد العربي 王小明 🏛️";
    let mail = written(
        &delivery(subject, "Gentile 王小明,\n\nciao.", "ada@posta.example"),
        None,
    );
    assert!(headers(&mail).is_ascii(), "{}", headers(&mail));
    assert!(!headers(&mail).contains("王"));
    assert!(headers(&mail).contains("=?utf-8?b?"), "{}", headers(&mail));
}

#[test]
fn the_html_part_shows_markup_as_text_and_links_addresses() {
    let text = "Ciao <b>Ada</b> & \"co\".\nVedi https://borgo.example/pratiche?a=1&b=2.\n\nSecondo.";
    let page = html(&delivery("<script>", text, "ada@posta.example"), "Borgo <i>");
    assert!(page.contains("<p>Ciao &lt;b&gt;Ada&lt;/b&gt; &amp; &quot;co&quot;.<br>"));
    let link = "<a href=\"https://borgo.example/pratiche?a=1&amp;b=2\">https://borgo.example/pratiche?a=1&amp;b=2</a>.</p>";
    assert!(page.contains(link), "{page}");
    assert!(page.contains("<title>&lt;script&gt;</title>") && page.contains("<p>Secondo.</p>"));
    assert!(page.contains("Borgo &lt;i&gt;"));
}

#[test]
fn attachments_beyond_what_mail_servers_take_stay_on_the_portal() {
    let attachment = |size: usize| {
        Some(Attachment {
            name: "ricevuta.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: vec![b'x'; size],
        })
    };
    let small = written(
        &delivery("Oggetto", "Testo", "ada@posta.example"),
        attachment(1000),
    );
    assert!(small.contains("filename=\"ricevuta.pdf\""), "{small}");
    let large = written(
        &delivery("Oggetto", "Testo", "ada@posta.example"),
        attachment(MAX_ATTACHED + 1),
    );
    assert!(!large.contains("ricevuta.pdf"));
}
