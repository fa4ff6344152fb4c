//! A visitor renews the certificate in his browser, or learns why he cannot.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use browser_profile::Certificate;
use browser_tests::openssl::{CertificateFile, public_key_of};
use browser_tests::{Browser, Front, Setup, Site, Visitor, demo, mint, output, wait};
use renewal_authority::demo::DemoCertificate;
use renewal_authority::{Encryption, Policy};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// 更新, はい.
fn renew(browser: &Browser) {
    browser.click("renew-start");
    browser.click("dialog-yes");
    browser.see("new-certificate");
}

/// Saves both files and returns their paths, the .p12 first.
fn save(browser: &Browser) -> (PathBuf, PathBuf) {
    browser.click("save-p12");
    let p12 = browser.downloaded("p12");
    browser.click("save-pass");
    (p12, browser.downloaded("pass"))
}

/// Has openssl judge a downloaded bundle: it opens, is issued by the demo authority, carries on the old
/// certificate, and its key is its own.
fn assert_renewed(p12: &Path, pass: &Path, old: &DemoCertificate) {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("new.crt"), folder.path().join("new.key"));
    for (what, file) in [(["-clcerts", "-nokeys"], &certificate), (["-nocerts", "-noenc"], &key)] {
        let mut openssl = Command::new("openssl");
        // -legacy knows the new algorithms too.
        openssl
            .args(["pkcs12", "-legacy", "-in"])
            .arg(p12)
            .args(what)
            .arg("-out")
            .arg(file);
        output(openssl.arg("-passin").arg(format!("file:{}", pass.display())));
    }
    let mut openssl = Command::new("openssl");
    openssl.args(["verify", "-purpose", "sslclient", "-CAfile"]);
    output(openssl.arg(demo().certificate_authority_file()).arg(&certificate));

    let (new, old) = (CertificateFile(&certificate), CertificateFile(&old.certificate));
    assert_eq!(new.common_name(), old.common_name());
    assert!(
        new.not_after() > old.not_after(),
        "{} is later than {}",
        new.not_after(),
        old.not_after()
    );
    assert_eq!(public_key_of(&key), new.public_key());
    assert_ne!(new.public_key(), old.public_key());
}

/// A request to the renewal interface, as the browser or nginx would have seen one.
fn assert_nothing_was_asked_for(site: &Site, browser: &Browser) {
    let requests = browser.requests();
    assert!(
        !requests.iter().any(|request| request.url.contains("/api/")),
        "{requests:?}"
    );
    assert_eq!(site.answered("POST"), 0);
}

#[test]
fn a_certificate_is_renewed_and_saved() {
    let site = Site::behind_nginx();
    let old = site.certificate("client0001");
    let browser = Browser::visit(&site, &Visitor::holding(&site, old.name));

    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "client0001");
    assert!(browser.see("presented-sentence").contains("有効期限が近づいています"));
    let expiry = browser.see("presented-expiry").replace('\n', " ");
    let question = browser.see("dialog");
    assert!(
        question.contains("client0001") && question.contains(&expiry),
        "{expiry} in {question}"
    );
    browser.click("dialog-yes");

    // Old beside new: the expiry of the old one as before, that of the new one another.
    let (before, after) = (browser.see("old-certificate"), browser.see("new-certificate"));
    assert!(
        before.contains("client0001") && before.contains(&expiry),
        "{expiry} in {before}"
    );
    assert!(
        after.contains("client0001") && !after.contains(&expiry),
        "{expiry} not in {after}"
    );
    // Back up, import, restart.
    let next = browser.see("next-steps");
    for words in ["バックアップ", "登録します", "開き直します"] {
        assert!(next.contains(words), "{words} in {next}");
    }

    let (p12, pass) = save(&browser);
    assert_renewed(&p12, &pass, old);
    let [p12_name, pass_name] = [&p12, &pass].map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let stem = p12_name.strip_suffix(".p12").unwrap();
    assert!(
        stem.len() == 14 && stem.bytes().all(|byte| byte.is_ascii_digit()),
        "{p12_name}"
    );
    assert_eq!(pass_name, format!("{stem}.pass"));
    let password = fs::read_to_string(&pass).unwrap();
    assert!(
        !password.is_empty() && !password.contains(['\n', '\r']),
        "no line end in the .pass file"
    );
    assert_eq!(browser.downloads().len(), 2);
    assert_eq!((site.answered("POST /api/cert 200"), site.answered("POST")), (1, 1));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_authority_alone_renews_too() {
    let site = Site::start(Setup {
        front: Front::Authority,
        ..Setup::default()
    });
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001").reading_english());
    renew(&browser);
    let (p12, pass) = save(&browser);
    assert_renewed(&p12, &pass, site.certificate("client0001"));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_bundle_in_the_old_encryption_is_renewed_too() {
    let site = Site::start(Setup {
        policy: Policy {
            encryption: Encryption::Legacy,
            ..Policy::default()
        },
        ..Setup::default()
    });
    let browser = Browser::visit(&site, &Visitor::holding(&site, "db0002"));
    renew(&browser);
    let (p12, pass) = save(&browser);
    assert_renewed(&p12, &pass, site.certificate("db0002"));
}

#[test]
fn of_several_certificates_the_presented_one_is_renewed() {
    let site = Site::behind_nginx();
    let [due, other] = ["client0001", "db0002"].map(|name| site.certificate(name));
    let visitor = Visitor {
        certificates: [due, other]
            .map(|one| Certificate {
                p12: &one.pkcs12,
                password: &one.password,
            })
            .to_vec(),
        common_name: Some("db0002"),
        ..Visitor::without_certificate()
    };
    let browser = Browser::visit(&site, &visitor);
    renew(&browser);
    let (p12, pass) = save(&browser);
    assert_renewed(&p12, &pass, other);
}

#[test]
fn a_certificate_that_is_not_due_can_still_be_renewed_where_the_server_agrees() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0003"));
    browser.click("renew-start");
    assert!(
        browser
            .see("presented-sentence")
            .contains("まだ更新の時期ではありません")
    );
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    let (p12, pass) = save(&browser);
    assert_renewed(&p12, &pass, site.certificate("client0003"));
}

