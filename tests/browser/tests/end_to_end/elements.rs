//! The elements on somebody else's page: two of a kind, one of them inside another shadow root, in the language of what they stand in.

use browser_tests::{
    Browser, Deployment, Family, Setup, Site, Visitor, demo_certificate, in_all_browsers, in_both_browsers, project,
    wait,
};
use renewal_authority::demo::DemoCertificate;
use renewal_authority::fault::{Explanation, Fault, On, Reply, Times};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

use base64::{Engine as _, engine::general_purpose::STANDARD};

in_all_browsers!(two_checks_on_a_page_know_nothing_of_each_other,);

in_both_browsers!(
    two_renewals_on_a_page_know_nothing_of_each_other_and_no_event_carries_a_secret,
    client_files_are_made_of_a_file_with_its_password_and_of_a_renewed_bundle,
    the_example_of_the_documents_checks_compares_and_renews,
);

const HTML: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A page of somebody else</title>
<link rel="icon" href="favicon.svg" type="image/svg+xml">
<script type="module" src="host.js"></script>
<orcamo-cert-check id="first" lang="ja"></orcamo-cert-check>
<div id="host"></div>
<orcamo-cert-renewal id="idle" lang="ja"></orcamo-cert-renewal>
<orcamo-cert-renewal id="busy" endpoint="/api/cert" presented="/client-cert"></orcamo-cert-renewal>
<orcamo-cert-files id="files"></orcamo-cert-files>
"#;

/// Defines the elements, as a developer would, and writes down what they tell.
const SCRIPT: &str = r#"
import { CheckElement } from "./check/index.js";
import { loadLater } from "./later-script.js";
import { RenewalElement } from "./renewal/index.js";

window.told = [];
for (const name of ["progress", "checked", "policy", "files", "state", "renewed", "declined", "failed", "clock", "saved", "closed"])
    document.addEventListener(`orcamo-cert-${name}`, (event) =>
        window.told.push([event.composedPath()[0].id, name, event.detail]));
const inner = document.createElement("orcamo-cert-check");
inner.id = "second";
document.getElementById("host").attachShadow({ mode: "open" }).append(inner);
customElements.define("orcamo-cert-check", CheckElement);
customElements.define("orcamo-cert-renewal", RenewalElement);
const { FilesElement } = await loadLater("en");
customElements.define("orcamo-cert-files", FilesElement);
const bytes = ({ base64 }) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
window.file = (one) => new File([bytes(one)], one.name);
// Of the page's own kind: Firefox runs the scripts of tests beside it.
window.makeFilesOf = (one, password) => {
    document.getElementById("files").source = { bytes: bytes(one), password };
};
window.ready = true;
"#;

fn visit(family: Family, visitor: &Visitor<'_>) -> (Site, Browser, TempDir) {
    let (site, browser, folder) = open(family, visitor, HTML, SCRIPT);
    wait::until("the elements to be defined", || {
        (browser.execute("return window.ready ?? false", &[]) == true).then_some(())
    });
    (site, browser, folder)
}

/// The page of a developer, beside the scripts of the elements.
fn open(family: Family, visitor: &Visitor<'_>, html: &str, script: &str) -> (Site, Browser, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    project::copy(&project::plain_page(), folder.path());
    fs::write(folder.path().join("index.html"), html).unwrap();
    fs::write(folder.path().join("host.js"), script).unwrap();
    let site = Site::start(Setup {
        deployment: Deployment::SameOrigin,
        root: Some(folder.path().to_owned()),
        ..Setup::of(family)
    });
    let browser = Browser::start(family, visitor);
    browser.open(&site.origin());
    (site, browser, folder)
}

/// A file for a script.
fn file(path: &std::path::Path) -> Value {
    let name = path.file_name().unwrap().to_str().unwrap();
    json!({ "name": name, "base64": STANDARD.encode(fs::read(path).unwrap()) })
}

fn told(browser: &Browser, element: &str, name: &str) -> Vec<Value> {
    let script = "return window.told.filter(([id, name]) => id === arguments[0] && name === arguments[1]).map(([, , detail]) => detail)";
    let found = browser.execute(script, &[json!(element), json!(name)]);
    found.as_array().cloned().unwrap_or_default()
}

