//! Certificates of every producer written anew, and opened by the programs that people have.

use crate::clients::source::{choice, time};
use crate::common::password;
use crate::fixtures::{Complaints, Fixture, of_kind, read};
use crate::judges::{Folder, Program, TWO_PASSWORDS, random};
use orcamo_cert::{
    Error,
    calendar::Timestamp,
    client_files::{Candidate, Choice, Identity, Layout, Protection, Target},
    clients,
    eligibility::Policy,
    error::{Missing, Source},
    input::{Credentials, Derivations},
    inspection::inspect,
};

const NEW_PASSWORD: &str = "新しい \\\"P'$w0rd🔑";
const PLAIN_PASSWORD: &str = "renewed1";
const BOTH: [Protection; 2] = [Protection::Modern, Protection::Compatible];

/// The first identity of a file.
fn opened(bytes: &[u8], text: Option<&str>, key: Option<(&[u8], Option<&str>)>) -> Result<Identity, Error> {
    chosen(bytes, text, key, None)
}

fn chosen(
    bytes: &[u8],
    text: Option<&str>,
    key: Option<(&[u8], Option<&str>)>,
    fingerprint_sha256: Option<&str>,
) -> Result<Identity, Error> {
    let credentials = |text: Option<&str>| Credentials::from(text.map(password).as_ref());
    let of_key = credentials(key.and_then(|(_, text)| text));
    Identity::open(
        bytes,
        &credentials(text),
        key.map(|(key, _)| (key, &of_key)),
        Choice {
            fingerprint_sha256,
            ..choice()
        },
        &mut Derivations::default(),
    )
}

fn open(fixture: &Fixture) -> Result<Identity, Error> {
    opened(&read(&fixture.file), fixture.password.as_deref(), None)
}

fn open_pair(certificate: &str, key: &str, text: Option<&str>) -> Result<Identity, Error> {
    opened(&read(certificate), None, Some((&read(key), text)))
}

fn rewritten(identity: &Identity, protection: Protection, text: &str) -> Vec<u8> {
    let layout = Layout {
        new_password: Some(password(text)),
        ..Layout::new(Target::P12(protection), time())
    };
    let files = layout.files(identity, &password("old"), &mut random).unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].path, "20291122101500.p12");
    files[0].bytes.expose().to_vec()
}

/// The fixtures that hold a certificate with its key.
fn identities() -> Vec<Fixture> {
    let mut fixtures = of_kind("pkcs12");
    fixtures.retain(|one| one.error.is_none() && !one.owners.is_empty());
    assert!(fixtures.len() > 80, "{}", fixtures.len());
    fixtures
}

/// Those that stand for their producers, names and kinds of key.
fn representatives() -> Vec<Fixture> {
    let names = [
        "openssl-default",
        "openssl-p384",
        "openssl-japanese",
        "openssl-nomac-legacy",
        "keytool-default",
        "keytool-japanese-alias",
        "nss-japanese",
        "gnutls-default",
        "python-emoji",
    ];
    let mut fixtures = identities();
    fixtures.retain(|one| names.iter().any(|name| one.file == format!("pkcs12/{name}.p12")));
    assert_eq!(fixtures.len(), names.len());
    fixtures
}