#[test]
fn the_steps_are_shown_in_their_order() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    // They are too fast to be asked for: what was on the page for an instant is written down.
    browser.execute(
        "window.steps = [];
         new MutationObserver((changes) => {
           for (const { addedNodes } of changes) for (const node of addedNodes) {
             const steps = node.querySelectorAll ? [...node.querySelectorAll('[data-step]')] : [];
             if (node.matches?.('[data-step]')) steps.push(node);
             for (const { dataset } of steps) if (dataset.state !== 'pending') window.steps.push(`${dataset.step} ${dataset.state}`);
           }
         }).observe(document.body, { childList: true, subtree: true });",
        &[],
    );
    renew(&browser);
    let steps: Vec<String> = serde_json::from_value(browser.execute("return window.steps", &[])).unwrap();
    let mut seen = Vec::new();
    for step in steps {
        if !seen.contains(&step) {
            seen.push(step);
        }
    }
    assert_eq!(
        seen,
        [
            "request active",
            "request done",
            "download active",
            "download done",
            "check active",
            "check done",
        ]
    );
}

#[test]
fn the_new_password_is_shown_only_when_asked_for_and_kept_nowhere() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    renew(&browser);
    let (_, pass) = save(&browser);
    let password = fs::read_to_string(pass).unwrap();

    let everywhere = |browser: &Browser| {
        let found = browser.execute(
            "const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
             const store = (storage) => JSON.stringify(Object.entries(storage));
             return indexedDB.databases().then(async (databases) => ({
               html: document.documentElement.outerHTML,
               text: document.documentElement.textContent,
               fields: fields.join(' '),
               local: store(localStorage),
               session: store(sessionStorage),
               databases: JSON.stringify(databases),
               caches: JSON.stringify(await caches.keys()),
               cookies: document.cookie,
               title: document.title,
               address: location.href,
               history: JSON.stringify(history.state),
               requests: JSON.stringify(performance.getEntriesByType('resource').map(({ name }) => name)),
             }))",
            &[],
        );
        let places: serde_json::Map<String, Value> = serde_json::from_value(found).unwrap();
        assert_eq!(places.len(), 12);
        assert_eq!((&places["databases"], &places["caches"]), (&json!("[]"), &json!("[]")));
        places
            .into_iter()
            .filter(|(_, value)| value.as_str().unwrap().contains(&password))
            .map(|(place, _)| place)
            .collect::<Vec<_>>()
    };
    assert_eq!(everywhere(&browser), [""; 0]);

    browser.click("password-show");
    assert_eq!(browser.see("password-text"), password);
    assert_eq!(everywhere(&browser), ["html", "text"]);
    let attributes = browser.execute(
        "return [...document.querySelectorAll('*')].flatMap((node) => [...node.attributes].map(({ value }) => value)).join(' ')",
        &[],
    );
    assert!(
        !attributes.as_str().unwrap().contains(&password),
        "the password is in an attribute"
    );

    browser.click("password-show");
    wait::until("the password to be hidden again", || {
        (!browser.shows("password-text")).then_some(())
    });
    assert_eq!(everywhere(&browser), [""; 0]);
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn the_new_password_is_copied_without_being_shown() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    browser.allow_clipboard(&site.origin());
    renew(&browser);
    let (_, pass) = save(&browser);
    browser.click("password-copy");
    browser.until("the word that it was copied", || {
        browser
            .text_of_page()
            .contains("パスワードをコピーしました")
            .then_some(())
    });
    assert_eq!(browser.clipboard(), fs::read_to_string(pass).unwrap());
    assert!(!browser.shows("password-text"));
}

