//! How the page looks: nothing sticks out, and axe-core finds nothing, in either language, width and colour scheme. Pictures of every
//! state are left in `target/screenshots` for a person to look at.

use crate::axe::assert_accessible;
use browser_tests::{Browser, Family, Site, Visitor, demo_certificate, project, visit};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Window widths in CSS pixels: a desk and a telephone.
const SIZES: [(u32, u32); 2] = [(1280, 900), (390, 844)];

/// What has lost its state in the colours that somebody has forced on all pages: of what is pressed, and of the button that comes first, the
/// ground is another one; no symbol has a colour of ours. What is not there loses nothing, so `seen` counts.
const LOST: &str = r#"
    const colour = (name) => {
        const sample = document.createElement("i");
        Object.assign(sample.style, { forcedColorAdjust: "none", color: name });
        document.body.append(sample);
        const { color } = getComputedStyle(sample);
        sample.remove();
        return color;
    };
    if (!matchMedia("(forced-colors: active)").matches) return { lost: ["nothing is forced"], seen: 0 };
    const system = ["CanvasText", "Canvas", "ButtonText", "LinkText", "Highlight", "HighlightText", "GrayText"].map(colour);
    const name = (node) => node.outerHTML.slice(0, 120);
    const shown = (selector) => all(selector).filter((node) => node.checkVisibility());
    const marked = shown("[aria-pressed=true], .primary");
    const drawn = shown("svg.icon path").flatMap((node) => {
        const { fill, stroke } = getComputedStyle(node);
        return [fill, stroke].filter((one) => one !== "none").map((one) => [node, one]);
    });
    return {
        lost: [
            ...marked.filter((node) => getComputedStyle(node).backgroundColor !== colour("Highlight")).map(name),
            ...drawn.filter(([, one]) => !system.includes(one)).map(([node, one]) => `${one} ${name(node)}`),
        ],
        seen: marked.length,
    };
"#;

/// Takes the pictures of one state, and asserts that it fits into each window and that axe-core finds nothing.
pub(crate) fn look(browser: &Browser, language: &str, state: &str) {
    let folder = project::root().join("target/screenshots");
    fs::create_dir_all(&folder).unwrap();
    for (width, height) in SIZES {
        for scheme in ["light", "dark"] {
            browser.emulate(width, height, scheme);
            // What follows the width is drawn anew, and shown with the frame after.
            let drawn = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
            browser.execute(drawn, &[]);
            let name = format!("{state}-{language}-{width}-{scheme}");
            fs::write(folder.join(format!("{name}.png")), browser.picture()).unwrap();
            // Parts that stick out are named, so that nobody has to search.
            let outside = browser.execute(
                "const width = document.documentElement.clientWidth;
                 const outside = all('*').filter((node) => document.body.contains(node) || node.getRootNode() !== document)
                   .filter((node) => node.checkVisibility() && !node.closest('.visually-hidden, svg'))
                   .filter((node) => node.getBoundingClientRect().right > width + 1)
                   .map((node) => `${node.tagName}.${node.className}`);
                 return document.documentElement.scrollWidth > innerWidth ? outside : [];",
                &[],
            );
            assert_eq!(outside, Value::Array(Vec::new()), "{name}");
            let inside = browser.execute("return document.documentElement.scrollWidth <= innerWidth", &[]);
            assert_eq!(inside, true, "{name} scrolls sideways");
            // Nor does a cell of the table need more than its row.
            let tall = browser.execute(
                "return all('.row .cell').filter((cell) => cell.scrollHeight > cell.parentElement.clientHeight + 1)
                   .map((cell) => cell.innerText)",
                &[],
            );
            assert_eq!(tall, Value::Array(Vec::new()), "{name}");
            let dark = browser.execute("return matchMedia('(prefers-color-scheme: dark)').matches", &[]);
            assert_eq!(dark, scheme == "dark", "{name}");
            assert_accessible(browser, &name);
        }
    }
    browser.force_colours();
    let found = browser.execute(LOST, &[]);
    assert_eq!(found["lost"], Value::Array(Vec::new()), "{state}-{language}");
    // The language is always chosen.
    assert!(found["seen"].as_u64() > Some(0), "{state}-{language}");
    browser.emulate(SIZES[1].0, SIZES[1].1, "dark");
}

