//! Nothing is lost and nothing is renewed twice: the browser is killed, the page is loaded again or opened twice, while a
//! renewal is under way.

use crate::ground::SHIFT;
use browser_tests::{
    Browser, Scene, Setup, Site, Visitor, demo_certificate, in_both_browsers_and_deployments, in_either_deployment,
    naming, wait,
};
use memchr::memmem;
use renewal_authority::Policy;
use renewal_authority::fault::{Fault, On, Reply, Times};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Duration;

in_both_browsers_and_deployments!(
    after_kill_9_between_the_two_requests_the_renewal_goes_on,
    after_kill_9_before_saving_the_new_certificate_is_still_there,
);

in_either_deployment!(
    after_kill_9_a_link_that_is_used_up_is_reported_and_the_certificate_can_be_renewed_again,
    after_a_reload_between_the_two_requests_the_renewal_goes_on,
    a_second_tab_does_not_renew_while_the_first_one_does,
    a_discarded_renewal_is_gone_and_a_new_one_can_begin,
    what_is_kept_is_gone_after_a_day_by_both_clocks_and_not_by_one,
    what_is_kept_and_cannot_be_opened_is_shown_and_not_dropped,
    what_is_kept_is_not_readable_in_the_files_of_the_browser,
);

const ONE_RENEWAL: [&str; 2] = ["POST /api/cert 200", "GET /api/cert/… 200"];

/// Renews until the server has issued and the page waits for the download, which does not come.
fn begin(site: &Site, browser: &Browser) {
    site.authority()
        .misbehave(On::Download, Fault::Before(Reply::Silence), Times::Always);
    browser.click("renew-start");
    browser.click("dialog-yes");
    wait::until("the page to ask for the download", || {
        (site.exchange() == ["POST /api/cert 200", "GET /api/cert/… -"]).then_some(())
    });
}

/// A renewal whose browser was killed while it waited for the download, and started again; the server is well by then.
fn killed_between_the_two_requests(scene: Scene) -> (Site, Browser) {
    let (site, mut browser) = scene.visit(&Visitor::holding("client0001"));
    begin(&site, &browser);
    kill(&mut browser);
    site.authority().behave();
    browser.reopen();
    browser.open_page(&site);
    (site, browser)
}

/// Goes on with what is offered, and saves it.
fn go_on(browser: &Browser) {
    assert_eq!(browser.see("pending-common-name"), "client0001");
    browser.click("renew-resume");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
}

fn after_kill_9_between_the_two_requests_the_renewal_goes_on(scene: Scene) {
    let (site, browser) = killed_between_the_two_requests(scene);
    go_on(&browser);
    assert_eq!(
        site.exchange(),
        ["POST /api/cert 200", "GET /api/cert/… -", "GET /api/cert/… 200"]
    );
}

fn after_kill_9_before_saving_the_new_certificate_is_still_there(scene: Scene) {
    let (site, mut browser) = scene.visit(&Visitor::holding("client0001"));
    browser.renew();
    kill(&mut browser);
    browser.reopen();
    browser.open_page(&site);
    go_on(&browser);
    // It was not even downloaded again.
    assert_eq!(site.exchange(), ONE_RENEWAL);

    // Saved is saved: nothing is kept any longer.
    browser.click("save-confirm");
    wait::until("what was kept to be deleted", || (!keeps(&browser)).then_some(()));
    browser.reload();
    browser.see("renew-start");
    assert!(!browser.shows("pending"));
}

fn after_kill_9_a_link_that_is_used_up_is_reported_and_the_certificate_can_be_renewed_again(scene: Scene) {
    let site = Site::start(Setup {
        deployment: scene.deployment,
        policy: Policy {
            link_uses: Some(1),
            ..Policy::default()
        },
        ..Setup::default()
    });
    let mut browser = Browser::visit(scene.family, &site, &Visitor::holding("client0001"));
    // The one use is counted, and the answer is lost with the browser.
    site.authority()
        .misbehave(On::Download, Fault::After(Reply::Silence), Times::First(1));
    browser.click("renew-start");
    browser.click("dialog-yes");
    wait::until("the link to be used", || (site.exchange().len() == 2).then_some(()));
    kill(&mut browser);
    browser.reopen();
    browser.open_page(&site);
    browser.click("renew-resume");
    assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
    assert_eq!(browser.attribute("renew-error", "data-issued"), "yes");
    assert!(browser.text_of_page().contains("410"), "{}", browser.text_of_page());

    // The old one is still valid: it renews once more, if the user says so.
    browser.click("renew-retry");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
    let posts = site.exchange().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 2);
}

