use super::*;
use std::io::Cursor;

fn look(name: &str, bytes: &[u8]) -> Result<MediaType, Refused> {
    sniff(&mut Cursor::new(bytes), name, &Rules::up_to(10_000_000))
}

fn mismatch(extension: &str) -> Result<MediaType, Refused> {
    Err(Refused::Mismatch {
        extension: extension.to_owned(),
    })
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";

#[test]
fn each_kind_is_known_by_its_content() {
    assert_eq!(look("a.pdf", PDF), Ok(MediaType::Pdf));
    assert_eq!(look("A.PDF", PDF), Ok(MediaType::Pdf));
    assert_eq!(look("a.png", PNG), Ok(MediaType::Png));
    assert_eq!(look("a.jpg", JPEG), Ok(MediaType::Jpeg));
    assert_eq!(look("a.jpeg", JPEG), Ok(MediaType::Jpeg));
    assert_eq!(look("a.tif", b"II*\0\x08\0\0\0\0\0\0\0"), Ok(MediaType::Tiff));
    assert_eq!(look("a.txt", "perché no?\r\n".as_bytes()), Ok(MediaType::Text));
    assert_eq!(look("a.txt", b"perch\xe9 no?"), Ok(MediaType::Text));
    assert_eq!(
        look("a.csv", b"nome;importo\nAda Esempio;10,00\n"),
        Ok(MediaType::Csv)
    );
    assert_eq!(
        look(
            "a.xml",
            b"<?xml version=\"1.0\"?>\n<!-- x --><p:Fattura xmlns:p=\"urn:x\"/>"
        ),
        Ok(MediaType::Xml)
    );
}

#[test]
fn envelopes_are_known_in_der_ber_and_base64() {
    let der = b"\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x82";
    let ber = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80";
    assert_eq!(look("a.pdf.p7m", der), Ok(MediaType::P7m));
    assert_eq!(look("a.p7m", ber), Ok(MediaType::P7m));
    assert_eq!(look("a.p7s", der), Ok(MediaType::P7s));
    assert_eq!(look("a.pdf.p7m", b"MIIBAAYJKoZIhvcNAQcCoIIA"), Ok(MediaType::P7m));
    assert_eq!(
        look("a.pdf.p7m", b"-----BEGIN PKCS7-----\nMIIBAAYJKoZIhvcNAQcCoIIA\n"),
        Ok(MediaType::P7m)
    );
    assert_eq!(look("a.pdf.p7m", PDF), mismatch("p7m"));
    assert_eq!(look("a.exe.p7m", der), Err(Refused::Active));
    assert_eq!(
        look("a.dwg.p7m", der),
        Err(Refused::NotAllowed {
            extension: "dwg".to_owned()
        })
    );
    // A full stop in a title is no extension.
    assert_eq!(look("prot. 12.2024.p7m", der), Ok(MediaType::P7m));
}

#[test]
fn a_wrong_extension_is_refused() {
    assert_eq!(look("a.pdf", PNG), mismatch("pdf"));
    assert_eq!(look("a.png", JPEG), mismatch("png"));
    assert_eq!(look("a.docx", PDF), mismatch("docx"));
    assert_eq!(look("a.txt", PNG), mismatch("txt"));
    assert_eq!(look("a.xml", b"a,b"), mismatch("xml"));
    assert_eq!(look("a", PDF), Err(Refused::NoExtension));
    assert_eq!(
        look("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        Err(Refused::NotAllowed {
            extension: "doc".to_owned()
        })
    );
}

#[test]
fn empty_large_and_cut_files_are_refused() {
    assert_eq!(look("a.pdf", b""), Err(Refused::Empty));
    let small = Rules::up_to(5);
    assert_eq!(
        sniff(&mut Cursor::new(PDF), "a.pdf", &small),
        Err(Refused::TooLarge { limit: 5 })
    );
    assert_eq!(look("a.pdf", &PDF[..20]), Err(Refused::Broken));
}

#[test]
fn a_place_may_take_fewer_kinds() {
    let rules = Rules::up_to(1000).only([MediaType::Pdf]);
    assert_eq!(sniff(&mut Cursor::new(PDF), "a.pdf", &rules), Ok(MediaType::Pdf));
    assert_eq!(
        sniff(&mut Cursor::new(PNG), "a.png", &rules),
        Err(Refused::NotAllowed {
            extension: "png".to_owned()
        })
    );
}

