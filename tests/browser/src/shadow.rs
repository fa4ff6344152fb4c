//! The page's elements have shadow roots: what scripts of tests look for may be in any of them.

/// What every script of a test can use. `roots`: the document and the shadow roots in it; `all`, `one`: what a selector fits in any of
/// them; `focused`: what has the focus; `text_of_page`, `html_of_page`: all of it.
pub(crate) const LOOKING: &str = r#"
    const roots = (root = document) =>
        [root, ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : []))];
    const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
    const one = (selector) => all(selector)[0] ?? null;
    const focused = () => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return node;
    };
    const text_of_page = () => roots()
        .flatMap((root) => (root === document ? [document.body] : [...root.children]))
        .filter((node) => node?.checkVisibility())
        .map((node) => node.innerText)
        .join("\n");
    const html_of_page = () => roots()
        .map((root) => (root === document ? document.documentElement.outerHTML : root.innerHTML))
        .join("\n");
"#;
