//! Browsers that tests have done with. A start costs more than most tests.

use crate::instance::{Instance, Kind};
use std::fs;
use std::ops::RangeInclusive;
use std::sync::{LazyLock, Mutex, PoisonError};

/// How many wait at most, by the memory there is. For either family, most visitors have no certificate or the usual one, and three tests
/// run at a time; the others are of a dozen kinds.
const MOST: RangeInclusive<u64> = 8..=20;
/// What one takes, and what is left for everything else, in MB.
const EACH: u64 = 500;
const OTHERS: u64 = 3000;

/// The one that has waited longest comes first.
static IDLE: Mutex<Vec<Instance>> = Mutex::new(Vec::new());

static MOST_HERE: LazyLock<usize> = LazyLock::new(|| {
    let free = free_memory().unwrap_or_default().saturating_sub(OTHERS) / EACH;
    usize::try_from(free.clamp(*MOST.start(), *MOST.end())).expect("a small number")
});

/// A browser for such a visitor, if one is idle.
pub(crate) fn take(kind: &Kind) -> Option<Instance> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let place = idle.iter().position(|one| one.kind() == kind)?;
    let found = idle.remove(place);
    drop(idle);
    found.go_on();
    Some(found)
}

/// Keeps a browser that holds nothing of a test any more.
pub(crate) fn keep(instance: Instance) {
    instance.pause();
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    idle.push(instance);
    let ended = (idle.len() > *MOST_HERE).then(|| idle.remove(0));
    // Others need not wait until it has ended.
    drop(idle);
    drop(ended);
}

/// In MB. A container may have less than its machine.
fn free_memory() -> Option<u64> {
    let memory = fs::read_to_string("/proc/meminfo").ok()?;
    let line = memory.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let free = line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? / 1000;
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    // "max" where there is none.
    let limit = limit.and_then(|limit| limit.trim().parse::<u64>().ok());
    Some(limit.map_or(free, |octets| free.min(octets / 1_000_000)))
}
