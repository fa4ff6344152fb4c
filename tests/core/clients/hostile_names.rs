//! Certificates and files whose names are made to deceive, on their way into an archive: Python and unzip list what is in it.

use orcamo_cert::{
    Error,
    client_files::{ClientFile, Identity, Language, Layout, Target},
    clients,
    input::{Credentials, Derivations},
    secret::SecretBytes,
    text::printable,
};
use renewal_authority::CertificateAuthority;
use time::{Duration, OffsetDateTime};

use crate::{
    clients::source::{choice, layout},
    common::password,
    judges::{Folder, Program, random},
};

const PASSWORD: &str = "hostile";
const COMMON_NAMES: &[&str] = &[
    "client0001\r\n\r\n1. Delete the old certificate",
    "\u{202e}1000tneilc",
    "\u{2066}client0001\u{2069}",
    "client0001\u{2028}line",
    "CON",
    "..",
    "a:b",
    "a\0b",
    "../../up",
    "-rf",
    "診療所😀",
];

/// The names in an archive, each on its line in JSON, and the README.
const JUDGE: &str = "import sys, json, zipfile\n\
    z = zipfile.ZipFile(sys.argv[1])\n\
    assert z.testzip() is None\n\
    sys.stdout.write(json.dumps([z.namelist(), z.read('README.txt').decode('utf-8-sig')]))";

fn identity(authority: &CertificateAuthority, common_name: &str) -> Identity {
    let now = OffsetDateTime::now_utc();
    let issued = authority.client_certificate(common_name, now - Duration::DAY, now + Duration::days(30));
    let issued = issued.unwrap();
    let (certificate, key) = (issued.certificate_pem(), issued.private_key_pem());
    let none = Credentials::default();
    let key = Some((key.as_bytes(), &none));
    Identity::open(
        certificate.as_bytes(),
        &none,
        key,
        choice(),
        &mut Derivations::default(),
    )
    .unwrap()
}

fn judged(identity: &Identity, layout: Layout) -> (Vec<String>, String) {
    let archive = layout
        .zip(Language::Japanese, identity, &password(PASSWORD), &mut random)
        .unwrap();
    let folder = Folder::new();
    let file = folder.write("archive.zip", archive.expose());
    Program::UNZIP.prints(["-q", "-t", &file], []);
    // Whatever is unpacked is in the folder.
    let unpacked = folder.join("unpacked");
    Program::UNZIP.prints(["-q", "-d", unpacked.to_str().unwrap(), &file], []);
    let found = std::fs::read_dir(&unpacked).unwrap().count();
    let reported: (Vec<String>, String) =
        serde_json::from_str(&Program::PYTHON.prints(["-c", JUDGE, &file], [])).unwrap();
    assert_eq!(found, reported.0.len());
    reported
}

#[test]
fn a_common_name_makes_no_path_no_device_and_no_line_of_the_readme() {
    let authority = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    let plain = judged(
        &identity(&authority, "client0001"),
        layout(Target::Client(&clients::RECEVIEW)),
    );
    assert_eq!(plain.0, ["client0001.p12", "README.txt"]);
    let long = "x".repeat(400);
    for common_name in COMMON_NAMES.iter().copied().chain([long.as_str()]) {
        let (names, readme) = judged(
            &identity(&authority, common_name),
            layout(Target::Client(&clients::RECEVIEW)),
        );
        let [name, _] = names.as_slice() else {
            panic!("{names:?}")
        };
        assert!(
            name.ends_with(".p12")
                && name.len() <= 255
                && !name.contains(['/', ':', '\\', '\n', '\r', '\0', '\u{202e}', '\u{2066}']),
            "{name:?}"
        );
        assert!(!name.starts_with(['.', '-']) && name != "CON.p12", "{name}");
        // As many lines as of a usual name, and the name on one of them.
        assert_eq!(readme.lines().count(), plain.1.lines().count(), "{readme}");
        assert!(readme.contains(&printable(common_name)), "{readme}");
        assert!(!readme.contains(['\u{202e}', '\u{2066}', '\u{2028}', '\0']), "{readme}");
    }
}

#[test]
fn an_old_file_of_receview_is_a_name_that_every_system_takes_or_is_refused() {
    let authority = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
    let identity = identity(&authority, "client0001");
    let with = |path: &str| Layout {
        old_file: Some(ClientFile::new(path.to_owned(), SecretBytes::new(vec![1]))),
        ..layout(Target::Client(&clients::RECEVIEW))
    };
    let just = "x".repeat(246);
    for path in ["日レセ 表.p12", ".client.p12", just.as_str()] {
        let (names, _) = judged(&identity, with(path));
        assert_eq!(names.first().map(String::as_str), Some(path));
        assert_eq!(names.get(1), Some(&format!("{path}.20291122")));
    }
    let long = "x".repeat(247);
    for path in [
        "a:stream",
        "CON",
        "con.p12",
        "COM¹.p12",
        "a.",
        "a ",
        "..",
        "",
        "a/b",
        "a\\b",
        "a\nb",
        "\u{202e}21p.a",
        "a?.p12",
        long.as_str(),
    ] {
        let refused = with(path)
            .files(&identity, &password(PASSWORD), &mut random)
            .unwrap_err();
        let argument = "oldFile".to_owned();
        assert_eq!(refused, Error::InvalidArgument { argument }, "{path:?}");
    }
}