#[test]
fn a_finished_renewal_lets_go_of_the_new_certificate() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    renew(&browser);
    assert!(!browser.shows("renew-finish"), "nothing is let go before it is saved");
    save(&browser);
    browser.click("renew-finish");
    browser.see("renew-start");
    assert!(!browser.shows("new-certificate"));
}

#[test]
fn without_a_certificate_the_page_says_what_is_missing_and_asks_for_nothing() {
    let site = Site::behind_nginx();
    for (visitor, phrase) in [
        (Visitor::without_certificate(), "証明書を提示しませんでした"),
        (
            Visitor::without_certificate().reading_english(),
            "presented no certificate",
        ),
    ] {
        let browser = Browser::visit(&site, &visitor);
        browser.click("renew-start");
        assert!(
            browser.see("presented-sentence").contains(phrase),
            "{}",
            browser.text_of_page()
        );
        assert!(browser.shows("renew-retry") && !browser.shows("renew-proceed"));
        assert_nothing_was_asked_for(&site, &browser);
    }
}

/// Chromium presents no expired certificate: it goes on without one, and the page must think of that.
#[test]
fn with_an_expired_certificate_in_the_browser_the_page_tells_of_that_possibility() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0004"));
    browser.click("renew-start");
    assert!(browser.see("presented-sentence").contains("証明書を提示しませんでした"));
    assert!(
        browser.text_of_page().contains("有効期限の切れた証明書は"),
        "{}",
        browser.text_of_page()
    );
    assert_nothing_was_asked_for(&site, &browser);
}

#[test]
fn a_certificate_the_server_does_not_trust_is_told_and_not_offered_for_renewal() {
    let site = Site::behind_nginx();
    let folder = tempfile::tempdir().unwrap();
    let (_, p12) = mint::foreign_certificate(folder.path(), "client0001");
    let browser = Browser::visit(&site, &Visitor::with(&p12, mint::PASSWORD));
    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "client0001");
    assert!(
        browser.see("presented-sentence").contains("信頼できない"),
        "{}",
        browser.text_of_page()
    );
    assert!(!browser.shows("renew-proceed"));
    assert_nothing_was_asked_for(&site, &browser);
}

#[test]
fn an_api_certificate_is_told_and_not_offered_for_renewal() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "api0005"));
    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "api0005");
    assert!(
        browser
            .see("presented-sentence")
            .contains("API用の証明書は更新できません")
    );
    assert!(!browser.shows("renew-proceed"));
    assert_nothing_was_asked_for(&site, &browser);
}

#[test]
fn the_keyboard_alone_does_the_whole_job() {
    let site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    let press = |test_id: &str| {
        browser.see(test_id);
        browser.press_until_focus(TAB, test_id);
        browser.press(ENTER);
    };
    press("renew-start");
    press("dialog-yes");
    press("save-p12");
    let p12 = browser.downloaded("p12");
    press("save-pass");
    let pass = browser.downloaded("pass");
    assert_renewed(&p12, &pass, site.certificate("client0001"));
    press("password-show");
    assert_eq!(browser.see("password-text"), fs::read_to_string(pass).unwrap());
}

#[test]
fn a_refusal_of_the_authority_is_told_with_what_it_means() {
    let site = Site::start(Setup {
        policy: Policy {
            days_before_expiry: 10,
            ..Policy::default()
        },
        ..Setup::default()
    });
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    browser.click("renew-start");
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
    let error = browser.see("renew-error");
    assert!(error.contains("新しい証明書は発行されていません"), "{error}");
    assert!(browser.shows("renew-retry"));
    assert_eq!(
        (site.answered("POST /api/cert 403"), site.answered("GET /api/cert/")),
        (1, 0)
    );
}

#[test]
fn an_authority_that_went_down_is_told_and_a_second_try_works_once_it_is_back() {
    let mut site = Site::behind_nginx();
    let browser = Browser::visit(&site, &Visitor::holding(&site, "client0001"));
    browser.click("renew-start");
    browser.see("dialog-yes");
    site.stop_authority();
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
    site.start_authority();
    browser.click("renew-retry");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    let (p12, pass) = save(&browser);
    assert_renewed(&p12, &pass, site.certificate("client0001"));
}
