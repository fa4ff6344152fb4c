//! What people drop: files that belong together are one card, and none of it is shown in red.

use crate::appearance::look;
use browser_tests::key::CONTROL_V;
use browser_tests::{
    Browser, Card, Family, Visitor, demo_certificate, in_all_browsers, in_both_browsers, in_chromium_and_webkit, mint,
    output, visit,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

in_all_browsers!(an_archive_of_somebody_else_is_read_or_reported,);

in_both_browsers!(
    files_that_are_pasted_are_read_wherever_the_focus_is,
    a_p12_is_opened_by_the_pass_beside_it_and_the_password_is_nowhere,
    an_archive_that_was_made_here_is_one_card,
);

in_chromium_and_webkit!(
    a_crt_its_pem_and_their_pass_are_one_card,
    a_pass_alone_is_reported_calmly_and_opens_what_comes_before_or_after_it,
);

/// A folder with the files of a certificate under one stem: `T.p12`, `T.crt`, `T.pem` (encrypted) and `T.pass`, which ends its line.
fn family_of(name: &str) -> TempDir {
    let certificate = demo_certificate(name);
    let folder = tempfile::tempdir().unwrap();
    let path = |extension: &str| folder.path().join(format!("20291122101500.{extension}"));
    fs::copy(&certificate.pkcs12, path("p12")).unwrap();
    fs::copy(&certificate.certificate, path("crt")).unwrap();
    fs::write(path("pass"), format!("{}\r\n", certificate.password)).unwrap();
    fs::write(folder.path().join("password"), &certificate.password).unwrap();
    let pass = format!("file:{}", folder.path().join("password").display());
    let clear = folder.path().join("clear.pem");
    output(
        Command::new("openssl")
            .args(["pkcs12", "-legacy", "-nocerts", "-nodes", "-passin", &pass, "-in"])
            .arg(path("p12"))
            .arg("-out")
            .arg(&clear),
    );
    output(
        Command::new("openssl")
            .args(["pkcs8", "-topk8", "-passout", &pass, "-in"])
            .arg(&clear)
            .arg("-out")
            .arg(path("pem")),
    );
    folder
}

fn file(folder: &TempDir, extension: &str) -> PathBuf {
    folder.path().join(format!("20291122101500.{extension}"))
}

fn paths(files: &[PathBuf]) -> Vec<&Path> {
    files.iter().map(PathBuf::as_path).collect()
}

/// The one card, whatever was in between.
fn only(browser: &Browser, is_it: impl Fn(&Card) -> bool) -> Card {
    browser.until("one card", || {
        browser
            .cards_now()
            .filter(|cards| cards.len() == 1)?
            .pop()
            .filter(&is_it)
    })
}

fn assert_nowhere(browser: &Browser, password: &str) {
    let kept = browser.execute(
        "return (async () => [html_of_page(), all('input').map((one) => one.value),
            JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
            // WebKit names one that was never made, too: its version is 0.
            (await indexedDB.databases()).filter(({ version }) => version > 0), document.cookie])()",
        &[],
    );
    assert!(
        !kept.to_string().contains(password),
        "the password is on the page or in a storage"
    );
    assert_eq!(kept[4], serde_json::json!([]));
}

fn a_p12_is_opened_by_the_pass_beside_it_and_the_password_is_nowhere(family: Family) {
    let certificate = demo_certificate("client0001");
    let folder = family_of("client0001");
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&paths(&[file(&folder, "p12"), file(&folder, "pass")]));
    let card = only(&browser, |card| card.decision() == "renewable");
    assert_eq!(card.part("card-name"), "20291122101500.p12");
    assert!(
        card.part("card-companions")
            .contains("20291122101500.pass のパスワードで開きました"),
        "{}",
        card.text()
    );
    assert_nowhere(&browser, &certificate.password);
    assert_eq!(
        browser
            .requests()
            .iter()
            .filter(|one| !one.url.contains("/module/") && one.url.contains("pass"))
            .count(),
        0
    );
    if family == Family::Chromium {
        look(&browser, "ja", "together");
    }

    // One that does not open it is said, and the field is there.
    let other = tempfile::tempdir().unwrap();
    let (p12, pass) = (other.path().join("a.p12"), other.path().join("a.pass"));
    fs::copy(&certificate.pkcs12, &p12).unwrap();
    fs::write(&pass, "something else").unwrap();
    browser.reload();
    browser.wait_for_page();
    browser.drop_files(&[&p12, &pass]);
    let card = only(&browser, |card| card.code() == "password-required");
    assert!(
        card.part("card-companions")
            .contains("a.pass のパスワードでは開けませんでした"),
        "{}",
        card.text()
    );
    browser.type_into("card-password", &certificate.password);
    browser.click("card-password-submit");
    only(&browser, |card| card.decision() == "renewable");
}

