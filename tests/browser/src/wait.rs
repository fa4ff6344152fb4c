//! Waiting for a condition, never for a time.

use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take before a test gives up: far more than it takes on a slow, busy machine.
const BOUND: Duration = Duration::from_secs(60);

/// Looks until there is a value, and returns it.
///
/// # Panics
/// When there is none within a minute. `what` completes the sentence "waited in vain for …".
pub fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    until_or(look, || what.to_owned())
}

/// [`until`], with words that are only found when the waiting was in vain.
///
/// # Panics
/// When there is no value within a minute.
pub fn until_or<T>(mut look: impl FnMut() -> Option<T>, what: impl Fn() -> String) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = look() {
            return value;
        }
        assert!(start.elapsed() < BOUND, "waited in vain for {}", what());
        thread::sleep(Duration::from_millis(20));
    }
}
