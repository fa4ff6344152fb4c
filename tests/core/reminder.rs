//! The reminder of a renewal, as a calendar file. An independent reader judges the same text in `tests/module/reminder.test.js`.

use crate::common::at;
use orcamo_cert::{Error, calendar::Timestamp, language::Language, report::reminder::Reminder};

const JAPAN: i32 = 9 * 60;
const NOW: &str = "2026-11-23T03:00:00Z";

fn reminder(not_after: &str, opens_on: &str) -> Reminder {
    Reminder {
        common_name: Some("client0001".to_owned()),
        fingerprint_sha256: "0123456789abcdef".repeat(4),
        not_after: at(not_after),
        opens_on: at(opens_on),
    }
}

fn usual() -> Reminder {
    reminder("2029-12-15T12:00:00+09:00", "2029-09-15T12:00:01+09:00")
}

fn text(reminder: &Reminder, language: Language, minutes_ahead: i32) -> String {
    reminder.calendar(language, |_| minutes_ahead, at(NOW)).unwrap()
}

/// The values of a property, in the order of the events, with the alarms' left out.
fn values(text: &str, property: &str) -> Vec<String> {
    let whole = text.replace("\r\n ", "");
    let events = whole.split("BEGIN:VEVENT").skip(1);
    events
        .map(|event| {
            let own = event.split("BEGIN:VALARM").next().unwrap();
            let mut found = own
                .lines()
                .filter_map(|line| line.strip_prefix(property)?.strip_prefix(':'));
            let value = found.next().unwrap().to_owned();
            assert_eq!(found.next(), None, "{property} comes once");
            value
        })
        .collect()
}

fn days(reminder: &Reminder, minutes_ahead: i32) -> Vec<String> {
    values(&text(reminder, Language::Japanese, minutes_ahead), "DTSTART;VALUE=DATE")
}

#[test]
fn three_days_are_named_and_each_rings_at_nine_in_the_morning() {
    let text = text(&usual(), Language::Japanese, JAPAN);
    assert_eq!(
        values(&text, "DTSTART;VALUE=DATE"),
        ["20290915", "20291115", "20291208"]
    );
    assert_eq!(values(&text, "DTSTAMP"), ["20261123T030000Z"; 3]);
    assert_eq!(
        text.matches("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT9H\r\n")
            .count(),
        3
    );
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"), "{text}");
    assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{text}");
}

#[test]
fn a_month_before_is_the_same_day_of_the_month_before_or_its_last_one() {
    for (not_after, month_before, week_before) in [
        ("2027-03-31T12:00:00+09:00", "20270228", "20270324"),
        ("2028-03-31T12:00:00+09:00", "20280229", "20280324"),
        ("2028-03-29T12:00:00+09:00", "20280229", "20280322"),
        ("2027-03-29T12:00:00+09:00", "20270228", "20270322"),
        ("2027-12-31T12:00:00+09:00", "20271130", "20271224"),
        ("2027-01-31T12:00:00+09:00", "20261231", "20270124"),
        ("2028-02-29T12:00:00+09:00", "20280129", "20280222"),
        ("2028-03-05T12:00:00+09:00", "20280205", "20280227"),
    ] {
        let days = days(&reminder(not_after, "2026-01-01"), JAPAN);
        assert_eq!(days, ["20260101", month_before, week_before], "{not_after}");
    }
}

#[test]
fn the_days_of_the_reminder_are_those_of_the_readers_clock() {
    let last_second = reminder("2029-12-31T23:59:59+09:00", "2029-10-01T00:00:00+09:00");
    assert_eq!(days(&last_second, JAPAN), ["20291001", "20291130", "20291224"]);
    // In Tokyo it is the new year already, in New York not yet.
    let turn = reminder("2029-12-31T15:00:00Z", "2029-09-30T15:00:00Z");
    assert_eq!(days(&turn, JAPAN), ["20291001", "20291201", "20291225"]);
    assert_eq!(days(&turn, -5 * 60), ["20290930", "20291130", "20291224"]);
    assert_eq!(days(&turn, 0), ["20290930", "20291130", "20291224"]);
}