fn after_a_reload_between_the_two_requests_the_renewal_goes_on(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    begin(&site, &browser);
    assert!(browser.asks_before_leaving(), "a renewal is under way");
    site.authority().behave();
    browser.answer_dialog(true);
    browser.wait_for_page();
    go_on(&browser);
    let transcript = site.exchange();
    assert_eq!(transcript.iter().filter(|line| line.starts_with("POST")).count(), 1);
}

fn a_second_tab_does_not_renew_while_the_first_one_does(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    site.authority()
        .misbehave(On::Download, Fault::Late(Duration::from_secs(5)), Times::Always);
    let first = browser.tab();
    browser.click("renew-start");
    browser.see("dialog-yes");
    // The question is open in both tabs; the first one gets its yes first.
    let second = browser.open_tab(&site.origin());
    browser.wait_for_page();
    browser.click("renew-start");
    browser.see("dialog-yes");
    browser.switch_to(&first);
    browser.click("dialog-yes");
    wait::until("the page to ask for the download", || {
        (site.exchange().len() == 2).then_some(())
    });
    browser.switch_to(&second);
    browser.click("dialog-yes");
    browser.see("elsewhere");

    // So does a tab that was opened only now, and that has been asked for nothing.
    let third = browser.open_tab(&site.origin());
    browser.wait_for_page();
    assert!(!browser.shows("pending"));
    browser.click("renew-start");
    browser.see("elsewhere");
    browser.close_tab(&second);
    assert_ne!(third, second);

    browser.switch_to(&first);
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
    browser.click("save-confirm");
    assert_eq!(site.exchange(), ONE_RENEWAL);
    // The first one has done its work: another may renew.
    browser.switch_to(&second);
    browser.until("the question", || {
        // In one go: the question may come up in between.
        let again = "if (!one('#dialog').open) one('[data-testid=renew-again]')?.click()";
        browser.execute(again, &[]);
        browser.shows("dialog-yes").then_some(())
    });
}

fn a_discarded_renewal_is_gone_and_a_new_one_can_begin(scene: Scene) {
    let (site, browser) = killed_between_the_two_requests(scene);
    browser.click("discard");
    browser.click("discard-no");
    assert!(keeps(&browser));
    browser.click("discard");
    browser.click("discard-yes");
    browser.see("renew-start");
    wait::until("what was kept to be deleted", || (!keeps(&browser)).then_some(()));
    browser.reload();
    browser.wait_for_page();
    browser.see("renew-start");
    assert!(!browser.shows("pending"));

    site.authority().forget();
    browser.renew();
    browser.save().assert_renews(demo_certificate("client0001"));
    assert_eq!(site.exchange(), ONE_RENEWAL);
}

/// A renewal that was left while it waited for the download; the server is well by then, and the page offers to go on.
pub(crate) fn left_in_the_middle(site: &Site, browser: &Browser) {
    begin(site, browser);
    assert!(browser.asks_before_leaving(), "a renewal is under way");
    site.authority().behave();
    browser.answer_dialog(true);
    browser.wait_for_page();
    browser.see("pending");
}

/// Changes an instant of what is kept, in milliseconds.
pub(crate) fn change_what_is_kept(browser: &Browser, field: &str, instant: i64) {
    let script = r#"
        const [field, instant] = arguments;
        const opening = indexedDB.open("orcamo-cert");
        return new Promise((resolve, reject) => {
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const transaction = opening.result.transaction("pending-renewal", "readwrite", { durability: "strict" });
                const store = transaction.objectStore("pending-renewal");
                const reading = store.get("only");
                reading.onsuccess = () => store.put({ ...reading.result, [field]: instant }, "only");
                transaction.oncomplete = () => {
                    opening.result.close();
                    resolve();
                };
                transaction.onabort = () => reject(transaction.error);
            };
        });
    "#;
    browser.execute(script, &[json!(field), json!(instant)]);
}

