//! Files that cannot be opened, each reported with its fault; openssl and a hex editor make them.

use browser_tests::{Browser, Card, Family, Site, Visitor, demo_certificate, mint, output, visit};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A PKCS#12 made by openssl in its own way, with [`mint::PASSWORD`].
fn exported(folder: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let (_, p12) = mint::certificate(folder, "client0010", (-1, 45));
    let (pem, file) = (folder.join("client0010.pem"), folder.join(name));
    let password = format!("pass:{}", mint::PASSWORD);
    let mut read = Command::new("openssl");
    read.args(["pkcs12", "-noenc", "-passin", &password, "-in"]).arg(&p12);
    output(read.arg("-out").arg(&pem));
    let mut export = Command::new("openssl");
    export
        .args(["pkcs12", "-export", "-passout", &password])
        .args(arguments);
    output(export.arg("-in").arg(&pem).arg("-out").arg(&file));
    file
}

fn altered(folder: &Path, name: &str, file: &Path, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let mut bytes = fs::read(file).unwrap();
    change(&mut bytes);
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// What the page says of a file with [`mint::PASSWORD`].
fn opened(site: &Site, file: &Path, code: &str) -> Card {
    let browser = Browser::visit(Family::Chromium, site, &Visitor::without_certificate());
    browser.drop_files(&[file]);
    browser.card_with_code("password-required");
    browser.type_into("card-password", mint::PASSWORD);
    browser.click("card-password-submit");
    let card = browser.card_with_code(code);
    assert_eq!(browser.console(), [""; 0]);
    card
}

fn assert_reported(card: &Card, error: &[&str], next: &str) {
    for part in error {
        assert!(card.part("card-error").contains(part), "{part} in {}", card.text());
    }
    assert!(card.part("card-next").contains(next), "{next} in {}", card.text());
}

#[test]
fn a_file_that_was_cut_off_and_one_with_a_wrong_byte_are_distinguished() {
    let folder = tempfile::tempdir().unwrap();
    let good = &demo_certificate("client0001").certificate;
    let der = folder.path().join("client0001.der");
    output(
        Command::new("openssl")
            .args(["x509", "-outform", "DER", "-in"])
            .arg(good)
            .arg("-out")
            .arg(&der),
    );
    let size = fs::metadata(&der).unwrap().len();
    let cut = altered(folder.path(), "cut.crt", &der, |bytes| bytes.truncate(500));
    // The first element inside now says that it is longer than what holds it.
    let wrong = altered(folder.path(), "wrong.crt", &der, |bytes| bytes[6] = 0xff);
    let (_site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.drop_files(&[&cut, &wrong]);
    let cards = browser.cards(2);
    assert_eq!((cards[0].code(), cards[1].code()), ("truncated-file", "corrupt-file"));
    assert_reported(&cards[0], &["途中で切れています", "500 バイト"], "もう一度コピー");
    assert!(
        cards[0].text().contains(&format!("expected={size}")),
        "{}",
        cards[0].text()
    );
    assert_reported(&cards[1], &["壊れている", "バイトの位置"], "もう一度コピー");
}

#[test]
fn a_file_changed_after_it_was_made_is_not_reported_as_a_wrong_password() {
    let site = Site::same_origin();
    let folder = tempfile::tempdir().unwrap();
    let whole = exported(folder.path(), "whole.p12", &[]);
    // The salt of the MAC stands near the end, before its iterations (2 + 2 octets).
    let file = altered(folder.path(), "altered.p12", &whole, |bytes| {
        let place = bytes.len() - 6;
        bytes[place] ^= 1;
    });
    // It may also be that the file has a second password, which is asked for.
    let card = opened(&site, &file, "second-password-required");
    for words in [
        "パスワードが2つあるとき",
        "作成後に変更されたファイル",
        "2つ目のパスワード",
    ] {
        assert!(card.text().contains(words), "{words}: {}", card.text());
    }
    assert!(!card.text().contains("パスワードが違います"), "{}", card.text());
}

#[test]
fn an_algorithm_that_is_not_supported_is_named_with_its_oid() {
    let site = Site::same_origin();
    let folder = tempfile::tempdir().unwrap();
    let aria = ["-certpbe", "aria-256-cbc", "-keypbe", "aria-256-cbc"];
    let file = exported(folder.path(), "aria.p12", &aria);
    let card = opened(&site, &file, "unsupported-algorithm");
    assert_reported(&card, &["ARIA-256-CBC", "OID 1.2.410.200046.1.1.12"], "AES-256");
}

#[test]
fn a_file_that_asks_for_too_much_work_is_refused_with_the_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let file = exported(folder.path(), "slow.p12", &["-iter", "1000001"]);
    let (site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.drop_files(&[&file]);
    let card = browser.card_with_code("too-much-work");
    assert_reported(&card, &["1,000,001回", "上限は1,000,000回"], "入手元");
    let deep = folder.path().join("deep.p12");
    fs::write(&deep, [0x30, 0x80].repeat(100)).unwrap();
    browser.open(&site.origin());
    browser.drop_files(&[&deep]);
    assert_reported(
        &browser.card_with_code("too-much-work"),
        &["65段", "上限は64段"],
        "入手元",
    );
}

#[test]
fn certificates_that_cannot_be_read_hide_none_that_can() {
    let site = Site::same_origin();
    let folder = tempfile::tempdir().unwrap();
    let good = fs::read_to_string(&demo_certificate("client0001").certificate).unwrap();
    let broken = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
    let chain = folder.path().join("chain.pem");
    fs::write(&chain, format!("{broken}{good}{broken}")).unwrap();
    for (visitor, words) in [
        (Visitor::without_certificate(), "読み取れない証明書が2件あります"),
        (
            Visitor::without_certificate().reading_english(),
            "2 further certificates that cannot be read",
        ),
    ] {
        let browser = Browser::visit(Family::Chromium, &site, &visitor);
        browser.drop_files(&[&chain, &demo_certificate("db0002").certificate]);
        let cards = browser.cards(2);
        assert_eq!(cards[0].part("card-common-name"), "client0001");
        assert_eq!(cards[0].decision(), "renewable");
        assert!(cards[0].part("card-unreadable").contains(words), "{}", cards[0].text());
        assert_eq!(cards[1].part("card-unreadable"), "", "a whole file has no such line");
    }
}
