//! The answer to the question which certificate is presented: the first byte chooses the status, the rest is the body.
#![no_main]

use fuzz::{check_error, check_inspection, now};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{eligibility::Policy, renewal::Response, renewal::presented, secret::SecretBytes};

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else {
        return;
    };
    let status = match choice {
        0..=0xdf => 200,
        other => u16::from(*other - 0xe0) * 25 + 10,
    };
    let response = Response {
        status,
        body: SecretBytes::new(body.to_vec()),
        retry_after: None,
        date: Some(now()),
    };
    let read = || presented::read("auth.example", &response, &Policy::default(), now());
    match read() {
        Ok(found) => {
            assert_eq!(status, 200);
            match &found {
                Some(found) => {
                    assert!(found.verdict == "SUCCESS" || found.verdict.starts_with("FAILED:"));
                    assert!(body.starts_with(found.verdict.as_bytes()));
                    check_inspection(&found.inspection);
                }
                None => assert!(body.starts_with(b"NONE ")),
            }
            assert_eq!(read().as_ref(), Ok(&found), "read twice, other facts");
        }
        Err(error) => check_error(&error, None, input),
    }
});