fn a_crt_its_pem_and_their_pass_are_one_card(family: Family) {
    let certificate = demo_certificate("client0001");
    let folder = family_of("client0001");
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let [crt, pem, pass, p12] = ["crt", "pem", "pass", "p12"].map(|extension| file(&folder, extension));
    let reported = |card: &Card| (card.decision().to_owned(), card.code().to_owned());
    for files in [
        vec![crt.clone(), pem.clone(), pass.clone()],
        vec![pass.clone(), p12.clone(), pem.clone(), crt.clone()],
    ] {
        browser.reload();
        browser.wait_for_page();
        browser.drop_files(&paths(&files));
        let card = only(&browser, |card| card.decision() == "renewable");
        browser.execute("one('.card details').open = true", &[]);
        let card_again = only(&browser, |card| {
            card.text().contains("入っています（この証明書のものです）")
        });
        assert_eq!(reported(&card), reported(&card_again));
        for name in ["20291122101500.pem", "20291122101500.pass"] {
            assert!(card.part("card-companions").contains(name), "{name}: {}", card.text());
        }
        assert_nowhere(&browser, &certificate.password);
    }

    // Without the password its name shows that the key belongs to it; and a key in the clear shows it by itself.
    browser.reload();
    browser.wait_for_page();
    browser.drop_files(&[&crt, &pem]);
    let card = only(&browser, |card| card.decision() == "renewable");
    assert!(
        card.part("card-companions").contains("パスワードで保護されている"),
        "{}",
        card.text()
    );
    browser.reload();
    browser.wait_for_page();
    browser.drop_files(&[
        &folder.path().join("clear.pem"),
        &demo_certificate("db0002").certificate,
        &crt,
    ]);
    let cards = browser.until("two cards", || {
        browser
            .cards_now()
            .filter(|cards| cards.len() == 2 && cards.iter().all(|card| card.decision() == "renewable"))
    });
    // The more urgent one stands first.
    assert!(
        cards[0].part("card-companions").contains("clear.pem"),
        "{}",
        cards[0].text()
    );
    assert_eq!(cards[1].part("card-companions"), "");

    // The panel has the key already.
    browser.execute("all('[data-testid=card-client-files]')[0].click()", &[]);
    browser.click("client-api");
    assert_eq!(browser.see("client-key-name"), "clear.pem");
}

fn a_pass_alone_is_reported_calmly_and_opens_what_comes_before_or_after_it(family: Family) {
    let certificate = demo_certificate("db0002");
    let folder = family_of("db0002");
    let (p12, pass) = (file(&folder, "p12"), file(&folder, "pass"));
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&pass]);
    let card = only(&browser, |card| card.recognized() == "password-file");
    assert_eq!((card.code(), card.part("card-error")), ("", ""));
    assert!(card.text().contains("パスワードのファイルです"), "{}", card.text());
    assert_nowhere(&browser, &certificate.password);
    if family == Family::Chromium {
        look(&browser, "ja", "pass-alone");
    }
    browser.drop_files(&[&p12]);
    only(&browser, |card| {
        card.decision() == "renewable" && card.part("card-name").ends_with(".p12")
    });

    browser.reload();
    browser.wait_for_page();
    browser.drop_files(&[&p12]);
    only(&browser, |card| card.code() == "password-required");
    browser.drop_files(&[&pass]);
    only(&browser, |card| card.decision() == "renewable");
    assert_nowhere(&browser, &certificate.password);

    // What else stands beside certificates is no alarm either.
    let other = tempfile::tempdir().unwrap();
    for (name, content, recognized) in [
        ("config.json", r#"{"list":[],"index":0}"#, "settings"),
        ("monsiaj.jsonrpc.properties", "monsiaj.current=0\n", "settings"),
        ("README.txt", "\u{feff}1. a\r\n", "readme"),
    ] {
        let path = other.path().join(name);
        fs::write(&path, content).unwrap();
        browser.reload();
        browser.wait_for_page();
        browser.drop_files(&[&path]);
        assert_eq!(only(&browser, |card| card.recognized() == recognized).code(), "");
    }
}

