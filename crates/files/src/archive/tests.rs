use super::*;
use crate::Rules;
use std::io::Write;
use zip::{ZipWriter, write::SimpleFileOptions};

fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn look(name: &str, bytes: &[u8]) -> Result<MediaType, Refused> {
    crate::sniff(&mut Cursor::new(bytes), name, &Rules::up_to(100_000_000))
}

fn docx(extra: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries = vec![
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("word/document.xml", b"<w:document/>"),
    ];
    entries.extend_from_slice(extra);
    pack(&entries)
}

fn odt(extra: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries = vec![
        ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]),
        ("content.xml", b"<office:document-content/>"),
    ];
    entries.extend_from_slice(extra);
    pack(&entries)
}

#[test]
fn office_documents_are_told_apart() {
    let xlsx = pack(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
    ]);
    assert_eq!(look("a.docx", &docx(&[])), Ok(MediaType::Docx));
    let second = pack(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document2.xml", b"<w:document/>"),
    ]);
    assert_eq!(look("a.docx", &second), Ok(MediaType::Docx));
    assert_eq!(look("a.xlsx", &xlsx), Ok(MediaType::Xlsx));
    assert_eq!(look("a.odt", &odt(&[])), Ok(MediaType::Odt));
    assert_eq!(look("a.zip", &pack(&[("nota.txt", b"ciao")])), Ok(MediaType::Zip));
    for (name, bytes) in [("a.docx", &xlsx), ("a.zip", &xlsx), ("a.ods", &odt(&[]))] {
        let extension = name[2..].to_owned();
        assert_eq!(look(name, bytes), Err(Refused::Mismatch { extension }), "{name}");
    }
}

#[test]
fn macros_and_programs_are_refused() {
    assert_eq!(
        look("a.docx", &docx(&[("word/vbaProject.bin", b"x")])),
        Err(Refused::Active)
    );
    assert_eq!(
        look("a.docx", &docx(&[("word/activeX/activeX1.xml", b"x")])),
        Err(Refused::Active)
    );
    assert_eq!(
        look("a.odt", &odt(&[("Basic/Standard/Module1.xml", b"x")])),
        Err(Refused::Active)
    );
    for name in ["run.exe", "dir/page.html", "x.svg", "a.JS"] {
        assert_eq!(
            look("a.zip", &pack(&[(name, b"x")])),
            Err(Refused::Active),
            "{name}"
        );
    }
    let hidden = pack(&[("foto.jpg", b"MZ\x90\0\x03\0")]);
    assert_eq!(look("a.zip", &hidden), Err(Refused::Active));
    // Word writes drawings as SVG beside their picture.
    assert_eq!(
        look("a.docx", &docx(&[("word/media/image1.svg", b"<svg/>")])),
        Ok(MediaType::Docx)
    );
}

#[test]
fn paths_that_leave_the_archive_are_refused() {
    for name in [
        "../a.txt",
        "a/../../b.txt",
        "/etc/passwd",
        "c:\\a.txt",
        "a\\..\\..\\b.txt",
    ] {
        let packed = pack(&[(name, b"x")]);
        assert_eq!(look("a.zip", &packed), Err(Refused::Broken), "{name}");
    }
    assert_eq!(look("a.zip", &pack(&[("a\\b.txt", b"x")])), Ok(MediaType::Zip));
}

#[test]
fn a_bomb_by_ratio_is_refused() {
    let bomb = pack(&[("zeri.txt", &vec![b'0'; 3_000_000])]);
    assert!(bomb.len() < 10_000);
    assert_eq!(look("a.zip", &bomb), Err(Refused::Bomb));
}

