//! The page as an installed application: files that are opened with it, no network, and the next release.

use browser_tests::{
    Browser, Family, Setup, Site, Visitor, demo_certificate, in_all_browsers, in_both_browsers, in_chromium, output,
    project, visit, wait,
};
use renewal_authority::fault::{Fault, On, Reply, Times};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

in_all_browsers!(a_page_that_is_only_visited_keeps_nothing);

in_both_browsers!(
    without_a_server_files_are_checked_and_many_too,
    the_next_release_waits_for_a_renewal_and_is_never_mixed_with_this_one,
);

in_chromium!(
    files_that_are_opened_with_it_are_checked,
    files_that_another_application_shares_are_checked_and_kept_nowhere,
    a_release_that_is_not_whole_yet_is_not_taken,
    a_release_that_the_browser_has_thrown_away_is_fetched_anew,
);

/// Ready, as it is after the first start of the application.
fn start(browser: &Browser, site: &Site) {
    browser.open(&format!("{}/?app", site.origin()));
    browser.wait_for_page();
    let ready = "return navigator.serviceWorker.ready.then(() => true)";
    assert_eq!(browser.execute(ready, &[]), true);
    browser.open(&format!("{}/?app", site.origin()));
    browser.wait_for_page();
    let controlled = "return navigator.serviceWorker.controller !== null";
    assert_eq!(browser.execute(controlled, &[]), true);
}

/// A copy of the built page, of which another release can be made.
fn copied() -> (TempDir, Setup) {
    let root = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), root.path());
    let setup = Setup {
        root: Some(root.path().to_owned()),
        ..Setup::default()
    };
    (root, setup)
}

/// Puts another release in the place of the one there; `whole`: its files too, not only its service worker.
fn deploy(root: &Path, whole: bool) {
    let changed = "later.js";
    let file = root.join(changed);
    let old = fs::read(&file).unwrap();
    let new = [&old[..], b"\nglobalThis.release = 2;"].concat();
    let worker = root.join("service-worker.js");
    let script = fs::read_to_string(&worker).unwrap();
    let other = script
        .replace(&hash(&old), &hash(&new))
        .replacen("\"id\":\"", "\"id\":\"next-", 1);
    assert_ne!(other.len(), script.len());
    if whole {
        fs::write(file, new).unwrap();
    }
    fs::write(worker, other).unwrap();
}

/// As `integrity` takes it, by openssl.
fn hash(text: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, text).unwrap();
    let base64 = "openssl dgst -sha256 -binary \"$1\" | openssl base64 -A";
    let hash = output(Command::new("sh").args(["-c", base64, "sh"]).arg(file));
    String::from_utf8(hash).unwrap()
}

fn caches(browser: &Browser) -> Value {
    browser.execute("return caches.keys()", &[])
}

fn a_page_that_is_only_visited_keeps_nothing(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.until("the page to have all it needs later", || {
        (browser.execute("return document.querySelector('link[rel=manifest]') !== null", &[]) == true).then_some(())
    });
    // One that was registered would have been there before another page.
    browser.reload();
    browser.wait_for_page();
    let workers = "return navigator.serviceWorker.getRegistrations().then(({ length }) => length)";
    assert_eq!(browser.execute(workers, &[]), 0);
    assert_eq!(caches(&browser), json!([]));
    assert_eq!(browser.console(), [""; 0]);
}

fn without_a_server_files_are_checked_and_many_too(family: Family) {
    let mut site = Site::same_origin();
    let browser = Browser::start(family, &Visitor::without_certificate());
    start(&browser, &site);
    site.stop_nginx();
    browser.open(&format!("{}/?app", site.origin()));
    browser.wait_for_page();
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    assert_eq!(browser.cards(1)[0].decision(), "renewable");
    let names = ["db0002", "client0003", "client0004", "api0005"];
    let files = names.map(|name| demo_certificate(name).certificate.as_path());
    browser.drop_files(&files);
    assert_eq!(browser.rows(5)[0].look(), "due");
    // What only the server has is not answered for by anybody else.
    for path in ["config.json", "api/cert", "client-cert"] {
        let asked = "return fetch(arguments[0]).then(({ status }) => status, () => 'refused')";
        assert_eq!(browser.execute(asked, &[json!(path)]), "refused", "{path}");
    }
}