#[test]
fn openssl_opens_every_rewritten_file_with_its_chain_key_and_name() {
    let mut complaints = Complaints::default();
    for fixture in identities() {
        let identity = open(&fixture).unwrap_or_else(|error| panic!("{}: {error}", fixture.file));
        for protection in BOTH {
            let p12 = rewritten(&identity, protection, NEW_PASSWORD);
            let reported = crate::judges::openssl_pkcs12(&p12, NEW_PASSWORD, protection);
            let about = |what: &str| format!("{} as {protection:?}: {what}\n{reported}", fixture.file);
            let number = reported.matches("BEGIN CERTIFICATE").count();
            // Of several identities one is written, with its own certificates.
            let whole = fixture.certificates.len();
            let is_right = if fixture.owners.len() > 1 {
                (1..whole).contains(&number)
            } else {
                number == whole
            };
            complaints.check(is_right, || about("certificates"));
            complaints.check(reported.matches("BEGIN PRIVATE KEY").count() == 1, || about("keys"));
            // openssl prints of other characters the lower octet only; keytool judges those.
            if let Some(name) = fixture.friendly_name.as_ref().filter(|name| name.is_ascii()) {
                complaints.check(reported.contains(&format!("friendlyName: {name}\n")), || about("name"));
            }
            // The first key of the file and the certificate with the same localKeyID belong together.
            complaints.check(crate::judges::key_belongs_to_leaf(&reported), || about("key"));
        }
    }
    complaints.none();
}

#[test]
fn openssl_reports_the_algorithms_and_iterations_of_each_protection() {
    let fixture = &representatives()[0];
    let identity = open(fixture).unwrap();
    let reported = crate::judges::openssl_info(
        &rewritten(&identity, Protection::Modern, PLAIN_PASSWORD),
        PLAIN_PASSWORD,
    );
    assert!(reported.contains("MAC: sha256, Iteration 100000\n"), "{reported}");
    let pbes2 = "PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256";
    assert_eq!(reported.matches(pbes2).count(), 2, "key and certificates: {reported}");

    let reported = crate::judges::openssl_info(
        &rewritten(&identity, Protection::Compatible, PLAIN_PASSWORD),
        PLAIN_PASSWORD,
    );
    assert!(reported.contains("MAC: sha1, Iteration 2048\n"), "{reported}");
    let triple_des = "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048";
    assert_eq!(
        reported.matches(triple_des).count(),
        2,
        "key and certificates: {reported}"
    );
}

#[test]
fn keytool_nss_and_gnutls_open_both_protections() {
    let mut complaints = Complaints::default();
    for fixture in representatives() {
        let identity = open(&fixture).unwrap();
        for protection in BOTH {
            let folder = Folder::new();
            let p12 = folder.write("file.p12", &rewritten(&identity, protection, PLAIN_PASSWORD));
            let about =
                |program: &str, reported: &str| format!("{program}: {} as {protection:?}: {reported}", fixture.file);
            let arguments = [
                "-J-Duser.language=en",
                "-J-Dstdout.encoding=UTF-8",
                "-list",
                "-v",
                "-storetype",
                "PKCS12",
            ];
            let reported = Program::KEYTOOL.prints(arguments, ["-storepass", PLAIN_PASSWORD, "-keystore", &p12]);
            let length = format!("Certificate chain length: {}", fixture.certificates.len());
            complaints.check(
                reported.contains("PrivateKeyEntry") && reported.contains(&length),
                || about("keytool", &reported),
            );
            if let Some(name) = &fixture.friendly_name {
                // Java's alias is the name in lower case.
                let alias = format!("Alias name: {}\n", name.to_lowercase());
                complaints.check(reported.contains(&alias), || about("keytool's alias", &reported));
            }

            let database = format!("sql:{}", folder.path());
            Program::CERTUTIL.prints(["-d", &database, "-N", "--empty-password"], []);
            Program::PK12UTIL.prints(["-d", &database, "-i", &p12], ["-W", PLAIN_PASSWORD]);
            let reported = Program::CERTUTIL.prints(["-d", &database, "-K"], []);
            let keys = reported.lines().filter(|line| line.starts_with('<')).count();
            complaints.check(keys == fixture.keys, || about("NSS", &reported));

            let arguments = ["--p12-info", "--inder", "--infile", &p12];
            let reported = Program::CERTTOOL.prints(arguments, ["--password", PLAIN_PASSWORD]);
            let number = reported.matches("BEGIN CERTIFICATE").count();
            let is_right = number == fixture.certificates.len() && reported.contains("PRIVATE KEY");
            complaints.check(is_right, || about("certtool", &reported));
        }
    }
    complaints.none();
}

