//! When each client asks for a renewal, by a statement of its rule in another language: Java's own calendars, Python's dates.

use std::{collections::BTreeMap, sync::OnceLock};

use orcamo_cert::{
    calendar::{TimeZone, Timestamp},
    clients::ClientId,
    eligibility::{CertificateFacts, ClientWindows, Policy, Window, judge},
};

use crate::judges::{Folder, Program, java};

/// 2020 to 2045.
const YEARS: (i64, i64) = (1_577_804_400, 2_366_722_800);
const DAY: i64 = 86_400;

/// When, until when, and by how many months or days.
#[derive(Debug, Clone, Copy)]
struct Case {
    now: i64,
    not_after: i64,
    count: u16,
}

/// Numbers that look like chance and are the same each time (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds).unwrap()
}

/// Whether a client asks, and from when on, by what is judged here.
fn reported(case: Case, client: ClientId, policy: &Policy) -> (bool, i64) {
    let facts = CertificateFacts {
        common_name: Some("client0001"),
        not_before: at(0),
        not_after: at(case.not_after),
    };
    let judged = judge(facts, policy, at(case.now));
    let window = judged
        .clients
        .into_iter()
        .find(|window| window.client == client)
        .unwrap();
    (window.open, window.opens_on.unwrap().unix_seconds())
}

/// Pairs around the opening of the window, some of them at its very second and the one before; in none has the certificate expired.
fn cases(number: usize, counts: &[u16], day: i64, client: ClientId, policy: impl Fn(u16) -> Policy) -> Vec<Case> {
    let mut numbers = Numbers(number as u64);
    let mut cases = Vec::new();
    while cases.len() < number {
        let mut not_after = YEARS.0 + numbers.below(YEARS.1 - YEARS.0);
        if numbers.below(2) == 0 {
            // The last second of a day in Japan, as certificates are issued.
            not_after += 9 * 3600 - (not_after + 9 * 3600) % DAY - 1;
        }
        let count = counts[usize::try_from(numbers.below(counts.len() as i64)).unwrap()];
        let near = not_after - i64::from(count) * day;
        let now = (near - 5 * DAY + numbers.below(10 * DAY)).min(not_after);
        let case = Case { now, not_after, count };
        let (_, opens_on) = reported(case, client, &policy(count));
        cases.push(case);
        if numbers.below(4) == 0 {
            cases.extend([opens_on - 1, opens_on].map(|now| Case { now, ..case }));
        }
    }
    cases
}

fn written(folder: &Folder, cases: &[Case]) -> String {
    let lines = cases
        .iter()
        .map(|case| format!("{} {} {}\n", case.now, case.not_after, case.count));
    folder.write("cases", lines.collect::<String>().as_bytes())
}

/// Holds what is judged here against one character a case, and returns of how many the window was open.
fn compared(cases: &[Case], judged: &str, client: ClientId, policy: impl Fn(u16) -> Policy) -> usize {
    let judged: Vec<bool> = judged.trim().chars().map(|one| one == '1').collect();
    assert_eq!(judged.len(), cases.len());
    for (case, expected) in cases.iter().zip(&judged) {
        let (open, opens_on) = reported(*case, client, &policy(case.count));
        assert_eq!(open, *expected, "{case:?}");
        // By the judge, the window opens at the very second that is given.
        if case.now == opens_on {
            assert!(*expected, "closed at the second that is reported: {case:?}");
        }
        if case.now == opens_on - 1 {
            assert!(!*expected, "open before the second that is reported: {case:?}");
        }
    }
    judged.into_iter().filter(|open| *open).count()
}

fn monsiaj(months: u16) -> Policy {
    Policy {
        clients: ClientWindows::default().with_months(ClientId::Monsiaj, Some(months)),
        ..Policy::default()
    }
}

#[test]
fn the_java_calendar_agrees_on_100_000_windows_of_monsiaj() {
    let folder = Folder::new();
    let cases = cases(100_000, &[2, 3, 12, 40], 30 * DAY + DAY / 2, ClientId::Monsiaj, monsiaj);
    let judged = java(&["months", "Asia/Tokyo", &written(&folder, &cases)]);
    let open = compared(&cases, &judged, ClientId::Monsiaj, monsiaj);
    assert!((20_000..80_000).contains(&open), "{open} are open");
}

#[test]
fn the_python_calendar_agrees_on_100_000_windows_of_glclient2_and_of_receview_in_days() {
    const RULE: &str = "import sys, datetime as d\n\
        def when(text): return d.datetime.fromtimestamp(int(text), d.timezone.utc)\n\
        days = int(sys.argv[2])\n\
        for line in open(sys.argv[1]):\n    \
        now, end, count = line.split()\n    \
        left = (when(end) - when(now)).days\n    \
        sys.stdout.write('1' if left < int(count) * days else '0')\n";
    let glclient2 = |months| Policy {
        clients: ClientWindows::default().with_months(ClientId::Glclient2, Some(months)),
        ..Policy::default()
    };
    let receview = |days| Policy {
        clients: ClientWindows::default().with_days(ClientId::Receview, Some(u32::from(days))),
        ..Policy::default()
    };
    let folder = Folder::new();
    let of_months = cases(100_000, &[2, 3, 12, 40], 30 * DAY, ClientId::Glclient2, glclient2);
    let file = written(&folder, &of_months);
    let judged = Program::PYTHON.prints(["-c", RULE, &file, "30"], []);
    let open = compared(&of_months, &judged, ClientId::Glclient2, glclient2);
    assert!((20_000..80_000).contains(&open), "{open} are open");
    let of_days = cases(100_000, &[1, 60, 90, 1200], DAY, ClientId::Receview, receview);
    let file = written(&folder, &of_days);
    let judged = Program::PYTHON.prints(["-c", RULE, &file, "1"], []);
    compared(&of_days, &judged, ClientId::Receview, receview);
}

