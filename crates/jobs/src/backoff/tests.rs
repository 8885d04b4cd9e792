use super::*;
use kernel::SeededRandom;

#[test]
fn waits_double_up_to_the_longest_within_a_quarter() {
    let backoff = Backoff::default();
    let random = SeededRandom::new(3);
    for (attempt, seconds) in [
        (1, 10),
        (2, 20),
        (3, 40),
        (10, 5120),
        (12, 20480),
        (13, 21600),
        (1000, 21600),
    ] {
        let base = seconds * 1_000_000;
        let waits: Vec<i64> = (0..200).map(|_| backoff.wait_micros(attempt, &random)).collect();
        let (least, most) = (*waits.iter().min().unwrap(), *waits.iter().max().unwrap());
        assert!(
            least >= base * 3 / 4 && most <= base * 5 / 4,
            "{attempt}: {least}..{most}"
        );
        assert!(most - least > base / 4, "attempt {attempt} is hardly spread");
    }
}

#[test]
fn fourteen_attempts_outlast_a_night() {
    let random = SeededRandom::new(4);
    let total: i64 = (1..14)
        .map(|attempt| Backoff::default().wait_micros(attempt, &random))
        .sum();
    assert!(total > 14 * 3600 * 1_000_000, "{total}");
}
