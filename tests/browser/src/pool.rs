//! Browsers that tests have done with. A start costs more than most tests.

use crate::instance::{Instance, Kind};
use std::sync::{Mutex, PoisonError};

/// How many wait at most: for either family, most visitors have no certificate or the usual one, and three tests run at a time.
const MOST: usize = 8;

/// The one that has waited longest comes first.
static IDLE: Mutex<Vec<Instance>> = Mutex::new(Vec::new());

/// A browser for such a visitor, if one is idle.
pub(crate) fn take(kind: &Kind) -> Option<Instance> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let place = idle.iter().position(|one| one.kind() == kind)?;
    Some(idle.remove(place))
}

/// Keeps a browser that holds nothing of a test any more.
pub(crate) fn keep(instance: Instance) {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    idle.push(instance);
    let ended = (idle.len() > MOST).then(|| idle.remove(0));
    // Others need not wait until it has ended.
    drop(idle);
    drop(ended);
}