#[test]
fn the_java_time_calendar_agrees_on_100_000_windows_of_receview_in_months() {
    let receview = |months| Policy {
        clients: ClientWindows::default().with_months(ClientId::Receview, Some(months)),
        ..Policy::default()
    };
    let folder = Folder::new();
    let cases = cases(
        100_000,
        &[1, 3, 12, 40],
        30 * DAY + DAY / 2,
        ClientId::Receview,
        receview,
    );
    let judged = java(&["months-of-time", "Asia/Tokyo", &written(&folder, &cases)]);
    let open = compared(&cases, &judged, ClientId::Receview, receview);
    assert!((20_000..80_000).contains(&open), "{open} are open");
}

/// Zones with daylight saving time: of an hour, of half an hour, in the south.
const NAMED: [&str; 3] = ["America/New_York", "Australia/Lord_Howe", "America/Santiago"];

/// Java's own table of a zone: from which second on it is how many ahead.
fn offsets(zone: &str) -> Option<&'static [(i64, i32)]> {
    static TABLES: OnceLock<BTreeMap<&str, Vec<(i64, i32)>>> = OnceLock::new();
    let tables = TABLES.get_or_init(|| {
        let read = |line: &str| {
            let (second, offset) = line.split_once(' ').unwrap();
            (second.parse().unwrap(), offset.parse().unwrap())
        };
        let table = |zone| java(&["offsets", zone]).lines().map(read).collect();
        NAMED.into_iter().map(|zone| (zone, table(zone))).collect()
    });
    tables.get(zone).map(Vec::as_slice)
}

fn seconds_ahead(zone: &str, at: Timestamp) -> Option<i32> {
    let table = offsets(zone)?;
    let end = table.partition_point(|(second, _)| *second <= at.unix_seconds());
    Some(table.get(end.checked_sub(1)?)?.1)
}

fn named(zone: &str) -> TimeZone {
    TimeZone::Named {
        name: zone.to_owned(),
        seconds_ahead,
    }
}

#[test]
fn around_every_change_of_clocks_a_window_opens_at_its_first_second() {
    const AROUND: i64 = 4 * 3600;
    const STEP: usize = 13 * 60 + 7;
    let years = 1_767_225_600..1_893_456_000; // 2026 to 2029
    for name in NAMED {
        let zone = named(name);
        let changes = offsets(name).unwrap().iter().map(|(second, _)| *second);
        let changes: Vec<i64> = changes.filter(|second| years.contains(second)).collect();
        assert!(changes.len() >= 8, "{name}");
        for (months, change) in [0, 1, 5, 6, 7]
            .into_iter()
            .flat_map(|count| changes.iter().map(move |one| (count, one)))
        {
            // Months have 28 to 31 days: on one of these the window opens, or the certificate ends, about when clocks are put.
            let days = (-3..=3).map(|day| change + (i64::from(months) * 365 / 12 + day) * DAY);
            for middle in days.chain([*change]) {
                for not_after in (middle - AROUND..middle + AROUND).step_by(STEP).map(at) {
                    let window = Window::CalendarMonths(months);
                    let opens = window.opens_on_in(&zone, not_after);
                    let is_open = |second| window.is_open_in(&zone, not_after, at(second));
                    let second = opens.unix_seconds();
                    let before = (1..AROUND).step_by(STEP / 10).find(|seconds| is_open(second - seconds));
                    assert!(is_open(second), "{name}, {months} months, {not_after:?}");
                    assert_eq!(before, None, "{name}, {months} months, {not_after:?}");
                }
            }
        }
    }
}

#[test]
fn the_java_calendar_agrees_on_windows_of_monsiaj_in_other_time_zones() {
    let named = NAMED.map(|name| (name, named(name)));
    let fixed = [("UTC", "UTC"), ("GMT+05:30", "+05:30"), ("GMT-08:00", "-08:00")];
    let fixed = fixed.map(|(name, text)| (name, TimeZone::fixed(text).unwrap()));
    for (name, zone) in fixed.into_iter().chain(named) {
        let policy = |months| Policy {
            time_zone: Some(zone.clone()),
            ..monsiaj(months)
        };
        let folder = Folder::new();
        let cases = cases(20_000, &[2, 3, 7], 30 * DAY + DAY / 2, ClientId::Monsiaj, policy);
        let judged = java(&["months", name, &written(&folder, &cases)]);
        compared(&cases, &judged, ClientId::Monsiaj, policy);
        // It is another rule than that of Japan.
        let differs = cases.iter().any(|case| {
            reported(*case, ClientId::Monsiaj, &policy(case.count))
                != reported(*case, ClientId::Monsiaj, &monsiaj(case.count))
        });
        assert!(differs, "{name}");
    }
}

#[test]
fn only_the_window_of_monsiaj_depends_on_the_time_zone_of_the_policy() {
    let case = Case {
        now: 1_800_000_000,
        not_after: 1_804_000_000,
        count: 2,
    };
    let elsewhere = Policy {
        time_zone: TimeZone::fixed("-08:00"),
        ..Policy::default()
    };
    for client in [ClientId::Glclient2, ClientId::Receview] {
        assert_eq!(
            reported(case, client, &elsewhere),
            reported(case, client, &Policy::default())
        );
    }
}
