//! The page that is one file: opened from a disk, in every engine, with no server anywhere.

use crate::client_files::{panel_of_a_p12, unfold};
use crate::many::{clinic, drop};
use browser_tests::{Browser, Family, Row, Visitor, in_all_browsers, mint, output, project, wait};
use std::fs;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

in_all_browsers!(
    one_file_on_a_stick_reads_certificates_and_makes_client_files,
    one_file_on_a_stick_reads_many_files_as_a_table,
    nothing_that_was_put_into_the_file_runs_and_nothing_leaves_it,
);

/// A copy of the built file, in a folder as people name theirs.
fn stick() -> (TempDir, PathBuf) {
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().join("USB メモリ #1 (100%)");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("cert-check.html");
    fs::copy(project::offline_page(), &file).unwrap();
    (stick, file)
}

fn open(family: Family, file: &Path) -> Browser {
    let browser = Browser::start(family, &Visitor::without_certificate());
    browser.open(&address(file));
    browser.see("dropzone");
    browser
}

/// As a browser writes it.
fn address(file: &Path) -> String {
    let escaped = file.to_str().unwrap().bytes().map(|octet| match octet {
        b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(octet).to_string(),
        _ => format!("%{octet:02X}"),
    });
    format!("file://{}", escaped.collect::<String>())
}

fn one_file_on_a_stick_reads_certificates_and_makes_client_files(family: Family) {
    let (_stick, file) = stick();
    let folder = tempfile::tempdir().unwrap();
    let (due, _) = mint::named(folder.path(), "due", "client0001", (-900, 20));
    let browser = open(family, &file);
    drop(&browser, &[due]);
    let card = &browser.cards(1)[0];
    assert_eq!(card.decision(), "renewable");
    // Another page renews.
    assert!(card.text().contains("更新のページ"), "{}", card.text());
    assert!(
        !browser.text_of_page().contains("このページを開き"),
        "{}",
        browser.text_of_page()
    );
    assert_eq!(browser.execute("return all('orcamo-cert-renewal').length", &[]), 0);
    browser.click("card-details-summary");
    browser.until("the second module to describe it", || {
        (browser.execute("return all('[data-extension]').length > 0", &[]) == true).then_some(())
    });
    browser.click("card-remove");

    let demo = panel_of_a_p12(&browser);
    browser.click("client-browser");
    unfold(&browser);
    browser.click("protection-modern");
    browser.type_into("client-password", &demo.password);
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-0");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-noenc", "-passin", &format!("pass:{}", demo.password), "-in"]);
    let opened = output(openssl.arg(browser.downloaded("p12")));
    assert!(String::from_utf8_lossy(&opened).contains("BEGIN PRIVATE KEY"));

    browser.speak("en");
    assert_eq!(
        browser.execute("return document.title", &[]),
        "Check client certificates"
    );
}

fn one_file_on_a_stick_reads_many_files_as_a_table(family: Family) {
    let (_stick, file) = stick();
    let folder = tempfile::tempdir().unwrap();
    let browser = open(family, &file);
    // Chosen, since those that a test drops elsewhere than in Chromium are on no disk.
    browser.choose_files(&clinic(&folder).iter().map(PathBuf::as_path).collect::<Vec<_>>());
    let rows = browser.rows(6);
    assert_eq!(
        rows.iter().map(Row::look).collect::<Vec<_>>(),
        ["due", "failed", "too-early", "too-early", "too-early", "too-early"]
    );
}

/// What was asked of a server. Chromium connects for a frame that it then refuses, and asks for nothing.
fn asked(server: &TcpListener) -> String {
    let mut asked = Vec::new();
    while let Ok((mut stream, _)) = server.accept() {
        stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        // It ends with the connection, or with the time.
        let _ = stream.read_to_end(&mut asked);
    }
    String::from_utf8_lossy(&asked).into_owned()
}

fn nothing_that_was_put_into_the_file_runs_and_nothing_leaves_it(family: Family) {
    let (_stick, file) = stick();
    let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    server.set_nonblocking(true).unwrap();
    let elsewhere = format!("http://{}/", server.local_addr().unwrap());
    let whole = fs::read_to_string(&file).unwrap();
    let added = format!(
        "<script>window.ran = 'inline'</script><img src=x onerror=\"window.ran = 'handler'\">\
         <script src=\"data:text/javascript,window.ran='data'\"></script>\
         <script src=\"{elsewhere}\"></script><img src=\"{elsewhere}\"><link rel=stylesheet href=\"{elsewhere}\">\
         <iframe src=\"{elsewhere}\"></iframe><style>h1 {{ color: red }}</style></body>"
    );
    fs::write(&file, whole.replace("</body>", &added)).unwrap();
    let browser = open(family, &file);
    assert!(browser.see("dropzone").contains("ドロップ"), "the page itself works");
    let refused = "return fetch(arguments[0], { mode: 'no-cors' }).then(() => false, () => true)";
    assert_eq!(browser.execute(refused, &[elsewhere.into()]), true);
    assert_eq!(
        browser.execute("return window.ran ?? null", &[]),
        serde_json::Value::Null
    );
    let colour = "return getComputedStyle(document.querySelector('h1')).color === 'rgb(255, 0, 0)'";
    assert_eq!(browser.execute(colour, &[]), false);
    assert_eq!(asked(&server), "");

    // Of the script that it carries, not one octet may be another.
    let changed = whole.replacen("<script type=\"module\">", "<script type=\"module\">/**/", 1);
    assert_ne!(changed, whole);
    fs::write(&file, changed).unwrap();
    browser.open(&address(&file));
    let drawn = "return document.title + document.querySelector('h1').textContent";
    let title = "クライアント証明書の確認";
    wait::until("the page to be loaded", || {
        (browser.execute("return document.readyState", &[]) == "complete").then_some(())
    });
    assert_eq!(browser.execute(drawn, &[]), title, "no script has changed it");
    assert_eq!(
        browser.execute("return customElements.get('orcamo-cert-check') === undefined", &[]),
        true
    );
}
