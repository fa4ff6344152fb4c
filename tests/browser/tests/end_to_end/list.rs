//! The list of checked files, and the clipboard.

use browser_tests::key::{CONTROL_V, ENTER, TAB};
use browser_tests::openssl::CertificateFile;
use browser_tests::{Card, Family, Visitor, demo_certificate, in_chromium_and_webkit, visit};
use std::fs;

fn names(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(|card| card.part("card-name")).collect()
}

fn the_same_file_again_takes_its_old_place_and_another_of_its_name_gets_its_own(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["client0001", "db0002"].map(|name| demo_certificate(name).certificate.as_path());
    let namesake = folder.path().join("client0001.crt");
    fs::copy(second, &namesake).unwrap();
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[first]);
    browser.cards(1);
    browser.drop_files(&[second]);
    // The most urgent first.
    assert_eq!(names(&browser.cards(2)), ["client0001.crt", "db0002.crt"]);

    let id = "return all('[data-testid=card]')[0].dataset.id";
    let before = browser.execute(id, &[]);
    browser.choose_files(&[first]);
    browser.until("the file to be read again", || {
        (browser.execute(id, &[]) != before).then_some(())
    });
    assert_eq!(names(&browser.cards(2)), ["client0001.crt", "db0002.crt"]);

    // Of the same urgency, the newest first.
    browser.drop_files(&[&namesake]);
    let cards = browser.cards(3);
    assert_eq!(names(&cards), ["client0001.crt", "client0001.crt", "db0002.crt"]);
    assert_eq!(cards[1].part("card-common-name"), "db0002");
    browser.drop_files(&[second]);
    assert_eq!(
        names(&browser.cards(3)),
        ["client0001.crt", "client0001.crt", "db0002.crt"]
    );
}

fn a_card_is_removed_and_the_keyboard_goes_on_in_the_list(family: Family) {
    let files = ["client0001", "db0002"].map(|name| demo_certificate(name).certificate.as_path());
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&files);
    browser.cards(2);
    browser.press_until_focus(TAB, "card-remove");
    browser.press(ENTER);
    assert_eq!(names(&browser.cards(1)), ["db0002.crt"]);
    assert_eq!(browser.focus(), "card-name");
    let said = browser.execute(
        "return all('#announcement').map((one) => one.textContent).join('')",
        &[],
    );
    assert_eq!(said, "client0001.crtを一覧から消しました。");

    browser.click("card-remove");
    browser.cards(0);
    assert_eq!(browser.focus(), "file-input");
    let said = browser.execute(
        "return all('#announcement').map((one) => one.textContent).join('')",
        &[],
    );
    assert_eq!(said, "db0002.crtを一覧から消しました。");
}

fn several_files_are_summed_up_in_one_line_that_is_read_out_once(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let files: Vec<_> = ["client0001", "client0003", "client0004"]
        .map(|name| demo_certificate(name).certificate.as_path())
        .into();
    browser.execute(
        "window.said = [];
         const region = all('#announcement').find((one) => one.getRootNode() !== document);
         new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });",
        &[],
    );
    browser.drop_files(&files[..1]);
    browser.cards(1);
    assert!(!browser.shows("totals"), "one file is its own sum");
    browser.drop_files(&files);
    browser.cards(3);
    let line = "3件を確認しました。更新してください：1件、有効期限切れ：1件、更新はまだ先です：1件";
    assert_eq!(browser.see("totals"), line);
    let said = browser.until("both to be read out", || {
        let said: Vec<String> = serde_json::from_value(browser.execute("return window.said", &[])).unwrap();
        (said.len() == 2).then_some(said)
    });
    assert!(said[0].starts_with("client0001.crt: "), "{said:?}");
    assert_eq!(said[1], line);
}

