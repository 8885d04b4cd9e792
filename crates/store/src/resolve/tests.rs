use super::*;
use crate::Slot;
use kernel::Instant;

fn event(
    batch: &mut WriteBatch,
    chain: &str,
    body: impl Fn(&Bound<'_>) -> Vec<u8> + Send + Sync + 'static,
) -> EventSlot {
    batch.append(NewEvent {
        chain: chain.to_owned(),
        at: Instant::from_micros(7),
        kind: "test",
        subject: None,
        body: Box::new(body),
    })
}

#[test]
fn numbers_and_hashes_follow_the_order_of_the_batch() {
    let mut heads = Heads::default();
    heads.series.insert("r".into(), 41);
    let mut batch = WriteBatch::new();
    let number = batch.next_in_series("r");
    let text = batch.compute(move |bound| Value::Text(format!("n. {}", bound.int(number))));
    let first = event(&mut batch, "c", move |bound| {
        format!("{} {}", bound.seq(), bound.text(text)).into_bytes()
    });
    let second = event(&mut batch, "c", move |bound| {
        assert_eq!(bound.prev(), bound.bytes(first.hash));
        bound.seq().to_string().into_bytes()
    });
    let resolved = resolve(&batch, &mut heads).unwrap();
    assert_eq!(resolved.values[number.0], Value::Int(42));
    assert_eq!(resolved.events[0].canonical, b"1 n. 42");
    assert_eq!(resolved.events[1].canonical, b"2");
    assert_eq!(resolved.values[second.seq.0], Value::Int(2));
    let hash: [u8; 32] = Sha256::new()
        .chain_update([0; 32])
        .chain_update(b"1 n. 42")
        .finalize()
        .into();
    assert_eq!(resolved.events[0].hash, hash);
    assert_eq!(
        heads.chains["c"],
        Head {
            seq: 2,
            hash: resolved.events[1].hash
        }
    );
}

#[test]
fn a_slot_that_does_not_exist_yet_or_has_another_type_is_a_fault() {
    let mut batch = WriteBatch::new();
    batch.compute(|bound| Value::Int(bound.int(Slot(5))));
    assert!(matches!(
        resolve(&batch, &mut Heads::default()),
        Err(CommitError::Fault(_))
    ));
    let mut batch = WriteBatch::new();
    let number = batch.next_in_series("r");
    event(&mut batch, "c", move |bound| bound.bytes(number).to_vec());
    assert!(matches!(
        resolve(&batch, &mut Heads::default()),
        Err(CommitError::Fault(_))
    ));
}