fn an_archive_that_was_made_here_is_one_card(family: Family) {
    let certificate = demo_certificate("client0001");
    let (site, browser) = visit(family, &Visitor::holding("client0001"));
    browser.renew();
    browser.click("done-client-files");
    browser.click("client-glclient2");
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-files-zip");
    let archive = browser.downloaded("zip");
    let kept = tempfile::tempdir().unwrap();
    let copy = kept.path().join("glclient2.zip");
    fs::copy(&archive, &copy).unwrap();
    drop(browser);

    let browser = Browser::visit(family, &site, &Visitor::without_certificate());
    browser.drop_files(&[&copy]);
    let card = only(&browser, |card| !card.decision().is_empty());
    assert_eq!(
        (card.part("card-common-name"), card.decision(), card.code()),
        ("client0001", "too-early", "")
    );
    for part in [
        "「glclient2.zip」",
        ".pass のパスワードで開きました",
        "README.txt",
        ".crt",
        ".pem",
    ] {
        assert!(card.part("card-companions").contains(part), "{part}: {}", card.text());
    }
    assert!(card.part("card-name").ends_with(".p12"), "{}", card.text());
    assert_nowhere(&browser, &certificate.password);
    if family == Family::Chromium {
        look(&browser, "ja", "archive");
    }
}

fn an_archive_of_somebody_else_is_read_or_reported(family: Family) {
    let folder = family_of("client0001");
    let write = |name: &str, python: &str| {
        let path = folder.path().join(name);
        let program = format!(
            "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n{python}\nz.close()"
        );
        output(
            Command::new("python3")
                .args(["-c", &program])
                .arg(&path)
                .current_dir(folder.path()),
        );
        path
    };
    let pair = write(
        "client0001.zip",
        "z.write('20291122101500.crt', 'client0001.crt'); z.write('clear.pem', 'client0001.pem'); z.writestr('memo.txt', 'x'); z.writestr('日報.pdf', '%PDF-')",
    );
    let nothing = write("film.zip", "z.writestr('a.txt', 'x' * 1000); z.writestr('b.png', 'y')");
    let cut = folder.path().join("cut.zip");
    let whole = fs::read(&pair).unwrap();
    fs::write(&cut, &whole[..whole.len() - 9]).unwrap();
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&pair]);
    let card = only(&browser, |card| card.decision() == "renewable");
    assert_eq!(card.part("card-name"), "client0001.crt");
    for part in ["「client0001.zip」", "client0001.pem", "memo.txt", "日報.pdf"] {
        assert!(card.part("card-companions").contains(part), "{part}: {}", card.text());
    }
    // An archive in an archive, and documents that are archives to their first octets.
    write("inner.zip", "z.write('20291122101500.crt', 'inner.crt')");
    let outer = write(
        "outer.zip",
        "z.write('inner.zip'); z.writestr('report.docx', b'PK\\x03\\x04 no archive')",
    );
    let document = write(
        "report.docx",
        "z.writestr('[Content_Types].xml', '<Types/>'); z.writestr('word/document.xml', 'x')",
    );
    browser.drop_files(&[&outer]);
    let cards = browser.cards(2);
    let inner = cards
        .iter()
        .find(|card| card.part("card-name") == "inner.zip/inner.crt")
        .unwrap();
    for part in ["「outer.zip」", "調べていないファイル", "report.docx"] {
        assert!(inner.part("card-companions").contains(part), "{part}: {}", inner.text());
    }
    browser.drop_files(&[&document]);
    let cards = browser.cards(3);
    let reported = cards.iter().find(|card| card.code() == "unsupported-format").unwrap();
    assert!(reported.text().contains("WordやExcel"), "{}", reported.text());

    browser.execute("document.querySelector('orcamo-cert-check').clear()", &[]);
    browser.drop_files(&[&nothing, &cut]);
    let cards = browser.cards(2);
    let found = |what: &str| {
        cards
            .iter()
            .find(|card| card.recognized() == what || card.code() == what)
            .map(Card::text)
    };
    assert!(
        found("no-certificate").is_some_and(|text| text.contains("film.zip") && text.contains("2件")),
        "{cards:?}"
    );
    assert!(
        found("zip").is_some_and(|text| text.contains("cut.zip") && text.contains("壊れているか")),
        "{cards:?}"
    );
    assert_eq!(browser.console(), [""; 0]);
}

fn files_that_are_pasted_are_read_wherever_the_focus_is(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    // As a file manager puts a copied file there: no test reaches the clipboard of a desktop.
    let paste = "const data = new DataTransfer();
        data.items.add(new File([arguments[0]], 'client0001.crt'));
        const target = arguments[1] === '' ? document.body : one(arguments[1]);
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true });
        // Firefox lets no page make one with files in it.
        if (event.clipboardData?.files.length !== 1) Object.defineProperty(event, 'clipboardData', { value: data });
        target.dispatchEvent(event);";
    let pem = fs::read_to_string(&demo_certificate("client0001").certificate).unwrap();
    browser.execute("one('details.paste').open = true", &[]);
    browser.execute(paste, &[pem.clone().into(), "#paste-input".into()]);
    browser.execute(paste, &[pem.clone().into(), "".into()]);
    let card = only(&browser, |card| card.decision() == "renewable");
    assert_eq!(card.part("card-name"), "client0001.crt");

    // The field behind the button holds no text, though the focus is there after a choice.
    browser.allow_clipboard(&site.origin());
    browser.reload();
    browser.wait_for_page();
    browser.execute("return navigator.clipboard.writeText(arguments[0])", &[pem.into()]);
    browser.execute("one('#file-input').focus()", &[]);
    assert_eq!(browser.focus(), "file-input");
    browser.press_together(CONTROL_V);
    only(&browser, |card| card.decision() == "renewable");
    let hides = browser.execute("return one('#file-input').accept", &[]);
    assert_eq!(hides, "");
}

