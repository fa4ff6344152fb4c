//! Looking from inside the page: a look through the driver costs far more than one in the page, and waits are what tests do most.

use crate::Browser;
use crate::shadow::LOOKING;
use serde_json::{Value, json};

/// Waits for a look to give something, and returns that; `null` after a while, since what waits here sees no dialog and no other page.
/// The page is looked at whenever its document changes, and now and then besides: layout, loading and storage change without it.
const WATCH: &str = r#"
    const seen = look(...arguments);
    if (seen) return seen;
    return new Promise((resolve) => {
        const end = (seen) => {
            observer.disconnect();
            clearInterval(now_and_then);
            clearTimeout(last);
            resolve(seen);
        };
        const again = () => {
            const seen = look(...arguments);
            if (seen) end(seen);
        };
        const observer = new MutationObserver(again);
        for (const root of roots())
            observer.observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
        const now_and_then = setInterval(again, 50);
        const last = setTimeout(() => end(null), 900);
    });
"#;

impl Browser {
    /// Waits a while in the page until `look`, the body of a function, gives something that counts as true. `None`: it does not, or
    /// cannot be asked. For a look of [`crate::wait::until`].
    pub(crate) fn watch(&self, look: &str, arguments: &[Value]) -> Option<Value> {
        let script = format!("{LOOKING}const look = function () {{ {look} }};{WATCH}");
        let seen = self.session().execute(&script, &json!(arguments)).ok()?;
        (!seen.is_null()).then_some(seen)
    }
}
