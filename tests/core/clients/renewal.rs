//! A real renewal, the folder of each client made of it, and a second renewal with what is in the folder.

use std::fs;

use base64ct::{Base64, Encoding};
use orcamo_cert::{
    client_files::{ClientFile, Identity, Layout, LocalTime, Protection, Target},
    clients::{self, Settings},
    input::{Credentials, Derivations},
    renewal::{Bundle, expectation::Expectation},
    secret::{Password, SecretBytes},
};

use crate::{
    clients::{source, source::paths, world::World},
    common::{password, today},
    judges::{Folder, java, prints, random},
};

/// A renewal and the files of one client in its folder.
struct Renewed {
    world: World,
    bundle: Bundle,
    folder: Folder,
    files: Vec<String>,
}

impl Renewed {
    fn new(common_name: &str, layout: Layout) -> Self {
        Self::by_way_of(common_name, layout, |identity, _| identity)
    }

    /// The same of the .crt and the .pem that API and DB users have.
    fn of_a_pair(common_name: &str, layout: Layout) -> Self {
        Self::by_way_of(common_name, layout, |identity, password| {
            let pair = source::layout(Target::Pem)
                .files(&identity, password, &mut random)
                .unwrap();
            let [certificate, key] = [0, 1].map(|place: usize| pair[place].bytes.expose());
            let (none, of_key) = (Credentials::default(), Credentials::from(Some(password)));
            let key = Some((key, &of_key));
            Identity::open(certificate, &none, key, source::choice(), &mut Derivations::default()).unwrap()
        })
    }

    fn by_way_of(common_name: &str, layout: Layout, way: fn(Identity, &Password) -> Identity) -> Self {
        let world = World::new();
        let due = world.due(common_name);
        let bundle = world.renew(&[("cert", &due)], Expectation::default());
        let identity = Identity::open(
            bundle.p12.expose(),
            &Credentials::from(Some(&bundle.password)),
            None,
            source::choice(),
            &mut Derivations::default(),
        );
        let identity = way(identity.unwrap(), &bundle.password);
        let files = layout.files(&identity, &bundle.password, &mut random).unwrap();
        let folder = Folder::new();
        for file in &files {
            folder.write(&file.path, file.bytes.expose());
        }
        Self {
            world,
            bundle,
            folder,
            files: paths(&files).into_iter().map(str::to_owned).collect(),
        }
    }

    fn path(&self, place: usize) -> String {
        self.folder.join(&self.files[place]).to_str().unwrap().to_owned()
    }

    fn read(&self, place: usize) -> Vec<u8> {
        fs::read(self.path(place)).unwrap()
    }

    /// Who the server says came is the renewed certificate; and another renewal with it succeeds, to a newer one.
    fn renews_again(&self, presenting: &[(&str, &str)]) {
        let verdict = self.world.verdict(presenting);
        assert!(verdict.starts_with("SUCCESS "), "{verdict}");
        let expect = Expectation {
            common_name: self.bundle.certificate.common_name.clone(),
            serial_number: Some(self.bundle.certificate.serial_number.clone()),
            ..Expectation::default()
        };
        let second = self.world.renew(presenting, expect);
        assert_ne!(second.certificate.serial_number, self.bundle.certificate.serial_number);
        assert_eq!(self.world.issued(), 2);
    }
}

fn layout(target: Target) -> Layout {
    Layout::new(target, LocalTime::new(today(), 540))
}

/// `T`, as a file is called.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap();
    let (stem, _) = name.split_once('.').unwrap();
    assert_eq!(stem.len(), 14);
    assert!(stem.bytes().all(|octet| octet.is_ascii_digit()), "{stem}");
    stem
}

