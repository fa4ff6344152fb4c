//! Cancelling a renewal, at every step, and a look-up that takes too long: the page says what has happened on the server by then, and
//! how to go on.

use browser_tests::{
    Browser, Scene, Site, Visitor, assert_nothing_was_asked_for, demo_certificate, in_both_browsers_and_deployments,
    in_either_deployment, wait,
};
use renewal_authority::fault::{Fault, On, Reply, Times};
use serde_json::json;

in_both_browsers_and_deployments!(cancelled_at_the_request_a_certificate_may_have_been_issued,);

in_either_deployment!(
    cancelled_while_the_certificate_is_looked_up_nothing_has_happened,
    a_look_up_that_takes_too_long_is_reported_and_can_be_repeated,
    cancelled_at_the_download_the_renewal_can_be_taken_up_again,
    cancelled_while_it_waits_for_the_next_attempt_the_renewal_can_be_taken_up_again,
);

/// Keeps the answer to the question which certificate is presented from coming, as long as `hang` is set; the module's patience with
/// it (30 s) is as short as the argument says, in milliseconds.
const HANG: &str = r#"
    const [patience] = arguments;
    const { fetch: ask, setTimeout: wait } = window;
    window.hang = true;
    window.setTimeout = (call, time, ...others) => wait(call, time === 30000 ? patience : time, ...others);
    window.fetch = (request, ...others) => window.hang && request.url.includes("/client-cert")
        ? new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)))
        : ask(request, ...others);
"#;

fn begin(scene: Scene, on: On, reply: Reply) -> (Site, Browser) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    let fault = match on {
        // The certificate is issued, and nobody hears of it.
        On::Renewal => Fault::After(reply),
        On::ClientCertificate | On::Download => Fault::Before(reply),
    };
    site.authority().misbehave(on, fault, Times::Always);
    browser.click("renew-start");
    browser.click("dialog-yes");
    (site, browser)
}

fn cancel(browser: &Browser, issued: &str, words: &str) {
    browser.click("renew-cancel");
    assert_eq!(browser.attribute("renew-error", "data-code"), "cancelled");
    assert_eq!(browser.attribute("renew-error", "data-issued"), issued);
    let said = browser.see("renew-issued");
    assert!(said.contains(words), "{said}");
}

fn go_on(site: &Site, browser: &Browser) {
    site.authority().behave();
    browser.click("renew-resume");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
    let posts = site.exchange().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 1);
}

fn cancelled_while_the_certificate_is_looked_up_nothing_has_happened(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.execute(HANG, &[json!(30_000)]);
    browser.click("renew-start");
    browser.click("renew-cancel");
    browser.see("renew-start");
    assert!(!browser.shows("renew-error") && !browser.shows("dialog"));
    assert_nothing_was_asked_for(&site, &browser);
}

fn a_look_up_that_takes_too_long_is_reported_and_can_be_repeated(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.execute(HANG, &[json!(500)]);
    browser.click("renew-start");
    assert_eq!(browser.attribute("renew-error", "data-code"), "timed-out");
    assert_nothing_was_asked_for(&site, &browser);
    browser.execute("window.hang = false", &[]);
    browser.click("renew-retry");
    assert_eq!(browser.see("presented-common-name"), "client0001");
}

fn cancelled_at_the_request_a_certificate_may_have_been_issued(scene: Scene) {
    let (site, browser) = begin(scene, On::Renewal, Reply::Silence);
    wait::until("the server to issue", || {
        (site.authority().issued().len() == 1).then_some(())
    });
    cancel(&browser, "maybe", "発行したかどうかは分かりません");
    assert!(!browser.shows("renew-resume"));
    // Renewing again is safe while the old one is valid.
    site.authority().behave();
    browser.click("renew-retry");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
}

fn cancelled_at_the_download_the_renewal_can_be_taken_up_again(scene: Scene) {
    let (site, browser) = begin(scene, On::Download, Reply::Silence);
    wait::until("the page to ask for the download", || {
        (site.exchange().len() == 2).then_some(())
    });
    cancel(&browser, "yes", "サーバーは新しい証明書を発行しました");
    go_on(&site, &browser);
}

fn cancelled_while_it_waits_for_the_next_attempt_the_renewal_can_be_taken_up_again(scene: Scene) {
    let (site, browser) = begin(scene, On::Download, Reply::status(503));
    browser.until("the page to wait", || {
        let waits = browser.see("progress-now").contains("再試行します");
        waits.then_some(())
    });
    cancel(&browser, "yes", "サーバーは新しい証明書を発行しました");
    go_on(&site, &browser);
}