#[test]
fn a_certificate_and_its_key_of_every_form_become_a_p12() {
    let mut complaints = Complaints::default();
    for fixture in of_kind("private-key") {
        let Some(key) = fixture.key.as_deref() else { continue };
        let certificate = match key {
            "rsa" => "certificates/rsa.crt",
            "p256" => "certificates/p256.crt",
            "p384" => "certificates/p384.crt",
            "ed25519" => "certificates/ed25519.crt",
            other => panic!("{other}"),
        };
        if fixture.error.is_some() {
            continue;
        }
        match open_pair(certificate, &fixture.file, fixture.password.as_deref()) {
            Ok(identity) => {
                let p12 = rewritten(&identity, Protection::Modern, NEW_PASSWORD);
                let reported = crate::judges::openssl_pkcs12(&p12, NEW_PASSWORD, Protection::Modern);
                complaints.check(crate::judges::key_belongs_to_leaf(&reported), || {
                    format!("{}: {reported}", fixture.file)
                });
            }
            Err(error) => complaints.check(false, || format!("{}: {error}", fixture.file)),
        }
    }
    complaints.none();
}

#[test]
fn openssl_opens_the_certificate_and_key_for_api_and_db_encrypted_or_plain() {
    for fixture in representatives() {
        let identity = open(&fixture).unwrap();
        for plain_key in [false, true] {
            let layout = Layout {
                new_password: Some(password(NEW_PASSWORD)),
                plain_key,
                ..Layout::new(Target::Pem, time())
            };
            let files = layout.files(&identity, &password("old"), &mut random).unwrap();
            let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            assert_eq!(paths, ["20291122101500.crt", "20291122101500.pem"]);
            let folder = Folder::new();
            let certificates = folder.write("crt", files[0].bytes.expose());
            let key = folder.write("pem", files[1].bytes.expose());
            let pass = folder.write("pass", NEW_PASSWORD.as_bytes());
            let text = String::from_utf8(files[0].bytes.expose().to_vec()).unwrap();
            assert_eq!(text.matches("BEGIN CERTIFICATE").count(), fixture.certificates.len());
            let of_certificate = Program::OPENSSL.prints(["x509", "-in", &certificates, "-noout", "-pubkey"], []);
            let first_line = if plain_key {
                "-----BEGIN PRIVATE KEY-----"
            } else {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----"
            };
            let text = String::from_utf8(files[1].bytes.expose().to_vec()).unwrap();
            assert_eq!(text.lines().next(), Some(first_line));
            // An encrypted key needs the password; openssl would otherwise ask for it, and has nobody to ask.
            let passin = if plain_key {
                "pass:".to_owned()
            } else {
                format!("file:{pass}")
            };
            let of_key = Program::OPENSSL.prints(["pkey", "-in", &key, "-passin", &passin, "-pubout"], []);
            assert_eq!(of_key, of_certificate, "{}", fixture.file);
            if !plain_key {
                let refused = Program::OPENSSL.run(["pkey", "-in", &key, "-passin", "pass:wrong"], []);
                assert!(!refused.status.success());
                let reported = Program::OPENSSL.prints(["asn1parse", "-in", &key], []);
                assert!(
                    reported.contains("aes-256-cbc") && reported.contains("hmacWithSHA256"),
                    "{reported}"
                );
            }
        }
    }
}