#[test]
fn monsiaj_gets_a_p12_that_java_opens_with_the_password_file_and_settings_that_name_both() {
    let settings = Settings {
        file: b"monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\n".to_vec(),
        folder: Some("C:\\Users\\clinic\\.monsiaj".to_owned()),
        ..Settings::default()
    };
    let renewed = Renewed::new(
        "client0001",
        Layout {
            settings: Some(settings),
            ..layout(Target::Client(&clients::MONSIAJ))
        },
    );
    let stem = stem(&renewed.files[0]);
    let [p12, pass] = ["p12", "pass"].map(|extension| format!("certificates/{stem}.{extension}"));
    assert_eq!(
        renewed.files,
        [p12.as_str(), pass.as_str(), "monsiaj.jsonrpc.properties"]
    );
    assert_eq!(renewed.read(0), renewed.bundle.p12.expose());
    // Nothing behind it, no line end either.
    assert_eq!(renewed.read(1), renewed.bundle.password.expose().as_bytes());
    let reported = java(&["keystore", &renewed.path(0), &renewed.path(1)]);
    assert!(
        reported.starts_with("RSA 2 ") && reported.contains("CN=client0001"),
        "{reported}"
    );
    let reported = java(&["properties", &renewed.path(2)]);
    let decode = |text: &str| String::from_utf8(Base64::decode_vec(text).unwrap()).unwrap();
    let lines = reported.lines().filter_map(|line| line.split_once(' '));
    let properties: Vec<(String, String)> = lines.map(|(key, value)| (decode(key), decode(value))).collect();
    let expected = [
        (
            "monsiaj.config.0.clientCertificateFile",
            format!(r"C:\Users\clinic\.monsiaj\certificates\{stem}.p12"),
        ),
        (
            "monsiaj.config.0.clientCertificatePassword",
            renewed.bundle.password.expose().to_owned(),
        ),
        ("monsiaj.config.0.saveClientCertificatePassword", "true".to_owned()),
        ("monsiaj.current", "0".to_owned()),
    ];
    assert_eq!(properties, expected.map(|(key, value)| (key.to_owned(), value)));
    renewed.renews_again(&[
        ("cert-type", "P12"),
        ("cert", &renewed.path(0)),
        ("pass", renewed.bundle.password.expose()),
    ]);
}