#[test]
fn what_could_not_be_read_is_copied_for_a_ticket_too() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.p12");
    fs::write(&broken, [0x30, 0x80].repeat(100)).unwrap();
    let (site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.allow_clipboard(&site.origin());
    for (file, parts) in [
        (broken.as_path(), ["broken.p12", "読み取れませんでした"]),
        (
            demo_certificate("client0001").pkcs12.as_path(),
            ["client0001.p12", "パスワードが必要です"],
        ),
    ] {
        browser.execute("document.querySelector('orcamo-cert-check').clear()", &[]);
        browser.drop_files(&[file]);
        browser.cards(1);
        browser.click("card-copy");
        let copied = browser.until("the summary to be copied", || {
            let copied = browser.clipboard();
            copied.contains(parts[0]).then_some(copied)
        });
        assert!(copied.contains(parts[1]) && copied.contains("確認日時"), "{copied}");
    }
}

#[test]
fn a_report_of_a_failure_has_its_code_and_versions_and_nothing_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client0001 の控え.crt");
    fs::write(&file, "no certificate at all").unwrap();
    let (site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.allow_clipboard(&site.origin());
    browser.drop_files(&[&file]);
    let code = browser.cards(1)[0].code().to_owned();
    browser.click("report");
    let expected = format!(
        "orcamo-cert {}\ncode: {code}\nbrowser: Mozilla/5.0 ",
        env!("CARGO_PKG_VERSION")
    );
    let copied = browser.until("the report", || {
        let text = browser.clipboard();
        text.starts_with(&expected).then_some(text)
    });
    assert!(
        !copied.contains("client0001") && !copied.contains("localhost"),
        "{copied}"
    );
    assert_eq!(copied.lines().count(), 3, "{copied}");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_certificate_in_the_clipboard_is_read_wherever_it_is_pasted() {
    let (site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.allow_clipboard(&site.origin());
    let pem = fs::read_to_string(&demo_certificate("db0002").certificate).unwrap();
    browser.execute("return navigator.clipboard.writeText(arguments[0])", &[pem.into()]);
    browser.press_together(CONTROL_V);
    let cards = browser.cards(1);
    assert_eq!(
        (cards[0].part("card-name"), cards[0].part("card-common-name")),
        ("貼り付けたテキスト", "db0002")
    );
    // Other text is nobody's business.
    browser.execute("return navigator.clipboard.writeText('an address or so')", &[]);
    browser.press_together(CONTROL_V);
    browser.speak("en");
    assert_eq!(names(&browser.cards(1)), ["Pasted text"]);
}

#[test]
fn summary_and_fingerprint_are_copied_for_a_ticket() {
    let (site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.allow_clipboard(&site.origin());
    let file = &demo_certificate("client0001").certificate;
    browser.drop_files(&[file]);
    let card = browser.cards(1).remove(0);
    browser.click("card-copy");
    browser.until("the word that it was copied", || {
        browser.text_of_page().contains("コピーしました").then_some(())
    });
    let summary = browser.clipboard();
    let expiry = card.part("card-expiry").replace('\n', " ");
    for part in [
        "client0001.crt",
        &expiry,
        card.part("card-sentence"),
        card.part("card-next"),
    ] {
        assert!(summary.contains(part), "{part} in {summary}");
    }

    browser.execute("one('[data-testid=card] details').open = true", &[]);
    browser.execute("one('[data-action=copy-fingerprint]').click()", &[]);
    let expected = CertificateFile(file).fingerprint_sha256();
    browser.until("the fingerprint to be in the clipboard", || {
        let copied = browser.clipboard().replace(' ', "").to_lowercase();
        (copied == expected).then_some(())
    });
    assert_eq!(browser.console(), [""; 0]);
}

in_chromium_and_webkit!(
    the_same_file_again_takes_its_old_place_and_another_of_its_name_gets_its_own,
    a_card_is_removed_and_the_keyboard_goes_on_in_the_list,
    several_files_are_summed_up_in_one_line_that_is_read_out_once,
);
