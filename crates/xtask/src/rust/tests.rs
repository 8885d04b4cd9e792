use super::*;

fn texts(source: &str) -> Vec<String> {
    mask(source).texts.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn comments_and_texts_are_hidden_and_lines_kept() {
    let source = "let a = \"fn x()\"; // fn y()\n/* fn z()\n /* nested */ */ fn real() {}\n";
    let masked = mask(source);
    assert_eq!(masked.code.lines().count(), source.lines().count());
    assert!(!masked.code.contains('x') && !masked.code.contains('y') && !masked.code.contains('z'));
    assert!(masked.code.contains("fn real() {}"));
}

#[test]
fn raw_escaped_and_byte_texts_are_read_whole() {
    assert_eq!(
        texts(r##"f(r#"a "b" c"#, "d\"e", br"f")"##),
        ["a \"b\" c", "d\\\"e", "f"]
    );
}

#[test]
fn characters_do_not_open_a_text_and_lifetimes_do_not_close_one() {
    assert_eq!(
        texts(r#"match c { '"' => 1, '\'' => 2, 'è' => 3 } "end""#),
        ["end"]
    );
    assert_eq!(texts("fn f<'a>(x: &'a str) -> &'a str { \"in\" }"), ["in"]);
    assert_eq!(texts(r#"'\u{1F600}' '\\' "after""#), ["after"]);
}

#[test]
fn a_text_knows_the_line_it_begins_on() {
    assert_eq!(
        mask("\n\n\"two\nlines\" \"x\"").texts,
        [(3, "two\nlines".into()), (4, "x".into())]
    );
}

#[test]
fn test_items_are_told_from_the_rest() {
    let (rest, tests) = split_tests("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { {} }\n}\nfn c() {}\n");
    assert!(rest.contains("fn a") && rest.contains("fn c") && !rest.contains("fn b"));
    assert!(tests.contains("fn b") && !tests.contains("fn c"));
    assert!(without_tests("#[cfg(test)]\nmod tests;\nfn d() {}").contains("fn d"));
}
