use crate::{SERVICES, load, tree};
use bundles::{Bundle, FileTree, MAX_FILE};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

#[test]
fn the_archive_gives_the_same_bundle_and_the_same_hash() {
    for service in SERVICES {
        let bundle = load(service);
        let archive = bundle.to_archive();
        let again = Bundle::from_archive(&archive).unwrap();
        assert_eq!(again.hash, bundle.hash);
        assert_eq!(again.to_archive(), archive);
        assert_eq!(again.form_json, bundle.form_json);
        assert_eq!(bundle.hash.len(), 64);
    }
}

#[test]
fn the_hash_does_not_depend_on_line_ends_marks_or_reading_order() {
    let sound = load("accesso-atti");
    let files = tree("accesso-atti");
    let mut windows = FileTree::default();
    let mut backwards: Vec<_> = files.iter().collect();
    backwards.reverse();
    for (path, bytes) in backwards {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        windows.insert(path, text.into_bytes()).unwrap();
    }
    assert_eq!(Bundle::from_files(windows).unwrap().hash, sound.hash);
}

#[test]
fn one_changed_letter_changes_the_hash() {
    let changed = crate::edited(
        "accesso-atti",
        "messages/silenzio.it.txt",
        "Gentile",
        "Gentilissimo",
    );
    assert_ne!(
        Bundle::from_files(changed).unwrap().hash,
        load("accesso-atti").hash
    );
}

#[test]
fn an_archive_that_is_not_canonical_is_refused() {
    let archive = load("accesso-soup").to_archive();
    assert!(Bundle::from_archive(&archive[..archive.len() - 1]).is_err());
    assert!(Bundle::from_archive(&[archive.as_slice(), b"\n"].concat()).is_err());
    assert!(Bundle::from_archive(b"").is_err());
    assert!(Bundle::from_archive(b"sportello-bundle 1\n").is_err());
    let text = String::from_utf8(archive).unwrap();
    for (from, to) in [
        ("service.toml ", "service.toml 0"),
        ("sportello-bundle 1", "sportello-bundle 2"),
        ("flow.toml", "../flow.toml"),
    ] {
        assert!(
            Bundle::from_archive(text.replacen(from, to, 1).as_bytes()).is_err(),
            "{to}"
        );
    }
}

#[test]
fn a_zip_gives_the_same_bundle_and_is_itself_always_the_same() {
    for service in SERVICES {
        let bundle = load(service);
        let zip = bundle.to_zip().unwrap();
        assert_eq!(Bundle::from_zip(&zip).unwrap().hash, bundle.hash);
        assert_eq!(bundle.to_zip().unwrap(), zip);
    }
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn refusal(zip: &[u8]) -> String {
    let problems = Bundle::from_zip(zip).expect_err("refused");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_zip_cannot_leave_its_folder() {
    for name in [
        "../service.toml",
        "a/../../service.toml",
        "/etc/passwd",
        "..\\service.toml",
        "messages/../../x.txt",
        "C:service.toml",
        ".ssh/key.toml",
    ] {
        let found = refusal(&zip_of(&[(name, b"schema = 1"), ("flow.toml", b"schema = 1")]));
        assert!(
            found.contains("non è ammess") || found.contains("non ammesso"),
            "{name}: {found}"
        );
    }
}

#[test]
fn a_zip_bomb_is_refused_before_it_grows() {
    let big = vec![b' '; MAX_FILE + 1];
    assert!(refusal(&zip_of(&[("form.json", &big)])).contains("supera 1 MB"));
    let full = vec![b' '; MAX_FILE];
    let names: Vec<String> = (0..20).map(|n| format!("messages/m{n}.it.txt")).collect();
    let entries: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), full.as_slice()))
        .collect();
    assert!(refusal(&zip_of(&entries)).contains("troppo grande"));
    let names: Vec<String> = (0..700).map(|n| format!("messages/m{n}.it.txt")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(refusal(&zip_of(&entries)).contains("troppi file"));
}

#[test]
fn files_that_no_bundle_has_are_refused() {
    for (name, bytes) in [
        ("run.sh", b"#!".as_slice()),
        ("form.json", b"\xff\xfe"),
        ("flow.toml", b"a\0b"),
        ("Service.TOML", b""),
        ("messages/a b.it.txt", b""),
    ] {
        assert!(
            FileTree::default().insert(name, bytes.to_vec()).is_err(),
            "{name}"
        );
    }
    let mut twice = FileTree::default();
    twice.insert("flow.toml", Vec::new()).unwrap();
    assert!(twice.insert("flow.toml", Vec::new()).is_err());
}

#[test]
fn a_link_in_a_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/etc/hostname", dir.path().join("service.toml")).unwrap();
    let problems = FileTree::read(dir.path()).unwrap_err();
    assert!(problems[0].what.contains("non è un file ordinario"));
    assert!(FileTree::read(&dir.path().join("nothing")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0usize..2_000) {
        prop_assert!(Bundle::from_archive(&bytes).is_err());
        prop_assert!(Bundle::from_zip(&bytes).is_err());
        let head = [b"sportello-bundle 1\n".as_slice(), &bytes].concat();
        prop_assert!(Bundle::from_archive(&head).is_err());
        let mut zip = zip_of(&[("flow.toml", b"schema = 1"), ("form.json", b"{}")]);
        zip.truncate(cut.min(zip.len().saturating_sub(1)));
        prop_assert!(Bundle::from_zip(&zip).is_err());
    }
}
