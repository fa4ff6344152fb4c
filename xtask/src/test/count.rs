//! How many tests ran, read from what the test programs print.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// Passed.
    pub(crate) passed: u64,
    /// Failed.
    pub(crate) failed: u64,
}

impl Count {
    /// Adds what a line of output says: libtest's `test result:` or Node's `pass N` and `fail N`.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            self.passed += number_before(result, "passed");
            self.failed += number_before(result, "failed");
        } else if let Some(summary) = line.strip_prefix("# ").or(line.strip_prefix("ℹ ")) {
            match summary.split_once(' ') {
                Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
                // A cancelled test is one that did not pass.
                Some(("fail" | "cancelled", number)) => self.failed += number.parse().unwrap_or(0),
                Some(_) | None => {}
            }
        }
    }

    /// Whether nothing ran.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    text.split([';', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .windows(2)
        .find_map(|pair| match pair {
            [number, found] if *found == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lines: &[&str]) -> Count {
        let mut count = Count::default();
        for line in lines {
            count.read(line);
        }
        count
    }

    #[test]
    fn the_results_of_several_libtest_programs_add_up() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.52s",
            "running 3 tests",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ];
        assert_eq!(count(&lines), Count { passed: 14, failed: 1 });
    }

    #[test]
    fn nodes_summary_is_read_from_both_of_its_reporters() {
        assert_eq!(
            count(&["# tests 5", "# pass 4", "# fail 1"]),
            Count { passed: 4, failed: 1 }
        );
        assert_eq!(
            count(&["ℹ tests 3", "ℹ pass 2", "ℹ cancelled 1"]),
            Count { passed: 2, failed: 1 }
        );
    }

    #[test]
    fn a_tests_own_output_counts_for_nothing() {
        assert!(count(&["12 passed, 0 failed", "✔ pass 7 doors (0.1ms)", "# passing 3"]).is_empty());
    }
}