#[test]
fn a_chain_is_written_as_tls_sends_it_whatever_order_it_came_in() {
    let folder = Folder::new();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let authorities = [
        ("root", None),
        ("middle", Some("root")),
        ("near", Some("middle")),
        ("leaf", Some("near")),
    ];
    for (name, issuer) in authorities {
        let (certificate, key, subject) = (
            path(&format!("{name}.crt")),
            path(&format!("{name}.pem")),
            format!("/CN={name}"),
        );
        let mut arguments = vec![
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "9",
        ];
        arguments.extend(["-subj", &subject, "-keyout", &key, "-out", &certificate]);
        let issuer = issuer.map(|issuer| (path(&format!("{issuer}.crt")), path(&format!("{issuer}.pem"))));
        if let Some((issuer, key)) = &issuer {
            arguments.extend(["-CA", issuer, "-CAkey", key]);
        }
        Program::OPENSSL.prints(arguments, []);
    }
    let text = |names: &[&str]| {
        let texts = names
            .iter()
            .map(|name| std::fs::read_to_string(path(&format!("{name}.crt"))).unwrap());
        texts.collect::<String>()
    };
    let chain = ["leaf", "near", "middle", "root"];
    for order in [["leaf", "root", "near", "middle"], ["middle", "root", "near", "leaf"]] {
        let p12 = path("file.p12");
        let (leaf, leaf_key) = (path("leaf.crt"), path("leaf.pem"));
        let others: Vec<&str> = order.into_iter().filter(|name| *name != "leaf").collect();
        let others = folder.write("others", text(&others).as_bytes());
        let arguments = [
            "pkcs12",
            "-export",
            "-in",
            &leaf,
            "-inkey",
            &leaf_key,
            "-certfile",
            &others,
            "-out",
            &p12,
        ];
        Program::OPENSSL.prints(arguments, ["-passout", "pass:old"]);
        let bytes = std::fs::read(&p12).unwrap();
        let identity = opened(&bytes, Some("old"), None).unwrap();
        let files = Layout::new(Target::Pem, time())
            .files(&identity, &password("old"), &mut random)
            .unwrap();
        let written = String::from_utf8(files[0].bytes.expose().to_vec()).unwrap();
        assert_eq!(written, text(&chain), "{order:?}");
    }
    // Behind a link that is missing, nothing shows that the others belong to the leaf.
    folder.write("gap.crt", text(&["leaf", "root", "middle"]).as_bytes());
    let (bytes, key) = (
        std::fs::read(path("gap.crt")).unwrap(),
        std::fs::read(path("leaf.pem")).unwrap(),
    );
    let identity = opened(&bytes, None, Some((&key, None))).unwrap();
    let layout = Layout {
        plain_key: true,
        ..Layout::new(Target::Pem, time())
    };
    let files = layout.files(&identity, &password(""), &mut random).unwrap();
    assert_eq!(files[0].bytes.expose(), text(&["leaf"]).as_bytes());
}

#[test]
fn in_a_file_of_several_the_name_is_that_of_the_leaf() {
    let folder = Folder::new();
    let store = folder.join("store.p12");
    let store = store.to_str().unwrap();
    // Java's EC keys do not show whose they are, so the second one is the leaf.
    for (alias, algorithm) in [("first", "EC"), ("second", "RSA")] {
        let name = format!("CN={alias}");
        let arguments = [
            "-genkeypair",
            "-alias",
            alias,
            "-keyalg",
            algorithm,
            "-dname",
            &name,
            "-storetype",
            "PKCS12",
        ];
        Program::KEYTOOL.prints(arguments, ["-keystore", store, "-storepass", PLAIN_PASSWORD]);
    }
    let bytes = std::fs::read(store).unwrap();
    let reported = |bytes: &[u8]| {
        let inspection = inspect(bytes, Some(&password(PLAIN_PASSWORD)), &Policy::default(), choice().now).unwrap();
        let leaf = &inspection.certificates[inspection.leaf.unwrap()];
        (leaf.common_name.clone().unwrap(), inspection.friendly_name.unwrap())
    };
    let expected = ("second".to_owned(), "second".to_owned());
    assert_eq!(reported(&bytes), expected);
    let identity = opened(&bytes, Some(PLAIN_PASSWORD), None).unwrap();
    assert_eq!(
        reported(&rewritten(&identity, Protection::Modern, PLAIN_PASSWORD)),
        expected
    );
}

