//! The fault matrix, through the page, behind nginx as shipped: every cell in each browser and in each deployment, which takes two runs of it. All
//! four are done with `WHOLE_MATRIX=1 cargo xtask test --only browser`. What was found is printed as a table.

use crate::fault_matrix::{Cell, cells};
use browser_tests::{Browser, Deployment, Family, Scene, Site, Visitor, in_both_browsers_and_deployments, visit, wait};
use renewal_authority::fault::{Fault, On, Reply, Times};
use serde_json::{Value, json};
use std::any::Any;
use std::env;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

in_both_browsers_and_deployments!(every_fault_is_reported_as_what_it_is_and_can_be_got_over);

/// In the table: this pair of browser and deployment is another cell's turn.
const ELSEWHERE: &str = "–";
/// Where it is set, every cell is tried in every pair of browser and deployment.
const WHOLE: &str = "WHOLE_MATRIX";

/// What each browser made, in each deployment, of every cell, in the table's order: empty where it passed.
static FOUND: Mutex<Vec<(Scene, Vec<String>)>> = Mutex::new(Vec::new());

/// Notes what the server answers to a POST, and makes the module's waits short: those before the next attempt (1 to 4 s) to a
/// twentieth, and its patience with a request (60 s) to 2.5 s where the server will be silent: an honest answer gets its time.
const PREPARE: &str = r#"
    // How many requests are answered before the silence; null: all.
    let [answered] = arguments;
    window.silent = answered !== null;
    const { fetch: ask, setTimeout: wait } = window;
    window.answers = [];
    window.fetch = async (request, ...others) => {
        const answer = await ask(request, ...others);
        if (request.method === "POST") answer.clone().text().then((text) => window.answers.push(text), () => {});
        return answer;
    };
    window.setTimeout = (call, time, ...others) => {
        if (time >= 1000 && time <= 4000) return wait(call, time / 20, ...others);
        const short = time === 60000 && window.silent && answered-- <= 0;
        return wait(call, short ? 2500 : time, ...others);
    };
"#;

/// The places of the page where no secret may be, and the secrets that are there all the same.
const LEAKS: &str = r#"
    const tokens = [], passwords = [];
    for (const text of window.answers) {
        try {
            const { uri, pass } = JSON.parse(text);
            if (typeof uri === "string" && uri.includes("/api/cert/")) tokens.push(uri.split("/api/cert/")[1]);
            if (typeof pass === "string") passwords.push(pass);
        } catch {
            // It was no JSON.
        }
    }
    const secrets = [...tokens, ...passwords];
    const typed = all("input, textarea").map(({ value }) => value);
    const places = {
        address: location.href, title: document.title, history: JSON.stringify(history.state), name: window.name,
        page: html_of_page(), fields: JSON.stringify(typed), cookies: document.cookie,
        localStorage: JSON.stringify({ ...localStorage }), sessionStorage: JSON.stringify({ ...sessionStorage }),
    };
    const leaks = Object.entries(places).filter(([, text]) => secrets.some((secret) => text.includes(secret)));
    return { leaks: leaks.map(([place]) => place), passwords };
"#;

/// Forgets what the page has kept.
const FORGET: &str = r#"
    return new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("orcamo-cert");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
    });
"#;

fn every_fault_is_reported_as_what_it_is_and_can_be_got_over(scene: Scene) {
    let cells: Vec<Cell> = cells().into_iter().map(Cell::behind_nginx).collect();
    let visitor = Visitor::holding("client0001");
    let (site, mut browser) = scene.visit(&visitor);
    let mut found = Vec::new();
    let whole = env::var_os(WHOLE).is_some();
    for (place, cell) in cells.iter().enumerate() {
        if !whole && !is_tried(place, scene) {
            found.push(ELSEWHERE.to_owned());
            continue;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| go_through(cell, &site, &browser)));
        if outcome.is_err() {
            // Whatever it left behind is not the next cell's fault.
            browser.kill();
            browser = Browser::visit(scene.family, &site, &visitor);
        }
        found.push(outcome.map_or_else(|panic| message(&*panic), |()| String::new()));
    }
    let complaints: Vec<String> = cells
        .iter()
        .zip(&found)
        .filter(|(_, found)| !found.is_empty() && *found != ELSEWHERE)
        .map(|(cell, found)| format!("{}: {found}", cell.name))
        .collect();
    print(&cells, scene, found);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The cells are tried in turn: one in Chromium at one origin and in Firefox across origins, the next one the other way round.
fn is_tried(place: usize, scene: Scene) -> bool {
    let straight = (scene.family == Family::Chromium) == (scene.deployment == Deployment::SameOrigin);
    straight == place.is_multiple_of(2)
}

/// The waits of the matrix are made short. In earnest, nginx loses its patience with a silent authority before the page does;
/// one browser is enough to show it.
#[test]
fn nginx_answers_for_a_silent_authority_before_the_page_gives_up() {
    let (site, browser) = visit(Family::Chromium, &Visitor::holding("client0001"));
    site.authority()
        .misbehave(On::Renewal, Fault::After(Reply::Silence), Times::Always);
    browser.click("renew-start");
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
    assert_eq!(browser.attribute("renew-error", "data-issued"), "maybe");
    assert!(browser.see("renew-issued").contains(words("maybe")));
    assert_eq!(site.exchange(), ["POST /api/cert -"]);
    let page = browser.text_of_page();
    assert!(page.contains("504") && page.contains("authority-timeout"), "{page}");
}

