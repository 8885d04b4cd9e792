use super::*;

const NEUTRAL: &str = "-- a comment; with 'quotes\ncreate table a (\n  id ID primary key, -- ID; TEXT\n  body BYTES not null, n BIGINT, ok BOOLEAN not null default false,\n  r DOUBLE, t TEXT default 'ID; TEXT'\n);\n-- only sqlite\ncreate index s on a (n);\n-- only postgres\ncreate index p on a (n);\n-- end\ncreate table b (x BIGINT) without rowid;\n";

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn type_words_become_those_of_sqlite_and_tables_are_strict() {
    assert_eq!(
        flat(&translate(NEUTRAL, Kind::Sqlite).unwrap()),
        "create table a ( id blob primary key, body blob not null, n integer, ok integer not null default false, \
         r real, t text default 'ID; TEXT' ) strict; create index s on a (n); \
         create table b (x integer) without rowid;"
    );
}

#[test]
fn type_words_become_those_of_postgres() {
    assert_eq!(
        flat(&translate(NEUTRAL, Kind::Postgres).unwrap()),
        "create table a ( id uuid primary key, body bytea not null, n bigint, ok boolean not null default false, \
         r double precision, t text collate \"C\" default 'ID; TEXT' ); create index p on a (n); \
         create table b (x bigint) without rowid;"
    );
}

#[test]
fn marks_are_checked() {
    assert!(translate("-- only oracle\n-- end\n", Kind::Sqlite).is_err());
    assert!(translate("-- only sqlite\n", Kind::Postgres).is_err());
}

#[test]
fn a_changed_a_foreign_and_a_newer_database_are_refused() {
    let one = Migration {
        name: "0001_a",
        sql: "select 1;",
    };
    let two = Migration {
        name: "0002_b",
        sql: "select 2;",
    };
    let row = |step: &Migration| (step.name.to_owned(), step.checksum());
    assert_eq!(pending(&[one, two], &[row(&one)]).unwrap(), &[two]);
    assert!(pending(&[one, two], &[("0001_a".into(), two.checksum())]).is_err());
    assert!(pending(&[one], &[row(&two)]).is_err());
    assert!(pending(&[one], &[row(&one), row(&two)]).is_err());
}