fn the_next_release_waits_for_a_renewal_and_is_never_mixed_with_this_one(family: Family) {
    let (root, setup) = copied();
    let site = Site::start(setup);
    let browser = Browser::start(family, &Visitor::holding("client0001"));
    start(&browser, &site);
    site.authority()
        .misbehave(On::Download, Fault::Before(Reply::Silence), Times::First(1));
    browser.click("renew-start");
    browser.click("dialog-yes");
    wait::until("the download to be asked for", || {
        (site.exchange().len() == 2).then_some(())
    });

    deploy(root.path(), true);
    let update = "return navigator.serviceWorker.ready.then(async (registration) => {
        await registration.update();
        const fresh = registration.installing;
        if (fresh) await new Promise((done) => fresh.addEventListener('statechange', () => fresh.state === 'installed' && done()));
        return registration.waiting !== null;
    })";
    assert_eq!(
        browser.execute(update, &[]),
        true,
        "the next release is there and waits"
    );
    let release =
        "return fetch('later.js').then((script) => script.text()).then((text) => text.includes('release = 2'))";
    assert_eq!(
        browser.execute(release, &[]),
        false,
        "a page has the files of its own release"
    );
    browser.click("renew-cancel");
    browser.click("renew-resume");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
    assert_eq!(browser.execute(release, &[]), false);

    // Once no page is open any more.
    let old = browser.tab();
    browser.open_tab("about:blank");
    let new = browser.tab();
    browser.switch_to(&old);
    browser.close_tab(&new);
    wait::until("the next release", || {
        browser.open(&format!("{}/?app", site.origin()));
        browser.wait_for_page();
        let one = browser.execute(release, &[]) == true;
        browser.open("about:blank");
        one.then_some(())
    });
}

fn a_release_that_is_not_whole_yet_is_not_taken(family: Family) {
    let (root, setup) = copied();
    let site = Site::start(setup);
    let browser = Browser::start(family, &Visitor::without_certificate());
    start(&browser, &site);
    let before = caches(&browser);
    deploy(root.path(), false);
    let update = "return navigator.serviceWorker.ready.then(async (registration) => {
        await registration.update();
        const fresh = registration.installing;
        await new Promise((done) => fresh.addEventListener('statechange', () => fresh.state === 'redundant' && done()));
        return registration.waiting === null;
    })";
    assert_eq!(browser.execute(update, &[]), true);
    assert_eq!(caches(&browser), before, "of the other one nothing is left");
}

fn a_release_that_the_browser_has_thrown_away_is_fetched_anew(family: Family) {
    let site = Site::same_origin();
    let browser = Browser::start(family, &Visitor::without_certificate());
    start(&browser, &site);
    browser.execute(
        "return caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))",
        &[],
    );
    start(&browser, &site);
    assert_eq!(caches(&browser).as_array().unwrap().len(), 1);
}

fn files_that_another_application_shares_are_checked_and_kept_nowhere(family: Family) {
    let site = Site::same_origin();
    let browser = Browser::start(family, &Visitor::without_certificate());
    start(&browser, &site);
    let file = fs::read_to_string(&demo_certificate("client0001").certificate).unwrap();
    let share = "const form = new FormData();
        form.append('files', new File([arguments[0]], 'client0001.crt'));
        form.append('files', 'no file');
        return fetch('share', { method: 'POST', body: form }).then(({ url }) => url);";
    // It leads to the page, which the service worker has kept by this name.
    let url = browser.execute(share, &[json!(file)]);
    assert_eq!(url, format!("{}/index.html", site.origin()));
    browser.open(&format!("{}/?app=shared", site.origin()));
    let card = &browser.cards(1)[0];
    assert_eq!(card.part("card-name"), "client0001.crt");
    assert_eq!(site.answered("POST"), 0, "no server sees what is shared");
    // Once: a reload has nothing.
    browser.reload();
    browser.wait_for_page();
    browser.until("the application to have asked", || {
        (browser.execute("return document.querySelector('link[rel=manifest]') !== null", &[]) == true).then_some(())
    });
    assert!(browser.cards_now().unwrap().is_empty());
}

fn files_that_are_opened_with_it_are_checked(_family: Family) {
    let site = Site::same_origin();
    let browser = Browser::start_to_install(&Visitor::without_certificate());
    browser.open_page(&site);
    browser.until("the manifest", || {
        (browser.execute("return document.querySelector('link[rel=manifest]') !== null", &[]) == true).then_some(())
    });
    let manifest = browser.devtools("Page.getAppManifest", &json!({}));
    assert_eq!(manifest["errors"], json!([]));
    let handled: Vec<String> = ["crt", "cer", "pem", "p12", "pfx", "p7b"]
        .iter()
        .map(|extension| format!("\".{extension}\""))
        .collect();
    let text = manifest["data"].as_str().unwrap();
    assert!(handled.iter().all(|one| text.contains(one)), "{text}");
    let id = json!(format!("{}/?app", site.origin()));
    browser.devtools("PWA.install", &json!({ "manifestId": id }));
    let open = |name: &str| {
        let files = [&demo_certificate(name).certificate];
        browser.devtools("PWA.launchFilesInApp", &json!({ "manifestId": id, "files": files }));
    };
    // Where it is open already, it takes them beside what is there.
    open("client0001");
    assert_eq!(browser.cards(1)[0].decision(), "renewable");
    open("client0004");
    let cards = browser.cards(2);
    let decisions: Vec<_> = cards.iter().map(|card| card.decision()).collect();
    assert_eq!(decisions, ["renewable", "expired"]);
    browser.devtools("PWA.uninstall", &json!({ "manifestId": id }));
}
