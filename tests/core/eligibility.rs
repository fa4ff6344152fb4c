//! Whether a certificate can be renewed, by its common name, its validity and the windows of the clients.

use crate::common::at;
use orcamo_cert::{
    Error,
    calendar::{TimeZone, Timestamp},
    certificate::Certificate,
    certificate::public_key::PublicKey,
    clients::ClientId,
    eligibility::{ClientWindows, Decision, Eligibility, Kind, Policy, Reason, eligibility},
};

const DAY: i64 = 86_400;
const NOT_BEFORE: &str = "2026-12-15T00:00:00Z";
const NOT_AFTER: &str = "2029-12-15T03:00:00Z";

fn named(common_name: Option<&str>) -> Certificate {
    Certificate {
        common_name: common_name.map(str::to_owned),
        common_names: common_name.map(str::to_owned).into_iter().collect(),
        subject: String::new(),
        issuer: String::new(),
        serial_number: "01".to_owned(),
        not_before: at(NOT_BEFORE),
        not_after: at(NOT_AFTER),
        fingerprint_sha256: String::new(),
        public_key_sha256: String::new(),
        public_key: PublicKey {
            algorithm: "RSA".to_owned(),
            bits: Some(2048),
            curve: None,
        },
        is_ca: false,
        client_auth: true,
        der: Vec::new(),
        local_key_id: None,
        friendly_name: None,
    }
}

fn judge(common_name: &str, now: &str) -> Eligibility {
    eligibility(&named(Some(common_name)), &Policy::default(), at(now))
}

fn open(eligibility: &Eligibility, client: ClientId) -> bool {
    eligibility
        .clients
        .iter()
        .find(|window| window.client == client)
        .unwrap()
        .open
}

#[test]
fn a_client_certificate_is_renewable_in_its_last_three_months_and_urged_in_its_last_two() {
    for (now, decision, reason) in [
        ("2029-09-15T03:00:00Z", Decision::TooEarly, Reason::BeforeWindow),
        ("2029-09-15T03:00:01Z", Decision::Renewable, Reason::RenewalWindow),
        ("2029-10-15T03:00:00Z", Decision::Renewable, Reason::RenewalWindow),
        ("2029-10-15T03:00:01Z", Decision::Renewable, Reason::ReminderWindow),
        ("2029-12-15T03:00:00Z", Decision::Renewable, Reason::ReminderWindow),
    ] {
        for name in ["client0001", "db0002"] {
            let judged = judge(name, now);
            assert_eq!((judged.decision, judged.reason), (decision, reason), "{name} {now}");
            assert_eq!(judged.opens_on, at("2029-09-15T03:00:01Z"));
            assert_eq!(judged.remind_from, at("2029-10-15T03:00:01Z"));
            assert_eq!(judged.renew_by, at(NOT_AFTER));
        }
    }
}

#[test]
fn both_ends_of_the_validity_are_inside_it() {
    for (now, decision) in [
        ("2026-12-14T23:59:59Z", Decision::NotYetValid),
        ("2026-12-15T00:00:00Z", Decision::TooEarly),
        ("2029-12-15T03:00:00Z", Decision::Renewable),
        ("2029-12-15T03:00:01Z", Decision::Expired),
    ] {
        assert_eq!(judge("client0001", now).decision, decision, "{now}");
    }
}

#[test]
fn the_common_name_decides_before_the_validity_does() {
    for now in ["2020-01-01T00:00:00Z", "2029-12-01T00:00:00Z", "2040-01-01T00:00:00Z"] {
        let api = judge("api0005", now);
        assert_eq!(
            (api.decision, api.reason),
            (Decision::NotRenewable, Reason::ApiCertificate)
        );
        let backup = judge("backup0006", now);
        assert_eq!(
            (backup.decision, backup.reason),
            (Decision::NotRenewable, Reason::BackupCertificate)
        );
        assert!(backup.clients.iter().all(|client| !client.open));
    }
}

#[test]
fn an_unknown_kind_is_left_to_the_server_while_it_is_valid() {
    let judged = judge("terminal-7", "2029-12-01T00:00:00Z");
    assert_eq!(
        (judged.decision, judged.reason, judged.kind),
        (Decision::UnknownKind, Reason::UnrecognizedCommonName, Kind::Unknown)
    );
    assert!(open(&judged, ClientId::Monsiaj));
    assert_eq!(judge("terminal-7", "2029-12-16T00:00:00Z").decision, Decision::Expired);
    let nameless = eligibility(&named(None), &Policy::default(), at("2029-12-01T00:00:00Z"));
    assert_eq!(nameless.reason, Reason::NoCommonName);
}

