//! Files that should not be taken, and what is said of them.

use crate::browser::Chosen;
use crate::bundle::WORDS_BESIDE_FILES;
use crate::journey::{ACCESS, attach, ready, save, start, transmit};
use crate::world::{ADA, BORGO, PDF, TestHouse};
use std::io::Write;
use testkit::both_databases;
use zip::write::SimpleFileOptions;

/// A megabyte and a half that is a PDF.
fn huge() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(1_500_000, b' ');
    bytes.extend_from_slice(b"\n%%EOF\n");
    bytes
}

/// A few kilobytes that unpack to a thousand times as much.
fn bomb(entry: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(entry, SimpleFileOptions::default()).unwrap();
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..16 {
        zip.write_all(&zeros).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Bytes kept in the folder of files.
fn bytes_kept(house: &TestHouse) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return 0;
        };
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&house.folder.join("files"))
}

both_databases! {
    async fn iol_05_pressing_upload_without_a_file_says_so(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let page = ada.get(&format!("{draft}/passo/5")).await.expect(200);
        let version = page.hidden("_versione");
        let path = format!("{draft}/passo/5");
        ada.post(&path, &[("_versione", &version), ("_file", "carica:altri_allegati")]).await.expect(422)
            .says("Scegli il file prima di premere");
    }

    async fn priv_what_was_taken_off_a_draft_is_erased_with_its_bytes(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let thrown = ready(&mut ada).await;
        attach(&mut ada, &thrown, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let kept = ready(&mut ada).await;
        attach(&mut ada, &kept, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        ada.get(&format!("{thrown}/elimina")).await.expect(200);
        ada.post(&format!("{thrown}/elimina"), &[]).await.expect(303);
        transmit(&mut ada, &kept).await.expect(303);
        house.clock.advance_seconds(2 * 86_400);
        cases::DraftRound(house.house.cases.clone()).run().await.unwrap();
        assert_eq!(house.count("select count(*) as n from documents where removed_at is not null").await, 0);
        assert_eq!(house.count("select count(*) as n from documents where kind = 'attachment'").await, 1, "what was filed stays");
        assert_eq!(house.count("select count(*) as n from draft_pages").await, 0, "typed once, kept once");
        assert_eq!(house.count("select count(*) as n from files").await, 1);
        house.clock.advance_seconds(400 * 86_400);
        house.house.files.sweep(&house.house.store, 48).await.unwrap();
        assert_eq!(bytes_kept(&house), 1);
    }

    async fn iol_05_files_that_are_not_what_they_seem_are_refused_with_a_sentence_at_their_field(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let huge = huge();
        let refused: [(&str, &[u8]); 9] = [
            ("vuoto.pdf", b""),
            ("programma.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00"),
            ("immagine.pdf", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
            ("pagina.html", b"<html><script>alert(1)</script></html>"),
            ("programma.exe", b"MZ\x90\x00"),
            ("senza_estensione", PDF),
            ("rotto.pdf", b"%PDF-1.7\n1 0 obj"),
            ("disegno.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("enorme.pdf", &huge),
        ];
        for (name, bytes) in refused {
            let reply = attach(&mut ada, &draft, 5, ("altri_allegati", name, bytes)).await;
            // An empty control sends an empty part: browsers do it for every file not chosen.
            let status = if bytes.is_empty() { reply.status } else { reply.expect(422).status };
            assert!(status < 500, "{name}: {status}");
            assert_eq!(house.count("select count(*) as n from documents").await, 0, "{name}");
        }
        attach(&mut ada, &draft, 5, ("altri_allegati", "buono.pdf", PDF)).await.expect(303);
        assert_eq!(house.count("select count(*) as n from documents").await, 1);
    }

    async fn iol_05_a_body_beyond_every_limit_is_told_so(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let monster = vec![b'x'; 10 * 1024 * 1024];
        attach(&mut ada, &draft, 5, ("altri_allegati", "mostro.pdf", &monster)).await.expect(413);
        let form = [b"_azione=salva&documenti_descrizione=".to_vec(), monster.clone()].concat();
        let kind = "application/x-www-form-urlencoded";
        ada.post_raw(&format!("{draft}/passo/3"), kind, form.clone()).await.expect(413);
        ada.post_raw(&format!("{draft}/informativa"), kind, form).await.expect(413);
    }

    async fn iol_05_zip_bombs_are_refused(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        for (name, entry) in [("bomba.zip", "zeri.txt"), ("bomba.docx", "word/document.xml"), ("bomba.pdf", "zeri.txt")] {
            let bytes = bomb(entry);
            assert!(bytes.len() < 1 << 20);
            attach(&mut ada, &draft, 5, ("altri_allegati", name, &bytes)).await.expect(422);
        }
        assert_eq!(house.count("select count(*) as n from documents").await, 0);
    }

    async fn iol_05_names_of_files_are_only_names(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        for name in ["../../../etc/passwd.pdf", "C:\\\\temp\\\\pianta.pdf", "\u{202e}fdp.exe.pdf", "测试 🦊.pdf", "a;b'c.pdf"] {
            let reply = attach(&mut ada, &draft, 5, ("altri_allegati", name, PDF)).await;
            assert!([303, 422].contains(&reply.status), "{name}: {} {}", reply.status, reply.text());
        }
        let page = ada.get(&format!("{draft}/passo/5")).await.expect(200);
        for document in page.links("/documenti/") {
            let sent = ada.get(&document).await.expect(200);
            let disposition = sent.header("content-disposition");
            assert!(!disposition.contains("..") && !disposition.contains('/'), "{disposition}");
            assert!(!disposition.contains('\u{202e}'), "{disposition}");
        }
        let long = format!("{}.pdf", "a".repeat(5000));
        let reply = attach(&mut ada, &draft, 5, ("altri_allegati", &long, PDF)).await;
        assert!(reply.status < 500, "{}", reply.status);
    }

    async fn iol_05_a_refused_file_loses_no_word_of_its_page(db: TestDb) {
        let house = TestHouse::changed(db, WORDS_BESIDE_FILES).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let path = format!("{draft}/passo/5");
        for (action, words) in [("salva", "La pianta di «casa mia» & le foto."), ("avanti", "La pianta rifatta,\nsenza foto.")] {
            let version = ada.get(&path).await.expect(200).hidden("_versione");
            let typed = [("_versione", version.as_str()), ("_azione", action), ("nota_allegati", words)];
            let files: [Chosen<'_>; 2] = [("altri_allegati", "programma.pdf", b"MZ\x90\x00\x03"), ("altri_allegati", "pianta.pdf", PDF)];
            let refused = ada.upload(&path, &typed, &files).await.expect(422);
            refused.says("Il file contiene un programma").says(words).says("pianta.pdf");
            ada.get(&path).await.expect(200).says(words).says("pianta.pdf").hides("programma.pdf");
        }
        let unknown = attach(&mut ada, &draft, 5, ("campo_inventato", "a.pdf", PDF)).await;
        assert!([404, 422].contains(&unknown.status), "{}", unknown.status);
    }

    async fn iol_05_files_that_arrive_at_once_are_counted_one_after_the_other(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let api = format!("/api/v1{draft}/allegati");
        let mut arriving = tokio::task::JoinSet::new();
        for _ in 0..26 {
            let (mut ada, path) = (ada.clone(), format!("{api}/altri_allegati"));
            arriving.spawn(async move { ada.upload(&path, &[], &[("file", "pianta.pdf", PDF)]).await.status });
        }
        let mut statuses = arriving.join_all().await;
        statuses.sort_unstable();
        let most = house.count("select count(*) as n from documents where kind = 'attachment' and removed_at is null").await;
        let taken = statuses.iter().filter(|status| **status == 201).count();
        assert_eq!((taken, statuses.len() - taken), (20, 6), "{statuses:?}");
        assert!(statuses.iter().all(|status| [201, 422].contains(status)), "{statuses:?}");
        assert_eq!(most, 20);
        // A question for one file keeps the last one, whoever sends it.
        let mut draft = start(&mut ada, BORGO, "accesso-atti").await;
        draft.insert_str(0, "/api/v1");
        for name in ["una.pdf", "altra.pdf"] {
            ada.upload(&format!("{draft}/allegati/delega"), &[], &[("file", name, PDF)]).await.expect(201);
        }
        let kept = "select count(*) as n from documents where field = 'delega' and removed_at is null";
        assert_eq!(house.count(kept).await, 1);
    }

    async fn iol_05_the_files_of_a_transmitted_case_cannot_be_changed(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        attach(&mut ada, &draft, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        save(&mut ada, &draft, 5, ACCESS[4], "avanti").await.expect(303);
        let document = ada.get(&format!("{draft}/passo/5")).await.links("/documenti/")[0].clone();
        let document = crate::journey::id_of(&document).to_owned();
        transmit(&mut ada, &draft).await.expect(303);
        let command = format!("rimuovi:altri_allegati:{document}");
        ada.upload(&format!("{draft}/passo/5"), &[("_versione", "1"), ("_file", &command)], &[("altri_allegati", "altra.pdf", PDF)]).await.expect(303);
        let api = format!("/api/v1{}/allegati/altri_allegati", draft);
        ada.call("DELETE", &format!("{api}/{document}"), &serde_json::Value::Null).await.expect(409);
        let late = ada.upload(&api, &[], &[("file", "altra.pdf", PDF)]).await;
        late.expect(409);
        assert_eq!(house.count("select count(*) as n from documents where kind = 'attachment' and removed_at is null").await, 1);
        house.drain().await;
    }
}
