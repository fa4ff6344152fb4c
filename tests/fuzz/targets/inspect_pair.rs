//! `inspect_pair` with two files, separated; the last byte chooses the password.
#![no_main]

use fuzz::{check_error, check_inspection, chosen_password, now, password, section};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{eligibility::Policy, inspection::inspect_pair};

fuzz_target!(|input: &[u8]| {
    let text = chosen_password(input);
    let mut key = input;
    let certificate = section(&mut key);
    let open = || inspect_pair(certificate, key, password(text).as_ref(), &Policy::default(), now());
    match open() {
        Ok(inspection) => {
            check_inspection(&inspection);
            assert!(inspection.has_private_key);
            assert_eq!(open().as_ref(), Ok(&inspection), "opened twice, other facts");
        }
        Err(error) => check_error(&error, text, input),
    }
});
