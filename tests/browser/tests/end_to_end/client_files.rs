//! The files of each client, made in the page of a renewed certificate or of a file, and handed to the programs they are for.

use crate::appearance::look;
use browser_tests::{
    Browser, Family, Saved, Scene, Site, Visitor, demo, demo_certificate, in_all_browsers, in_both_browsers,
    in_both_browsers_and_deployments, in_chromium, in_chromium_and_webkit, output, visit,
};
use renewal_authority::demo::DemoCertificate;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

in_both_browsers_and_deployments!(a_renewed_certificate_gets_glclient2_through_mutual_tls);

in_all_browsers!(a_p12_that_was_dropped_is_handed_on_with_its_own_password_or_another,);

in_both_browsers!(
    the_scripts_for_machines_without_a_browser_renew_where_the_page_does,
    a_renewed_certificate_gets_monsiaj_its_folder_and_settings,
    a_key_of_another_certificate_is_written_for_nobody_though_it_does_not_show_itself,
);

in_chromium_and_webkit!(a_certificate_and_its_key_become_a_p12,);

in_chromium!(
    receview_gets_the_new_certificate_under_the_old_name_and_with_the_old_password,
    receview_gets_a_pair_by_its_settings_with_the_password_that_is_in_use,
    the_panel_says_what_is_wrong_and_goes_on_once_it_is_right,
    the_next_renewal_goes_into_a_calendar,
);

pub(crate) const MONSIAJ: &str = "# 注釈\nmonsiaj.current=1\n\
    monsiaj.config.0.clientCertificateFile=C\\:\\\\Users\\\\clinic\\\\client0001.p12\n\
    monsiaj.config.1.description=\\u30C7\\u30E2\n\
    monsiaj.config.1.clientCertificateFile=C\\:\\\\Users\\\\clinic\\\\.monsiaj\\\\certificates\\\\old.p12\n\
    monsiaj.config.1.saveClientCertificatePassword=true\n";
const GLCLIENT2: &str = r#"{"list":[{"certfile":"/home/clinic/.glclient2/certificates/old.crt"}],"index":0}"#;

fn written(folder: &TempDir, name: &str, content: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

/// Types into a field that was typed into before.
pub(crate) fn retype(browser: &Browser, field: &str, text: &str) {
    let empty = format!("one('[data-testid={field}]').value = ''");
    browser.execute(&empty, &[]);
    browser.type_into(field, text);
}

#[test]
fn a_p12_of_two_passwords_is_asked_for_both_on_the_card_and_in_the_panel() {
    let folder = tempfile::tempdir().unwrap();
    let (pem, p12) = (folder.path().join("source.pem"), folder.path().join("two.p12"));
    let demo = demo_certificate("client0001");
    let mut plain = Command::new("openssl");
    plain.args([
        "pkcs12",
        "-noenc",
        "-legacy",
        "-passin",
        &format!("pass:{}", demo.password),
        "-in",
    ]);
    output(plain.arg(&demo.pkcs12).arg("-out").arg(&pem));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/twopass.py");
    output(Command::new("python3").arg(script).arg(&p12).arg(&pem));

    let (_site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.drop_files(&[&p12]);
    browser.card_with_code("password-required");
    browser.type_into("card-password", "Mac-42");
    browser.click("card-password-submit");
    // The first one is right, and is not called wrong.
    let card = browser.card_with_code("second-password-required");
    assert!(!card.text().contains("パスワードが違います"), "{}", card.text());
    browser.type_into("card-second-password", "Enc-42");
    browser.click("card-password-submit");
    browser.card_with_code("");

    browser.click("card-client-files");
    browser.click("client-browser");
    assert!(!browser.shows("client-second-password"));
    browser.type_into("client-password", "Mac-42");
    browser.click("client-files-make");
    assert_eq!(
        browser.attribute("client-files-error", "data-code"),
        "second-password-required"
    );
    assert_eq!(focused(&browser), "client-second-password");
    browser.type_into("client-second-password", "Enc-42");
    unfold(&browser);
    browser.click("protection-modern");
    browser.click("other-password");
    browser.type_into("client-new-password", "one-42");
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-0");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-noout", "-passin", "pass:one-42", "-in"]);
    output(openssl.arg(browser.downloaded("p12")));
    assert_eq!(browser.console(), [""; 0]);
}

/// What has the focus.
fn focused(browser: &Browser) -> String {
    let found = browser.execute("return focused().dataset.testid ?? focused().tagName", &[]);
    found.as_str().unwrap().to_owned()
}

