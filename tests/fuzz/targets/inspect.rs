//! `inspect` with any bytes; the last of them chooses the password. With keys derived elsewhere it says the same.
#![no_main]

use fuzz::{check_error, check_inspection, chosen_password, now, password};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{
    eligibility::Policy,
    input::{Attempt, Credentials, Derivations},
    inspection::{inspect, inspect_with},
};

fuzz_target!(|input: &[u8]| {
    let text = chosen_password(input);
    let result = inspect(input, password(text).as_ref(), &Policy::default(), now());
    let read = |derivations: &mut Derivations| {
        let credentials = Credentials::from(password(text).as_ref());
        inspect_with(input, None, &credentials, &Policy::default(), now(), derivations)
    };
    let mut derivations = Derivations::default();
    let again = match derivations.attempt(read) {
        Attempt::Finished(again) => again,
        Attempt::Needs(_) => {
            derivations.derive_others(read);
            derivations.read(read)
        }
    };
    assert_eq!(again, result, "in steps, another result");
    match result {
        Ok(inspection) => check_inspection(&inspection),
        Err(error) => check_error(&error, text, input),
    }
});