#[test]
fn days_left_are_whole_days_rounded_down() {
    for (now, days) in [
        ("2029-12-14T03:00:00Z", 1),
        ("2029-12-14T03:00:01Z", 0),
        ("2029-12-15T03:00:00Z", 0),
        ("2029-12-15T03:00:01Z", -1),
        ("2029-12-17T03:00:00Z", -2),
    ] {
        assert_eq!(judge("client0001", now).days_left, days, "{now}");
    }
}

#[test]
fn each_native_client_asks_to_renew_from_its_own_day() {
    let judged = judge("client0001", "2029-10-15T03:00:00Z");
    let opens: Vec<_> = judged.clients.iter().map(|window| window.opens_on).collect();
    assert_eq!(
        opens,
        [
            Some(at("2029-10-15T03:00:01Z")),
            Some(at("2029-10-16T03:00:01Z")),
            Some(at("2029-09-15T03:00:01Z")),
            None,
        ]
    );
    assert!(!open(&judged, ClientId::Monsiaj));
    assert!(!open(&judged, ClientId::Glclient2));
    assert!(open(&judged, ClientId::Receview));
    assert!(open(&judged, ClientId::Api));
    let a_second_later = judge("client0001", "2029-10-15T03:00:01Z");
    assert!(open(&a_second_later, ClientId::Monsiaj));
    assert!(!open(&a_second_later, ClientId::Glclient2));
}

#[test]
fn no_client_asks_outside_the_validity() {
    for now in ["2026-12-14T00:00:00Z", "2029-12-16T00:00:00Z"] {
        assert!(
            judge("client0001", now).clients.iter().all(|client| !client.open),
            "{now}"
        );
    }
}

#[test]
fn the_native_settings_widen_their_windows_but_never_below_two_months() {
    let now = at("2027-01-20T00:00:00Z");
    let judged = |policy: &Policy| eligibility(&named(Some("client0001")), policy, now);
    let wide = judged(&Policy {
        clients: ClientWindows::default()
            .with_months(ClientId::Monsiaj, Some(36))
            .with_months(ClientId::Glclient2, Some(36))
            .with_days(ClientId::Receview, Some(1_200)),
        ..Policy::default()
    });
    assert_eq!(wide.decision, Decision::TooEarly);
    assert!(
        [ClientId::Monsiaj, ClientId::Glclient2, ClientId::Receview]
            .into_iter()
            .all(|client| open(&wide, client))
    );
    let narrow = judged(&Policy {
        clients: ClientWindows::default()
            .with_months(ClientId::Monsiaj, Some(0))
            .with_months(ClientId::Glclient2, Some(1)),
        ..Policy::default()
    });
    assert_eq!(narrow.clients, judged(&Policy::default()).clients);
}

#[test]
fn the_window_set_for_one_client_is_that_of_no_other_and_the_last_setting_counts() {
    let opened = |clients: ClientWindows| {
        let policy = Policy {
            clients,
            ..Policy::default()
        };
        let judged = eligibility(&named(Some("client0001")), &policy, at("2027-01-20T00:00:00Z"));
        let clients = judged.clients.into_iter().filter(|window| window.open);
        clients.map(|window| window.client).collect::<Vec<_>>()
    };
    let usual = ClientWindows::default;
    let (monsiaj, glclient2, receview) = (ClientId::Monsiaj, ClientId::Glclient2, ClientId::Receview);
    assert_eq!(opened(usual()), [ClientId::Api]);
    for client in [monsiaj, glclient2, receview] {
        assert_eq!(opened(usual().with_months(client, Some(36))), [client, ClientId::Api]);
    }
    // Days are the setting of receview alone, and take the place of its months.
    assert_eq!(opened(usual().with_days(monsiaj, Some(1_200))), [ClientId::Api]);
    let of_receview = usual().with_days(receview, Some(1_200)).with_months(receview, Some(1));
    assert_eq!(opened(of_receview.clone()), [receview, ClientId::Api]);
    assert_eq!(opened(of_receview.with_days(receview, None)), [ClientId::Api]);
    let twice = usual().with_months(monsiaj, Some(36)).with_months(monsiaj, Some(3));
    assert_eq!(opened(twice), [ClientId::Api]);
}

#[test]
fn the_web_clients_windows_can_be_set_and_renewal_is_never_later_than_the_reminder() {
    let policy = Policy {
        reminder_months: Some(36),
        renewal_months: Some(1),
        ..Policy::default()
    };
    let judged = eligibility(&named(Some("client0001")), &policy, at("2027-01-20T00:00:00Z"));
    assert_eq!(judged.reason, Reason::ReminderWindow);
    assert_eq!(judged.opens_on, judged.remind_from);
}

