use kernel::Lang;
use lopdf::{Dictionary, Object};
use pdf::Job;

use crate::paper::{Paper, paper};
use crate::samples;

fn papers() -> Vec<(&'static str, Lang, Paper)> {
    let mut papers = Vec::new();
    for lang in Lang::ALL {
        let jobs = [
            (
                "receipt",
                Job::receipt(&samples::receipt(), lang, samples::AT).unwrap(),
            ),
            ("act", Job::act(&samples::act(), lang, samples::AT).unwrap()),
            (
                "case_print",
                Job::case_print(&samples::case_print(), lang, samples::AT).unwrap(),
            ),
        ];
        for (name, job) in jobs {
            papers.push((name, lang, paper(&format!("{name}-{}", lang.code()), &job)));
        }
    }
    papers
}

#[test]
fn every_template_is_a_tagged_archival_accessible_file_in_its_language() {
    for (name, lang, paper) in papers() {
        let xmp = paper.xmp();
        assert!(xmp.contains("<pdfaid:part>2</pdfaid:part>"), "{name}: {xmp}");
        assert!(
            xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"),
            "{name}: {xmp}"
        );
        assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}: {xmp}");
        let catalog = paper.catalog();
        let marked = paper.entry(catalog, b"MarkInfo").as_dict().unwrap();
        assert!(marked.get(b"Marked").unwrap().as_bool().unwrap(), "{name}");
        let code = catalog.get(b"Lang").unwrap().as_str().unwrap();
        assert!(code.starts_with(lang.code().as_bytes()), "{name}: {code:?}");
        let viewer = paper.entry(catalog, b"ViewerPreferences").as_dict().unwrap();
        assert!(
            viewer.get(b"DisplayDocTitle").unwrap().as_bool().unwrap(),
            "{name}"
        );
        assert!(
            paper.entry(catalog, b"StructTreeRoot").as_dict().is_ok(),
            "{name}"
        );
        assert!(catalog.get(b"OutputIntents").is_ok(), "{name}");
    }
}

#[test]
fn every_template_has_headings_and_tables_with_header_cells() {
    for (name, _, paper) in papers() {
        let structure = paper.structure();
        let count = |kind: &str| structure.iter().filter(|found| *found == kind).count();
        assert!(count("H1") >= 2, "{name}: {structure:?}");
        assert!(
            count("Table") >= 2 && count("TH") >= 6 && count("TD") >= 6,
            "{name}: {structure:?}"
        );
        assert_eq!(count("Title") + count("H"), 1, "{name}: {structure:?}");
        let figures = if name == "case_print" { 0 } else { 1 };
        assert_eq!(count("Figure"), figures, "{name}: {structure:?}");
    }
}

#[test]
fn every_font_is_embedded() {
    for (name, _, paper) in papers() {
        let descriptors: Vec<&Dictionary> = paper
            .document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dictionary| dictionary.has_type(b"FontDescriptor"))
            .collect();
        assert!(descriptors.len() >= 2, "{name}");
        for descriptor in descriptors {
            let embedded = ["FontFile", "FontFile2", "FontFile3"];
            let file = embedded
                .iter()
                .find_map(|key| descriptor.get(key.as_bytes()).ok());
            assert!(
                matches!(file, Some(Object::Reference(_))),
                "{name}: {descriptor:?}"
            );
        }
    }
}

#[test]
fn the_same_job_gives_the_same_bytes_and_carries_the_moment_it_was_made() {
    let job = Job::case_print(&samples::case_print(), Lang::It, samples::AT).unwrap();
    let (first, again) = (paper("dated", &job), paper("dated", &job));
    assert_eq!(first.bytes, again.bytes);
    assert!(
        first.xmp().contains("2026-02-09T22:59:59+00:00"),
        "{}",
        first.xmp()
    );
}

#[test]
fn a_job_survives_the_way_to_the_child() {
    let job = Job::act(&samples::act(), Lang::En, samples::AT).unwrap();
    let text = serde_json::to_string(&job).unwrap();
    assert_eq!(serde_json::from_str::<Job>(&text).unwrap(), job);
}

#[test]
fn templates_of_the_house_are_found_by_name() {
    for (name, source) in pdf::BUILT_IN {
        assert_eq!(pdf::built_in(name), Some(source));
    }
    assert_eq!(pdf::built_in("none"), None);
}
