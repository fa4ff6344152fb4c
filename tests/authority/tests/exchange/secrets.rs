//! Secrets stay out of what a program might print.

use crate::support::World;
use renewal_authority::{CertificateAuthority, Policy, Presented};
use time::{Duration, OffsetDateTime};

#[test]
fn neither_a_key_nor_a_password_is_shown_for_debugging() {
    let world = World::new();
    let now = OffsetDateTime::now_utc();
    let authority = world.authority(Policy::default());
    let identity = world
        .certificate_authority
        .client_certificate("client0001", now, now + Duration::DAY)
        .unwrap();
    let renewal = authority
        .renew(&Presented::Accepted(identity.certificate().clone()))
        .unwrap();
    let shown = format!(
        "{authority:?} {identity:?} {renewal:?} {:?}",
        world.certificate_authority
    );
    assert!(
        !shown.contains(renewal.password.as_str()) && !shown.contains(&renewal.token),
        "{shown}"
    );
    let key_bytes = format!("{:?}", &identity.private_key()[..8]);
    assert!(!shown.contains(key_bytes.trim_matches(['[', ']'])), "{shown}");
    assert!(!shown.contains("PRIVATE KEY"), "{shown}");
}

#[test]
fn an_error_about_a_key_does_not_quote_it() {
    let world = World::new();
    let key = world.certificate_authority.private_key_pem();
    let middle = key.lines().nth(5).unwrap();
    let damaged = key.replace(middle, &middle.to_lowercase());
    let error = CertificateAuthority::from_pem(&world.certificate_authority.certificate_pem(), &damaged).unwrap_err();
    for line in damaged.lines() {
        assert!(!format!("{error} {error:?}").contains(line), "{error}");
    }
}

#[test]
fn an_authority_survives_being_written_and_read() {
    let world = World::new();
    let authority = &world.certificate_authority;
    let again = CertificateAuthority::from_pem(&authority.certificate_pem(), &authority.private_key_pem()).unwrap();
    assert_eq!(again.certificate(), authority.certificate());
    let other = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    CertificateAuthority::from_pem(&authority.certificate_pem(), &other.private_key_pem()).unwrap_err();
}