fn go_through(cell: &Cell, site: &Site, browser: &Browser) {
    let authority = site.authority();
    authority.behave();
    browser.execute(FORGET, &[]);
    // A new certificate that was not saved may be lost here.
    if browser.asks_before_leaving() {
        browser.answer_dialog(true);
        wait::until("the page to be left", || {
            let left = browser
                .session()
                .execute("return window.stillHere !== true", &json!([]));
            left.is_ok_and(|left| left == true).then_some(())
        });
    }
    browser.wait_for_page();
    // Only what this cell does is of interest.
    drop((browser.requests(), browser.console()));
    authority.forget();
    authority.misbehave(cell.on, cell.fault.clone(), cell.times);
    let silent = matches!(cell.fault, Fault::Before(Reply::Silence) | Fault::After(Reply::Silence));
    let answered = silent.then_some(cell.requests.len().min(2) - 1);
    browser.execute(PREPARE, &[json!(answered)]);

    browser.click("renew-start");
    browser.click("dialog-yes");
    match cell.code {
        Some(code) => {
            assert_eq!(browser.attribute("renew-error", "data-code"), code);
            assert_eq!(browser.attribute("renew-error", "data-issued"), cell.issued);
            let said = browser.see("renew-issued");
            assert!(said.contains(words(cell.issued)), "{said}");
            // The buttons come last.
            browser.see("renew-retry");
            assert_eq!(
                browser.shows("evidence"),
                cell.has_evidence(),
                "what was rejected can be saved"
            );
            assert_eq!(browser.shows("renew-resume"), cell.has_link(), "going on is offered");
        }
        None => {
            browser.see("new-certificate");
            browser.see("validity-length");
            assert_eq!(
                browser.shows("notice-same-key"),
                cell.reported == Some("same-key"),
                "reported before it is done"
            );
            if cell.reported == Some("same-key") {
                let first =
                    "const [notice, done] = ['notice-same-key', 'save-p12'].map((id) => one(`[data-testid=${id}]`));
                    return (notice.compareDocumentPosition(done) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0";
                assert_eq!(
                    browser.execute(first, &[]),
                    true,
                    "reported before the files are offered"
                );
            }
            assert!(!browser.shows("notice-shorter") && !browser.shows("notice-weak-key"));
        }
    }
    assert_eq!(site.exchange(), cell.requests);
    let passwords = assert_nothing_leaks(site, browser);
    assert!(passwords > 0 || !cell.has_link(), "the search knows no secret");

    authority.behave();
    browser.execute("window.silent = false", &[]);
    if cell.code.is_none() {
        browser.see("save-p12");
        browser.see("save-pass");
        return;
    }
    // The user goes on: with what was issued, where the link is known; else with a new renewal.
    authority.forget();
    if cell.has_link() {
        browser.click("renew-resume");
        browser.see("new-certificate");
        assert_eq!(site.exchange(), ["GET /api/cert/… 200"]);
    } else {
        browser.click("renew-retry");
        browser.click("dialog-yes");
        browser.see("new-certificate");
        assert_eq!(site.exchange(), ["POST /api/cert 200", "GET /api/cert/… 200"]);
    }
    assert!(assert_nothing_leaks(site, browser) > 0, "the search knows no secret");
}

fn words(issued: &str) -> &'static str {
    match issued {
        "no" => "新しい証明書は発行されていません",
        "maybe" => "発行したかどうかは分かりません",
        _ => "サーバーは新しい証明書を発行しました",
    }
}

/// Gives the number of passwords that the server has handed out and that were looked for.
fn assert_nothing_leaks(site: &Site, browser: &Browser) -> usize {
    let Value::Object(found) = browser.execute(LEAKS, &[]) else {
        panic!("the page does not say what it shows")
    };
    assert_eq!(found["leaks"], json!([]), "a secret where none may be");
    let passwords = found["passwords"].as_array().unwrap();
    for line in browser.console() {
        // Chromium's own account of a request that failed names its address; the page writes nothing.
        assert!(line.contains("Failed to load resource"), "the console: {line}");
        let reported = passwords
            .iter()
            .any(|password| line.contains(password.as_str().unwrap()));
        assert!(!reported, "a password in the console");
    }
    for request in browser.requests() {
        let known = site.origins().iter().any(|origin| request.url.starts_with(origin));
        assert!(known, "{}", request.url);
    }
    passwords.len()
}

fn print(cells: &[Cell], scene: Scene, found: Vec<String>) {
    let mut all = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    all.push((scene, found));
    let mut table = String::from("\n| fault | code | issued | requests |");
    for (scene, _) in all.iter() {
        table += &format!(" {scene} |");
    }
    table += "\n|---|---|---|---|";
    table += &"---|".repeat(all.len());
    for (place, cell) in cells.iter().enumerate() {
        let code = cell.code.unwrap_or("renewed");
        table += &format!(
            "\n| {} | {code} | {} | {} |",
            cell.name,
            cell.issued,
            cell.requests.join(", ")
        );
        for (_, found) in all.iter() {
            let found = found[place].lines().next().unwrap_or("passed");
            table += &format!(" {found} |");
        }
    }
    // Not `println!`, which a passing test keeps to itself.
    table += "\n\n";
    std::io::stdout().write_all(table.as_bytes()).unwrap();
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}
