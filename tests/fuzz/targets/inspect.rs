//! `inspect` with any bytes; the last of them chooses the password.
#![no_main]

use fuzz::{check_error, check_inspection, chosen_password, now, password};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{eligibility::Policy, inspection::inspect};

fuzz_target!(|input: &[u8]| {
    let text = chosen_password(input);
    let open = || inspect(input, password(text).as_ref(), &Policy::default(), now());
    match open() {
        Ok(inspection) => {
            check_inspection(&inspection);
            assert_eq!(open().as_ref(), Ok(&inspection), "opened twice, other facts");
        }
        Err(error) => check_error(&error, text, input),
    }
});
