//! What the page stands on before anything is renewed: its config.json, and how far this computer's clock is off.

use crate::appearance::look;
use browser_tests::{
    Browser, Family, Scene, Setup, Site, Visitor, demo_certificate, in_both_browsers, in_both_browsers_and_deployments,
    in_chromium, project,
};
use serde_json::json;
use std::fs;
use tempfile::TempDir;

in_both_browsers_and_deployments!(a_clock_that_is_off_is_reported_and_the_server_s_time_decides,);

in_both_browsers!(
    the_host_of_a_service_that_nobody_knows_is_named_by_the_user,
    a_host_that_the_page_may_not_connect_to_is_reported_as_that,
    a_file_that_a_wrong_clock_judged_is_judged_again_and_stays_open,
);

in_chromium!(
    a_config_that_cannot_be_used_is_reported_with_what_is_wrong_and_files_are_checked_all_the_same,
    a_service_is_chosen_before_anything_is_asked_for,
);

/// A page with this config.json.
pub(crate) fn configured(config: &str) -> (Site, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), folder.path());
    fs::write(folder.path().join("config.json"), config).unwrap();
    let site = Site::start(Setup {
        root: Some(folder.path().to_owned()),
        ..Setup::default()
    });
    (site, folder)
}

/// Puts this computer's clock so many milliseconds off, as far as the page can see.
pub(crate) const SHIFT: &str = r#"
    const Right = Date;
    const [by] = arguments;
    window.Date = class extends Right {
        constructor(...given) {
            if (given.length === 0) super(Right.now() + by);
            else super(...given);
        }
        static now() {
            return Right.now() + by;
        }
    };
"#;

fn a_clock_that_is_off_is_reported_and_the_server_s_time_decides(scene: Scene) {
    const DAY: i64 = 86_400_000;
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    assert!(!browser.shows("clock-warning"));
    // By this clock the certificate would have expired long ago.
    browser.execute(SHIFT, &[json!(400 * DAY)]);
    browser.click("renew-start");
    let warning = browser.see("clock-warning");
    assert!(warning.contains("約400日進んでいます"), "{warning}");
    let sentence = browser.see("presented-sentence");
    assert!(sentence.contains("有効期限が近づいています"), "{sentence}");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
}

fn the_host_of_a_service_that_nobody_knows_is_named_by_the_user(family: Family) {
    let (site, _folder) = configured(r#"{"services":true}"#);
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
    browser.execute(RECORD, &[]);
    browser.see("service");
    assert!(!browser.shows("auth-host"));
    browser.execute(
        "const select = one('[data-testid=service]');
         select.value = [...select.options].find(({ text }) => text.includes('(weborca.cloud.orcamo.jp)') || text.includes('（weborca.cloud.orcamo.jp）')).value;
         select.dispatchEvent(new Event('change', { bubbles: true }));",
        &[],
    );
    browser.see("auth-host");
    if family == Family::Chromium {
        look(&browser, "ja", "auth-host");
    }
    browser.click("renew-start");
    assert_eq!(browser.attribute("renew-error", "data-code"), "no-auth-host");
    assert_eq!(browser.execute("return asked", &[]), json!([]));
    browser.click("renew-back");
    browser.type_into("auth-host", "auth.weborca.example");
    browser.click("renew-start");
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("renew-error");
    let asked = browser.execute("return asked", &[]);
    assert_eq!(asked[0], "POST https://auth.weborca.example/api/cert");
    assert_eq!(site.answered("POST"), 0);
}

fn a_host_that_the_page_may_not_connect_to_is_reported_as_that(family: Family) {
    let (site, _folder) = configured(r#"{"endpoint":"https://auth.elsewhere.localhost/api/cert"}"#);
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-code"), "not-allowed-here");
    let reported = browser.see("renew-error");
    for part in ["auth.elsewhere.localhost", "何も送信していません", "connect-src"] {
        assert!(browser.text_of_page().contains(part), "{part}: {reported}");
    }
    assert_eq!(site.answered("POST"), 0);
}

fn a_file_that_a_wrong_clock_judged_is_judged_again_and_stays_open(family: Family) {
    let site = Site::same_origin();
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
    browser.execute(SHIFT, &[json!(400 * 86_400_000_i64)]);
    let certificate = demo_certificate("client0001");
    browser.drop_files(&[&certificate.pkcs12]);
    browser.type_into("card-password", &certificate.password);
    browser.click("card-password-submit");
    browser.until("the file to be taken for expired", || {
        (browser.cards(1)[0].decision() == "expired").then_some(())
    });
    browser.click("renew-start");
    browser.see("clock-warning");
    // Its password, which nobody has kept, is not needed for that.
    browser.until("the file to be judged by the server's time", || {
        (browser.cards(1)[0].decision() == "renewable").then_some(())
    });
}

fn a_config_that_cannot_be_used_is_reported_with_what_is_wrong_and_files_are_checked_all_the_same(family: Family) {
    for (config, words) in [
        ("{", "JSONのオブジェクトではない"),
        (r#"{"endpiont":"/api/cert"}"#, "endpiont"),
        (r#"{"endpoint":"http://auth.example/api/cert"}"#, "「endpoint」の値"),
    ] {
        let (site, _folder) = configured(config);
        let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
        let reported = browser.see("config-error");
        assert!(
            reported.contains("config.json") && reported.contains(words),
            "{reported}"
        );
        assert_eq!(browser.attribute("config-error", "data-code"), "broken-config");
        browser.drop_files(&[&demo_certificate("client0001").certificate]);
        assert_eq!(browser.cards(1)[0].decision(), "renewable");
        browser.click("renew-start");
        assert_eq!(browser.attribute("renew-error", "data-code"), "broken-config");
        assert_eq!((site.answered("GET /client-cert"), site.answered("POST")), (0, 0));
    }
}

/// Writes down what is asked for, and answers nothing: the hosts of the services are not a test's to ask.
const RECORD: &str = r#"
    window.asked = [];
    window.fetch = (request) => {
        window.asked.push(`${request.method} ${request.url}`);
        return Promise.reject(new TypeError("not in a test"));
    };
"#;

fn a_service_is_chosen_before_anything_is_asked_for(family: Family) {
    let (site, _folder) = configured(r#"{"services":true}"#);
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
    browser.execute(RECORD, &[]);
    browser.see("service");
    browser.click("renew-start");
    assert_eq!(browser.attribute("renew-error", "data-code"), "no-service");
    assert_eq!(browser.execute("return asked", &[]), json!([]));

    browser.click("renew-back");
    browser.see("service");
    let host = browser.execute(
        "const select = one('[data-testid=service]');
         const option = [...select.options].find(({ text }) => text.includes('デモ'));
         select.value = option.value;
         select.dispatchEvent(new Event('change', { bubbles: true }));
         return option.text;",
        &[],
    );
    assert!(host.as_str().unwrap().contains("sms.orca-ng.org"), "{host}");
    browser.click("renew-start");
    // The server does not say which certificate the browser presents: the page says so before it asks for anything.
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-issued"), "maybe");
    let asked = browser.execute("return asked", &[]);
    assert_eq!(asked[0], "POST https://auth.orca-ng.org/api/cert");
    assert_eq!(site.answered("POST"), 0);
}
