#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::{Kept, Links, Policy, holder, renewable, three_years_after};
use crate::{CertificateAuthority, Presented, Refusal};
use rustls::pki_types::CertificateDer;
use time::{Date, Duration, Month, OffsetDateTime};

fn day(year: i32, month: Month, day: u8) -> OffsetDateTime {
    Date::from_calendar_date(year, month, day)
        .unwrap()
        .midnight()
        .assume_utc()
}

fn now() -> OffsetDateTime {
    day(2026, Month::November, 23)
}

fn accepted(common_name: &str, not_before: OffsetDateTime, not_after: OffsetDateTime) -> Presented {
    let authority = CertificateAuthority::create(now()).unwrap();
    Presented::Accepted(
        authority
            .client_certificate(common_name, not_before, not_after)
            .unwrap()
            .certificate()
            .clone(),
    )
}

fn allowed(presented: &Presented, policy: &Policy, now: OffsetDateTime) -> Result<String, Refusal> {
    renewable(&holder(presented, now)?, policy, now).map(str::to_owned)
}

#[test]
fn the_window_opens_exactly_at_the_configured_number_of_days() {
    let policy = Policy {
        days_before_expiry: 90,
        ..Policy::default()
    };
    let presented = accepted("client0001", now() - Duration::days(1), now() + Duration::days(90));
    assert_eq!(allowed(&presented, &policy, now()), Ok("client0001".to_owned()));
    let earlier = now() - Duration::seconds(1);
    assert_eq!(
        allowed(&presented, &policy, earlier),
        Err(Refusal::TooEarly {
            days_left: 90,
            limit: 90
        })
    );
}

#[test]
fn both_ends_of_the_validity_belong_to_it() {
    let (start, end) = (now(), now() + Duration::days(10));
    let presented = accepted("client0001", start, end);
    let policy = Policy::default();
    assert!(allowed(&presented, &policy, start).is_ok());
    assert!(allowed(&presented, &policy, end).is_ok());
    assert_eq!(
        allowed(&presented, &policy, end + Duration::seconds(1)),
        Err(Refusal::CertificateExpired)
    );
    assert_eq!(
        allowed(&presented, &policy, start - Duration::seconds(1)),
        Err(Refusal::CertificateRefused {
            reason: "certificate is not yet valid".to_owned()
        })
    );
}

#[test]
fn api_and_backup_are_refused_by_number_and_other_names_are_left_to_renew() {
    let outcome = |common_name: &str| {
        let presented = accepted(common_name, now() - Duration::days(1), now() + Duration::days(10));
        allowed(&presented, &Policy::default(), now())
    };
    for refused in ["api0005", "backup0006"] {
        assert_eq!(
            outcome(refused),
            Err(Refusal::NotRenewable {
                common_name: refused.to_owned()
            })
        );
    }
    for renewed in ["client0001", "db0002", "apiary", "someone"] {
        assert_eq!(outcome(renewed), Ok(renewed.to_owned()));
    }
}

#[test]
fn three_years_are_calendar_years() {
    assert_eq!(
        three_years_after(day(2026, Month::November, 23)),
        day(2029, Month::November, 23)
    );
    assert_eq!(
        three_years_after(day(2028, Month::February, 29)),
        day(2031, Month::February, 28)
    );
}

fn kept(byte: u8) -> Kept {
    Kept {
        bundle: vec![byte].into(),
        password: String::new().into(),
    }
}

fn fetch(links: &mut Links, token: &str, owner: &CertificateDer<'_>, now: OffsetDateTime) -> Result<Vec<u8>, Refusal> {
    links.fetch(token, owner, now).map(|kept| kept.bundle.to_vec())
}

#[test]
fn a_link_serves_its_owner_as_often_as_wanted_until_its_time_is_over() {
    let policy = Policy::default();
    let owner = CertificateDer::from(vec![1]);
    let mut links = Links::default();
    links.keep("token".to_owned(), owner.clone(), kept(7), &policy, now());
    let last = now() + policy.link_lifetime - Duration::seconds(1);
    for _ in 0..10 {
        assert_eq!(fetch(&mut links, "token", &owner, last), Ok(vec![7]));
    }
    let over = now() + policy.link_lifetime;
    assert_eq!(fetch(&mut links, "token", &owner, over), Err(Refusal::UnknownLink));
}

#[test]
fn a_link_serves_its_owner_as_often_as_allowed_and_no_longer_than_it_lives() {
    let policy = Policy {
        link_uses: Some(2),
        link_lifetime: Duration::hours(1),
        ..Policy::default()
    };
    let (owner, other) = (CertificateDer::from(vec![1]), CertificateDer::from(vec![2]));
    let mut links = Links::default();
    links.keep("token".to_owned(), owner.clone(), kept(7), &policy, now());

    assert_eq!(fetch(&mut links, "other", &owner, now()), Err(Refusal::UnknownLink));
    assert_eq!(
        fetch(&mut links, "token", &other, now()),
        Err(Refusal::OtherCertificate)
    );
    assert_eq!(fetch(&mut links, "token", &owner, now()), Ok(vec![7]));
    assert_eq!(fetch(&mut links, "token", &owner, now()), Ok(vec![7]));
    assert_eq!(fetch(&mut links, "token", &owner, now()), Err(Refusal::UsedLink));
    assert_eq!(
        fetch(&mut links, "token", &owner, now() + policy.link_lifetime),
        Err(Refusal::UnknownLink)
    );
}

#[test]
fn links_whose_time_is_over_are_not_kept() {
    let policy = Policy::default();
    let owner = CertificateDer::from(vec![1]);
    let mut links = Links::default();
    links.keep("first".to_owned(), owner.clone(), kept(1), &policy, now());
    links.keep(
        "second".to_owned(),
        owner,
        kept(2),
        &policy,
        now() + policy.link_lifetime,
    );
    assert_eq!(links.0.len(), 1);
}
