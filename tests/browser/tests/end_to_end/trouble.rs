//! When something is wrong with the page's own ground: the module, the connection, the address, the user's hurry.

use browser_tests::{
    Browser, Family, Scene, Setup, Site, Visitor, demo, demo_certificate, in_all_browsers, in_both_browsers,
    in_both_browsers_and_deployments, in_either_deployment, project, visit, wait,
};
use renewal_authority::{Authority, Options, Policy, Server};
use std::fs;
use tempfile::TempDir;
use tokio::runtime::Runtime;

in_both_browsers_and_deployments!(without_a_network_the_page_says_so_and_a_second_try_works);

in_either_deployment!(leaving_is_warned_of_while_the_new_certificate_is_not_saved);

in_all_browsers!(
    leaving_a_page_with_nothing_to_lose_asks_nothing,
    a_module_that_does_not_load_is_reported_and_waiting_files_are_read_once_it_does,
    where_no_words_come_that_is_reported_and_another_language_is_spoken_rather_than_none,
    a_language_that_is_chosen_before_the_first_words_have_come_is_spoken,
    a_browser_that_is_too_old_gets_one_sentence,
    a_script_of_another_version_is_not_taken_into_an_open_page,
    where_no_worker_starts_the_page_reads_many_files_itself,
);

in_both_browsers!(
    a_trap_in_the_module_is_reported_and_the_next_call_gets_a_fresh_one,
    over_plain_http_files_are_checked_and_renewing_says_what_is_missing,
);

/// A copy of the built page, to be changed.
fn copy_of_the_page() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), root.path());
    root
}

fn leaving_is_warned_of_while_the_new_certificate_is_not_saved(scene: Scene) {
    let site = scene.site();
    let visitor = Visitor::holding("client0001");
    for (saves, expected) in [
        (vec![], true),
        (vec!["save-p12"], true),
        (vec!["save-p12", "save-pass"], false),
    ] {
        let browser = Browser::visit(scene.family, &site, &visitor);
        browser.renew();
        for save in &saves {
            browser.click(save);
        }
        assert_eq!(browser.asks_before_leaving(), expected, "saved: {saves:?}");
    }
}

fn leaving_a_page_with_nothing_to_lose_asks_nothing(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    browser.cards(1);
    browser.click("language-en");
    assert!(!browser.asks_before_leaving());
}

/// Stands before the real module and traps, as WebAssembly traps: when a file of this name comes, and in the first
/// `presented`, where the trap reaches the window and the promise stays pending for ever, as wasm-bindgen's do.
const TRAPPING: &str = r#"
import * as real from "./real.js";
export * from "./real.js";
export { default } from "./real.js";
// (module (func (export "trap") unreachable))
const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];
const { trap } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(code))).exports;
globalThis.loaded = (globalThis.loaded ?? 0) + 1;
export async function inspectAsync(bytes, options) {
    if (options.fileName === "trap.crt") trap();
    return real.inspectAsync(bytes, options);
}
export function presented(options) {
    if (globalThis.trapped) return real.presented(options);
    globalThis.trapped = true;
    setTimeout(trap);
    return new Promise(() => {});
}
"#;

fn a_trap_in_the_module_is_reported_and_the_next_call_gets_a_fresh_one(family: Family) {
    let root = copy_of_the_page();
    let module = root.path().join("module");
    fs::rename(module.join("orcamo_cert.js"), module.join("real.js")).unwrap();
    fs::write(module.join("orcamo_cert.js"), TRAPPING).unwrap();
    let good = demo().certificates()[0].certificate.as_path();
    let trap = root.path().join("trap.crt");
    fs::copy(good, &trap).unwrap();

    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::default()
    });
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001"));
    // Files are read from the last to the first.
    let last = demo_certificate("db0002").certificate.as_path();
    browser.drop_files(&[good, &trap, last]);
    let cards = browser.cards(3);
    assert_eq!((cards[0].decision(), cards[2].decision()), ("renewable", "renewable"));
    let (code, error, next) = (cards[1].code(), cards[1].part("card-error"), cards[1].part("card-next"));
    assert_eq!(code, "internal");
    assert!(error.contains("予期しない問題"), "{error}");
    assert!(next.contains("もう一度お試しください"), "{next}");
    assert_eq!(browser.execute("return loaded", &[]), 2);

    browser.click("renew-start");
    assert_eq!(browser.attribute("renew-error", "data-code"), "internal");
    browser.click("renew-retry");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    assert_eq!(browser.execute("return loaded", &[]), 3);
}

