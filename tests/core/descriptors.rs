//! The descriptors of the clients: names, files, passwords, and settings through them.

use orcamo_cert::{
    clients::{
        API, BROWSER, CLIENTS, ClientId, FileKind, GLCLIENT2, MONSIAJ, PasswordRule, RECEVIEW, Settings, Unit, client,
    },
    secret::Password,
};

#[test]
fn each_client_is_found_by_its_name_and_no_other_one_is() {
    let names = ["monsiaj", "glclient2", "receview", "api", "browser"];
    assert_eq!(CLIENTS.map(|client| client.id.name()), names);
    let found = names.map(|name| client(name).unwrap());
    assert_eq!(found, [&MONSIAJ, &GLCLIENT2, &RECEVIEW, &API, &BROWSER]);
    assert_eq!((client(""), client("Monsiaj")), (None, None));
    assert_ne!(MONSIAJ, GLCLIENT2);
    assert_eq!(format!("{MONSIAJ:?}"), "Monsiaj");
}

#[test]
fn the_option_of_a_policy_is_made_of_the_client_and_the_unit() {
    assert_eq!(ClientId::Monsiaj.policy_option(Unit::Months), "monsiajMonths");
    assert_eq!(ClientId::Receview.policy_option(Unit::Days), "receviewDays");
}

#[test]
fn each_kind_of_file_has_its_extension() {
    let kinds = [
        FileKind::P12,
        FileKind::TrustedCertificate,
        FileKind::PrivateKey,
        FileKind::Password,
    ];
    assert_eq!(kinds.map(FileKind::extension), [".p12", ".crt", ".pem", ".pass"]);
}

#[test]
fn monsiaj_takes_passwords_of_printable_ascii_alone() {
    for (password, printable_ascii) in [
        ("", true),
        (" ~aZ09", true),
        ("a\u{1f}", false),
        ("a\u{7f}", false),
        ("パスワード", false),
    ] {
        assert_eq!(
            PasswordRule::PrintableAscii.allows(password),
            printable_ascii,
            "{password:?}"
        );
        assert!(PasswordRule::Any.allows(password));
    }
    assert_eq!(MONSIAJ.password, PasswordRule::PrintableAscii);
    assert_eq!(GLCLIENT2.password, PasswordRule::Any);
}

#[test]
fn settings_are_read_and_changed_through_the_descriptor_of_their_client() {
    let settings = Settings {
        file: b"monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=/home/a/.monsiaj/certificates/old.p12\n"
            .to_vec(),
        ..Settings::default()
    };
    let password = Password::new("renewed1".to_owned());
    let contents = MONSIAJ.contents(&settings).unwrap().unwrap();
    assert_eq!(contents.connections.len(), 1);
    let changed = MONSIAJ.change(&settings, "20291122101500", &password).unwrap().unwrap();
    let changed = String::from_utf8(changed.expose().to_vec()).unwrap();
    assert!(
        changed.contains("/home/a/.monsiaj/certificates/20291122101500.p12\n"),
        "{changed}"
    );
    for client in [&API, &BROWSER] {
        assert!(client.contents(&settings).is_none());
        assert!(client.change(&settings, "20291122101500", &password).is_none());
    }
}
