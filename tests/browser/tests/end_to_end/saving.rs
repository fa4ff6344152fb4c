//! Saving where the browser confirms that a file was written: what was not written is kept and offered again.
//!
//! No program can answer the window in which the user picks a place, so the page is given a picker of the origin-private file
//! system, which writes in the same way.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use browser_tests::{
    Browser, Deployment, Saved, Scene, Setup, Site, Visitor, demo_certificate, in_either_deployment, project, wait,
};
use serde_json::json;
use std::fs;
use tempfile::TempDir;

in_either_deployment!(what_was_cancelled_or_failed_is_offered_again_and_what_was_written_is_let_go_of);

/// Picks a file of the origin-private file system, unless the test wants it to go wrong.
const PICKER: &str = r#"
window.showSaveFilePicker = async ({ suggestedName: name }) => {
    if (window.mishap === "cancelled") throw new DOMException("the user closed the window", "AbortError");
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(name, { create: true });
    if (window.mishap !== "full") return handle;
    const full = async () => { throw new DOMException("no space left", "QuotaExceededError"); };
    return { createWritable: async () => ({ write: full, close: full }), getFile: () => handle.getFile() };
};
document.documentElement.dataset.picker = "ready";
"#;

const STATES: &str = "return all('[data-saving]').map(({ dataset }) => dataset.saving)";

/// The files of the origin-private file system: names, and contents in base64.
const WRITTEN: &str = r#"
    return (async () => {
        const files = {};
        for await (const [name, handle] of (await navigator.storage.getDirectory()).entries()) {
            const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
            files[name.split(".").at(-1)] = btoa(String.fromCharCode(...bytes));
        }
        return files;
    })();
"#;

/// The page with that picker.
pub(crate) fn visit(scene: Scene, visitor: &Visitor<'_>) -> (Site, Browser, TempDir) {
    visit_with(scene, visitor, PICKER)
}

/// The page with a module of its own, which says `picker: ready` in the data of the document.
pub(crate) fn visit_with(scene: Scene, visitor: &Visitor<'_>, module: &str) -> (Site, Browser, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), folder.path());
    fs::write(folder.path().join("picker.js"), module).unwrap();
    let site = Site::start(Setup {
        deployment: scene.deployment,
        root: Some(folder.path().to_owned()),
        ..Setup::default()
    });
    if scene.deployment == Deployment::CrossOrigin {
        site.name_auth_host(folder.path());
    }
    let browser = Browser::visit(scene.family, &site, visitor);
    load_picker(&browser);
    (site, browser, folder)
}

pub(crate) fn load_picker(browser: &Browser) {
    browser.execute(
        "const script = document.createElement('script');
         script.type = 'module';
         script.src = '/picker.js';
         document.head.append(script);",
        &[],
    );
    wait::until("the picker to be ready", || {
        let ready = browser.execute("return document.documentElement.dataset.picker ?? null", &[]);
        (ready == "ready").then_some(())
    });
}

/// Presses a button for saving while something goes wrong or nothing does, and waits for what becomes of the two files.
pub(crate) fn press(browser: &Browser, button: &str, mishap: Option<&str>, expected: [&str; 2]) {
    browser.execute("window.mishap = arguments[0]", &[json!(mishap)]);
    browser.click(button);
    browser.until("the page to say what became of it", || {
        (browser.execute(STATES, &[]) == json!(expected)).then_some(())
    });
}

fn what_was_cancelled_or_failed_is_offered_again_and_what_was_written_is_let_go_of(scene: Scene) {
    let (_site, browser, folder) = visit(scene, &Visitor::holding("client0001"));
    browser.renew();
    press(&browser, "save-p12-as", Some("cancelled"), ["cancelled", "unsaved"]);
    assert!(browser.text_of_page().contains("保存を取りやめました"));
    press(&browser, "save-p12-as", Some("full"), ["failed", "unsaved"]);
    assert!(browser.text_of_page().contains("保存できませんでした"));
    assert!(
        !browser.shows("renew-finish"),
        "nothing is let go of before it is saved"
    );
    press(&browser, "save-p12-as", None, ["written", "unsaved"]);
    press(&browser, "save-pass-as", None, ["written", "written"]);
    assert!(browser.see("saved-summary").contains("2つのファイルを保存しました"));
    // It was seen to be written: nobody is asked, and nothing is kept.
    assert!(!browser.shows("save-question"));
    wait::until("the kept renewal to be gone", || {
        let databases = browser.execute("return indexedDB.databases().then(JSON.stringify)", &[]);
        (databases == "[]").then_some(())
    });

    let written = browser.execute(WRITTEN, &[]);
    let saved = ["p12", "pass"].map(|kind| {
        let path = folder.path().join(format!("written.{kind}"));
        fs::write(&path, STANDARD.decode(written[kind].as_str().unwrap()).unwrap()).unwrap();
        path
    });
    let [p12, pass] = saved;
    Saved { p12, pass }.assert_renews(demo_certificate("client0001"));
    assert!(!browser.asks_before_leaving());
}