fn a_module_that_does_not_load_is_reported_and_waiting_files_are_read_once_it_does(family: Family) {
    let root = copy_of_the_page();
    let module = root.path().join("module/orcamo_cert_bg.wasm");
    let bytes = fs::read(&module).unwrap();
    fs::remove_file(&module).unwrap();
    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::start(family, &Visitor::without_certificate());
    browser.open(&site.origin());
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    let card = browser.card_with_code("module-unavailable");
    assert!(
        card.part("card-error").contains("プログラムを読み込めませんでした"),
        "{}",
        card.text()
    );
    assert!(browser.text_of_page().contains("もう一度読み込む"));

    fs::write(&module, bytes).unwrap();
    browser.execute("one('[data-action=load-module]').click()", &[]);
    assert_eq!(browser.card_with_code("").decision(), "renewable");
    wait::until("the notice to go", || {
        (!browser.text_of_page().contains("もう一度読み込む")).then_some(())
    });
}

fn where_no_words_come_that_is_reported_and_another_language_is_spoken_rather_than_none(family: Family) {
    let root = copy_of_the_page();
    let [japanese, english] = ["ja", "en"].map(|language| root.path().join(format!("messages/{language}/page.js")));
    let words = fs::read(&english).unwrap();
    fs::remove_file(&japanese).unwrap();
    fs::remove_file(&english).unwrap();
    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::start(family, &Visitor::without_certificate());
    browser.open(&site.origin());
    let reported = browser.see("words-failed");
    assert!(
        reported.contains("再読み込みしてください") && reported.contains("reload the page"),
        "{reported}"
    );

    fs::write(&english, words).unwrap();
    browser.open(&site.origin());
    wait::until("the page in English", || {
        browser
            .text_of_page()
            .contains("Check and renew client certificates")
            .then_some(())
    });
    assert_eq!(browser.execute("return document.documentElement.lang", &[]), "en");
    assert!(!browser.shows("words-failed"));
}

/// As old is a browser for which the style asks in vain.
fn a_browser_that_is_too_old_gets_one_sentence(family: Family) {
    let root = copy_of_the_page();
    let style = root.path().join("page.css");
    let text = fs::read_to_string(&style).unwrap();
    assert_eq!(text.matches("light-dark(red").count(), 2, "{text}");
    fs::write(&style, text.replace("light-dark(red", "light-darker(red")).unwrap();
    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::start(family, &Visitor::without_certificate());
    browser.open(&site.origin());
    let sentence = browser.see("old-browser");
    assert!(
        sentence.contains("このブラウザは古いため") && sentence.contains("too old for this page"),
        "{sentence}"
    );
    assert!(!browser.shows("renew-start") && !browser.shows("language-en"));
    fs::write(&style, text).unwrap();
    browser.open(&format!("{}?again", site.origin()));
    browser.see("renew-start");
    assert!(!browser.shows("old-browser"));
}

fn a_language_that_is_chosen_before_the_first_words_have_come_is_spoken(family: Family) {
    let root = copy_of_the_page();
    let japanese = root.path().join("messages/ja/page.js");
    let words = fs::read_to_string(&japanese).unwrap();
    let held_back = format!("await new Promise((come) => (globalThis.letWordsCome = come));\n{words}");
    fs::write(&japanese, held_back).unwrap();
    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::start(family, &Visitor::without_certificate());
    let choose = |language: &str| {
        browser.open(&site.origin());
        wait::until("the Japanese words to be on their way", || {
            (browser.execute("return typeof letWordsCome", &[]) == "function").then_some(())
        });
        let click = format!("one('[data-language={language}]').click()");
        browser.execute(&click, &[]);
    };
    let shows = |words: &str| browser.text_of_page().contains(words).then_some(());
    let english = "Check and renew client certificates";

    choose("en");
    wait::until("the page in English", || shows(english));
    browser.execute("letWordsCome()", &[]);
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    assert_eq!(browser.cards(1)[0].decision(), "renewable");
    assert!(shows(english).is_some(), "{}", browser.text_of_page());
    assert_eq!(browser.execute("return document.documentElement.lang", &[]), "en");

    // The language that comes anyway.
    choose("ja");
    browser.execute("letWordsCome()", &[]);
    wait::until("the page in Japanese", || shows("クライアント証明書の確認と更新"));
}

