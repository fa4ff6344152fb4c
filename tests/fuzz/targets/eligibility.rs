//! The judgement over any certificate at any instant under any policy, against the rules computed once more.
#![no_main]

use arbitrary::{Arbitrary, Unstructured};
use fuzz::calendar::{open_by_days, open_by_months};
use libfuzzer_sys::fuzz_target;
use orcamo_cert::{
    calendar::{DAY, Timestamp},
    certificate::Certificate,
    certificate::public_key::PublicKey,
    clients::ClientId,
    eligibility::{ClientWindows, Decision, Kind, Policy, eligibility},
};

/// The first second of the year 0 and the last of the year 9999.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_300_799;
/// So far from both ends every sum is on the calendar: the longest policy is a hundred years.
const MARGIN: i64 = 101 * 366 * DAY;

#[derive(Debug)]
struct Case {
    common_name: Option<String>,
    not_before: i64,
    not_after: i64,
    now: i64,
    settings: Settings,
    policy: Policy,
}

/// The clients' own settings, in months and days.
#[derive(Debug)]
struct Settings {
    monsiaj: Option<u16>,
    glclient2: Option<u16>,
    receview: Option<u16>,
    receview_days: Option<u32>,
}

impl<'a> Arbitrary<'a> for Case {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let common_name = match u.int_in_range(0..=7)? {
            0 => None,
            1 => Some(u.arbitrary()?),
            2 => Some(format!("db{}", u.arbitrary::<u16>()?)),
            3 => Some(format!("api{}", u.arbitrary::<u16>()?)),
            4 => Some(format!("backup{}", u.arbitrary::<u16>()?)),
            _ => Some(format!("client{}", u.arbitrary::<u16>()?)),
        };
        let not_after = u.int_in_range(FIRST..=LAST)?;
        // Around the days that count: whole days before notAfter, and a few seconds.
        let near = |u: &mut Unstructured<'a>| {
            let days = i64::from(u.arbitrary::<i16>()?) * DAY;
            let seconds = i64::from(u.arbitrary::<i8>()?) * if u.arbitrary()? { 1 } else { 3_600 };
            Ok::<_, arbitrary::Error>((not_after - days + seconds).clamp(FIRST, LAST))
        };
        let now = if u.ratio(1, 8)? {
            u.int_in_range(FIRST..=LAST)?
        } else {
            near(u)?
        };
        let not_before = if u.ratio(1, 8)? { near(u)? } else { FIRST };
        // Most policies stay within the hundred years that are allowed.
        let most = if u.ratio(1, 8)? { u16::MAX } else { 1_300 };
        let months = |u: &mut Unstructured<'a>| {
            let small = u.arbitrary()?;
            let some: bool = u.arbitrary()?;
            some.then(|| u.int_in_range(0..=if small { 12 } else { most }))
                .transpose()
        };
        let settings = Settings {
            monsiaj: months(u)?,
            glclient2: months(u)?,
            receview: months(u)?,
            receview_days: if u.arbitrary()? {
                Some(u32::from(u.arbitrary::<u16>()?))
            } else {
                u.arbitrary()?
            },
        };
        let policy = Policy {
            reminder_months: months(u)?,
            renewal_months: months(u)?,
            clients: ClientWindows::default()
                .with_months(ClientId::Monsiaj, settings.monsiaj)
                .with_months(ClientId::Glclient2, settings.glclient2)
                .with_months(ClientId::Receview, settings.receview)
                .with_days(ClientId::Receview, settings.receview_days),
            time_zone: None,
        };
        Ok(Self {
            common_name,
            not_before,
            not_after,
            now,
            settings,
            policy,
        })
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds).unwrap()
}