#[test]
fn each_instant_has_the_clock_of_its_own_time_of_the_year() {
    let summer = at("2029-10-28T01:00:00Z");
    let berlin = |instant: Timestamp| if instant < summer { 120 } else { 60 };
    let reminder = reminder("2029-12-15T22:30:00Z", "2029-09-15T22:30:00Z");
    let text = reminder.calendar(Language::English, berlin, at(NOW)).unwrap();
    // Half past eleven in winter is half past midnight in summer.
    assert_eq!(
        values(&text, "DTSTART;VALUE=DATE"),
        ["20290916", "20291115", "20291208"]
    );
    let opening = &values(&text, "DESCRIPTION")[0];
    assert!(
        opening.contains(r"Expires: 15 December 2029 23:30 (UTC+01:00)\n"),
        "{opening}"
    );
    assert!(
        opening.contains("from 16 September 2029 00:30 (UTC+02:00). "),
        "{opening}"
    );
}

#[test]
fn the_words_name_the_certificate_the_expiry_and_what_to_do_in_japanese() {
    let text = text(
        &reminder("2029-12-31T23:59:59+09:00", "2029-10-01T00:00:00+09:00"),
        Language::Japanese,
        JAPAN,
    );
    assert_eq!(
        values(&text, "SUMMARY"),
        [
            "クライアント証明書を更新できます：client0001",
            "クライアント証明書の有効期限まで1か月：client0001",
            "クライアント証明書の有効期限まで1週間：client0001",
        ]
    );
    let descriptions = values(&text, "DESCRIPTION");
    for description in &descriptions {
        assert!(
            description.starts_with(r"証明書（CN）：client0001\n有効期限：2029年12月31日 23:59 (UTC+09:00)\n"),
            "{description}"
        );
        assert!(description.contains("「更新」を押してください"), "{description}");
    }
    let opening = "2029年10月1日 00:00 (UTC+09:00)から更新できます。";
    assert_eq!(
        descriptions.iter().map(|one| one.contains(opening)).collect::<Vec<_>>(),
        [true, false, false]
    );
}

#[test]
fn the_words_name_the_certificate_the_expiry_and_what_to_do_in_english() {
    let text = text(
        &reminder("2030-01-01T00:00:00Z", "2029-10-01T00:00:01Z"),
        Language::English,
        -210,
    );
    assert_eq!(
        values(&text, "SUMMARY"),
        [
            "Client certificate can be renewed: client0001",
            "Client certificate expires in a month: client0001",
            "Client certificate expires in a week: client0001",
        ]
    );
    for description in values(&text, "DESCRIPTION") {
        assert!(
            description.starts_with(r"Certificate (CN): client0001\nExpires: 31 December 2029 20:30 (UTC-03:30)\n"),
            "{description}"
        );
        assert!(description.contains("press “Renew”"), "{description}");
    }
    assert!(
        !text.contains(|character: char| ('ぁ'..='龠').contains(&character)),
        "{text}"
    );
}

#[test]
fn a_day_before_the_window_opens_says_from_when_and_does_not_send_anybody_to_renew() {
    // The window opens three days before expiry.
    let late = reminder("2029-12-15T12:00:00+09:00", "2029-12-12T12:00:00+09:00");
    let text = text(&late, Language::Japanese, JAPAN);
    assert_eq!(
        values(&text, "DTSTART;VALUE=DATE"),
        ["20291212", "20291115", "20291208"]
    );
    let [opening, month, week] = values(&text, "DESCRIPTION").try_into().unwrap();
    for early in [month, week] {
        assert!(
            early.contains("2029年12月12日 12:00 (UTC+09:00)から更新できます。"),
            "{early}"
        );
        assert!(!early.contains("押してください"), "{early}");
    }
    assert!(opening.contains("押してください"), "{opening}");
}

#[test]
fn reminders_on_the_same_day_stay_three_events() {
    let same = reminder("2029-12-15T12:00:00+09:00", "2029-11-15T12:00:00+09:00");
    let text = text(&same, Language::Japanese, JAPAN);
    assert_eq!(
        values(&text, "DTSTART;VALUE=DATE"),
        ["20291115", "20291115", "20291208"]
    );
    let month = &values(&text, "DESCRIPTION")[1];
    // It opens at noon of that day: both are said.
    assert!(
        month.contains("12:00 (UTC+09:00)から更新できます。") && month.contains("押してください"),
        "{month}"
    );
    let uids = values(&text, "UID");
    assert!(uids[0] != uids[1] && uids[1] != uids[2], "{uids:?}");
}

