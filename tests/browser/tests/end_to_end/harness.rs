//! The tests' own tools do what they say, and leave nothing behind.

use browser_tests::{
    Browser, Family, Site, Visitor, demo_certificate, in_all_browsers, in_both_browsers, naming, output, visit, wait,
};
use serde_json::json;
use std::env;
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

in_all_browsers!(the_console_is_read);

in_both_browsers!(
    a_site_that_is_dropped_and_a_browser_that_is_killed_leave_nothing_running,
    a_browser_that_was_used_before_is_as_new,
    no_browser_outlives_the_tests,
    a_test_that_fails_leaves_nothing_running_either,
    what_was_stored_survives_kill_9_and_a_new_start,
    a_session_only_secret_does_not_survive_kill_9,
    each_tab_has_its_own_page_and_the_storage_is_shared,
    back_and_reload_load_the_page_again,
    a_page_that_asks_before_it_is_left_can_be_kept_or_left,
    the_record_of_requests_names_each_once,
    the_page_reaches_the_auth_host_of_the_cross_origin_site,
);

fn a_site_that_is_dropped_and_a_browser_that_is_killed_leave_nothing_running(family: Family) {
    let (site, mut browser) = visit(family, &Visitor::holding("client0001"));
    let address = site.origin().replace("https://", "");
    let home = browser.home().to_owned();
    let profile = home.to_str().unwrap();
    assert!(TcpStream::connect(&address).is_ok());
    assert!(!naming(profile).is_empty());

    browser.kill();
    drop(browser);
    drop(site);
    assert_eq!(naming(profile), [0; 0]);
    assert!(!home.exists());
    assert!(
        TcpStream::connect(&address).is_err(),
        "something still listens on {address}"
    );
}

/// What a test may leave behind: in storage, cookies and caches, and with the browser.
const LEAVE: &str = r#"
    const opening = indexedDB.open("left");
    opening.onupgradeneeded = () => opening.result.createObjectStore("left");
    return (async () => {
        await new Promise((resolve) => (opening.onsuccess = resolve));
        localStorage.left = sessionStorage.left = document.cookie = "left=1";
        await (await caches.open("left")).put("/left", new Response("left"));
        console.error("left");
        addEventListener("beforeunload", (event) => event.preventDefault());
        const link = Object.assign(document.createElement("a"), { download: "left.txt" });
        link.href = URL.createObjectURL(new Blob(["left"]));
        link.click();
    })();
"#;

const LEFT: &str = r#"
    return (async () => [
        (await indexedDB.databases()).length, localStorage.length, sessionStorage.length, document.cookie,
        (await caches.keys()).length, innerWidth, navigator.onLine,
        (await navigator.permissions.query({ name: "clipboard-read" }).catch(() => ({ state: "unknown" }))).state,
    ])();
"#;

fn a_browser_that_was_used_before_is_as_new(family: Family) {
    // Nobody else is of this kind.
    let visitor = Visitor {
        languages: "ja,en,fr",
        ..Visitor::without_certificate()
    };
    let (site, browser) = visit(family, &visitor);
    let before = browser.execute(LEFT, &[]);
    browser.execute(LEAVE, &[]);
    browser.downloaded("txt");
    browser.allow_clipboard(&site.origin());
    browser.click("language-en");
    browser.open_tab(&site.origin());
    browser.set_offline(true);
    if family == Family::Chromium {
        browser.emulate(400, 600, "dark");
    }
    assert_ne!(browser.execute(LEFT, &[]), before);
    drop(browser);
    let served = site.answered("GET /main.js 200");

    // The same one, unless many others came in between.
    let browser = Browser::visit(family, &site, &visitor);
    assert_eq!(browser.execute(LEFT, &[]), before);
    assert_eq!(browser.session().windows().unwrap(), [browser.tab()]);
    assert_eq!(browser.execute("return document.documentElement.lang", &[]), "ja");
    assert_eq!(browser.downloads(), [""; 0].map(PathBuf::from));
    assert_eq!(browser.console(), [""; 0]);
    // The page has the focus of the window: without it there is no clipboard.
    browser.allow_clipboard(&site.origin());
    browser.execute("return navigator.clipboard.writeText('as new')", &[]);
    // All of the page came from the server.
    let scripts = browser
        .requests()
        .iter()
        .filter(|one| one.url.ends_with("/main.js"))
        .count();
    assert_eq!((scripts, site.answered("GET /main.js 200")), (1, served + 1));
}

