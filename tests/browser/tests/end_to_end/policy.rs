//! The renewal dates of the demo environment: what was judged is judged again, and nobody takes it for a real judgement.

use crate::appearance::look;
use browser_tests::{
    Browser, Family, Site, Visitor, demo_certificate, in_both_browsers, in_chromium_and_webkit, output, visit,
};
use std::process::Command;

in_both_browsers!(a_certificate_that_is_not_due_is_renewed_by_the_demo_dates,);

in_chromium_and_webkit!(
    the_demo_dates_make_every_certificate_due_and_are_marked,
    a_number_beyond_its_range_is_refused,
);

/// What shows that a judgement is no real one: on the page, and on the card, of which somebody may take a picture.
const MARKS: [&str; 2] = ["policy-in-force", "card-demo"];

fn open_panel(browser: &Browser) {
    browser.execute("one('[data-testid=policy] summary').click()", &[]);
}

fn decision(browser: &Browser, expected: &str) {
    browser.until(&format!("the card to be judged {expected}"), || {
        (browser.attribute("card", "data-decision") == expected).then_some(())
    });
}

fn the_demo_dates_make_every_certificate_due_and_are_marked(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let far = demo_certificate("client0003");
    browser.drop_files(&[&far.pkcs12]);
    browser.type_into("card-password", &far.password);
    browser.click("card-password-submit");
    decision(&browser, "too-early");
    assert!(!browser.shows("policy-in-force"));
    open_panel(&browser);
    browser.click("policy-demo");
    // Without its password, which nobody has kept.
    decision(&browser, "renewable");
    for mark in MARKS {
        assert!(browser.see(mark).contains("デモ用の時期"), "{mark}");
    }
    browser.click("policy-off");
    decision(&browser, "too-early");
    for mark in MARKS {
        assert!(!browser.shows(mark), "{mark}");
    }
    // One field alone, typed: of the native clients only monsiaj asks, and the page itself does not.
    browser.type_into("policy-monsiajMonths", "40");
    browser.click("policy-apply");
    browser.see("policy-in-force");
    decision(&browser, "too-early");
    browser.click("card-details-summary");
    let clients = browser.see("card-clients");
    assert_eq!(clients.matches("開始済み").count(), 1, "{clients}");
    assert_eq!(browser.console(), [""; 0]);
}

fn a_certificate_that_is_not_due_is_renewed_by_the_demo_dates(family: Family) {
    let (site, browser) = visit(family, &Visitor::holding("client0003"));
    browser.click("renew-start");
    assert_eq!(browser.attribute("presented", "data-decision"), "too-early");
    open_panel(&browser);
    browser.click("policy-demo");
    browser.until("the certificate to be judged again", || {
        (browser.attribute("presented", "data-decision") == "renewable").then_some(())
    });
    assert!(browser.see("presented-demo").contains("デモ用の時期"));
    browser.click("renew-again");
    // The question comes by itself, as for any certificate that is due.
    assert!(browser.see("dialog").contains("デモ用の時期"));
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0003"));
    assert_eq!(site.authority().issued().len(), 1);
}

#[test]
fn what_stands_in_the_clear_of_a_locked_file_is_judged_again_too() {
    let folder = tempfile::tempdir().unwrap();
    let (pem, p12) = (folder.path().join("far.pem"), folder.path().join("far.p12"));
    let far = demo_certificate("client0003");
    let mut plain = Command::new("openssl");
    plain.args([
        "pkcs12",
        "-noenc",
        "-legacy",
        "-passin",
        &format!("pass:{}", far.password),
        "-in",
    ]);
    output(plain.arg(&far.pkcs12).arg("-out").arg(&pem));
    let mut export = Command::new("openssl");
    export.args([
        "pkcs12",
        "-export",
        "-certpbe",
        "NONE",
        "-passout",
        "pass:open-42",
        "-in",
    ]);
    output(export.arg(&pem).arg("-out").arg(&p12));
    let (_site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.drop_files(&[&p12]);
    let expiry = browser.see("card-expiry");
    let before = browser.see("card-sentence");
    open_panel(&browser);
    browser.click("policy-demo");
    browser.until("what stands in the clear to be judged again", || {
        (browser.see("card-sentence") != before).then_some(())
    });
    // Still locked, and the same certificate.
    assert_eq!(browser.attribute("card", "data-code"), "password-required");
    assert_eq!(browser.see("card-expiry"), expiry);
}

fn a_number_beyond_its_range_is_refused(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    open_panel(&browser);
    browser.type_into("policy-glclient2Months", "1");
    browser.click("policy-apply");
    assert!(browser.see("policy-glclient2Months-wrong").contains("2から1200"));
    assert!(!browser.shows("policy-in-force"));
    assert_eq!(browser.focus(), "policy-glclient2Months");
    browser.type_into("policy-glclient2Months", "2");
    browser.click("policy-apply");
    browser.see("policy-in-force");
    assert!(!browser.shows("policy-glclient2Months-wrong"));
}

#[test]
fn nothing_sticks_out_where_the_demo_dates_are_in_force() {
    type Reads = fn(Visitor<'static>) -> Visitor<'static>;
    let languages: [(&str, Reads); 2] = [("ja", |visitor| visitor), ("en", Visitor::reading_english)];
    for (language, reads) in languages {
        let site = Site::same_origin();
        let browser = Browser::visit(Family::Chromium, &site, &reads(Visitor::without_certificate()));
        browser.drop_files(&[&demo_certificate("client0003").certificate]);
        browser.cards(1);
        open_panel(&browser);
        browser.click("policy-demo");
        decision(&browser, "renewable");
        browser.type_into("policy-receviewDays", "x");
        browser.click("policy-apply");
        browser.see("policy-receviewDays-wrong");
        browser.execute("one('[data-testid=command-line] summary').click()", &[]);
        look(&browser, language, "policy");
    }
}