/// The folder of a client as it is after a renewal. Chromium only: Firefox has no way to drag one from outside.
#[test]
fn a_folder_whose_card_was_removed_while_it_was_read_does_not_come_back() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("slow");
    fs::create_dir(&folder).unwrap();
    let (_, p12) = mint::certificate(place.path(), "client0010", (-1, 45));
    let (pem, slow) = (place.path().join("a.pem"), place.path().join("slow.p12"));
    let password = format!("pass:{}", mint::PASSWORD);
    output(
        Command::new("openssl")
            .args(["pkcs12", "-noenc", "-passin", &password, "-in"])
            .arg(&p12)
            .arg("-out")
            .arg(&pem),
    );
    let mut export = Command::new("openssl");
    export
        .args(["pkcs12", "-export", "-iter", "300000", "-passout", &password, "-in"])
        .arg(&pem);
    output(export.arg("-out").arg(&slow));
    for number in 0..6 {
        fs::copy(&slow, folder.join(format!("{number}.p12"))).unwrap();
    }
    fs::write(folder.join("0.pass"), mint::PASSWORD).unwrap();
    let (_site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.drop_files(&[&folder]);
    browser.click("card-remove");
    assert_eq!(browser.cards(0).len(), 0);
    // At rest: for two seconds nothing has kept a timer waiting.
    let at_rest = "return new Promise((resolve) => {
        let quiet = 0;
        let last = performance.now();
        const timer = setInterval(() => {
            const now = performance.now();
            quiet = now - last < 250 ? quiet + 1 : 0;
            last = now;
            if (quiet === 40) resolve(clearInterval(timer));
        }, 50);
    })";
    browser.execute(at_rest, &[]);
    assert_eq!(browser.cards(0).len(), 0);
}

#[test]
fn the_whole_folder_of_a_client_is_one_card_and_older_certificates_are_folded() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join(".monsiaj");
    let certificates = folder.join("certificates");
    fs::create_dir_all(&certificates).unwrap();
    let minted = tempfile::tempdir().unwrap();
    for (stem, days) in [
        ("20200101101500", (-1200, -100)),
        ("20231122101500", (-100, 20)),
        ("20261122101500", (-2, 1000)),
    ] {
        let (_, p12) = mint::named(minted.path(), stem, "client0001", days);
        fs::copy(&p12, certificates.join(format!("{stem}.p12"))).unwrap();
        fs::write(certificates.join(format!("{stem}.pass")), mint::PASSWORD).unwrap();
    }
    fs::write(folder.join("monsiaj.jsonrpc.properties"), "monsiaj.current=0\n").unwrap();
    fs::write(folder.join("monsiaj.log"), "started\n").unwrap();
    fs::write(folder.join(".DS_Store"), "x").unwrap();
    let (_site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.drop_files(&[&folder]);
    let card = only(&browser, |card| !card.decision().is_empty());
    assert_eq!(
        (card.decision(), card.code(), card.part("card-name")),
        ("too-early", "", "certificates/20261122101500.p12")
    );
    for part in [
        "「.monsiaj」",
        "certificates/20261122101500.pass",
        "monsiaj.jsonrpc.properties",
        "monsiaj.log",
    ] {
        assert!(card.part("card-companions").contains(part), "{part}: {}", card.text());
    }
    assert!(!card.text().contains(".DS_Store"));
    assert!(card.part("card-older").contains("古い証明書（2件）"), "{}", card.text());
    browser.execute("for (const one of all('.card details')) one.open = true", &[]);
    let card = only(&browser, |card| card.text().contains("20231122101500.p12"));
    assert!(
        card.part("card-older").contains("20200101101500.p12"),
        "{}",
        card.text()
    );
    assert_nowhere(&browser, mint::PASSWORD);
    look(&browser, "ja", "folder");
    browser.speak("en");
    look(&browser, "en", "folder");
    assert_eq!(browser.console(), [""; 0]);
}