#[test]
fn glclient2_gets_files_with_which_openssl_and_curl_do_mutual_tls() {
    let settings = Settings {
        file: br#"{"index":0,"list":[{"certfile":"/home/clinic/.glclient2/certificates/a.crt"}]}"#.to_vec(),
        ..Settings::default()
    };
    let renewed = Renewed::new(
        "client0001",
        Layout {
            settings: Some(settings),
            ..layout(Target::Client(&clients::GLCLIENT2))
        },
    );
    let stem = stem(&renewed.files[0]);
    let expected = ["p12", "crt", "pem", "pass"].map(|extension| format!("certificates/{stem}.{extension}"));
    assert_eq!(renewed.files[..4], expected);
    assert_eq!(renewed.files[4], "config.json");
    assert_eq!(renewed.read(0), renewed.bundle.p12.expose());
    assert_eq!(renewed.read(3), renewed.bundle.password.expose().as_bytes());
    let (certificate, key, pass) = (renewed.path(1), renewed.path(2), renewed.path(3));
    assert!(renewed.read(1).starts_with(b"-----BEGIN TRUSTED CERTIFICATE-----\n"));
    assert!(renewed.read(2).starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    // openssl prints the auxiliary part as well.
    let reported = prints("openssl", &["x509", "-in", &certificate, "-noout", "-text", "-alias"]);
    assert!(
        reported.contains("Alias: ") && reported.contains("CN=client0001") && reported.contains("Key Id: "),
        "{reported}"
    );
    let reported = renewed.world.verdict_by_openssl(&certificate, &key, &pass);
    assert!(reported.contains("\r\n\r\nSUCCESS "), "{reported}");
    renewed.renews_again(&[
        ("cert", &certificate),
        ("key", &key),
        ("pass", renewed.bundle.password.expose()),
    ]);
}

#[test]
fn receview_gets_the_new_file_under_the_old_name_and_the_old_one_beside_it() {
    let old = ClientFile::new("日レセ.p12".to_owned(), SecretBytes::new(b"the old one".to_vec()));
    let time = LocalTime::new(today(), 540);
    let renewed = Renewed::new(
        "client0001",
        Layout {
            old_file: Some(old),
            ..Layout::new(Target::Client(&clients::RECEVIEW), time)
        },
    );
    assert_eq!(renewed.files.len(), 2);
    assert_eq!(renewed.files[0], "日レセ.p12");
    let (name, date) = renewed.files[1].rsplit_once('.').unwrap();
    assert_eq!(name, "日レセ.p12");
    let (today, tomorrow) = (
        prints("date", &["-u", "-d", "+9 hours", "+%Y%m%d"]),
        prints("date", &["-u", "-d", "+9 hours -1 minute", "+%Y%m%d"]),
    );
    assert!([today.trim(), tomorrow.trim()].contains(&date), "{date}");
    assert_eq!(renewed.read(0), renewed.bundle.p12.expose());
    assert_eq!(renewed.read(1), b"the old one");
    renewed.renews_again(&[
        ("cert-type", "P12"),
        ("cert", &renewed.path(0)),
        ("pass", renewed.bundle.password.expose()),
    ]);
}

#[test]
fn receview_keeps_its_old_password_on_request() {
    let new_password = Some(password("今のパスワード"));
    let renewed = Renewed::new(
        "client0001",
        Layout {
            new_password,
            ..layout(Target::Client(&clients::RECEVIEW))
        },
    );
    assert_eq!(renewed.files, ["client0001.p12"]);
    renewed.renews_again(&[
        ("cert-type", "P12"),
        ("cert", &renewed.path(0)),
        ("pass", "今のパスワード"),
    ]);
}

#[test]
fn api_and_db_get_a_certificate_and_a_key_encrypted_or_plain() {
    for plain_key in [false, true] {
        let renewed = Renewed::new(
            "db001",
            Layout {
                plain_key,
                ..layout(Target::Pem)
            },
        );
        let stem = stem(&renewed.files[0]);
        assert_eq!(
            renewed.files,
            ["crt", "pem"].map(|extension| format!("{stem}.{extension}"))
        );
        let (certificate, key) = (renewed.path(0), renewed.path(1));
        let mut presenting = vec![("cert", certificate.as_str()), ("key", key.as_str())];
        if !plain_key {
            presenting.push(("pass", renewed.bundle.password.expose()));
        }
        renewed.renews_again(&presenting);
    }
}

#[test]
fn browsers_and_api_get_the_issued_p12_or_one_in_either_protection() {
    let targets = [
        Target::Client(&clients::BROWSER),
        Target::P12(Protection::Modern),
        Target::P12(Protection::Compatible),
    ];
    for target in targets {
        let renewed = Renewed::new(
            "client0001",
            Layout {
                password_file: true,
                ..layout(target)
            },
        );
        let stem = stem(&renewed.files[0]);
        assert_eq!(
            renewed.files,
            ["p12", "pass"].map(|extension| format!("{stem}.{extension}"))
        );
        assert_eq!(
            renewed.read(0) == renewed.bundle.p12.expose(),
            target == Target::Client(&clients::BROWSER)
        );
        assert_eq!(renewed.read(1), renewed.bundle.password.expose().as_bytes());
        renewed.renews_again(&[
            ("cert-type", "P12"),
            ("cert", &renewed.path(0)),
            ("pass", renewed.bundle.password.expose()),
        ]);
    }
}

#[test]
fn a_certificate_and_its_key_get_every_client_its_files_too() {
    for target in [
        Target::Client(&clients::MONSIAJ),
        Target::Client(&clients::RECEVIEW),
        Target::Client(&clients::BROWSER),
    ] {
        let renewed = Renewed::of_a_pair("client0001", layout(target));
        assert_ne!(renewed.read(0), renewed.bundle.p12.expose());
        renewed.renews_again(&[
            ("cert-type", "P12"),
            ("cert", &renewed.path(0)),
            ("pass", renewed.bundle.password.expose()),
        ]);
        if target == Target::Client(&clients::MONSIAJ) {
            let reported = java(&["keystore", &renewed.path(0), &renewed.path(1)]);
            assert!(
                reported.starts_with("RSA 2 ") && reported.contains("CN=client0001"),
                "{reported}"
            );
        }
    }
    for (target, certificate, key) in [(Target::Client(&clients::GLCLIENT2), 1, 2), (Target::Pem, 0, 1)] {
        let renewed = Renewed::of_a_pair("client0001", layout(target));
        renewed.renews_again(&[
            ("cert", &renewed.path(certificate)),
            ("key", &renewed.path(key)),
            ("pass", renewed.bundle.password.expose()),
        ]);
    }
}