/// A chain with a certificate that cannot be read, a file that was cut off, one of another kind.
fn damaged_files(folder: &Path, good: &Path) -> Vec<PathBuf> {
    let good = fs::read_to_string(good).unwrap();
    let broken = "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
    let files = [
        ("chain.pem", format!("{broken}{good}").into_bytes()),
        ("cut.pem", good.as_bytes()[..good.len() / 2].to_vec()),
        ("keystore.jks", [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2].repeat(4)),
    ];
    files
        .map(|(name, bytes)| {
            let path = folder.join(name);
            fs::write(&path, bytes).unwrap();
            path
        })
        .to_vec()
}

/// Goes through the page from the first look to the renewed certificate.
fn tour(language: &str, visitor: impl Fn(Visitor<'static>) -> Visitor<'static>) {
    let site = Site::same_origin();
    let stranger = Browser::visit(Family::Chromium, &site, &visitor(Visitor::without_certificate()));
    stranger.click("renew-start");
    stranger.see("presented-absent");
    look(&stranger, language, "absent");
    drop(stranger);

    let browser = Browser::visit(Family::Chromium, &site, &visitor(Visitor::holding("client0001")));
    look(&browser, language, "start");
    let mut files = vec![demo_certificate("client0001").pkcs12.as_path()];
    let names = [
        "client0001",
        "db0002",
        "client0003",
        "client0004",
        "api0005",
        "backup0006",
    ];
    files.extend(names.map(|name| demo_certificate(name).certificate.as_path()));
    for (some, state) in files.chunks(3).zip(["files", "further-files"]) {
        browser.drop_files(some);
        browser.cards(some.len());
        browser.see("time-bar");
        look(&browser, language, state);
        browser.open(&site.origin());
    }
    // One more, which is folded under its like.
    let folder = tempfile::tempdir().unwrap();
    let again = folder.path().join("again.crt");
    fs::copy(&demo_certificate("api0005").certificate, &again).unwrap();
    browser.drop_files(&[&files[..], &[again.as_path()]].concat());
    browser.rows(files.len());
    browser.execute(
        "one('[data-testid=row]').click(); one('[data-testid=many-columns]').open = true",
        &[],
    );
    browser.cards(1);
    look(&browser, language, "table");
    // On paper there is the list, without the card and what surrounds it.
    browser.execute("dispatchEvent(new Event('beforeprint'))", &[]);
    browser.devtools("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "print" }));
    let paper = browser.text_of_page();
    assert!(
        paper.contains("backup0006") && !paper.contains("PEM"),
        "the paper says {paper}"
    );
    let pictures = project::root().join("target/screenshots");
    fs::write(pictures.join(format!("table-{language}-print.png")), browser.picture()).unwrap();
    browser.execute("dispatchEvent(new Event('afterprint'))", &[]);
    browser.devtools("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "" }));
    browser.open(&site.origin());
    let folder = tempfile::tempdir().unwrap();
    let damaged = damaged_files(folder.path(), &demo_certificate("client0001").certificate);
    browser.drop_files(&damaged.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    browser.cards(damaged.len());
    look(&browser, language, "damaged");
    browser.open(&site.origin());
    browser.click("renew-start");
    browser.wait_until_usable("dialog-yes");
    look(&browser, language, "question");
    browser.click("dialog-no");
    browser.see("renew-proceed");
    look(&browser, language, "presented");
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    look(&browser, language, "done");
    browser.click("save-p12");
    browser.click("save-pass");
    browser.click("password-show");
    browser.see("password-text");
    look(&browser, language, "saved");
    // Neither the console nor the content security policy had anything to complain about.
    assert_eq!(browser.console(), [""; 0]);
}

#[test]
fn nothing_sticks_out_in_japanese() {
    tour("ja", |visitor| visitor);
}

#[test]
fn nothing_sticks_out_in_english() {
    tour("en", Visitor::reading_english);
}

#[test]
fn a_style_or_script_that_the_policy_forbids_would_be_seen_in_the_console() {
    let (_site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    browser.execute("document.body.setAttribute('style', 'color: red')", &[]);
    browser.execute(
        "const script = document.createElement('script');
         script.textContent = 'window.evil = true';
         document.body.append(script);",
        &[],
    );
    let console = browser_tests::wait::until("a complaint about the script", || {
        let console = browser.console().join("\n");
        console.contains("Content Security Policy").then_some(console)
    });
    assert!(console.contains("script-src"), "{console}");
    assert_eq!(browser.execute("return window.evil === undefined", &[]), true);
}