fn what_is_kept_is_gone_after_a_day_by_both_clocks_and_not_by_one(scene: Scene) {
    const HOUR: i64 = 3_600_000;
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    left_in_the_middle(&site, &browser);
    // By this clock it is over, and by the server's it is not: the clock may be wrong.
    browser.execute(SHIFT, &[json!(25 * HOUR)]);
    go_on(&browser);
    drop(browser);
    drop(site);

    // Over by both: it ended an hour ago.
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    left_in_the_middle(&site, &browser);
    let an_hour_ago = browser.execute("return Date.now() - 3600000", &[]);
    change_what_is_kept(&browser, "expires", an_hour_ago.as_i64().unwrap());
    browser.click("renew-resume");
    assert_eq!(browser.attribute("renew-error", "data-code"), "pending-lost");
    wait::until("what was kept to be deleted", || (!keeps(&browser)).then_some(()));
}

fn what_is_kept_and_cannot_be_opened_is_shown_and_not_dropped(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    left_in_the_middle(&site, &browser);
    // Its instants are bound to what is encrypted: with another one it does not open. 15 February 2026, noon in Japan.
    change_what_is_kept(&browser, "created", 1_771_124_400_000);
    browser.reload();
    browser.wait_for_page();
    assert_eq!(browser.attribute("pending", "data-sealed"), "true");
    assert!(browser.see("pending-created").contains("2026年2月15日"));
    let page = browser.text_of_page();
    assert!(
        page.contains("もう一度更新する") && page.contains("続けられません"),
        "{page}"
    );
    assert!(!browser.shows("renew-resume"));
    assert!(keeps(&browser));

    // It stands in nobody's way: one may renew again, and what comes of that takes its place.
    site.authority().forget();
    browser.click("renew-retry");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
    assert_eq!(site.exchange(), ONE_RENEWAL);
    browser.click("save-confirm");
    wait::until("what was kept to be deleted", || (!keeps(&browser)).then_some(()));
}

/// Notes what the server answers to a POST.
const LISTEN: &str = r#"
    const ask = window.fetch;
    window.answers = [];
    window.fetch = async (request, ...others) => {
        const answer = await ask(request, ...others);
        if (request.method === "POST") answer.clone().json().then((json) => window.answers.push(json));
        return answer;
    };
"#;

/// Stores a text as it is, in the same way as the page stores what it keeps.
const STORE_READABLY: &str = r#"
    const [text] = arguments;
    const opening = indexedDB.open("readable");
    opening.onupgradeneeded = () => opening.result.createObjectStore("store");
    return new Promise((resolve, reject) => {
        opening.onsuccess = () => {
            const transaction = opening.result.transaction("store", "readwrite", { durability: "strict" });
            transaction.objectStore("store").put({ text }, "text");
            transaction.oncomplete = () => resolve();
            transaction.onabort = () => reject(transaction.error);
        };
    });
"#;

fn what_is_kept_is_not_readable_in_the_files_of_the_browser(scene: Scene) {
    let (site, mut browser) = scene.visit(&Visitor::holding("client0001"));
    browser.execute(LISTEN, &[]);
    let readable = "Zq7vR2-this-can-be-read";
    browser.execute(STORE_READABLY, &[json!(readable)]);
    begin(&site, &browser);
    let answer = browser.execute("return window.answers[0]", &[]);
    let (uri, password) = (answer["uri"].as_str().unwrap(), answer["pass"].as_str().unwrap());
    let token = uri.rsplit('/').next().unwrap();
    assert!(token.len() > 8 && password.len() > 8);
    assert!(keeps(&browser));
    kill(&mut browser);

    assert!(
        !files_with(browser.home(), readable).is_empty(),
        "the search finds nothing"
    );
    for secret in [password, token] {
        assert_eq!(files_with(browser.home(), secret), [""; 0]);
    }
}

/// The files somewhere in a folder that hold a text, in UTF-8 or UTF-16.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let forms = [text.as_bytes().to_vec(), little, big];
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                let bytes = fs::read(entry.path()).unwrap();
                let holds = |form: &Vec<u8>| memmem::find(&bytes, form).is_some();
                if forms.iter().any(holds) {
                    found.push(entry.path().display().to_string());
                }
            }
        }
    }
    found
}

/// Whether the page keeps a renewal.
fn keeps(browser: &Browser) -> bool {
    let script = "return (async () => (await indexedDB.databases()).some(({ name }) => name === 'orcamo-cert'))()";
    browser.execute(script, &[]) == true
}

fn kill(browser: &mut Browser) {
    let home = browser.home().to_owned();
    browser.kill();
    assert!(naming(home.to_str().unwrap()).is_empty());
}
