//! What can only go wrong where page and auth host are two. What goes well there, goes well in the tests of both deployments.

use browser_tests::{Browser, Deployment, Family, Setup, Site, Visitor, in_both_browsers, project};
use serde_json::json;
use std::fs;

in_both_browsers!(an_auth_host_that_does_not_allow_the_page_is_reported_as_that);

fn an_auth_host_that_does_not_allow_the_page_is_reported_as_that(family: Family) {
    // `/reachable` may be asked from anywhere, but not with a certificate: CORS refuses.
    let folder = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), folder.path());
    let site = Site::start(Setup {
        deployment: Deployment::CrossOrigin,
        root: Some(folder.path().to_owned()),
        ..Setup::default()
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