fn two_checks_on_a_page_know_nothing_of_each_other(family: Family) {
    let (_site, browser, _folder) = visit(family, &Visitor::without_certificate());
    let [client, db] = ["client0001", "db0002"].map(demo_certificate);
    let rows = browser.execute(
        "return (async () => {
            const [first, second] = ['#first', '#second'].map(one);
            await Promise.all([first.add([file(arguments[0])]), second.add([file(arguments[1]), file(arguments[2])])]);
            return [first.results, second.results];
        })()",
        &[file(&client.certificate), file(&db.certificate), file(&db.pkcs12)],
    );
    let of = |element: usize, field: &str| -> Vec<Value> {
        rows[element]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row[field].clone())
            .collect()
    };
    assert_eq!(of(0, "commonName"), [json!("client0001")]);
    assert_eq!(of(0, "decision"), [json!("renewable")]);
    assert_eq!(of(1, "fileName"), [json!("db0002.crt"), json!("db0002.p12")]);
    assert_eq!(of(1, "decision"), [json!("renewable"), json!("locked")]);
    let last = |element| told(&browser, element, "checked").last().cloned().unwrap();
    assert_eq!(
        (last("first")["total"].clone(), last("second")["total"].clone()),
        (json!(1), json!(2))
    );
    assert_eq!(last("second")["decisions"]["locked"], 1);
    assert!(!told(&browser, "first", "progress").is_empty());

    // Each speaks the language of what it stands in.
    let text = "return one(arguments[0]).shadowRoot.querySelector('[data-testid=card-sentence]').innerText";
    wait::until("both to have drawn their files", || {
        let drawn = "return ['#first', '#second'].every((id) => one(id).shadowRoot.querySelector('[data-testid=card-sentence]') !== null)";
        (browser.execute(drawn, &[]) == true).then_some(())
    });
    assert!(
        browser
            .execute(text, &[json!("#first")])
            .as_str()
            .unwrap()
            .contains("有効期限")
    );
    assert!(browser.execute(text, &[json!("#second")]).as_str().unwrap().is_ascii());

    // What is dropped on one is not the other's.
    let drop = "const data = new DataTransfer();
        data.items.add(file(arguments[0]));
        const zone = one('#second').shadowRoot.querySelector('.dropzone');
        zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));";
    browser.execute(drop, &[file(&client.certificate)]);
    let counts =
        "return ['#first', '#second'].map((id) => one(id).results.filter(({ decision }) => decision !== null).length)";
    browser.until("the dropped file", || {
        (browser.execute(counts, &[]) == json!([1, 3])).then_some(())
    });
    browser.execute("one('#second').clear()", &[]);
    assert_eq!(browser.execute(counts, &[]), json!([1, 0]));
    assert_eq!(last("second")["total"], 0);

    browser.execute("one('#first').setAttribute('lang', 'en')", &[]);
    browser.until("the first to speak English", || {
        let english = browser.execute(text, &[json!("#first")]);
        english.as_str().unwrap().is_ascii().then_some(())
    });
    assert_eq!(browser.console(), [""; 0]);
}

fn two_renewals_on_a_page_know_nothing_of_each_other_and_no_event_carries_a_secret(family: Family) {
    let (site, browser, _folder) = visit(family, &Visitor::holding("client0001"));
    // A failure is told with its code, and what has happened on the server.
    let forbidden = Reply::Status {
        status: 403,
        explanation: Explanation::Json,
        retry_after: None,
    };
    site.authority()
        .misbehave(On::Renewal, Fault::Before(forbidden), Times::Always);
    browser.execute("void one('#idle').start()", &[]);
    browser.click("dialog-yes");
    browser.until("the failure", || {
        let failed = told(&browser, "idle", "failed");
        (failed == [json!({ "code": "refused", "issued": "no" })]).then_some(())
    });
    assert_eq!(told(&browser, "busy", "failed"), [Value::Null; 0]);
    site.authority().behave();

    let posts = site.answered("POST");

    let db = demo_certificate("db0002");
    // Another certificate than the browser's: the question does not come by itself.
    browser.execute(
        "return (async () => {
            const first = one('#first');
            await first.add([file(arguments[0])]);
            one('#busy').expect = first.inspections;
            void one('#busy').start();
        })()",
        &[file(&db.certificate)],
    );
    browser.see("presented-warning");
    browser.click("renew-proceed");
    browser.see("dialog");
    browser.execute("one('#busy').dismiss()", &[]);
    browser.until("the answer", || {
        (told(&browser, "busy", "declined").len() == 1).then_some(())
    });
    assert_eq!(site.answered("POST"), posts);
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    let [name, password, other] = [
        "one('#busy').bundle.certificate.commonName",
        "one('#busy').bundle.password",
        "one('#idle').bundle",
    ]
    .map(|what| browser.execute(&format!("return {what}"), &[]));
    assert_eq!((name, other), (json!("client0001"), Value::Null));
    assert_eq!(
        told(&browser, "busy", "renewed")[0]["certificate"]["commonName"],
        "client0001"
    );
    let phases: Vec<Value> = told(&browser, "busy", "state")
        .iter()
        .map(|state| state["phase"].clone())
        .collect();
    for phase in ["identifying", "presented", "asking", "running", "done"] {
        assert!(phases.contains(&json!(phase)), "{phase} in {phases:?}");
    }
    let everything = browser.execute("return JSON.stringify(window.told)", &[]);
    let everything = everything.as_str().unwrap();
    let password = password.as_str().unwrap();
    assert!(!password.is_empty() && !everything.contains(password));
    assert_eq!(told(&browser, "idle", "renewed"), [Value::Null; 0]);
}