#[test]
fn a_window_of_the_web_clients_once_open_stays_open_over_month_ends() {
    let mut certificate = named(Some("client0001"));
    certificate.not_after = at("2030-02-28T12:00:00+09:00");
    for now in [
        "2029-11-28T12:00:01+09:00",
        "2029-11-29T00:00:00+09:00",
        "2029-11-30T00:00:00+09:00",
    ] {
        let judged = eligibility(&certificate, &Policy::default(), at(now));
        assert_eq!(judged.decision, Decision::Renewable, "{now}");
    }
}

/// A policy with this number in one place.
type OneNumber = fn(u16) -> Policy;

#[test]
fn a_policy_of_a_hundred_years_is_taken_and_one_beyond_is_refused_by_name() {
    let months: [(&str, OneNumber); 5] = [
        ("policy.reminderMonths", |number| Policy {
            reminder_months: Some(number),
            ..Policy::default()
        }),
        ("policy.renewalMonths", |number| Policy {
            renewal_months: Some(number),
            ..Policy::default()
        }),
        ("policy.monsiajMonths", |number| Policy {
            clients: ClientWindows::default().with_months(ClientId::Monsiaj, Some(number)),
            ..Policy::default()
        }),
        ("policy.glclient2Months", |number| Policy {
            clients: ClientWindows::default().with_months(ClientId::Glclient2, Some(number)),
            ..Policy::default()
        }),
        ("policy.receviewMonths", |number| Policy {
            clients: ClientWindows::default().with_months(ClientId::Receview, Some(number)),
            ..Policy::default()
        }),
    ];
    let days: (&str, OneNumber) = ("policy.receviewDays", |number| Policy {
        clients: ClientWindows::default().with_days(ClientId::Receview, Some(number.into())),
        ..Policy::default()
    });
    let beyond = |name: &str| {
        Err(Error::InvalidArgument {
            argument: name.to_owned(),
        })
    };
    let numbers = months.map(|one| (one, 1200)).into_iter().chain([(days, 36_525)]);
    for ((name, policy), most) in numbers {
        assert_eq!(policy(0).validate(), Ok(()), "{name}");
        assert_eq!(policy(most).validate(), Ok(()), "{name}");
        assert_eq!(policy(most + 1).validate(), beyond(name), "{name}");
    }
}

/// New York in 2027: an hour ahead from 14 March, 7:00 UTC, to 7 November, 6:00 UTC.
fn new_york(_: &str, instant: Timestamp) -> Option<i32> {
    let summer = at("2027-03-14T07:00:00Z")..at("2027-11-07T06:00:00Z");
    Some(if summer.contains(&instant) {
        -4 * 3600
    } else {
        -5 * 3600
    })
}

#[test]
fn the_window_of_monsiaj_opens_by_the_clock_of_its_zone_where_that_is_put_forward_or_back() {
    let policy = Policy {
        time_zone: Some(TimeZone::Named {
            name: "America/New_York".to_owned(),
            seconds_ahead: new_york,
        }),
        ..Policy::default()
    };
    let window = |not_after: Timestamp, now: Timestamp| {
        let mut certificate = named(Some("client0001"));
        certificate.not_after = not_after;
        let judged = eligibility(&certificate, &policy, now);
        let monsiaj = judged
            .clients
            .into_iter()
            .find(|window| window.client == ClientId::Monsiaj);
        monsiaj.unwrap()
    };
    for changes in ["2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z"] {
        // The clock changes when the window opens, or when the certificate expires.
        for days in [0, 61] {
            for quarter in -13..=13 {
                for second in [-1, 0, 1, 449, 898, 899] {
                    let not_after = at(changes).plus_seconds(days * DAY + quarter * 900 + second);
                    let opens = window(not_after, at("2026-12-16T00:00:00Z")).opens_on.unwrap();
                    assert!(window(not_after, opens).open, "{not_after}: closed at {opens}");
                    for seconds in [1, 2, 899, 900].into_iter().chain((1..=28_800).step_by(1_800)) {
                        let earlier = opens.plus_seconds(-seconds);
                        assert!(
                            !window(not_after, earlier).open,
                            "{not_after}: open at {earlier}, before {opens}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_policy_beyond_a_hundred_years_is_refused_by_name() {
    let policy = Policy {
        clients: ClientWindows::default().with_days(ClientId::Receview, Some(40_000)),
        ..Policy::default()
    };
    assert_eq!(policy.validate().unwrap_err().code(), "invalid-argument");
    assert!(policy.validate().unwrap_err().to_string().contains("receviewDays"));
    assert_eq!(Policy::default().validate(), Ok(()));
}