#[test]
fn what_runs_is_refused_by_name_and_by_content() {
    for name in ["a.html", "a.svg", "a.exe", "a.js", "a.docm", "a.SH"] {
        assert_eq!(look(name, b"x"), Err(Refused::Active), "{name}");
    }
    for bytes in [
        &b"MZ\x90\0\x03\0\0\0"[..],
        b"\x7fELF\x02\x01\x01",
        b"#!/bin/sh\nrm",
        b"  <!DOCTYPE html><p>",
        b"\xef\xbb\xbf<HTML>",
        b"<svg xmlns='x'>",
        b"\n<script>alert(1)</script>",
    ] {
        for name in ["a.txt", "a.pdf", "a.xml"] {
            assert_eq!(look(name, bytes), Err(Refused::Active), "{name} {bytes:?}");
        }
    }
    assert_eq!(look("a.txt", b"MZ is a text"), Ok(MediaType::Text));
}

#[test]
fn xml_that_expands_or_runs_is_refused() {
    for text in [
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<?xml-stylesheet href='x.xsl'?><a/>",
        "<?xml version='1.0'?><html><body/></html>",
        "<!-- x --><x:svg xmlns:x='http://www.w3.org/2000/svg'/>",
        "<a><b xmlns='http://www.w3.org/1999/xhtml'/></a>",
    ] {
        assert_eq!(look("a.xml", text.as_bytes()), Err(Refused::Active), "{text}");
    }
    assert_eq!(look("a.xml", b"<a>\0</a>"), mismatch("xml"));
    assert_eq!(look("a.xml", b"<a>"), Ok(MediaType::Xml));
    assert_eq!(look("a.xml", b"<a"), mismatch("xml"));
}

#[test]
fn text_is_judged_over_piece_borders() {
    let mut long = "x".repeat(64 * 1024 - 1);
    long.push('è');
    assert_eq!(look("a.txt", long.as_bytes()), Ok(MediaType::Text));
    let cut = &long.as_bytes()[..long.len() - 1];
    // A lone lead byte is no UTF-8, but it is a letter of Windows-1252.
    assert_eq!(look("a.txt", cut), Ok(MediaType::Text));
    let mut neither = long.into_bytes();
    neither.push(0x81);
    assert_eq!(look("a.txt", &neither), mismatch("txt"));
}

#[test]
fn noise_never_panics() {
    use kernel::{Random, SeededRandom};
    let random = SeededRandom::new(7);
    for round in 0..2_000usize {
        let mut bytes = vec![0; round % 300];
        random.fill(&mut bytes);
        for (start, kind) in [
            (&b"PK\x03\x04"[..], "a.zip"),
            (b"0\x82", "a.p7m"),
            (b"<", "a.xml"),
            (b"%PDF-", "a.pdf"),
        ] {
            let mut with_start = start.to_vec();
            with_start.extend_from_slice(&bytes);
            let _ = look(kind, &with_start);
        }
    }
}

#[test]
fn every_refusal_has_a_sentence_in_every_language() {
    let extension = || "doc".to_owned();
    let all = [
        Refused::Empty,
        Refused::TooLarge { limit: 10_485_760 },
        Refused::NoExtension,
        Refused::NotAllowed {
            extension: extension(),
        },
        Refused::Mismatch {
            extension: extension(),
        },
        Refused::Broken,
        Refused::Active,
        Refused::Bomb,
        Refused::Nested,
        Refused::Encrypted,
    ];
    for lang in kernel::Lang::ALL {
        for refused in &all {
            let args: Vec<_> = refused.args();
            let args: Vec<_> = args
                .iter()
                .map(|(name, value)| (*name, value.as_str().into()))
                .collect();
            let sentence = locale::text_args(lang, refused.key(), &args);
            assert!(
                sentence.len() > 20 && !sentence.contains(['{', '[']),
                "{refused:?}: {sentence}"
            );
        }
    }
    let sentence = locale::text_args(
        kernel::Lang::It,
        "files-refused-too-large",
        &[("limit", "10".into())],
    );
    assert!(sentence.contains("10 MB"), "{sentence}");
}
