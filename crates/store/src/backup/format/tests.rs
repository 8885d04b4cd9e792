use super::*;

fn dump(dir: &Path, rows: &[Vec<Value>]) -> BackupReport {
    let mut writer = DumpWriter::create(dir).unwrap();
    writer.table("things", &["a".into(), "b".into()]).unwrap();
    for row in rows {
        writer.row(row.iter().cloned().map(Ok)).unwrap();
    }
    writer.finish().unwrap()
}

fn parts(dir: &Path) -> Result<Vec<Vec<Value>>, StoreError> {
    let mut reader = DumpReader::open(dir)?;
    let mut rows = Vec::new();
    loop {
        match reader.next_part()? {
            Part::Table { name, .. } => assert_eq!(name, "things"),
            Part::Row(row) => rows.push(row),
            Part::End(_) => return Ok(rows),
        }
    }
}

#[test]
fn every_value_comes_back_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let rows = vec![
        vec![Value::Null, Value::Int(i64::MIN)],
        vec![
            Value::Text("a\tb\nc\\d\re =table ثوب 🧵".into()),
            Value::Text(String::new()),
        ],
        vec![Value::Bytes(vec![0, 255]), Value::Real(f64::MIN_POSITIVE)],
        vec![Value::Bytes(vec![]), Value::Int(1)],
    ];
    assert_eq!(dump(dir.path(), &rows).rows, 4);
    assert_eq!(parts(dir.path()).unwrap(), rows);
}

#[test]
fn a_changed_a_cut_and_a_foreign_dump_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let report = dump(dir.path(), &[vec![Value::Int(1), Value::Text("x".into())]]);
    let whole = fs::read_to_string(&report.file).unwrap();
    let last = whole.trim_end().rfind('\n').unwrap();
    for broken in [
        whole.replace("i1", "i2"),
        whole[..last + 1].to_owned(),
        whole[..whole.len() - 1].to_owned(),
        whole.replace("=i1\ttx\n", ""),
        whole.replace("things", "things\";drop"),
        whole.replace("dump 1", "dump 9"),
    ] {
        assert_ne!(broken, whole);
        fs::write(&report.file, &broken).unwrap();
        assert!(parts(dir.path()).is_err(), "{broken}");
    }
}
