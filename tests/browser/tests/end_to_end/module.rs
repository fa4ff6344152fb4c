//! The module's own checks (`tests/module/checks.js`), which Node.js runs too, here in a page.

use browser_tests::{Browser, Family, Setup, Site, Visitor, demo, output, project};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// Runs every check in the page and gives what went wrong, as `name: reason`.
const RUN: &str = r#"
    const [demo] = arguments;
    const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const certificates = demo.map((one) => ({ ...one, crt: bytes(one.crt), p12: bytes(one.p12) }));
    return (async () => {
        const module = await import("/module/orcamo_cert.js");
        const { checks } = await import("/checks.js");
        const tools = await import("/module/orcamo_cert_tools.js");
        await Promise.all([module.default(), tools.default()]);
        const failures = [];
        for (const [name, check] of checks) {
            try { await check({ module, tools, demo: certificates }); }
            catch (error) { failures.push(`${name}: ${error}`); }
        }
        return { count: checks.length, failures };
    })();
"#;

#[test]
fn the_module_does_in_chromium_what_it_does_in_node() {
    // checks.js must come from the page's own origin, or its content security policy would refuse it.
    let root = tempfile::tempdir().unwrap();
    project::copy(&project::built_page(), root.path());
    let checks = project::root().join("tests/module");
    fs::copy(checks.join("checks.js"), root.path().join("checks.js")).unwrap();
    let certificates = demo().certificate_authority_file().parent().unwrap();
    let demo = output(Command::new("node").arg(checks.join("demo.js")).arg(certificates));
    let demo: Value = serde_json::from_slice(&demo).unwrap();

    let site = Site::start(Setup {
        root: Some(root.path().to_owned()),
        ..Setup::default()
    });
    let browser = Browser::visit(Family::Chromium, &site, &Visitor::without_certificate());
    let result = browser.execute(RUN, &[demo]);
    let failures: Vec<String> = serde_json::from_value(result["failures"].clone()).unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_ne!(result["count"], 0);
    assert_eq!(browser.console(), [""; 0]);
}
