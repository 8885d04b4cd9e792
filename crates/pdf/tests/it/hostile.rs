use kernel::Lang;
use pdf::{Job, RenderError, render_in_process};

use crate::paper::paper;
use crate::samples::{self, row};

fn with_answer(value: &str) -> Job {
    let mut data = samples::case_print();
    data.sections[0].rows = vec![row("Domanda", value), row(value, "risposta")];
    data.applicant = value.into();
    Job::case_print(&data, Lang::It, samples::AT).unwrap()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn typst_source_in_an_answer_is_only_text() {
    for text in [
        "#import \"/frame.typ\": *",
        "#panic(\"x\") #read(\"/data.json\")",
        "$ x^2 $ \\ ] [ } { */ /* //",
        "`raw` ``` block ``` <label> @ref = Titolo",
        "- lista\n+ lista\n/ voce: testo",
        "\\u{41} \\#eval(\"1\") \"virgolette\" 'apici' -- --- ~",
    ] {
        let words = paper("hostile", &with_answer(text)).words();
        let count = letters(&words).matches(&letters(text)).count();
        assert_eq!(count, 3, "{text:?} in {words}");
    }
}

#[test]
fn prose_of_100_kb_is_printed_whole() {
    let prose = "Una frase di prova che si ripete. ".repeat(3000);
    let document = paper("long-prose", &with_one(&prose));
    assert_eq!(document.words().matches("ripete.").count(), 3000);
}

#[test]
fn a_word_of_100_kb_is_printed_whole() {
    let document = paper("long-word", &with_one(&"x".repeat(100_000)));
    assert!(letters(&document.words()).matches('x').count() >= 100_000);
}

#[test]
fn unprintable_text_of_100_kb_is_printed_as_code_points() {
    let document = paper("long-codes", &with_one(&"中".repeat(33_000)));
    assert_eq!(document.words().matches("U+4E2D").count(), 33_000);
}

fn with_one(value: &str) -> Job {
    let mut data = samples::case_print();
    data.sections[0].rows = vec![row("Domanda", value)];
    Job::case_print(&data, Lang::It, samples::AT).unwrap()
}

#[test]
fn a_template_sees_no_file_but_its_own() {
    for source in [
        "#read(\"/etc/passwd\")",
        "#image(\"/../../../etc/hostname\")",
        "#import \"@preview/cetz:0.3.0\": canvas",
        "#json(\"/other.json\")",
        "#datetime.today()",
    ] {
        let error = render_in_process(&Job::new(source, &(), Lang::It, samples::AT).unwrap()).unwrap_err();
        assert!(matches!(error, RenderError::Template(_)), "{source}: {error}");
    }
}

#[test]
fn problems_of_a_template_are_told_with_their_line() {
    let job = Job::new("first line\n\n#unknown()", &(), Lang::It, samples::AT).unwrap();
    let RenderError::Template(said) = render_in_process(&job).unwrap_err() else {
        panic!("not a template problem");
    };
    assert!(
        said[0].starts_with("template.typ:3: unknown variable: unknown"),
        "{said:?}"
    );
}

#[test]
fn a_template_that_breaks_the_standards_is_refused() {
    // No title; an image without alternative text.
    for source in [
        "= Heading\ntext",
        "#set document(title: \"t\")\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>\"), format: \"svg\")",
    ] {
        let error = render_in_process(&Job::new(source, &(), Lang::It, samples::AT).unwrap()).unwrap_err();
        assert!(matches!(error, RenderError::Standard(_)), "{source}: {error}");
    }
}

#[test]
fn any_letters_make_a_valid_document() {
    // Walks through Unicode in blocks: each text mixes scripts, marks, symbols and unassigned characters.
    let mut next: u32 = 1;
    let mut texts = vec![String::new(); 24];
    for count in 0..24 * 400 {
        next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let range = if count % 3 == 0 {
            0x11_0000
        } else {
            0x2_2000 / (1 + count % 17)
        };
        texts[count as usize % 24].extend(char::from_u32((next >> 8) % range));
    }
    let mut data = samples::case_print();
    data.sections[0].rows = texts.iter().map(|text| row("Testo", text)).collect();
    paper(
        "any-letters",
        &Job::case_print(&data, Lang::It, samples::AT).unwrap(),
    );
}

#[test]
fn twenty_documents_in_one_process_do_not_grow_it() {
    let job = Job::case_print(&samples::case_print(), Lang::It, samples::AT).unwrap();
    let resident = || {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
        pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
    };
    let refused = Job::new(
        "#let x = range(2000).map(str)\n#x.unknown",
        &(),
        Lang::It,
        samples::AT,
    )
    .unwrap();
    for _ in 0..5 {
        render_in_process(&job).unwrap();
        render_in_process(&refused).unwrap_err();
    }
    let before = resident();
    for _ in 0..20 {
        render_in_process(&job).unwrap();
        render_in_process(&refused).unwrap_err();
    }
    let grown = resident().saturating_sub(before);
    assert!(grown < 8 << 20, "{grown} bytes more than {before}");
}