#[test]
fn a_bomb_by_total_is_refused() {
    // Badly compressible, so that the ratio alone would let it pass.
    let mut block = vec![0u8; 300 * 1024];
    kernel::Random::fill(&kernel::SeededRandom::new(1), &mut block[..30 * 1024]);
    let bytes = pack(&[
        ("1.bin", &block),
        ("2.bin", &block),
        ("3.bin", &block),
        ("4.bin", &block),
    ]);
    let size = bytes.len() as u64;
    let within = |bytes_left| {
        let budget = Budget {
            entries: MAX_ENTRIES,
            bytes: bytes_left,
        };
        inspect_within(&mut Cursor::new(&bytes), size, budget)
    };
    assert_eq!(within(4 * 300 * 1024), Ok(MediaType::Zip));
    assert_eq!(within(4 * 300 * 1024 - 1), Err(Refused::Bomb));
    // The same total, spread over documents inside.
    let inner = docx(&[("word/media/a.bin", &block)]);
    let outer = pack(&[("a.docx", &inner), ("b.docx", &inner)]);
    let budget = Budget {
        entries: MAX_ENTRIES,
        bytes: 500 * 1024,
    };
    let size = outer.len() as u64;
    assert_eq!(
        inspect_within(&mut Cursor::new(&outer), size, budget),
        Err(Refused::Bomb)
    );
}

#[test]
fn a_bomb_by_number_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..=MAX_ENTRIES {
        writer
            .start_file(format!("{index}.txt"), SimpleFileOptions::default())
            .unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(look("a.zip", &bytes), Err(Refused::Bomb));
}

#[test]
fn declared_sizes_are_not_believed() {
    let mut bomb = pack(&[("zeri.txt", &vec![b'0'; 3_000_000])]);
    // Uncompressed size in the central directory: 24 bytes after its sign.
    let at = bomb.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bomb[at + 24..at + 28].copy_from_slice(&10u32.to_le_bytes());
    assert!(look("a.zip", &bomb).is_err());
}

#[test]
fn overlapping_entries_are_refused() {
    let mut bytes = pack(&[("a.txt", b"uno"), ("b.txt", b"due")]);
    // The second entry of the directory is pointed at the bytes of the first.
    let second = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[second + 42..second + 46].copy_from_slice(&0u32.to_le_bytes());
    assert!(look("a.zip", &bytes).is_err());
}

#[test]
fn archives_in_archives_are_refused_but_documents_are_not() {
    let inner = pack(&[("nota.txt", b"ciao")]);
    assert_eq!(look("a.zip", &pack(&[("b.zip", &inner)])), Err(Refused::Nested));
    assert_eq!(look("a.zip", &pack(&[("b.docx", &inner)])), Err(Refused::Nested));
    assert_eq!(
        look("a.zip", &pack(&[("b.rar", b"Rar!\x1a\x07\x01\0")])),
        Err(Refused::Nested)
    );
    assert_eq!(
        look("a.zip", &pack(&[("b.tgz", b"\x1f\x8b\x08\0")])),
        Err(Refused::Nested)
    );
    assert_eq!(
        look("a.zip", &pack(&[("b.docx", &docx(&[]))])),
        Ok(MediaType::Zip)
    );
    let evil = docx(&[("word/vbaProject.bin", b"x")]);
    assert_eq!(look("a.zip", &pack(&[("b.docx", &evil)])), Err(Refused::Active));
}

#[test]
fn a_bomb_inside_a_document_inside_an_archive_is_refused() {
    let zeros = vec![b'0'; 3_000_000];
    let bomb = docx(&[("word/media/a.xml", &zeros)]);
    assert_eq!(look("a.zip", &pack(&[("b.docx", &bomb)])), Err(Refused::Bomb));
}

#[test]
fn damaged_and_locked_archives_are_refused() {
    let whole = pack(&[("a.txt", b"ciao ciao ciao")]);
    assert_eq!(look("a.zip", &whole[..whole.len() - 30]), Err(Refused::Broken));
    let mut altered = whole.clone();
    altered[40] ^= 0xff;
    assert!(look("a.zip", &altered).is_err());
    let mut locked = whole;
    let at = locked.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[at + 8] |= 1;
    assert_eq!(look("a.zip", &locked), Err(Refused::Encrypted));
}