/// Runs [`leave_browsers_behind`] as a process of its own.
fn no_browser_outlives_the_tests(family: Family) {
    let mut tests = Command::new(env::current_exe().unwrap());
    tests.args(["harness::leave_browsers_behind", "--exact", "--ignored", "--nocapture"]);
    let said = String::from_utf8(output(tests.env(LEFT_BEHIND, format!("{family:?}")))).unwrap();
    let homes: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split_once(LEFT_BEHIND))
        .map(|(_, home)| home.trim())
        .collect();
    assert_eq!(homes.len(), 1, "{said}");
    for home in homes {
        assert_eq!(naming(home), [0; 0]);
        assert!(!Path::new(home).exists());
    }
}

const LEFT_BEHIND: &str = "LEFT_BEHIND";

#[test]
#[ignore = "a part of `no_browser_outlives_the_tests`"]
fn leave_browsers_behind() {
    let family = match env::var(LEFT_BEHIND).as_deref() {
        Ok("Firefox") => Family::Firefox,
        _ => Family::Chromium,
    };
    let browser = Browser::start(family, &Visitor::without_certificate());
    let home = browser.home().to_str().unwrap().to_owned();
    drop(browser);
    assert!(!naming(&home).is_empty(), "it waits for another test");
    println!("{LEFT_BEHIND} {home}");
}

fn a_test_that_fails_leaves_nothing_running_either(family: Family) {
    let site = Site::same_origin();
    let address = site.origin().replace("https://", "");
    let failing = AssertUnwindSafe(move || {
        let browser = Browser::visit(family, &site, &Visitor::without_certificate());
        let home = browser.home().to_owned();
        assert_eq!(browser.text_of_page(), "", "in {}", home.display());
    });
    let message = catch_unwind(failing).unwrap_err();
    let message = message.downcast_ref::<String>().unwrap();
    let (_, rest) = message.split_once("orcamo-cert-browser-").unwrap();
    let home = rest.lines().next().unwrap();
    assert!(TcpStream::connect(&address).is_err());
    wait::until("every process of the browser to end", || {
        naming(home).is_empty().then_some(())
    });
}

/// Writes a key that cannot leave the browser, and a text encrypted with it.
const STORE: &str = r#"
    const opening = indexedDB.open("harness");
    opening.onupgradeneeded = () => opening.result.createObjectStore("store");
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    return (async () => {
        const database = await done(opening);
        const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const text = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(arguments[0]));
        const transaction = database.transaction("store", "readwrite", { durability: "strict" });
        transaction.objectStore("store").put({ key, iv, text }, "secret");
        await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onabort = () => reject(transaction.error);
        });
    })();
"#;

const READ: &str = r#"
    const opening = indexedDB.open("harness");
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    return (async () => {
        const database = await done(opening);
        const { key, iv, text } = await done(database.transaction("store").objectStore("store").get("secret"));
        return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, text));
    })();
"#;

fn what_was_stored_survives_kill_9_and_a_new_start(family: Family) {
    let (site, mut browser) = visit(family, &Visitor::choosing("db0002", &["client0001", "db0002"]));
    browser.execute(STORE, &[json!("kept")]);
    let home = browser.home().to_owned();
    let profile = home.to_str().unwrap();
    assert!(!naming(profile).is_empty());
    browser.kill();
    assert!(naming(profile).is_empty());
    browser.reopen();
    browser.open_page(&site);
    assert_eq!(browser.execute(READ, &[]), "kept");
    // So do the certificates and the choice among them.
    browser.renew();
    browser.save().assert_renews(demo_certificate("db0002"));
}

/// It is a kill and no tidy end: a tidy end would have no reason to forget this either, but `pagehide` would fire.
fn a_session_only_secret_does_not_survive_kill_9(family: Family) {
    let (site, mut browser) = visit(family, &Visitor::without_certificate());
    browser.execute(
        "sessionStorage.setItem('kept', 'no'); addEventListener('pagehide', () => localStorage.setItem('reported', 'yes'))",
        &[],
    );
    browser.kill();
    browser.reopen();
    browser.open_page(&site);
    let found = browser.execute(
        "return [sessionStorage.getItem('kept'), localStorage.getItem('reported')]",
        &[],
    );
    assert_eq!(found, json!([null, null]));
}

