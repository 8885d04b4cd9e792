use super::*;

#[test]
fn names_lose_paths_controls_and_direction_tricks() {
    assert_eq!(clean_name("C:\\Users\\Ada\\modulo.pdf"), "modulo.pdf");
    assert_eq!(clean_name("../../etc/passwd"), "passwd");
    assert_eq!(clean_name("fattura\u{202e}fdp.exe"), "fatturafdp.exe");
    assert_eq!(clean_name("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie_ x.pdf");
    assert_eq!(clean_name("nul\0.txt"), "_nul.txt");
    assert_eq!(clean_name(".pdf"), "documento.pdf");
    assert_eq!(clean_name(" .. "), "documento");
    assert_eq!(clean_name(""), "documento");
    assert_eq!(clean_name("CON.txt"), "_CON.txt");
    assert_eq!(clean_name("relazione finale.v2.odt"), "relazione finale.v2.odt");
}

#[test]
fn names_in_every_script_stay() {
    for name in ["通知书.pdf", "شهادة.pdf", "😀 foto.png", "perché più.odt"] {
        assert_eq!(clean_name(name), name);
    }
}

#[test]
fn long_names_keep_their_extension() {
    let long = format!("{}.pdf", "à".repeat(400));
    let clean = clean_name(&long);
    assert_eq!(clean.chars().count(), 150);
    assert!(clean.ends_with("à.pdf"));
}

#[test]
fn headers_hold_ascii_and_the_full_name() {
    assert_eq!(
        content_disposition("perché \"x\".pdf", Disposition::Attachment),
        "attachment; filename=\"perch_ _x_.pdf\"; filename*=UTF-8''perch%C3%A9%20_x_.pdf"
    );
    let header = content_disposition("a\r\nb\u{0}.pdf", Disposition::Inline);
    assert!(header.starts_with("inline; "));
    assert!(header.is_ascii() && !header.contains(['\r', '\n', '\0']));
}

#[test]
fn extensions_are_the_last_part() {
    assert_eq!(extension("a.PDF").as_deref(), Some("pdf"));
    assert_eq!(extension("a.pdf.p7m").as_deref(), Some("p7m"));
    assert_eq!(extension("dir.x/a"), None);
    assert_eq!(extension("a."), None);
    assert_eq!(extension(stem("a.pdf.p7m")).as_deref(), Some("pdf"));
}