/// Shows what only some users need; it is open already where something of it is chosen.
pub(crate) fn unfold(browser: &Browser) {
    let open =
        "const details = one('[data-testid=protection]'); if (!details.open) details.querySelector('summary').click()";
    browser.execute(open, &[]);
}

/// Makes the files and unpacks the archive of all.
fn unpacked(browser: &Browser) -> TempDir {
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-files-zip");
    let archive = browser.downloaded("zip");
    let folder = tempfile::tempdir().unwrap();
    output(
        Command::new("unzip")
            .arg("-q")
            .arg("-d")
            .arg(folder.path())
            .arg(&archive),
    );
    fs::remove_file(archive).unwrap();
    folder
}

/// The only file of a folder with this extension.
fn only(folder: &Path, extension: &str) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = files.filter(|path| path.extension().is_some_and(|other| other == extension));
    let file = found
        .next()
        .unwrap_or_else(|| panic!("no .{extension} in {}", folder.display()));
    assert_eq!(found.next(), None);
    file
}

fn saved_in(folder: &Path) -> Saved {
    Saved {
        p12: only(folder, "p12"),
        pass: only(folder, "pass"),
    }
}

fn a_renewed_certificate_gets_glclient2_through_mutual_tls(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    let settings = tempfile::tempdir().unwrap();
    browser.renew();
    browser.click("done-client-files");
    browser.click("client-glclient2");
    browser.choose_files_for("client-settings", &[&written(&settings, "config.json", GLCLIENT2)]);
    assert_eq!(browser.see("client-settings-name"), "config.json");
    let folder = unpacked(&browser);
    let certificates = folder.path().join("certificates");
    saved_in(&certificates).assert_renews(demo_certificate("client0001"));
    let text = fs::read_to_string(folder.path().join("config.json")).unwrap();
    let name = only(&certificates, "crt")
        .file_stem()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        text.contains(&format!("/home/clinic/.glclient2/certificates/{name}.crt")),
        "{text}"
    );
    let old = folder.path().join(format!("config.json.{name}"));
    assert_eq!(fs::read_to_string(old).unwrap(), GLCLIENT2);
    assert!(
        fs::read_to_string(folder.path().join("README.txt"))
            .unwrap()
            .contains("client0001")
    );

    // What the client does with them: TLS with certificate and key, under the password.
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--show-error", "--noproxy", "*", "--cacert"]);
    curl.arg(demo().certificate_authority_file());
    curl.arg("--cert")
        .arg(only(&certificates, "crt"))
        .arg("--key")
        .arg(only(&certificates, "pem"));
    curl.arg("--pass")
        .arg(fs::read_to_string(only(&certificates, "pass")).unwrap());
    let port = site.auth_origin().rsplit(':').next().unwrap().to_owned();
    let host = site
        .auth_origin()
        .replace("https://", "")
        .split(':')
        .next()
        .unwrap()
        .to_owned();
    curl.arg("--resolve").arg(format!("{host}:{port}:127.0.0.1"));
    let verdict = output(curl.arg(format!("{}/client-cert", site.auth_origin())));
    let verdict = String::from_utf8(verdict).unwrap();
    assert!(verdict.starts_with("SUCCESS "), "{verdict}");
    assert_eq!(browser.console(), [""; 0]);
}

fn a_renewed_certificate_gets_monsiaj_its_folder_and_settings(family: Family) {
    let (_site, browser) = visit(family, &Visitor::holding("client0001"));
    let settings = tempfile::tempdir().unwrap();
    browser.renew();
    browser.click("done-client-files");
    browser.click("client-monsiaj");
    browser.choose_files_for(
        "client-settings",
        &[&written(&settings, "monsiaj.jsonrpc.properties", MONSIAJ)],
    );
    // The connection in use is changed, and the list of what to back up has its real folder.
    assert!(browser.see("client-connection").contains("デモ"));
    let folder = unpacked(&browser);
    // The archive has both files; whether it was saved the user knows.
    assert!(browser.see("saved-summary").contains("2つのファイルを書き出しました"));
    browser.see("save-question");
    saved_in(&folder.path().join("certificates")).assert_renews(demo_certificate("client0001"));
    let text = fs::read_to_string(folder.path().join("monsiaj.jsonrpc.properties")).unwrap();
    let p12 = only(&folder.path().join("certificates"), "p12");
    let name = p12.file_stem().unwrap().to_str().unwrap();
    let file = format!("C\\:\\\\Users\\\\clinic\\\\.monsiaj\\\\certificates\\\\{name}.p12\n");
    assert!(
        text.contains(&format!("monsiaj.config.1.clientCertificateFile={file}")),
        "{text}"
    );
    assert!(
        text.contains("monsiaj.config.0.clientCertificateFile=C\\:\\\\Users\\\\clinic\\\\client0001.p12\n"),
        "{text}"
    );
    let backup = browser.see("backup");
    for path in [
        "certificates",
        &format!("certificates\\{name}.p12"),
        &format!("certificates\\{name}.pass"),
        "monsiaj.jsonrpc.properties",
    ] {
        assert!(
            backup.contains(&format!("C:\\Users\\clinic\\.monsiaj\\{path}")),
            "{path} in {backup}"
        );
    }
    // Whoever finishes lets go of the certificate, and with it of its files.
    browser.save();
    browser.click("renew-finish");
    browser.see("renew-start");
    assert!(!browser.shows("client-files"));
    assert_eq!(browser.console(), [""; 0]);
}