fn each_tab_has_its_own_page_and_the_storage_is_shared(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    let first = browser.tab();
    browser.execute("window.here = 'first'; localStorage.setItem('shared', 'yes')", &[]);
    let second = browser.open_tab(&site.origin());
    assert_ne!(first, second);
    assert_eq!(
        browser.execute("return [window.here ?? null, localStorage.getItem('shared')]", &[]),
        json!([null, "yes"])
    );
    browser.switch_to(&first);
    assert_eq!(browser.execute("return window.here", &[]), "first");
    assert_eq!(browser.session().windows().unwrap().len(), 2);
    browser.switch_to(&second);
    browser.close_tab(&first);
    assert_eq!(browser.tab(), first);
    assert_eq!(browser.session().windows().unwrap(), [first]);
}

fn back_and_reload_load_the_page_again(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    browser.execute("window.before = true", &[]);
    browser.reload();
    browser.wait_for_page();
    assert_eq!(browser.execute("return window.before === undefined", &[]), true);
    browser.open(&format!("{}/favicon.svg", site.origin()));
    browser.back();
    browser.wait_for_page();
    browser.see("renew-start");
}

fn a_page_that_asks_before_it_is_left_can_be_kept_or_left(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    assert!(!browser.asks_before_leaving());
    browser.wait_for_page();
    browser.execute(
        "addEventListener('beforeunload', (event) => event.preventDefault())",
        &[],
    );
    // No browser asks on behalf of a page that nobody has touched.
    browser.click("language-en");
    assert!(browser.asks_before_leaving());
    browser.answer_dialog(false);
    assert_eq!(browser.execute("return window.stillHere", &[]), true);
    assert!(browser.asks_before_leaving());
    browser.answer_dialog(true);
    wait::until("the page to be left", || {
        let left = browser
            .session()
            .execute("return window.stillHere === undefined", &json!([]));
        left.is_ok_and(|left| left == true).then_some(())
    });
}

fn the_record_of_requests_names_each_once(family: Family) {
    let (site, browser) = visit(family, &Visitor::holding("client0001"));
    let address = |path: &str| format!("{}{path}", site.origin());
    let mut loading = browser.requests();
    // The workers start when the page is idle, and have scripts of their own.
    wait::until("the page to be quiet", || {
        thread::sleep(Duration::from_millis(500));
        let more = browser.requests();
        let is_quiet = more.is_empty();
        loading.extend(more);
        is_quiet.then_some(())
    });
    let wasm = loading.iter().filter(|request| request.url.ends_with(".wasm")).count();
    assert_eq!(wasm, 2, "{loading:?}");
    browser.execute("return fetch('/client-cert?').then((answer) => answer.text())", &[]);
    let made: Vec<_> = browser
        .requests()
        .into_iter()
        .map(|request| (request.method, request.url))
        .collect();
    assert_eq!(made, [("GET".to_owned(), address("/client-cert?"))]);
    assert_eq!(browser.requests(), []);
}

fn the_console_is_read(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    assert_eq!(browser.console(), [""; 0]);
    browser.execute("console.error('a word', 'and more')", &[]);
    let said = browser.console().join("\n");
    assert!(said.contains("a word"), "{said}");
}

fn the_page_reaches_the_auth_host_of_the_cross_origin_site(family: Family) {
    let site = Site::cross_origin();
    let browser = Browser::visit(family, &site, &Visitor::choosing("db0002", &["client0001", "db0002"]));
    let post = "return fetch(arguments[0], {
        method: 'POST', body: '{}', credentials: 'include', headers: { 'Content-Type': 'application/json' },
    }).then(async (answer) => [answer.status, Object.keys(await answer.json()).sort()])";
    let answer = browser.execute(post, &[json!(format!("{}/api/cert", site.auth_origin()))]);
    assert_eq!(answer, json!([200, ["pass", "uri"]]));
    let issued = site.authority().issued();
    let names: Vec<_> = issued
        .iter()
        .map(|one| format!("{:?}", one.predecessor.common_name))
        .collect();
    assert_eq!(names.len(), 1);
    assert!(names[0].contains("db0002"), "{names:?}");
}
