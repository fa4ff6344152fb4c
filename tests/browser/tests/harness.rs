//! The tests' own tools leave nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use browser_tests::{Browser, Site, Visitor, wait};
use std::fs;
use std::net::TcpStream;

/// How many processes name a text in their command line.
fn processes(text: &str) -> usize {
    let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines
        .filter(|line| String::from_utf8_lossy(line).contains(text))
        .count()
}

#[test]
fn a_site_and_a_browser_that_are_dropped_leave_nothing_running() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    let address = site.origin().replace("https://", "");
    let home = browser.home().to_owned();
    let profile = home.to_str().unwrap();
    assert!(TcpStream::connect(&address).is_ok());
    assert_ne!(processes(profile), 0);

    drop(browser);
    drop(site);
    // Helper processes of a browser end a moment after it.
    wait::until("every process of the browser to end", || {
        (processes(profile) == 0).then_some(())
    });
    assert!(!home.exists());
    assert!(
        TcpStream::connect(&address).is_err(),
        "something still listens on {address}"
    );
}

#[test]
fn a_test_that_fails_leaves_nothing_running_either() {
    let site = Site::behind_nginx();
    let address = site.origin().replace("https://", "");
    let outcome = std::panic::catch_unwind(move || {
        let browser = Browser::visit(&site, &Visitor::without_certificate());
        let home = browser.home().to_owned();
        assert_eq!(browser.text_of_page(), "", "in {}", home.display());
    });
    let message = outcome.unwrap_err();
    let message = message.downcast_ref::<String>().unwrap();
    let home = message
        .split("orcamo-cert-browser-")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    assert!(TcpStream::connect(&address).is_err());
    wait::until("every process of the browser to end", || {
        (processes(&home) == 0).then_some(())
    });
}