#[test]
fn a_window_that_would_open_after_expiry_opens_at_expiry() {
    let never = reminder("2029-12-15T23:59:59+09:00", "2029-12-16T00:00:00+09:00");
    let text = text(&never, Language::Japanese, JAPAN);
    assert_eq!(
        values(&text, "DTSTART;VALUE=DATE"),
        ["20291215", "20291115", "20291208"]
    );
}

#[test]
fn the_first_and_last_dates_of_the_calendar_stay_years_of_four_digits() {
    let endless = reminder("9999-12-31T23:59:59Z", "9999-09-30T15:00:00Z");
    assert_eq!(days(&endless, JAPAN), ["99991001", "99991130", "99991224"]);
    assert_eq!(days(&endless, -JAPAN), ["99990930", "99991130", "99991224"]);
    let ancient = reminder("0000-01-03T00:00:00Z", "0000-01-01T00:00:00Z");
    for minutes_ahead in [JAPAN, -JAPAN] {
        for day in days(&ancient, minutes_ahead) {
            assert!(day.len() == 8 && day.starts_with("000001"), "{day}");
        }
    }
}

#[test]
fn the_same_certificate_has_the_same_events_whenever_and_in_whichever_language_they_are_written() {
    let first = text(&usual(), Language::Japanese, JAPAN);
    let again = usual()
        .calendar(Language::English, |_| 0, at("2027-01-01T00:00:00Z"))
        .unwrap();
    let uids = values(&first, "UID");
    assert_eq!(uids, values(&again, "UID"));
    let mut distinct = uids.clone();
    distinct.dedup();
    assert_eq!(distinct.len(), 3);

    let mut upper = usual();
    upper.fingerprint_sha256.make_ascii_uppercase();
    assert_eq!(values(&text(&upper, Language::Japanese, JAPAN), "UID"), uids);

    let mut other = usual();
    other.fingerprint_sha256 = "fedcba9876543210".repeat(4);
    assert!(
        values(&text(&other, Language::Japanese, JAPAN), "UID")
            .iter()
            .all(|uid| !uids.contains(uid))
    );
}

#[test]
fn a_malformed_fingerprint_is_refused() {
    for fingerprint in [
        "",
        "0123",
        &"0123:567".repeat(8),
        &"ｇ".repeat(64),
        &"g".repeat(64),
        &"0".repeat(65),
    ] {
        let mut reminder = usual();
        reminder.fingerprint_sha256 = fingerprint.to_owned();
        assert_eq!(
            reminder.calendar(Language::Japanese, |_| JAPAN, at(NOW)),
            Err(Error::InvalidArgument {
                argument: "fingerprintSha256".to_owned()
            }),
            "{fingerprint}"
        );
    }
}

#[test]
fn a_common_name_cannot_leave_its_property() {
    for (name, written) in [
        ("client0001,02;03", r"client0001\,02\;03"),
        ("C:\\client0001", r"C:\\client0001"),
        (
            "client0001\r\nEND:VEVENT\nX",
            "client0001⟨U+000D⟩⟨U+000A⟩END:VEVENT⟨U+000A⟩X",
        ),
        ("client0001\u{0}\u{1b}", "client0001⟨U+0000⟩⟨U+001B⟩"),
        ("診療所, 受付; 端末1", r"診療所\, 受付\; 端末1"),
    ] {
        let mut named = usual();
        named.common_name = Some(name.to_owned());
        let text = text(&named, Language::Japanese, JAPAN);
        assert_eq!(text.matches("END:VEVENT\r\n").count(), 3, "{text}");
        let summary = &values(&text, "SUMMARY")[0];
        assert_eq!(summary, &format!("クライアント証明書を更新できます：{written}"));
    }
    let mut nameless = usual();
    nameless.common_name = None;
    assert!(values(&text(&nameless, Language::Japanese, JAPAN), "SUMMARY")[0].ends_with("：CNなし"));
    assert!(values(&text(&nameless, Language::English, JAPAN), "SUMMARY")[0].ends_with(": no CN"));
}

#[test]
fn no_line_is_longer_than_75_octets_and_every_one_ends_with_crlf() {
    for length in 0..80 {
        let mut named = usual();
        named.common_name = Some("診".repeat(length) + "0001");
        for language in [Language::Japanese, Language::English] {
            let text = text(&named, language, JAPAN);
            assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
            assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
            assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        }
    }
}