#[test]
fn a_file_rewritten_under_its_own_password_opens_with_it() {
    for fixture in identities() {
        let old = fixture.password.as_deref().unwrap_or_default();
        // An empty one is refused in the compatible form.
        let protection = if old.is_empty() {
            Protection::Modern
        } else {
            Protection::Compatible
        };
        let layout = Layout::new(Target::P12(protection), time());
        let files = layout
            .files(&open(&fixture).unwrap(), &password(old), &mut random)
            .unwrap();
        let file = files[0].bytes.expose();
        let again = opened(file, Some(old), None);
        assert!(again.is_ok(), "{}: {:?}", fixture.file, again.err());
    }
}

#[test]
fn two_files_of_the_same_certificate_share_no_salt() {
    let identity = open(&representatives()[0]).unwrap();
    let [one, other] = [(); 2].map(|()| rewritten(&identity, Protection::Modern, PLAIN_PASSWORD));
    assert_eq!(one.len(), other.len());
    // What they share, names of algorithms and of the key, is shorter than that.
    assert!(
        !one.windows(128)
            .any(|window| other.windows(128).any(|found| found == window))
    );
}

#[test]
fn a_file_that_cannot_be_rewritten_is_refused_with_its_own_error() {
    let of = |name: &str| {
        let fixture = of_kind("pkcs12")
            .into_iter()
            .find(|one| one.file.ends_with(name))
            .unwrap();
        open(&fixture).err()
    };
    let source = Source::File;
    let lacks = |lacks| Some(Error::IncompleteFile { source, lacks });
    assert_eq!(of("openssl-nokeys.p12"), lacks(Missing::PrivateKey));
    assert_eq!(of("openssl-nocerts.p12"), lacks(Missing::Certificate));
    let alone = opened(&read("certificates/rsa.crt"), None, None);
    assert_eq!(alone.err(), lacks(Missing::PrivateKey));
    let other = open_pair("certificates/rsa.crt", "private-keys/p256-pkcs8.pem", None);
    assert_eq!(other.err(), Some(Error::KeyMismatch { source: Source::File }));

    // A password is not made up.
    let pair = || open_pair("certificates/rsa.crt", "private-keys/rsa-pkcs8.pem", None).unwrap();
    for target in [
        Target::Client(&clients::MONSIAJ),
        Target::Client(&clients::GLCLIENT2),
        Target::Client(&clients::RECEVIEW),
        Target::Pem,
        Target::P12(Protection::Modern),
    ] {
        for layout in [
            Layout::new(target, time()),
            Layout {
                new_password: Some(password("")),
                ..Layout::new(target, time())
            },
        ] {
            let refused = layout.files(&pair(), &password(""), &mut random);
            assert_eq!(refused.err(), Some(Error::NewPasswordRequired), "{target:?}");
        }
    }
}

#[test]
fn a_pkcs12_file_that_opens_only_after_repair_is_rewritten() {
    let whole = read("pkcs12/openssl-default.p12");
    let latin1: String = whole.iter().map(|octet| char::from(*octet)).collect();
    let longer = whole.iter().flat_map(|octet| match octet {
        b'\n' => vec![b'\r', b'\n'],
        other => vec![*other],
    });
    for carried in [latin1.into_bytes(), longer.collect(), [b"\r\n", &whole[..]].concat()] {
        assert_ne!(carried, whole);
        let identity = opened(&carried, Some("fixture"), None).unwrap();
        let layout = Layout::new(Target::Client(&clients::MONSIAJ), time());
        let files = layout.files(&identity, &password("fixture"), &mut random).unwrap();
        let p12 = files.iter().find(|file| file.path.ends_with(".p12")).unwrap();
        let reported = crate::judges::openssl_pkcs12(p12.bytes.expose(), "fixture", Protection::Modern);
        assert!(crate::judges::key_belongs_to_leaf(&reported));
    }
}