fn a_script_of_another_version_is_not_taken_into_an_open_page(family: Family) {
    let root = copy_of_the_page();
    let later = root.path().join("later.js");
    let real = fs::read_to_string(&later).unwrap();
    // What it shares with the page, under another name, as after an update of the server.
    let other = real.replace(".js\"", ".js?other\"");
    assert_ne!(other, real);
    fs::write(&later, other).unwrap();
    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::visit(family, &site, &Visitor::without_certificate());
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    browser.cards(1);
    browser.click("card-client-files");
    wait::until("the page to say so", || {
        browser
            .text_of_page()
            .contains("ページを再読み込みしてください")
            .then_some(())
    });
    assert!(!browser.shows("client-files"));
}

fn where_no_worker_starts_the_page_reads_many_files_itself(family: Family) {
    let root = copy_of_the_page();
    fs::remove_file(root.path().join("check-worker.js")).unwrap();
    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::visit(family, &site, &Visitor::without_certificate());
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (0..30)
        .map(|place| folder.path().join(format!("{place}.crt")))
        .collect();
    for file in &files {
        fs::copy(&demo_certificate("client0001").certificate, file).unwrap();
    }
    browser.drop_files(&files.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
    let rows = browser.rows(1);
    assert_eq!((rows[0].look(), rows[0].cell("commonName")), ("due", "client0001"));
    let total = browser.execute("return one('orcamo-cert-check').results.length", &[]);
    assert_eq!(total, 30);
}

fn without_a_network_the_page_says_so_and_a_second_try_works(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.set_offline(true);
    browser.click("renew-start");
    assert_eq!(browser.attribute("renew-error", "data-code"), "offline");
    let error = browser.see("renew-error");
    assert!(
        error.contains("ネットワークにつながっていない") && error.contains("localhost"),
        "{error}"
    );
    browser.set_offline(false);
    browser.click("renew-retry");
    browser.see("dialog");
}

fn over_plain_http_files_are_checked_and_renewing_says_what_is_missing(family: Family) {
    let runtime = Runtime::new().unwrap();
    let authority = Authority::new(demo().certificate_authority(), Policy::default());
    let options = Options {
        static_folder: Some(project::built_page()),
        public_origin: Some("https://localhost".to_owned()),
        ..Options::default()
    };
    let server = runtime.block_on(Server::plain(authority, options)).unwrap();
    let origin = format!("http://localhost:{}", server.local_address().port());
    for (visitor, words) in [
        (
            Visitor::without_certificate(),
            ["安全な接続（https）で開かれていない", "https://"],
        ),
        (
            Visitor::without_certificate().reading_english(),
            ["not opened over a secure connection (https)", "https://"],
        ),
    ] {
        // One that knows `localhost` by https may insist on that.
        let browser = Browser::start_anew(family, &visitor);
        browser.open(&origin);
        browser.drop_files(&[&demo().certificates()[0].certificate]);
        assert_eq!(browser.cards(1)[0].decision(), "renewable");
        browser.click("renew-start");
        assert_eq!(browser.attribute("renew-error", "data-code"), "insecure-page");
        let error = browser.see("renew-error");
        for part in words.into_iter().chain([origin.as_str()]) {
            assert!(error.contains(part), "{part} in {error}");
        }
        assert!(!browser.text_of_page().contains("url"), "{}", browser.text_of_page());
    }
    runtime.block_on(server.shutdown());
}