/// Opens the panel of the demo's .p12, which it gives.
pub(crate) fn panel_of_a_p12(browser: &Browser) -> &'static DemoCertificate {
    let demo = demo_certificate("client0001");
    browser.drop_files(&[&demo.pkcs12]);
    browser.type_into("card-password", &demo.password);
    browser.click("card-password-submit");
    browser.card_with_code("");
    browser.click("card-client-files");
    demo
}

fn a_p12_that_was_dropped_is_handed_on_with_its_own_password_or_another(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    let demo = panel_of_a_p12(&browser);
    browser.click("client-monsiaj");
    // Nobody has kept the password.
    browser.type_into("client-password", "wrong");
    browser.click("client-files-make");
    assert_eq!(browser.attribute("client-files-error", "data-code"), "wrong-password");
    retype(&browser, "client-password", &demo.password);
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-0");
    assert_eq!(
        fs::read(browser.downloaded("p12")).unwrap(),
        fs::read(&demo.pkcs12).unwrap()
    );
    browser.click("client-file-1");
    let pass = browser.downloaded("pass");
    assert_eq!(fs::read_to_string(&pass).unwrap(), demo.password);

    // In the modern form, under the same password: the demo's own are old ones.
    fs::remove_file(browser.downloaded("p12")).unwrap();
    browser.click("client-browser");
    unfold(&browser);
    browser.click("protection-modern");
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-0");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-info", "-noout", "-passin"]);
    openssl.arg(format!("pass:{}", demo.password)).arg("-in");
    let reported = openssl.arg(browser.downloaded("p12")).output().unwrap();
    let reported = String::from_utf8_lossy(&reported.stderr).into_owned();
    assert!(
        reported.contains("MAC: sha256") && reported.matches("PBES2, PBKDF2, AES-256-CBC").count() == 2,
        "{reported}"
    );

    // As a .crt and a .pem without protection, after a warning.
    browser.click("client-api");
    browser.click("form-pem");
    browser.click("plain-key");
    browser.see("plain-key-warning");
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-1");
    assert!(
        fs::read_to_string(browser.downloaded("pem"))
            .unwrap()
            .starts_with("-----BEGIN PRIVATE KEY-----\n")
    );

    // For an old system, under another password.
    fs::remove_file(browser.downloaded("p12")).unwrap();
    browser.click("client-browser");
    unfold(&browser);
    browser.click("protection-compatible");
    browser.click("other-password");
    browser.type_into("client-new-password", "another one");
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-0");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-legacy", "-nodes", "-passin", "pass:another one", "-in"]);
    let reported = output(openssl.arg(browser.downloaded("p12")));
    assert!(String::from_utf8_lossy(&reported).contains("BEGIN PRIVATE KEY"));
    browser_tests::assert_nothing_was_asked_for(&site, &browser);
    // A file that is taken off the page takes its panel with it.
    browser.click("card-remove");
    assert!(!browser.shows("client-files"));
    assert_eq!(browser.console(), [""; 0]);
}

