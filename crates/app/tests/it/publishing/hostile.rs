//! What should not be taken, and what is said of it.

use super::{SERVICE, administrator, in_force, send_form, send_zip};
use crate::world::TestHouse;
use std::io::Write;
use testkit::both_databases;
use zip::write::SimpleFileOptions;

/// A zip of files by name.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

both_databases! {
    async fn sdc_06_packages_that_should_not_be_taken_are_refused_with_a_reason_and_nothing_is_kept(db: TestDb) {
        let house = TestHouse::new(db).await;
        let older = in_force(&house).await;
        let mut alvaro = administrator(&house).await;
        let zeros = vec![0_u8; 3 << 20];
        let many: Vec<String> = (0..700).map(|n| format!("messages/m{n}.it.txt")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"x\n\ny".as_slice())).collect();
        let refused: [(Vec<u8>, &str); 9] = [
            (b"questo non \xc3\xa8 uno zip".to_vec(), "non è uno zip leggibile"),
            (Vec::from(b"PK\x05\x06"), "non è uno zip leggibile"),
            (zipped(&[("accesso-atti/form.json", &zeros)]), "supera 1 MB"),
            (zipped(&many), "troppi file"),
            (zipped(&[("../../../etc/passwd", b"x"), ("service.toml", b"x")]), "il nome del file non è ammesso"),
            (zipped(&[("accesso-atti\\form.json", b"x")]), "elemento non ammesso"),
            (zipped(&[("accesso-atti/.nascosto", b"x")]), "il nome del file non è ammesso"),
            (zipped(&[("accesso-atti/programma.exe", b"MZ")]), "non è previsto"),
            (zipped(&[("accesso-atti/service.toml", b"schema = 1\nkey = \"\\u0000\"")]), "Il file manca."),
        ];
        for (zip, why) in &refused {
            let reply = send_zip(&mut alvaro, zip).await.expect(422);
            let text = reply.read().to_lowercase();
            assert!(text.contains(&why.to_lowercase()), "«{why}» is not in {text}");
            reply.says("Perché il file non si può usare").says("Impedisce");
        }
        let soup = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bundles/accesso-soup");
        let other = bundles::Bundle::load(&soup).unwrap().to_zip().unwrap();
        send_zip(&mut alvaro, &other).await.expect(422).says("non di «accesso-atti»");
        alvaro.upload(&format!("{SERVICE}/versione"), &[], &[]).await.expect(422).says("Scegli il pacchetto oppure il modulo");
        let both: [(&str, &str, &[u8]); 2] = [("pacchetto", "a.zip", b"x"), ("modulo", "a.json", b"{}")];
        alvaro.upload(&format!("{SERVICE}/versione"), &[], &both).await.expect(422).says("non tutti e due");
        send_zip(&mut alvaro, &vec![b'x'; 12 << 20]).await.expect(413);
        assert_eq!(house.count("select count(*) as n from adoption_proposals").await, 0);
        assert_eq!(in_force(&house).await, older);
    }

    async fn form_12_definitions_that_cannot_be_used_are_refused_in_words_and_other_forms_keep_working(db: TestDb) {
        let house = TestHouse::new(db).await;
        let older = in_force(&house).await;
        let mut alvaro = administrator(&house).await;
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        let crowd: Vec<String> = (0..20_000).map(|n| format!("{{\"type\":\"textfield\",\"key\":\"k{n}\"}}")).collect();
        let crowd = format!("{{\"components\":[{}]}}", crowd.join(","));
        let huge = format!("{{\"components\":[],\"x\":\"{}\"}}", "x".repeat(2 << 20));
        let pattern = r#"{"components":[{"type":"textfield","key":"a","label":"A","input":true,"validate":{"pattern":"(("}}]}"#;
        let refused: [(&[u8], &str); 8] = [
            (b"{ non e' JSON", "non è JSON"),
            (b"\xff\xfe{}", "UTF-8"),
            (b"[]", "non si può usare"),
            (b"{\"components\":{}}", "non si può usare"),
            (deep.as_bytes(), "non è JSON"),
            (crowd.as_bytes(), "non si può usare"),
            (huge.as_bytes(), "troppo grande"),
            (pattern.as_bytes(), "non si può usare"),
        ];
        for (form, why) in refused {
            send_form(&mut alvaro, form).await.expect(422).says(why);
        }
        let lone = br#"{"components":[{"type":"textfield","key":"a","label":"\ud800","input":true}]}"#;
        send_form(&mut alvaro, lone).await.expect(422).says("non è JSON");
        // What loads but does not fit the rest of the service is told with its place.
        let stranger = br#"{"components":[{"type":"textfield","key":"altro","label":"<script>alert(1)</script>","input":true}]}"#;
        let reply = send_form(&mut alvaro, stranger).await.expect(422);
        assert!(!reply.text().contains("<script>alert"));
        reply.says("non esiste");
        assert_eq!(house.count("select count(*) as n from adoption_proposals").await, 0);
        assert_eq!(in_force(&house).await, older);
        house.browser().get("/borgo-esempio/servizi/accesso-atti").await.expect(200);
    }
}