fn client_files_are_made_of_a_file_with_its_password_and_of_a_renewed_bundle(family: Family) {
    let (_site, browser, _folder) = visit(family, &Visitor::holding("client0001"));
    let client: &DemoCertificate = demo_certificate("client0001");
    assert!(!browser.shows("client-files"));
    browser.execute(
        "makeFilesOf(...arguments)",
        &[file(&client.pkcs12), json!(client.password)],
    );
    browser.click("client-monsiaj");
    // The password is known, so nobody is asked for it.
    assert!(!browser.shows("client-password"));
    browser.click("client-files-make");
    browser.click("client-files-zip");
    browser.downloaded("zip");
    let saved = |browser: &Browser| told(browser, "files", "saved");
    let first = browser.until("what was saved", || saved(&browser).first().cloned());
    assert_eq!(
        (&first["client"], &first["how"], &first["bundle"]),
        (&json!("monsiaj"), &json!("handed"), &json!([]))
    );
    assert!(
        first["paths"]
            .as_array()
            .unwrap()
            .iter()
            .any(|path| path.as_str().unwrap().ends_with(".p12"))
    );

    browser.execute("one('#files').source = null", &[]);
    assert!(!browser.shows("client-files"));
    // A wrong password is told, and nothing is shown.
    browser.execute("makeFilesOf(...arguments)", &[file(&client.pkcs12), json!("wrong")]);
    browser.until("the failure", || {
        (told(&browser, "files", "failed") == [json!({ "code": "wrong-password" })]).then_some(())
    });
    assert!(!browser.shows("client-files"));

    browser.execute("void one('#busy').start()", &[]);
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.execute("one('#files').source = one('#busy').bundle", &[]);
    browser.click("client-browser");
    browser.click("client-files-make");
    browser.click("client-files-zip");
    let second = browser.until("what was saved", || saved(&browser).get(1).cloned());
    assert_eq!(
        (&second["client"], &second["bundle"]),
        (&json!("browser"), &json!(["p12", "pass"]))
    );
    let closed = told(&browser, "files", "closed").len();
    browser.click("client-files-close");
    browser.until("the word that it is closed", || {
        (told(&browser, "files", "closed").len() == closed + 1).then_some(())
    });
    assert_eq!(browser.execute("return one('#files').source", &[]), Value::Null);
    assert_eq!(browser.console(), [""; 0]);
}

fn the_example_of_the_documents_checks_compares_and_renews(family: Family) {
    let document = fs::read_to_string(project::root().join("docs/embedding.md")).unwrap();
    let (_, elements) = document
        .split_once("\n## Elements\n")
        .expect("a section about the elements");
    let block = |language: &str| -> &str {
        let (_, rest) = elements.split_once(&format!("```{language}\n")).expect("an example");
        rest.split_once("```").expect("the end of an example").0
    };
    let visitor = Visitor::holding("client0001");
    let (_site, browser, _folder) = open(family, &visitor, block("html"), block("javascript"));
    browser.choose_files(&[&demo_certificate("db0002").certificate]);
    assert_eq!(browser.cards(1)[0].decision(), "renewable");
    browser.click("renew-start");
    // The file that was checked is another certificate than the browser's.
    browser.see("presented-warning");
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
}
