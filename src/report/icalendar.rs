//! iCalendar text (RFC 5545): events that take a day, each with an alarm.

use crate::calendar::Timestamp;

/// Octets of a line, without its end (§3.1).
const LONGEST_LINE: usize = 75;

/// An event of one day.
pub(super) struct Event {
    /// What makes it the same event again, whenever it is written.
    pub(super) uid: String,
    /// Midnight in UTC stands for the day.
    pub(super) day: Timestamp,
    pub(super) summary: String,
    pub(super) description: String,
}

/// A calendar that is being written.
pub(super) struct Calendar {
    text: String,
    stamp: Timestamp,
}

impl Calendar {
    /// One without events yet, written by `product` at `stamp`.
    pub(super) fn new(product: &str, stamp: Timestamp) -> Self {
        let mut calendar = Self {
            text: String::new(),
            stamp,
        };
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.property("PRODID", product);
        calendar
    }

    /// Adds an event that rings at nine in the morning of whoever reads it.
    pub(super) fn add(&mut self, event: &Event) {
        self.line("BEGIN:VEVENT");
        self.property("UID", &event.uid);
        let [century, year, month, day, hour, minute, second] = self.stamp.numbers();
        self.line(&format!(
            "DTSTAMP:{century:02}{year:02}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"
        ));
        // Without an end an event takes its day (§3.6.1); the last day of the year 9999 would have no end.
        let [century, year, month, day, ..] = event.day.numbers();
        self.line(&format!("DTSTART;VALUE=DATE:{century:02}{year:02}{month:02}{day:02}"));
        // It takes nobody's time.
        self.line("TRANSP:TRANSPARENT");
        self.property("SUMMARY", &event.summary);
        self.property("DESCRIPTION", &event.description);
        self.line("BEGIN:VALARM");
        self.line("ACTION:DISPLAY");
        self.line("TRIGGER:PT9H");
        self.property("DESCRIPTION", &event.summary);
        self.line("END:VALARM");
        self.line("END:VEVENT");
    }

    /// Its text.
    pub(super) fn finish(mut self) -> String {
        self.line("END:VCALENDAR");
        self.text
    }

    fn property(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    /// Folds it where it is too long; between characters, since not every reader puts halves of them together again.
    fn line(&mut self, mut line: &str) {
        let mut room = LONGEST_LINE;
        while line.len() > room {
            let (begin, rest) = line.split_at(line.floor_char_boundary(room));
            self.text += begin;
            self.text += "\r\n ";
            // The space counts.
            room = LONGEST_LINE - 1;
            line = rest;
        }
        self.text += line;
        self.text += "\r\n";
    }
}

/// A value of the type TEXT (§3.3.11). Control characters have no place in it; line ends of every system are one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut previous = '\0';
    for character in text.chars() {
        let mut unchanged = [0; 4];
        escaped += match character {
            '\\' => r"\\",
            ';' => r"\;",
            ',' => r"\,",
            '\n' if previous == '\r' => "",
            '\r' | '\n' => r"\n",
            control if control.is_control() && control != '\t' => "",
            other => other.encode_utf8(&mut unchanged),
        };
        previous = character;
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::{Calendar, escaped};
    use crate::calendar::Timestamp;

    fn folded(line: &str) -> String {
        let mut calendar = Calendar {
            text: String::new(),
            stamp: Timestamp::from_unix_seconds(0).unwrap(),
        };
        calendar.line(line);
        calendar.text
    }

    #[test]
    fn a_line_of_75_octets_stays_whole_and_longer_ones_are_folded() {
        let whole = "x".repeat(75);
        assert_eq!(folded(&whole), format!("{whole}\r\n"));
        assert_eq!(folded(&format!("{whole}yz")), format!("{whole}\r\n yz\r\n"));
    }

    #[test]
    fn the_space_of_a_folded_line_counts() {
        let folded = folded(&"x".repeat(75 + 74 + 1));
        let lengths: Vec<_> = folded.lines().map(str::len).collect();
        assert_eq!(lengths, [75, 75, 2]);
    }

    #[test]
    fn no_character_is_folded_in_two() {
        for ahead in 0..4 {
            let line = format!("{}{}", "x".repeat(ahead), "更新😀".repeat(20));
            let folded = folded(&line);
            assert!(folded.lines().all(|line| line.len() <= 75), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\n"));
        }
    }

    #[test]
    fn what_ends_a_value_or_a_line_is_escaped_and_control_characters_are_left_out() {
        assert_eq!(escaped(r"a,b;c\d:e"), r"a\,b\;c\\d:e");
        assert_eq!(escaped("a\nb\r\nc\rd\r\n"), r"a\nb\nc\nd\n");
        assert_eq!(escaped("a\u{0}\u{7}\u{7f}\u{85}\tb"), "a\tb");
    }
}
