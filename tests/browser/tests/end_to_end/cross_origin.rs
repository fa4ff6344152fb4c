//! The page on one host, the auth host another: told by config.json, as deploy/nginx has it.

use browser_tests::{
    Browser, Deployment, Family, Saved, Scene, Setup, Site, Visitor, demo_certificate, in_both_browsers, project,
};
use renewal_authority::Policy;
use renewal_authority::fault::{Fault, On, Reply, Times};
use serde_json::json;
use std::fs;

in_both_browsers!(
    a_certificate_is_renewed_at_another_origin,
    without_a_certificate_nothing_is_asked_for_at_another_origin,
    refusals_of_another_origin_can_be_read,
    an_auth_host_that_does_not_allow_the_page_is_told_as_that,
);

const ONE_RENEWAL: [&str; 2] = ["POST /api/cert 200", "GET /api/cert/… 200"];

fn visit(family: Family, visitor: &Visitor) -> (Site, Browser) {
    Scene::new(family, Deployment::CrossOrigin).visit(visitor)
}

fn save(browser: &Browser) -> Saved {
    let saved = browser.save();
    browser.click("save-confirm");
    saved
}

fn a_certificate_is_renewed_at_another_origin(family: Family) {
    let (site, browser) = visit(family, &Visitor::holding("client0001"));
    assert_ne!(site.origin(), site.auth_origin());
    browser.renew();
    save(&browser).assert_renews(demo_certificate("client0001"));
    assert_eq!(site.exchange(), ONE_RENEWAL);
}

fn without_a_certificate_nothing_is_asked_for_at_another_origin(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    browser.click("renew-start");
    browser.see("presented-absent");
    assert_eq!(site.authority().transcript(), [""; 0]);
}

fn refusals_of_another_origin_can_be_read(family: Family) {
    for status in [403, 503] {
        let (site, browser) = visit(family, &Visitor::holding("client0001"));
        site.authority()
            .misbehave(On::Renewal, Fault::Before(Reply::status(status)), Times::Always);
        browser.click("renew-start");
        browser.click("dialog-yes");
        assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
        let issued = if status == 403 { "no" } else { "maybe" };
        assert_eq!(browser.attribute("renew-error", "data-issued"), issued);
        assert!(browser.text_of_page().contains(&status.to_string()));
    }
}

fn an_auth_host_that_does_not_allow_the_page_is_told_as_that(family: Family) {
    // `/reachable` may be asked from anywhere, but not with a certificate: CORS refuses.
    let folder = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), folder.path());
    let site = Site::start(Setup {
        deployment: Deployment::CrossOrigin,
        policy: Policy::default(),
        root: Some(folder.path().to_owned()),
    });
    let auth = site.auth_origin();
    let config = json!({
        "endpoint": format!("{auth}/api/cert"),
        "clientCertificate": format!("{auth}/reachable"),
    });
    fs::write(folder.path().join("config.json"), config.to_string()).unwrap();
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
    browser.click("renew-start");
    assert_eq!(browser.attribute("renew-error", "data-code"), "blocked");
    assert_eq!(site.authority().issued().len(), 0);
}
