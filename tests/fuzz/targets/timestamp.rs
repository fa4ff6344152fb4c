//! Instants as text. The first eight bytes are a number of seconds to add.
#![no_main]

use fuzz::calendar::civil;
use libfuzzer_sys::fuzz_target;
use orcamo_cert::calendar::Timestamp;

fn check(instant: Timestamp) {
    let (year, month, day, second) = civil(instant.unix_seconds());
    assert!((0..=9999).contains(&year), "{instant:?}");
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    let expected = format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z");
    assert_eq!(instant.to_string(), expected);
    assert_eq!(Timestamp::parse(&expected), Some(instant));
    assert_eq!(Timestamp::from_unix_seconds(instant.unix_seconds()), Some(instant));
}

fuzz_target!(|input: (i64, &str)| {
    let (number, text) = input;
    if let Some(instant) = Timestamp::from_unix_seconds(number) {
        check(instant);
    }
    if let Some(instant) = Timestamp::parse(text) {
        check(instant);
        check(instant.plus_seconds(number));
    }
});
