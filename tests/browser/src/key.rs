//! Keys that are no letters (WebDriver, 17.4.2).

/// Tab.
pub const TAB: &str = "\u{e004}";
/// Shift and Tab, to be pressed together.
pub const BACK_TAB: &str = "\u{e008}\u{e004}";
/// Enter.
pub const ENTER: &str = "\u{e007}";
/// Escape.
pub const ESCAPE: &str = "\u{e00c}";
/// Ctrl and V, to be pressed together.
pub const CONTROL_V: &str = "\u{e009}v";
