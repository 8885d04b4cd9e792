use kernel::{Instant, Lang};
use typst::layout::{Frame, FrameItem, Point};

use crate::data::{CasePrintData, DocumentLine, Letterhead, Row, Section};
use crate::fonts::{all, families};
use crate::glyphs::{make_printable, printable};
use crate::job::Job;
use crate::render::{pages, world_of};

fn shown(text: &str) -> String {
    printable(text, families()).into_owned()
}

#[test]
fn bundled_fonts_are_all_read_and_every_family_is_found() {
    assert_eq!(all().len(), 6);
    for (family, letter) in families().iter().zip(['à', 'Ж', 'م']) {
        assert!(family.covers(letter), "{letter}");
    }
}

#[test]
fn texts_in_covered_scripts_stay_as_they_are() {
    for text in [
        "Perché così? Città di Borgo Esempio – «n. 3», 12,50 €, l’anno",
        "Škoda Łódź Đorđević Ñandú İstanbul Nguyễn Thị",
        "Ελλάδα Украина Їжак",
        "محمد الأمين",
        "riga 1\nriga 2",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn uncovered_letters_are_printed_as_code_points() {
    assert_eq!(shown("王小明"), "[U+738B U+5C0F U+660E]");
    assert_eq!(shown("Ada 中 Esempio"), "Ada [U+4E2D] Esempio");
    assert_eq!(shown("ok 😀"), "ok [U+1F600]");
    assert_eq!(shown("👨‍👩"), "[U+1F468 U+1F469]");
    assert_eq!(shown("❤\u{fe0f}!"), "[U+2764]!");
    assert_eq!(shown("বাংলা").matches("U+").count(), 5);
}

#[test]
fn marks_that_turn_the_reading_order_are_made_visible() {
    assert_eq!(shown("importo \u{202e}001 euro"), "importo [U+202E]001 euro");
    assert_eq!(shown("\u{2067}x\u{2069}"), "[U+2067]x[U+2069]");
}

#[test]
fn controls_and_private_characters_are_made_visible_and_breaks_are_one_kind() {
    assert_eq!(shown("a\0b\u{7f}\u{1b}"), "a[U+0000]b[U+007F U+001B]");
    assert_eq!(shown("\u{e000}\u{10fffd}"), "[U+E000 U+10FFFD]");
    assert_eq!(shown("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd e");
    assert_eq!(shown("\u{feff}a"), "a");
}

#[test]
fn an_accent_that_the_font_of_its_letter_lacks_is_a_code_point() {
    // Latin letter with an Arabic vowel mark: no font has both.
    assert_eq!(shown("z\u{64e}"), "z[U+064E]");
    // Letter and accent in two characters, both in Noto Sans.
    assert_eq!(shown("x\u{323}"), "x\u{323}");
}

#[test]
fn every_text_of_the_data_is_rewritten_and_keys_are_not() {
    let mut data = serde_json::json!({ "中": ["文", { "x": "ok" }], "n": 1, "z": null });
    make_printable(&mut data);
    assert_eq!(
        data,
        serde_json::json!({ "中": ["[U+6587]", { "x": "ok" }], "n": 1, "z": null })
    );
}

/// Points that text reaches beyond the right margin or the footer, worst first; nothing when all text is inside.
fn outside(frame: &Frame, origin: Point, found: &mut Vec<String>) {
    for (place, item) in frame.items() {
        let at = origin + *place;
        match item {
            FrameItem::Group(group) => outside(&group.frame, at, found),
            // A4 is 595 × 842 points; the side margins are 22 mm.
            FrameItem::Text(text)
                if (at.x + text.width()).to_pt() > 595.3 - 62.3 + 0.5 || at.y.to_pt() > 830.0 =>
            {
                found.push(format!("{} at {:?}", text.text, at));
            }
            _ => {}
        }
    }
}

#[test]
fn very_long_words_stay_inside_the_margins() {
    let word = "W".repeat(400);
    let rows = |value: &str| {
        vec![Row {
            label: value.into(),
            value: value.into(),
        }]
    };
    let document = DocumentLine {
        name: format!("{word}.pdf"),
        sha256: "9".repeat(64),
    };
    for word in [
        word.as_str(),
        &"W".repeat(31),
        &"M".repeat(25),
        "perizia_tecnica_di_parte_firmata_definitiva_2.pdf.p7m",
    ] {
        let data = CasePrintData {
            letterhead: Letterhead {
                body: word.into(),
                office: Some(word.into()),
                lines: vec![word.into()],
            },
            service: word.into(),
            application_number: Some(word.chars().take(30).collect()),
            applicant: word.into(),
            sections: vec![Section {
                title: word.into(),
                rows: rows(word),
            }],
            documents: vec![DocumentLine {
                name: word.into(),
                ..document.clone()
            }],
            check_url: Some(format!("https://sportello.borgo.example/{word}")),
            ..CasePrintData::default()
        };
        let job = Job::case_print(&data, Lang::It, Instant::from_micros(0)).unwrap();
        let document = pages(&world_of(&job).unwrap()).unwrap();
        let mut found = Vec::new();
        document
            .pages()
            .iter()
            .for_each(|page| outside(&page.frame, Point::zero(), &mut found));
        assert!(found.is_empty(), "{found:#?}");
    }
}
