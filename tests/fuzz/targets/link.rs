//! URLs from a server: what is accepted, a browser reads in the same way.
#![no_main]

use fuzz::check_link;
use libfuzzer_sys::fuzz_target;
use orcamo_cert::renewal::link::HttpsUrl;

fuzz_target!(|text: &str| {
    let Ok(link) = HttpsUrl::parse(text) else {
        return;
    };
    assert_eq!(link.as_str(), text);
    check_link(&link);
});