fn a_certificate_and_its_key_become_a_p12(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let demo = demo_certificate("client0001");
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("client0001.pem");
    let mut openssl = Command::new("openssl");
    openssl
        .args([
            "pkcs12",
            "-legacy",
            "-nocerts",
            "-passout",
            "pass:key password",
            "-passin",
        ])
        .arg(format!("pass:{}", demo.password));
    output(openssl.arg("-in").arg(&demo.pkcs12).arg("-out").arg(&key));
    browser.drop_files(&[&demo.certificate]);
    browser.cards(1);
    browser.click("card-client-files");
    browser.click("client-browser");
    browser.click("client-files-make");
    assert_eq!(browser.attribute("client-files-error", "data-code"), "incomplete-file");
    browser.choose_files_for("client-key", &[&key]);
    assert_eq!(browser.see("client-key-name"), "client0001.pem");
    browser.type_into("client-key-password", "key password");
    browser.click("client-files-make");
    browser.see("client-files-made");
    browser.click("client-file-0");
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-nodes", "-passin", "pass:key password", "-in"]);
    let reported = output(openssl.arg(browser.downloaded("p12")));
    assert!(String::from_utf8_lossy(&reported).contains("BEGIN PRIVATE KEY"));
}

fn receview_gets_the_new_certificate_under_the_old_name_and_with_the_old_password(family: Family) {
    let (_site, browser) = visit(family, &Visitor::holding("client0001"));
    let demo = demo_certificate("client0001");
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("日レセ.p12");
    fs::copy(&demo.pkcs12, &old).unwrap();
    browser.renew();
    browser.click("done-client-files");
    browser.click("client-receview");
    browser.choose_files_for("client-old-file", &[&old]);
    assert_eq!(browser.see("client-old-file-name"), "日レセ.p12");
    assert!(browser.see("backup").contains("日レセ.p12"));
    browser.click("other-password");
    browser.type_into("client-new-password", &demo.password);
    let unpacked = unpacked(&browser);
    let p12 = unpacked.path().join("日レセ.p12");
    let mut openssl = Command::new("openssl");
    openssl
        .args(["pkcs12", "-nodes", "-passin"])
        .arg(format!("pass:{}", demo.password))
        .arg("-in")
        .arg(&p12);
    let reported = output(&mut openssl);
    assert!(String::from_utf8_lossy(&reported).contains("BEGIN PRIVATE KEY"));
    assert_ne!(fs::read(&p12).unwrap(), fs::read(&old).unwrap());
    let kept = fs::read_dir(unpacked.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let kept: Vec<PathBuf> = kept
        .filter(|path| path.to_str().unwrap().contains("日レセ.p12."))
        .collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read(&kept[0]).unwrap(), fs::read(&old).unwrap());
}

fn receview_gets_a_pair_by_its_settings_with_the_password_that_is_in_use(family: Family) {
    let (_site, browser) = visit(family, &Visitor::holding("client0001"));
    let folder = tempfile::tempdir().unwrap();
    let settings = "---\napi_crt: C:\\Users\\clinic\\.receview\\日レセ.crt\napi_pem: C:\\Users\\clinic\\.receview\\日レセ.pem\napi_phrase: in use\n";
    let settings = written(&folder, "receview.conf", settings);
    let certificate = written(&folder, "日レセ.crt", "old certificate");
    let key = written(&folder, "日レセ.pem", "old key");
    browser.renew();
    browser.click("done-client-files");
    browser.click("client-receview");
    // Without the settings the name shows that there is a key beside it, and it is asked for.
    browser.choose_files_for("client-old-file", &[&certificate]);
    browser.see("client-old-file-name");
    browser.click("client-files-make");
    assert_eq!(browser.attribute("client-files-error", "data-code"), "incomplete-file");
    browser.choose_files_for("client-old-key-file", &[&key]);
    assert_eq!(browser.see("client-old-key-file-name"), "日レセ.pem");
    browser.choose_files_for("client-settings", &[&settings]);
    let names = browser.see("client-receview-names");
    assert!(names.contains("日レセ.crt") && names.contains("日レセ.pem"), "{names}");
    if family == Family::Chromium {
        look(&browser, "ja", "client-files-receview");
    }
    assert!(browser.see("backup").contains("receview.conf"));
    let folder = unpacked(&browser);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(!folder.path().join("receview.conf").exists());
    let mut openssl = Command::new("openssl");
    openssl.args(["pkey", "-passin", "pass:in use", "-pubout", "-in"]);
    let public = output(openssl.arg(folder.path().join("日レセ.pem")));
    let mut openssl = Command::new("openssl");
    openssl.args(["x509", "-noout", "-pubkey", "-in"]);
    assert_eq!(output(openssl.arg(folder.path().join("日レセ.crt"))), public);
    let kept = |stem: &str| {
        let mut paths = paths_of(folder.path());
        paths.retain(|path| path.starts_with(&format!("{stem}.")));
        assert_eq!(paths.len(), 1, "{paths:?}");
        paths.remove(0)
    };
    assert_eq!(read(&kept("日レセ.crt")), b"old certificate");
    assert_eq!(read(&kept("日レセ.pem")), b"old key");
}