#[test]
fn a_file_under_two_passwords_is_rewritten_under_the_first() {
    let folder = Folder::new();
    let pem = [read("certificates/rsa.crt"), read("private-keys/rsa-pkcs8.pem")].concat();
    let (source, out) = (folder.write("source.pem", &pem), folder.join("two.p12"));
    Program::PYTHON.prints([TWO_PASSWORDS, out.to_str().unwrap(), &source], []);
    let two = std::fs::read(out).unwrap();
    let written = |bytes: &[u8], first: &str, second: &str, target| {
        let credentials = Credentials {
            second_password: Some(password(second)),
            ..Credentials::from(Some(&password(first)))
        };
        let choice = choice();
        let identity = Identity::open(bytes, &credentials, None, choice, &mut Derivations::default()).unwrap();
        let own = identity.password().unwrap().expose().to_owned();
        let layout = Layout::new(target, time());
        let files = layout.files(&identity, &password(&own), &mut random).unwrap();
        let p12 = files.iter().find(|file| file.path.ends_with(".p12")).unwrap();
        (p12.bytes.expose().to_vec(), own)
    };
    for (first, second) in [("Mac-42", "Enc-42"), ("Enc-42", "Mac-42"), ("Mac-42\n", "Enc-42 ")] {
        for target in [
            Target::Client(&clients::MONSIAJ),
            Target::Client(&clients::GLCLIENT2),
            Target::Client(&clients::RECEVIEW),
            Target::Client(&clients::BROWSER),
        ] {
            let (p12, own) = written(&two, first, second, target);
            assert_eq!(own, first.trim_end());
            assert_ne!(p12, two);
            let reported = crate::judges::openssl_pkcs12(&p12, &own, Protection::Modern);
            assert!(crate::judges::key_belongs_to_leaf(&reported), "{first:?} {target:?}");
        }
    }
    // Where one is enough, the file stays as it is, with the password that opens it.
    let one = read("pkcs12/openssl-default.p12");
    for (first, second) in [("fixture", "other"), ("other", "fixture ")] {
        let (p12, own) = written(&one, first, second, Target::Client(&clients::BROWSER));
        assert_eq!((p12 == one, own.as_str()), (true, "fixture"));
    }
}

#[test]
fn an_empty_password_is_refused_where_the_target_system_refuses_it() {
    let empty = identities().into_iter().find(|one| one.password.as_deref() == Some(""));
    let identity = || open(empty.as_ref().unwrap()).unwrap();
    let compatible = [
        Layout::new(Target::P12(Protection::Compatible), time()),
        Layout {
            protection: Some(Protection::Compatible),
            ..Layout::new(Target::Client(&clients::BROWSER), time())
        },
    ];
    for layout in compatible {
        let refused = layout.files(&identity(), &password(""), &mut random);
        assert_eq!(refused.err(), Some(Error::EmptyPasswordRefused));
    }
    let with_password = Layout {
        new_password: Some(password("new")),
        ..Layout::new(Target::P12(Protection::Compatible), time())
    };
    assert!(with_password.files(&identity(), &password(""), &mut random).is_ok());
}

#[test]
fn a_key_known_to_belong_to_another_certificate_is_not_written_even_without_its_public_half() {
    let candidate = || {
        let (certificate, key) = (read("certificates/ed25519.crt"), read("private-keys/ed25519-pkcs8.pem"));
        let none = Credentials::default();
        Candidate::open(&certificate, &none, Some((&key, &none)), &mut Derivations::default()).unwrap()
    };
    let choice = Choice {
        fingerprint_sha256: None,
        now: Timestamp::parse("2027-01-01T00:00:00Z").unwrap(),
    };
    let answered = |belong_together| {
        let mut pairs = candidate().undecided();
        assert_eq!(pairs.len(), 1);
        pairs[0].belong_together = belong_together;
        candidate().identity(choice, &pairs).err()
    };
    assert_eq!(answered(Some(false)), Some(Error::KeyMismatch { source: Source::File }));
    assert_eq!([answered(Some(true)), answered(None)], [None, None]);
}
