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
/// The keys that move in a table: down.
pub const ARROW_DOWN: &str = "\u{e015}";
/// See [`ARROW_DOWN`].
pub const ARROW_LEFT: &str = "\u{e012}";
/// See [`ARROW_DOWN`].
pub const ARROW_RIGHT: &str = "\u{e014}";
/// See [`ARROW_DOWN`].
pub const HOME: &str = "\u{e011}";
/// See [`ARROW_DOWN`].
pub const END: &str = "\u{e010}";
