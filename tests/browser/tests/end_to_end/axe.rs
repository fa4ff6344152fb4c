//! What axe-core finds on the page: WCAG 2.2, levels A and AA, and what it holds for good practice.

use browser_tests::{Browser, project};
use serde_json::{Value, json};
use std::fs;
use std::sync::OnceLock;

/// What is wrong, with where. Rules that are not on by themselves: a name that lacks the words that are seen, and small targets.
const RUN: &str = r#"
    const options = {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } },
        resultTypes: ["violations"],
    };
    return axe.run(document, options).then(({ violations, passes }) => ({
        found: violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`)),
        rules: passes.length,
    }));
"#;

/// axe-core, which the `module` step installs.
fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let file = project::root().join("tests/module/node_modules/axe-core/axe.min.js");
        fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}; run npm ci in tests/module", file.display()))
    })
}

/// axe-core finds nothing wrong.
///
/// # Panics
/// With what it finds.
pub(crate) fn assert_accessible(browser: &Browser, state: &str) {
    if browser.execute("return window.axe === undefined", &[]) == true {
        let script = axe();
        let installed = browser.session().execute(script, &json!([]));
        installed.unwrap_or_else(|failure| panic!("{failure}"));
    }
    let result = browser.execute(RUN, &[]);
    assert!(
        result["rules"].as_u64().is_some_and(|rules| rules > 20),
        "{state}: {result}"
    );
    assert_eq!(result["found"], Value::Array(Vec::new()), "{state}");
}