fn paths_of(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn a_key_of_another_certificate_is_written_for_nobody_though_it_does_not_show_itself(family: Family) {
    let (_site, browser) = visit(family, &Visitor::holding("client0001"));
    let folder = tempfile::tempdir().unwrap();
    // Without the extensions of an authority, which openssl's own configuration adds.
    let plain = written(&folder, "openssl.cnf", "[req]\ndistinguished_name = name\n[name]\n");
    let made = |name: &str| {
        let [key, certificate] = ["pem", "crt"].map(|extension| folder.path().join(format!("{name}.{extension}")));
        let mut openssl = Command::new("openssl");
        openssl.args([
            "req",
            "-x509",
            "-newkey",
            "ed25519",
            "-nodes",
            "-subj",
            "/CN=client0001",
            "-keyout",
        ]);
        openssl.arg(&key).arg("-config").arg(&plain);
        output(openssl.arg("-out").arg(&certificate));
        [key, certificate]
    };
    let ([key, certificate], [other, _]) = (made("own"), made("other"));
    browser.drop_files(&[&certificate]);
    browser.cards(1);
    browser.click("card-client-files");
    for client in ["client-monsiaj", "client-browser"] {
        browser.click(client);
        browser.choose_files_for("client-key", &[&other]);
        browser.see("client-key-name");
        if client == "client-monsiaj" {
            browser.click("other-password");
            browser.type_into("client-new-password", "new");
        }
        browser.click("client-files-make");
        assert_eq!(browser.attribute("client-files-error", "data-code"), "key-mismatch");
        assert!(!browser.shows("client-files-made"));
    }
    browser.choose_files_for("client-key", &[&key]);
    browser.click("client-files-make");
    browser.see("client-files-made");
}

fn the_panel_says_what_is_wrong_and_goes_on_once_it_is_right(family: Family) {
    let (_site, browser) = visit(family, &Visitor::holding("client0001"));
    let folder = tempfile::tempdir().unwrap();
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    browser.cards(1);
    browser.renew();
    // The old certificate is the one that is not wanted.
    browser.click("card-client-files");
    assert!(browser.see("client-files-superseded").contains("更新前の証明書です"));
    browser.click("client-files-close");
    assert_eq!(focused(&browser), "card-client-files");
    browser.click("done-client-files");
    assert!(!browser.shows("client-files-superseded"));
    browser.click("client-glclient2");
    browser.choose_files_for("client-settings", &[&written(&folder, "config.json", "no JSON")]);
    assert_eq!(browser.attribute("client-files-error", "data-problem"), "malformed");
    // A path that does not show the folder: the user is asked for it.
    let elsewhere = r#"{"index":0,"list":[{"certfile":"cert.crt"}]}"#;
    browser.choose_files_for("client-settings", &[&written(&folder, "config.json", elsewhere)]);
    browser.see("client-settings-name");
    browser.click("client-files-make");
    assert_eq!(
        browser.attribute("client-files-error", "data-problem"),
        "unknown-folder"
    );
    // What is to be typed into has the focus.
    assert_eq!(focused(&browser), "client-where");
    browser.type_into("client-where", "~/.glclient2");
    browser.click("client-files-make");
    assert_eq!(
        browser.attribute("client-files-error", "data-problem"),
        "unusable-folder"
    );
    retype(&browser, "client-where", "/srv/clinic/.glclient2/");
    browser.click("client-files-make");
    browser.see("client-files-made");
    // What came of it has the focus, and is seen.
    let heading = "const { tagName, textContent } = focused(); return `${tagName} ${textContent}`";
    assert_eq!(browser.execute(heading, &[]), "H3 ファイルができました");
    let unpacked = unpacked(&browser);
    let text = fs::read_to_string(unpacked.path().join("config.json")).unwrap();
    assert!(
        text.contains("\"certfile\":\"/srv/clinic/.glclient2/certificates/"),
        "{text}"
    );
    assert!(browser.see("backup").contains("/srv/clinic/.glclient2/certificates"));
    // An empty password is none.
    browser.click("other-password");
    browser.click("client-files-make");
    assert_eq!(
        browser.attribute("client-files-error", "data-code"),
        "new-password-required"
    );
    // Java takes no other characters.
    browser.click("client-monsiaj");
    browser.type_into("client-new-password", "新しい");
    browser.click("client-files-make");
    assert_eq!(
        browser.attribute("client-files-error", "data-code"),
        "password-not-ascii"
    );
    retype(&browser, "client-new-password", "new one");
    browser.click("client-files-make");
    browser.see("client-files-made");
    assert_eq!(browser.console(), [""; 0]);
}

fn the_scripts_for_machines_without_a_browser_renew_where_the_page_does(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    browser.execute("one('[data-testid=command-line] summary').click()", &[]);
    browser.click("script-sh");
    let script = browser.downloaded("sh");
    browser.click("script-ps1");
    let text = fs::read_to_string(browser.downloaded("ps1")).unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains(&format!("[string] $Endpoint = '{}/api/cert'\r\n", site.origin())));

    let old = demo_certificate("client0001");
    let folder = tempfile::tempdir().unwrap();
    let password = written(&folder, "password", &old.password);
    let new = folder.path().join("new");
    fs::create_dir(&new).unwrap();
    let mut shell = Command::new("sh");
    shell
        .arg(script)
        .arg("--cert")
        .arg(&old.pkcs12)
        .arg("--password-file")
        .arg(password)
        .arg("--yes");
    shell
        .arg("--cacert")
        .arg(demo().certificate_authority_file())
        .arg("--directory")
        .arg(&new);
    output(&mut shell);
    saved_in(&new).assert_renews(old);
    assert_eq!(browser.console(), [""; 0]);
}

