//! What a card says of the identities of a file, of what stands in the clear, and of whether a browser would offer a certificate.

use crate::appearance::look;
use browser_tests::{Browser, Card, Family, Site, Visitor, mint, output};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What openssl makes of a minted PKCS#12: certificate and key in PEM.
fn pem(folder: &Path, stem: &str, days: (i64, i64)) -> String {
    let (_, p12) = mint::named(folder, stem, "client0010", days);
    let mut read = Command::new("openssl");
    read.args([
        "pkcs12",
        "-noenc",
        "-clcerts",
        "-passin",
        &format!("pass:{}", mint::PASSWORD),
        "-in",
    ]);
    String::from_utf8(output(read.arg(&p12))).unwrap()
}

struct Files {
    _folder: TempDir,
    /// The old certificate with its key, then the renewed one with its key.
    backup: PathBuf,
    /// A PKCS#12 whose certificates are not encrypted.
    clear: PathBuf,
    /// A certificate of a server.
    server: PathBuf,
}

fn files() -> Files {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (old, new) = (
        pem(folder.path(), "old", (-1100, -5)),
        pem(folder.path(), "new", (-10, 1085)),
    );
    fs::write(path("new.pem"), &new).unwrap();
    fs::write(path("backup.pem"), old + &new).unwrap();
    let mut export = Command::new("openssl");
    export.args([
        "pkcs12",
        "-export",
        "-certpbe",
        "NONE",
        "-passout",
        &format!("pass:{}", mint::PASSWORD),
        "-in",
    ]);
    output(export.arg(path("new.pem")).arg("-out").arg(path("clear.p12")));
    let mut request = Command::new("openssl");
    request.args([
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-days",
        "90",
        "-subj",
        "/CN=client0011",
    ]);
    request.args([
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "extendedKeyUsage=serverAuth",
    ]);
    output(
        request
            .arg("-keyout")
            .arg(path("server.key"))
            .arg("-out")
            .arg(path("server.crt")),
    );
    Files {
        backup: path("backup.pem"),
        clear: path("clear.p12"),
        server: path("server.crt"),
        _folder: folder,
    }
}

fn only(browser: &Browser) -> Card {
    browser.cards(1).remove(0)
}

fn go_through(visitor: &Visitor<'_>, language: &str, words: [&str; 5]) {
    let files = files();
    let [folded, with_key, in_the_clear, never, form] = words;
    let site = Site::same_origin();
    let browser = Browser::visit(Family::Chromium, &site, visitor);

    // The renewed certificate, although the old one comes first.
    browser.drop_files(&[&files.backup]);
    let card = only(&browser);
    assert_eq!((card.decision(), card.code()), ("too-early", ""), "{}", card.text());
    assert!(browser.see("card-offer").contains(if language == "ja" {
        "提示できます"
    } else {
        "offer it"
    }));
    assert!(browser.see("card-identities").contains(folded));
    browser.click("card-identities-summary");
    let other = browser.see("card-identities");
    assert!(other.contains("client0010") && other.contains(with_key), "{other}");
    look(&browser, language, "identities");

    browser.open_page(&site);
    browser.drop_files(&[&files.clear]);
    let card = browser.card_with_code("password-required");
    assert_eq!(card.part("card-common-name"), "client0010");
    assert!(browser.see("card-unverified").contains(in_the_clear));
    look(&browser, language, "in-the-clear");
    // As somebody types it who has copied it from a table.
    browser.type_into("card-password", &format!("{}　", mint::PASSWORD));
    browser.click("card-password-submit");
    browser.card_with_code("");
    assert!(browser.see("card-password-form").contains(form));
    assert!(!browser.shows("card-unverified"));
    look(&browser, language, "password-form");

    browser.open_page(&site);
    browser.drop_files(&[&files.server]);
    assert!(
        only(&browser).part("card-sentence").contains(never),
        "{}",
        only(&browser).text()
    );
    look(&browser, language, "never-offered");
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn a_card_tells_identities_what_is_unverified_and_what_no_browser_offers_in_japanese() {
    let words = [
        "古い証明書（1件）",
        "秘密鍵あり",
        "確認していません",
        "使えません",
        "前後の空白を除いて",
    ];
    go_through(&Visitor::without_certificate(), "ja", words);
}

#[test]
fn a_card_tells_identities_what_is_unverified_and_what_no_browser_offers_in_english() {
    let words = [
        "Older certificates (1)",
        "with private key",
        "not",
        "cannot connect",
        "without the space",
    ];
    go_through(&Visitor::without_certificate().reading_english(), "en", words);
}
