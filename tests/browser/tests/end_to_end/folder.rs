//! Writing straight into a client's folder. The folder is one of the origin-private file system, which the browser writes in the same way as one
//! that a person has chosen. Whatever goes wrong, the settings name the old certificate.

use crate::appearance::look;
use crate::client_files::{MONSIAJ, retype, unfold};
use crate::saving::{load_picker, visit_with};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use browser_tests::{
    Browser, Deployment, Family, Saved, Scene, Site, Visitor, demo_certificate, in_both_browsers, in_chromium, wait,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

in_both_browsers!(
    the_folder_gets_new_files_and_settings_and_keeps_the_old_ones,
    a_browser_that_is_killed_while_it_writes_leaves_the_old_settings,
);

in_chromium!(
    glclient2_s_folder_gets_certificate_and_key_and_settings_that_name_both,
    glclient2_s_other_folder_is_its_own_too_and_settings_that_name_another_one_are_warned_of,
    settings_beside_the_program_of_monsiaj_are_reported_and_not_written,
    a_connection_that_cannot_use_the_certificate_is_reported_before_anything_is_written,
    a_connection_is_chosen_from_the_settings_in_the_folder,
    connections_with_the_same_certificate_are_switched_together_where_that_is_wished,
    what_is_written_into_a_copy_or_under_another_password_is_not_taken_for_saved,
    settings_that_the_client_writes_meanwhile_are_not_written_over,
    a_panel_that_is_closed_while_it_writes_writes_to_its_end,
    a_folder_without_settings_gets_the_files_alone,
    whatever_goes_wrong_while_writing_the_settings_name_the_old_certificate,
);

const SETTINGS: &str = "monsiaj.jsonrpc.properties";

/// A folder `.monsiaj` of the origin-private file system; `window.mishap` says what goes wrong at which file: `{ at, kind }`.
const PICKER: &str = r#"
const real = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(window.folderName ?? ".monsiaj", { create: true });
const problem = (name) => new DOMException("a mishap of the test", name);
const isAt = (name) => window.mishap && name.endsWith(window.mishap.at);
const kind = () => window.mishap?.kind;
const forEver = () => new Promise(() => {});

function stream(real, name) {
    return {
        write: async (bytes) => {
            if (isAt(name) && kind() === "full") throw problem("QuotaExceededError");
            if (isAt(name) && kind()?.startsWith("half")) {
                if (kind() === "half") window.mishap = null;
                return real.write(bytes.slice(0, bytes.length / 2));
            }
            await real.write(bytes);
            if (isAt(name) && kind() === "slow") { window.slow = true; await new Promise((resolve) => setTimeout(resolve, 800)); }
            if (isAt(name) && kind() === "hangs") { window.hangs = true; await forEver(); }
        },
        close: async () => {
            if (isAt(name) && kind() === "close fails") { await real.abort(); throw problem("InvalidStateError"); }
            await real.close();
        },
        abort: () => real.abort(),
    };
}
function file(real) {
    return {
        getFile: () => real.getFile(),
        createWritable: async () => {
            if (isAt(real.name) && kind() === "denied") throw problem("NotAllowedError");
            return stream(await real.createWritable(), real.name);
        },
    };
}
function folder(real, name = real.name) {
    return {
        name,
        getDirectoryHandle: async (child, options) => folder(await real.getDirectoryHandle(child, options)),
        getFileHandle: async (child, options) => {
            if (isAt(child) && kind() === "exists" && !options?.create) {
                await write(await real.getFileHandle(child, { create: true }), "somebody else's");
            }
            if (isAt(child) && kind() === "changed" && options?.create) {
                await window.place("monsiaj.jsonrpc.properties", "changed=1\n");
            }
            return file(await real.getFileHandle(child, options));
        },
        removeEntry: (child) => real.removeEntry(child),
        keys: () => real.keys(),
    };
}
async function write(handle, text) {
    const stream = await handle.createWritable();
    await stream.write(text);
    await stream.close();
}
window.showDirectoryPicker = async () => {
    if (kind() === "not chosen") throw problem("AbortError");
    if (kind() === "no permission") throw problem("NotAllowedError");
    return folder(await real());
};
/** What a test puts there. */
window.place = async (name, text) => write(await (await real()).getFileHandle(name, { create: true }), text);
/** Every file below, with its content in base64. A file that is written just then cannot be read: then it is looked again. */
window.listed = async () => {
    for (let tries = 50; tries > 0; tries--) {
        try {
            return await listedAtOnce();
        } catch (error) {
            if (!["NotReadableError", "NotFoundError"].includes(error.name)) throw error;
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }
    throw new Error("the files change all the time");
};
const listedAtOnce = async () => {
    const found = {};
    const walk = async (directory, prefix) => {
        for await (const [name, handle] of directory.entries()) {
            if (handle.kind === "directory") { await walk(handle, `${prefix}${name}/`); continue; }
            const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
            found[prefix + name] = btoa(String.fromCharCode(...bytes));
        }
    };
    await walk(await real(), "");
    return found;
};
document.documentElement.dataset.picker = "ready";
"#;

type Files = BTreeMap<String, Vec<u8>>;

/// The panel of a renewed certificate, for monsiaj, with its folder.
fn renewed(family: Family) -> (Site, Browser, TempDir) {
    let scene = Scene::new(family, Deployment::SameOrigin);
    let (site, browser, folder) = visit_with(scene, &Visitor::holding("client0001"), PICKER);
    browser.renew();
    browser.click("done-client-files");
    browser.click("client-monsiaj");
    (site, browser, folder)
}

/// Chooses the folder and writes into it, as far as that goes.
fn write(browser: &Browser) {
    browser.click("client-files-folder");
    let is_chosen = browser.until("the folder to be read, or what is wrong to be reported", || {
        let is_chosen = browser.shows("client-files-write");
        (is_chosen || browser.shows("client-files-error")).then_some(is_chosen)
    });
    if is_chosen {
        browser.click("client-files-write");
    }
}

fn place(browser: &Browser, name: &str, text: &str) {
    browser.execute("return window.place(...arguments)", &[json!(name), json!(text)]);
}

fn listed(browser: &Browser) -> Files {
    let found = browser.execute("return window.listed()", &[]);
    let decode =
        |(path, content): (&String, &Value)| (path.clone(), STANDARD.decode(content.as_str().unwrap()).unwrap());
    found.as_object().unwrap().iter().map(decode).collect()
}

fn mishap(browser: &Browser, kind: &str, at: &str) {
    browser.execute(
        "window.mishap = { kind: arguments[0], at: arguments[1] }",
        &[json!(kind), json!(at)],
    );
}

fn the_folder_gets_new_files_and_settings_and_keeps_the_old_ones(family: Family) {
    let (_site, browser, folder) = renewed(family);
    place(&browser, SETTINGS, MONSIAJ);
    place(&browser, "other.txt", "not ours");
    browser.click("client-files-folder");
    // Nothing is written before the user has seen what will be.
    let shown = browser.see("client-files-target");
    assert!(shown.contains(".monsiaj") && shown.contains(SETTINGS), "{shown}");
    assert!(
        browser
            .see("client-connection-certificate")
            .contains(r"C:\Users\clinic\.monsiaj\certificates\old.p12")
    );
    assert_eq!(listed(&browser).len(), 2);
    browser.click("client-files-write");
    browser.see("client-files-written");
    let files = listed(&browser);
    let p12 = files.keys().find(|path| path.ends_with(".p12")).unwrap();
    let name = p12
        .trim_start_matches("certificates/")
        .trim_end_matches(".p12")
        .to_owned();
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    let kept = format!("{SETTINGS}.{name}");
    assert_eq!(
        paths,
        [p12, &format!("certificates/{name}.pass"), SETTINGS, &kept, "other.txt"]
    );
    assert_eq!(files[&kept], MONSIAJ.as_bytes());
    assert_eq!(files["other.txt"], b"not ours");
    assert!(browser.see("client-files-backup").contains(&kept));
    // That is as good as saving both files: nobody is asked to do it once more.
    assert!(browser.see("saved-summary").contains("2つのファイルを保存しました"));
    let settings = String::from_utf8(files[SETTINGS].clone()).unwrap();
    assert!(
        settings.contains(&format!(".monsiaj\\\\certificates\\\\{name}.p12\n")),
        "{settings}"
    );
    let saved = ["p12", "pass"].map(|extension| {
        let path = folder.path().join(format!("written.{extension}"));
        fs::write(&path, &files[&format!("certificates/{name}.{extension}")]).unwrap();
        path
    });
    let [p12, pass] = saved;
    Saved { p12, pass }.assert_renews(demo_certificate("client0001"));
    assert_eq!(browser.console(), [""; 0]);
    assert!(!browser.asks_before_leaving());
}

fn glclient2_s_folder_gets_certificate_and_key_and_settings_that_name_both(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    browser.click("client-glclient2");
    browser.execute("window.folderName = '.glclient2'", &[]);
    let old = r#"{"list":[{"certfile":"/home/clinic/a.crt","x":"日本語"}],"index":0}"#;
    place(&browser, "config.json", old);
    write(&browser);
    browser.see("client-files-written");
    let files = listed(&browser);
    let p12 = files.keys().find(|path| path.ends_with(".p12")).unwrap();
    let name = p12.trim_start_matches("certificates/").trim_end_matches(".p12");
    let new = ["crt", "p12", "pass", "pem"].map(|extension| format!("certificates/{name}.{extension}"));
    let kept = format!("config.json.{name}");
    let expected = new.iter().map(String::as_str).chain(["config.json", &kept]);
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        expected.collect::<Vec<_>>()
    );
    assert_eq!(files[&kept], old.as_bytes());
    let settings: Value = serde_json::from_slice(&files["config.json"]).unwrap();
    let place = format!("/home/clinic/.glclient2/certificates/{name}");
    let password = String::from_utf8(files[&format!("certificates/{name}.pass")].clone()).unwrap();
    assert_eq!(
        settings,
        json!({ "index": 0, "list": [{
            "certfile": format!("{place}.crt"), "certkeyfile": format!("{place}.pem"),
            "savecertpassword": true, "certpassword": password, "x": "日本語",
        }] })
    );
    assert!(browser.see("backup").contains(&format!("{place}.pem")));
}

fn glclient2_s_other_folder_is_its_own_too_and_settings_that_name_another_one_are_warned_of(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    browser.click("client-glclient2");
    browser.execute("window.folderName = '.glclient'", &[]);
    assert!(browser.see("backup-either").contains(".glclient2"));
    // The settings name only the home: the folder in it is the one that was chosen.
    place(
        &browser,
        "config.json",
        r#"{"list":[{"certfile":"/home/clinic/a.crt"}],"index":0}"#,
    );
    browser.click("client-files-folder");
    browser.see("client-files-target");
    assert!(!browser.shows("client-files-other-folder") && !browser.shows("client-files-elsewhere"));
    assert!(!browser.shows("backup-either"));
    browser.click("client-files-write");
    browser.see("client-files-written");
    let settings = |browser: &Browser| String::from_utf8(listed(browser)["config.json"].clone()).unwrap();
    assert!(settings(&browser).contains("/home/clinic/.glclient/certificates/"));
    assert!(browser.see("backup").contains("/home/clinic/.glclient/config.json"));
    // Their own paths go through the other folder, where the client will look.
    let other = r#"{"list":[{"certfile":"/home/clinic/.glclient2/certificates/a.crt"}],"index":0}"#;
    place(&browser, "config.json", other);
    browser.click("client-files-folder");
    let warning = browser.see("client-files-elsewhere");
    assert!(
        warning.contains("/home/clinic/.glclient2") && warning.contains(".glclient "),
        "{warning}"
    );
    if family == Family::Chromium {
        look(&browser, "ja", "client-files-elsewhere");
    }
    assert_eq!(settings(&browser), other);
}

fn settings_beside_the_program_of_monsiaj_are_reported_and_not_written(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    assert!(browser.see("client-beside-program").contains(SETTINGS));
    browser.execute("window.folderName = 'orca'", &[]);
    place(&browser, SETTINGS, MONSIAJ);
    place(&browser, "monsiaj-bin-2.0.29.JAR", "");
    browser.click("client-files-folder");
    assert_eq!(
        browser.attribute("client-files-error", "data-problem"),
        "beside-program"
    );
    assert!(!browser.shows("client-files-write"));
    assert_eq!(listed(&browser).len(), 2);
}

fn a_connection_that_cannot_use_the_certificate_is_reported_before_anything_is_written(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    let reported = |browser: &Browser, settings: &str| {
        place(browser, SETTINGS, &[MONSIAJ, settings].concat());
        browser.click("client-files-folder");
        browser.see("client-files-target");
        ["no-tls", "pkcs11", "password-not-saved"]
            .into_iter()
            .filter(|problem| browser.shows(&format!("client-problem-{problem}")))
            .collect::<Vec<_>>()
    };
    assert_eq!(reported(&browser, ""), ["no-tls"]);
    assert_eq!(reported(&browser, "monsiaj.config.1.useSSL=true\n"), [""; 0]);
    let token = "monsiaj.config.1.useSSL=true\nmonsiaj.config.1.usePKCS11=true\n";
    assert_eq!(reported(&browser, token), ["pkcs11"]);
    let asks = "monsiaj.config.1.useSSL=true\nmonsiaj.config.1.saveClientCertificatePassword=false\n";
    assert_eq!(reported(&browser, asks), ["password-not-saved"]);
    if family == Family::Chromium {
        look(&browser, "ja", "client-files-problem");
    }
    assert_eq!(listed(&browser).len(), 1);
}

fn a_connection_is_chosen_from_the_settings_in_the_folder(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    place(&browser, SETTINGS, MONSIAJ);
    browser.click("client-files-folder");
    browser.see("client-files-target");
    let choose = "const list = one('[data-testid=client-connection]'); list.value = arguments[0];
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.execute(choose, &[json!("0")]);
    assert!(
        browser
            .see("client-connection-certificate")
            .contains(r"C:\Users\clinic\client0001.p12")
    );
    // The other one is named by its home, and the user may know better.
    let place = "return one('[data-testid=client-where]').value";
    assert_eq!(browser.execute(place, &[]), r"C:\Users\clinic\.monsiaj");
    retype(&browser, "client-where", "\"D:¥orca¥.monsiaj\"");
    // Choosing the folder once more leaves the choice, for it is the same connection there.
    browser.click("client-files-folder");
    browser.see("client-files-target");
    assert!(browser.see("client-connection-certificate").contains("client0001.p12"));
    retype(&browser, "client-where", "\"D:¥orca¥.monsiaj\"");
    browser.click("client-files-write");
    browser.see("client-files-written");
    let settings = String::from_utf8(listed(&browser)[SETTINGS].clone()).unwrap();
    let lines: Vec<&str> = settings.lines().collect();
    let (changed, kept): (Vec<&str>, Vec<&str>) = lines.into_iter().partition(|line| !MONSIAJ.contains(line));
    assert_eq!(changed.len(), 1, "{settings}");
    assert!(
        changed[0].starts_with(r"monsiaj.config.0.clientCertificateFile=D\:\\orca\\.monsiaj\\certificates\\"),
        "{settings}"
    );
    assert_eq!(kept.len() + 1, MONSIAJ.lines().count());
    assert!(browser.see("backup").contains(r"D:\orca\.monsiaj\certificates"));
}

fn connections_with_the_same_certificate_are_switched_together_where_that_is_wished(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    let same =
        "monsiaj.config.2.clientCertificateFile=C\\:\\\\Users\\\\clinic\\\\.monsiaj\\\\certificates\\\\old.p12\n";
    let settings = [MONSIAJ, same].concat();
    place(&browser, SETTINGS, &settings);
    browser.click("client-files-folder");
    browser.see("client-files-target");
    browser.click("client-same-certificate");
    browser.click("client-files-write");
    browser.see("client-files-written");
    assert!(!browser.shows("client-files-alike"));
    let written = String::from_utf8(listed(&browser)[SETTINGS].clone()).unwrap();
    let changed: Vec<&str> = written.lines().filter(|line| !settings.contains(line)).collect();
    // The password is saved where the client is set to save it.
    let keys: Vec<&str> = changed.iter().map(|line| line.split('=').next().unwrap()).collect();
    assert_eq!(
        keys,
        [
            "monsiaj.config.1.clientCertificateFile",
            "monsiaj.config.2.clientCertificateFile",
            "monsiaj.config.1.clientCertificatePassword",
        ],
        "{written}"
    );
}

fn what_is_written_into_a_copy_or_under_another_password_is_not_taken_for_saved(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    browser.execute("window.folderName = 'backup'", &[]);
    place(&browser, SETTINGS, MONSIAJ);
    browser.click("client-files-folder");
    assert!(browser.see("client-files-other-folder").contains(".monsiaj"));
    browser.click("client-files-write");
    browser.see("client-files-written");
    let unsaved = || browser.see("saved-summary").contains("まだ保存していません");
    assert!(unsaved());

    browser.execute("window.folderName = undefined", &[]);
    place(&browser, SETTINGS, MONSIAJ);
    browser.click("other-password");
    browser.type_into("client-new-password", "another one");
    write(&browser);
    assert!(browser.see("client-files-own-password").contains("新しいパスワード"));
    assert!(unsaved());
    let pass = listed(&browser)
        .into_iter()
        .find(|(path, _)| path.ends_with(".pass"))
        .unwrap();
    assert_eq!(pass.1, b"another one");
    assert!(browser.asks_before_leaving());
}

fn settings_that_the_client_writes_meanwhile_are_not_written_over(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    place(&browser, SETTINGS, MONSIAJ);
    browser.click("client-files-folder");
    browser.see("client-files-target");
    place(&browser, SETTINGS, "monsiaj.current=0\n");
    let before = listed(&browser);
    browser.click("client-files-write");
    assert_eq!(browser.attribute("client-files-error", "data-problem"), "changed");
    assert_eq!(listed(&browser), before);
    // What was read is of no use any more: the folder is chosen again.
    assert!(!browser.shows("client-files-write"));
    // The user thinks better of it.
    browser.click("client-files-folder");
    browser.see("client-files-target");
    browser.click("client-files-leave");
    assert!(!browser.shows("client-files-write"));
    assert_eq!(listed(&browser), before);
}

fn a_panel_that_is_closed_while_it_writes_writes_to_its_end(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    place(&browser, SETTINGS, MONSIAJ);
    mishap(&browser, "slow", ".pass");
    write(&browser);
    wait::until("the browser to be in the midst of writing", || {
        (browser.execute("return window.slow ?? false", &[]) == true).then_some(())
    });
    browser.click("client-files-close");
    wait::until("the settings to be switched", || {
        (listed(&browser)[SETTINGS] != MONSIAJ.as_bytes()).then_some(())
    });
    // What was wiped with the panel is not what is kept of the settings.
    let files = listed(&browser);
    let kept = files.iter().find(|(path, _)| path.starts_with(&format!("{SETTINGS}.")));
    assert_eq!(kept.unwrap().1, MONSIAJ.as_bytes());
    assert_eq!(browser.console(), [""; 0]);
}

fn a_folder_without_settings_gets_the_files_alone(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    write(&browser);
    browser.see("client-files-written");
    let files = listed(&browser);
    assert_eq!(files.len(), 2, "{:?}", files.keys());
    assert!(files.keys().all(|path| path.starts_with("certificates/")));
    assert!(!browser.shows("client-files-backup"));
    // Some other folder is not filled with files.
    browser.execute("window.folderName = 'Documents'", &[]);
    browser.click("client-files-folder");
    assert_eq!(browser.attribute("client-files-error", "data-problem"), "other-folder");
    assert_eq!(listed(&browser), Files::new());
}

fn whatever_goes_wrong_while_writing_the_settings_name_the_old_certificate(family: Family) {
    let (_site, browser, _folder) = renewed(family);
    place(&browser, SETTINGS, MONSIAJ);
    let before = listed(&browser);
    let mishaps = [
        ("no permission", "", "denied"),
        ("denied", ".p12", "denied"),
        ("denied", ".pass", "denied"),
        ("denied", SETTINGS, "denied"),
        ("full", ".p12", "full"),
        ("full", ".pass", "full"),
        ("full", SETTINGS, "full"),
        ("half", ".p12", "failed"),
        ("half", SETTINGS, "failed"),
        ("close fails", ".pass", "failed"),
        ("close fails", SETTINGS, "failed"),
    ];
    for (place, (kind, at, problem)) in mishaps.into_iter().enumerate() {
        mishap(&browser, kind, at);
        write(&browser);
        let reported = browser.until("the mishap to be reported", || {
            let reported = browser.attribute("client-files-error", "data-problem");
            (reported == problem).then_some(reported)
        });
        assert_eq!(reported, problem, "{kind} at {at}");
        assert!(browser.text_of_page().contains("設定を変更していません"));
        // Nothing that was begun is left over, and the old settings are there to the octet.
        assert_eq!(listed(&browser), before, "{kind} at {at}");
        browser.execute("window.mishap = null", &[]);
        // Another choice takes the old words away.
        unfold(&browser);
        browser.click(["protection-modern", "protection-issued"][place % 2]);
        assert!(!browser.shows("client-files-error"));
    }

    // What somebody else has put there meanwhile stays theirs.
    mishap(&browser, "exists", ".pass");
    write(&browser);
    assert_eq!(browser.attribute("client-files-error", "data-problem"), "exists");
    let mut files = listed(&browser);
    let other = files.keys().find(|path| path.ends_with(".pass")).unwrap().clone();
    assert_eq!(files.remove(&other).unwrap(), b"somebody else's");
    assert_eq!(files, before);
    // Files are named after the second.
    let name = |path: &str| {
        path.trim_start_matches("certificates/")
            .trim_end_matches(".pass")
            .to_owned()
    };
    wait::until("another second", || {
        let now = browser.execute(
            "return new Intl.DateTimeFormat('en', { second: '2-digit' }).format()",
            &[],
        );
        let now = format!("{:0>2}", now.as_str().unwrap());
        (!name(&other).ends_with(&now)).then_some(())
    });
    mishap(&browser, "changed", ".p12");
    write(&browser);
    assert_eq!(
        browser.attribute("client-files-error", "data-problem"),
        "changed",
        "{}",
        browser.see("client-files-error")
    );
    assert_eq!(listed(&browser)[SETTINGS], b"changed=1\n");

    // A disk that keeps half of everything: the old settings cannot be put back, but they are still there under another name.
    place(&browser, SETTINGS, MONSIAJ);
    mishap(&browser, "half for good", SETTINGS);
    write(&browser);
    assert_eq!(browser.attribute("client-files-error", "data-problem"), "damaged");
    let files = listed(&browser);
    let kept = files
        .keys()
        .find(|path| path.starts_with(&format!("{SETTINGS}.")))
        .unwrap();
    assert_eq!(files[kept], MONSIAJ.as_bytes());
    assert!(browser.see("client-files-error").contains(kept.as_str()));
    assert!(!browser.text_of_page().contains("設定を変更していません"));

    // A window that was closed is no mishap.
    mishap(&browser, "not chosen", "");
    browser.click("client-files-folder");
    assert!(
        browser
            .see("client-files-not-picked")
            .contains("何も書き込んでいません")
    );
    assert!(browser.see("client-files-folder").contains("別のフォルダー"));
    assert!(!browser.shows("client-files-error"));
    assert!(!browser.shows("client-files-written"));
}

fn a_browser_that_is_killed_while_it_writes_leaves_the_old_settings(family: Family) {
    let (site, mut browser, _folder) = renewed(family);
    place(&browser, SETTINGS, MONSIAJ);
    for at in [".pass", SETTINGS] {
        mishap(&browser, "hangs", at);
        write(&browser);
        wait::until("the browser to be in the midst of writing", || {
            (browser.execute("return window.hangs ?? false", &[]) == true).then_some(())
        });
        browser.kill();
        browser.reopen();
        browser.open_page(&site);
        load_picker(&browser);
        assert_eq!(
            listed(&browser)[SETTINGS],
            MONSIAJ.as_bytes(),
            "killed while writing {at}"
        );
        // The renewal was kept: the user goes on with it, and writes the folder.
        browser.click("renew-resume");
        browser.see("new-certificate");
        browser.click("done-client-files");
        browser.click("client-monsiaj");
    }
    write(&browser);
    browser.see("client-files-written");
    assert!(
        listed(&browser)
            .keys()
            .any(|path| path.starts_with(&format!("{SETTINGS}.")))
    );
}

#[test]
fn nothing_sticks_out_before_a_folder_is_written() {
    type Reads = fn(Visitor<'static>) -> Visitor<'static>;
    let languages: [(&str, Reads); 2] = [("ja", |visitor| visitor), ("en", Visitor::reading_english)];
    // Three connections, two of them with the same certificate, in a folder that is not the client's own.
    let settings = [
        MONSIAJ,
        "monsiaj.config.2.clientCertificateFile=C\\:\\\\Users\\\\clinic\\\\.monsiaj\\\\certificates\\\\old.p12\n",
    ];
    for (language, reads) in languages {
        let scene = Scene::new(Family::Chromium, Deployment::SameOrigin);
        let (_site, browser, _folder) = visit_with(scene, &reads(Visitor::holding("client0001")), PICKER);
        browser.renew();
        browser.click("done-client-files");
        browser.click("client-monsiaj");
        browser.execute("window.folderName = 'backup'", &[]);
        place(&browser, SETTINGS, &settings.concat());
        browser.click("client-files-folder");
        browser.see("client-files-other-folder");
        browser.see("client-same-certificate");
        look(&browser, language, "client-files-folder");
        browser.click("other-password");
        browser.type_into("client-new-password", "another one");
        browser.click("client-files-write");
        browser.see("client-files-own-password");
        assert!(browser.see("client-files-alike").contains("2"));
        look(&browser, language, "client-files-written");
    }
}
