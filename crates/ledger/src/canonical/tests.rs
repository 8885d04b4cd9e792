use super::*;
use serde_json::json;

#[test]
fn keys_are_sorted_at_every_level_and_blanks_left_out() {
    let value = json!({"b": [1, {"z": null, "a": true}], "a": "é\"\n", "B": 1.5, "è": -0});
    assert_eq!(
        String::from_utf8(canonical(&value)).unwrap(),
        r#"{"B":1.5,"a":"é\"\n","b":[1,{"a":true,"z":null}],"è":0}"#
    );
}

#[test]
fn the_order_of_writing_does_not_matter() {
    let one: Value = serde_json::from_str(r#"{"a":1,"b":{"c":2,"d":3}}"#).unwrap();
    let two: Value = serde_json::from_str(r#"{ "b": {"d":3, "c":2}, "a":1 }"#).unwrap();
    assert_eq!(canonical(&one), canonical(&two));
}

#[test]
fn reading_back_gives_the_same_bytes() {
    let value = json!({"n": 0.1, "big": u64::MAX, "small": i64::MIN, "t": "\u{1f600}\u{7f}\u{2028}"});
    let bytes = canonical(&value);
    let read: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(canonical(&read), bytes);
}