/// That other programs read it is shown by the module's own tests.
fn the_next_renewal_goes_into_a_calendar(family: Family) {
    let (_site, browser) = visit(family, &Visitor::holding("client0001"));
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    browser.cards(1);
    browser.click("card-reminder");
    let calendar = |name: &str| {
        let path = browser.downloaded("ics");
        assert_eq!(
            path.file_name().unwrap().to_str().unwrap(),
            format!("renewal-{name}.ics")
        );
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 3, "{text}");
        fs::remove_file(path).unwrap();
        text.replace("\r\n ", "")
    };
    assert!(calendar("client0001").contains("クライアント証明書を更新できます：client0001"));
    browser.renew();
    browser.click("done-reminder");
    assert!(calendar("client0001").contains("有効期限："));
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn nothing_sticks_out_of_the_panel() {
    type Reads = fn(Visitor<'static>) -> Visitor<'static>;
    let languages: [(&str, Reads); 2] = [("ja", |visitor| visitor), ("en", Visitor::reading_english)];
    for (language, reads) in languages {
        let site = Site::same_origin();
        let browser = Browser::visit(Family::Chromium, &site, &reads(Visitor::holding("client0001")));
        let folder = tempfile::tempdir().unwrap();
        browser.renew();
        browser.click("done-client-files");
        browser.see("client-monsiaj");
        look(&browser, language, "client-files");
        browser.click("client-monsiaj");
        browser.choose_files_for(
            "client-settings",
            &[&written(&folder, "monsiaj.jsonrpc.properties", MONSIAJ)],
        );
        browser.see("client-connection");
        browser.click("other-password");
        browser.type_into("client-new-password", "another one");
        browser.click("client-files-make");
        browser.see("client-files-made");
        browser.click("client-files-zip");
        look(&browser, language, "client-files-made");
        // On paper there is the list of what to back up, and nothing else.
        browser.execute("window.print = () => {}", &[]);
        browser.click("backup-print");
        browser.devtools("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "print" }));
        let paper = browser.text_of_page();
        assert!(paper.contains(".monsiaj\\certificates"), "{paper}");
        // Whose it is, and nothing of the page around it.
        assert_eq!(paper.matches("client0001").count(), 1, "{paper}");
        assert!(!paper.contains("monsiaj.jsonrpc.properties）"), "{paper}");
        let pictures = browser_tests::project::root().join("target/screenshots");
        fs::write(pictures.join(format!("backup-{language}-print.png")), browser.picture()).unwrap();
        browser.execute("dispatchEvent(new Event('afterprint'))", &[]);
        browser.devtools("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "" }));
        browser.click("client-api");
        browser.click("form-pem");
        browser.click("plain-key");
        look(&browser, language, "client-files-api");
        browser.click("client-glclient2");
        browser.choose_files_for(
            "client-settings",
            &[&written(
                &folder,
                "config.json",
                r#"{"index":0,"list":[{"certfile":"a.crt"}]}"#,
            )],
        );
        browser.see("client-where");
        browser.click("client-files-make");
        browser.see("client-files-error");
        look(&browser, language, "client-files-error");
    }
}