fuzz_target!(|case: Case| {
    let certificate = Certificate {
        common_name: case.common_name.clone(),
        common_names: case.common_name.iter().cloned().collect(),
        subject: String::new(),
        issuer: String::new(),
        serial_number: String::new(),
        not_before: at(case.not_before),
        not_after: at(case.not_after),
        fingerprint_sha256: String::new(),
        public_key_sha256: String::new(),
        public_key: PublicKey {
            algorithm: String::new(),
            bits: None,
            curve: None,
        },
        is_ca: false,
        client_auth: true,
        der: Vec::new(),
        local_key_id: None,
        friendly_name: None,
    };
    let (policy, now) = (&case.policy, at(case.now));
    let judged = eligibility(&certificate, policy, now);

    assert_eq!(judged.renew_by, certificate.not_after);
    let left = case.not_after - case.now;
    assert!(judged.days_left * DAY <= left && left < (judged.days_left + 1) * DAY);

    // What follows holds for the policies that are allowed, away from where the calendar begins and ends.
    let far_from_the_ends = |seconds: i64| (FIRST + MARGIN..=LAST - MARGIN).contains(&seconds);
    if policy.validate().is_err() || !far_from_the_ends(case.now) || !far_from_the_ends(case.not_after) {
        return;
    }

    let valid = case.not_before <= case.now && case.now <= case.not_after;
    match judged.kind {
        Kind::Api | Kind::Backup => assert_eq!(judged.decision, Decision::NotRenewable),
        Kind::Client | Kind::Db | Kind::Unknown if case.now < case.not_before => {
            assert_eq!(judged.decision, Decision::NotYetValid);
        }
        Kind::Client | Kind::Db | Kind::Unknown if !valid => assert_eq!(judged.decision, Decision::Expired),
        Kind::Unknown => assert_eq!(judged.decision, Decision::UnknownKind),
        Kind::Client | Kind::Db => {
            let expected = if now >= judged.opens_on {
                Decision::Renewable
            } else {
                Decision::TooEarly
            };
            assert_eq!(judged.decision, expected);
        }
    }

    let clients: Vec<ClientId> = judged.clients.iter().map(|one| one.client).collect();
    assert_eq!(
        clients,
        [
            ClientId::Monsiaj,
            ClientId::Glclient2,
            ClientId::Receview,
            ClientId::Api
        ]
    );
    assert!(judged.opens_on <= judged.remind_from);
    let months = |setting: Option<u16>, default: u16, least: u16| i64::from(setting.unwrap_or(default).max(least));
    let reminder = months(policy.reminder_months, 2, 0);
    let renewal = months(policy.renewal_months, 3, 0).max(reminder);
    opens_at_the_first_second(judged.remind_from, &case, |now| {
        open_by_months(case.not_after, now, reminder)
    });
    opens_at_the_first_second(judged.opens_on, &case, |now| {
        open_by_months(case.not_after, now, renewal)
    });

    let usable = valid && !matches!(judged.kind, Kind::Api | Kind::Backup);
    for one in &judged.clients {
        let rule = |now| match (one.client, case.settings.receview_days) {
            (ClientId::Monsiaj, _) => open_by_months(case.not_after, now, months(case.settings.monsiaj, 2, 2)),
            (ClientId::Glclient2, _) => open_by_days(case.not_after, now, 30 * months(case.settings.glclient2, 2, 2)),
            (ClientId::Receview, Some(days)) => open_by_days(case.not_after, now, i64::from(days)),
            (ClientId::Receview, None) => open_by_months(case.not_after, now, months(case.settings.receview, 3, 0)),
            (ClientId::Api | ClientId::Browser, _) => true,
        };
        assert_eq!(one.open, usable && rule(case.now), "{:?}", one.client);
        match one.opens_on {
            Some(opens_on) => opens_at_the_first_second(opens_on, &case, rule),
            None => assert_eq!(one.client, ClientId::Api),
        }
    }
});

/// It is open then, and at no second before (of which the last one and `now` are tried).
fn opens_at_the_first_second(opens_on: Timestamp, case: &Case, open: impl Fn(i64) -> bool) {
    let first = opens_on.unix_seconds();
    assert!(open(first), "closed at {opens_on}");
    assert!(!open(first - 1), "open before {opens_on}");
    assert!(
        case.now >= first || !open(case.now),
        "open at {}, before {opens_on}",
        case.now
    );
}
