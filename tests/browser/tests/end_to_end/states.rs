//! How the page looks where a renewal does not go straight through: nothing sticks out, in either language, width and colour scheme.

use crate::appearance::look;
use crate::ground::{SHIFT, configured};
use crate::{kill, saving};
use browser_tests::{Browser, Deployment, Family, Scene, Site, Visitor, wait};
use renewal_authority::fault::{Bundle, Fault, On, Reply, Times};
use serde_json::json;

type Reads = fn(Visitor<'static>) -> Visitor<'static>;

const LANGUAGES: [(&str, Reads); 2] = [("ja", |visitor| visitor), ("en", Visitor::reading_english)];

fn visit(site: &Site, reads: Reads) -> Browser {
    Browser::visit(Family::Chromium, site, &reads(Visitor::holding("client0001")))
}

fn renew(browser: &Browser) {
    browser.click("renew-start");
    browser.click("dialog-yes");
}

#[test]
fn nothing_sticks_out_while_a_renewal_waits_is_cancelled_and_is_taken_up_again() {
    for (language, reads) in LANGUAGES {
        let site = Site::same_origin();
        let browser = visit(&site, reads);
        site.authority()
            .misbehave(On::Download, Fault::Before(Reply::Silence), Times::Always);
        renew(&browser);
        wait::until("the page to ask for the download", || {
            (site.exchange().len() == 2).then_some(())
        });
        look(&browser, language, "running");

        let first = browser.tab();
        let second = browser.open_tab(&site.origin());
        browser.wait_for_page();
        browser.click("renew-start");
        browser.see("elsewhere");
        look(&browser, language, "elsewhere");
        assert_ne!(first, second);
        browser.close_tab(&first);

        browser.click("renew-cancel");
        browser.see("renew-error");
        look(&browser, language, "cancelled");
        browser.click("discard");
        browser.see("discard-question");
        look(&browser, language, "discard");
        browser.reload();
        browser.see("pending");
        look(&browser, language, "pending");
    }
}

#[test]
fn nothing_sticks_out_where_a_renewal_fails() {
    for (language, reads) in LANGUAGES {
        let site = Site::same_origin();
        let browser = visit(&site, reads);
        // By this clock the certificate would have expired.
        browser.execute(SHIFT, &[json!(400 * 86_400_000_i64)]);
        site.authority()
            .misbehave(On::Renewal, Fault::After(Reply::status(500)), Times::Always);
        browser.click("renew-start");
        browser.click("dialog-no");
        browser.see("clock-warning");
        look(&browser, language, "clock");
        browser.click("renew-proceed");
        browser.click("dialog-yes");
        browser.see("renew-error");
        look(&browser, language, "failed");
        browser.allow_clipboard(&site.origin());
        browser.click("report");
        browser.until("the report of the renewal", || {
            browser.clipboard().contains("code: refused\n").then_some(())
        });

        site.authority().behave();
        let other = Bundle::OtherCommonName("client9999".to_owned());
        site.authority()
            .misbehave(On::Download, Fault::Bundle(other), Times::Always);
        browser.click("renew-retry");
        browser.click("dialog-yes");
        browser.see("evidence");
        look(&browser, language, "rejected");

        site.authority().behave();
        site.authority()
            .misbehave(On::Download, Fault::Bundle(Bundle::SameKey), Times::Always);
        browser.click("renew-retry");
        browser.click("dialog-yes");
        browser.see("notice-same-key");
        look(&browser, language, "noticed");
    }
}

#[test]
fn nothing_sticks_out_where_what_was_kept_cannot_be_opened() {
    for (language, reads) in LANGUAGES {
        let site = Site::same_origin();
        let browser = visit(&site, reads);
        kill::left_in_the_middle(&site, &browser);
        kill::change_what_is_kept(&browser, "created", 0);
        browser.reload();
        browser.see("pending");
        look(&browser, language, "sealed");
    }
}

#[test]
fn nothing_sticks_out_where_the_service_is_chosen() {
    for (language, reads) in LANGUAGES {
        let (site, _folder) = configured(r#"{"services":true}"#);
        let browser = visit(&site, reads);
        browser.see("service");
        look(&browser, language, "services");
        browser.click("renew-start");
        browser.see("renew-error");
        look(&browser, language, "no-service");
        browser.click("renew-back");
        browser.execute(
            "const select = one('[data-testid=service]');
             select.value = [...select.options].find(({ value }) => value !== '').value;
             select.dispatchEvent(new Event('change', { bubbles: true }));",
            &[],
        );
        browser.click("renew-start");
        browser.see("unidentified-compared");
        look(&browser, language, "unidentified");
    }
}

#[test]
fn nothing_sticks_out_where_config_json_is_broken() {
    for (language, reads) in LANGUAGES {
        let (site, _folder) = configured(r#"{"endpiont":"/api/cert"}"#);
        let browser = visit(&site, reads);
        browser.see("config-error");
        look(&browser, language, "config");
    }
}

#[test]
fn nothing_sticks_out_where_saving_was_cancelled_or_failed() {
    for (language, reads) in LANGUAGES {
        let (_site, browser, _folder) = saving::visit(
            Scene::new(Family::Chromium, Deployment::SameOrigin),
            &reads(Visitor::holding("client0001")),
        );
        browser.renew();
        saving::press(&browser, "save-p12-as", Some("cancelled"), ["cancelled", "unsaved"]);
        saving::press(&browser, "save-pass-as", Some("full"), ["cancelled", "failed"]);
        look(&browser, language, "not-saved");
    }
}
