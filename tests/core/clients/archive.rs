//! The ZIP archive of each client, opened by unzip, Python and Java.

use std::{collections::BTreeMap, fs};

use base64ct::{Base64, Encoding};
use orcamo_cert::{
    client_files::{ClientFile, Language, Layout, Protection, Target},
    clients::{self, Settings},
    secret::SecretBytes,
};

use crate::{
    clients::source::{PASSWORD, files, identity, layout},
    common::password,
    judges::{Folder, Program, java, random},
};

const MONSIAJ: &[u8] = b"monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=/home/a/b.p12\n";
const GLCLIENT2: &[u8] = br#"{"index":0,"list":[{"certfile":"/home/a/b.crt"}]}"#;

fn zip(layout: Layout, language: Language) -> Vec<u8> {
    let archive = layout.zip(language, &identity(), &password(PASSWORD), &mut random);
    archive.unwrap().expose().to_vec()
}

fn with_settings(target: Target, file: &[u8]) -> Layout {
    let settings = Settings {
        file: file.to_vec(),
        ..Settings::default()
    };
    Layout {
        settings: Some(settings),
        ..layout(target)
    }
}

fn receview() -> Layout {
    let old = ClientFile::new("日レセ 表.p12".to_owned(), SecretBytes::new(vec![0; 3]));
    Layout {
        old_file: Some(old),
        ..layout(Target::Client(&clients::RECEVIEW))
    }
}

/// A kind of archive, how it is made, and the paths in it.
type Kind = (&'static str, fn() -> Layout, Vec<&'static str>);

fn kinds() -> Vec<Kind> {
    vec![
        (
            "monsiaj",
            || layout(Target::Client(&clients::MONSIAJ)),
            vec![
                "certificates/20291122101500.p12",
                "certificates/20291122101500.pass",
                "README.txt",
            ],
        ),
        (
            "monsiaj with settings",
            || with_settings(Target::Client(&clients::MONSIAJ), MONSIAJ),
            vec![
                "certificates/20291122101500.p12",
                "certificates/20291122101500.pass",
                "monsiaj.jsonrpc.properties",
                "README.txt",
                "monsiaj.jsonrpc.properties.20291122101500",
            ],
        ),
        (
            "glclient2",
            || layout(Target::Client(&clients::GLCLIENT2)),
            vec![
                "certificates/20291122101500.p12",
                "certificates/20291122101500.crt",
                "certificates/20291122101500.pem",
                "certificates/20291122101500.pass",
                "README.txt",
            ],
        ),
        (
            "glclient2 with settings",
            || with_settings(Target::Client(&clients::GLCLIENT2), GLCLIENT2),
            vec![
                "certificates/20291122101500.p12",
                "certificates/20291122101500.crt",
                "certificates/20291122101500.pem",
                "certificates/20291122101500.pass",
                "config.json",
                "README.txt",
                "config.json.20291122101500",
            ],
        ),
        (
            "receview",
            receview,
            vec!["日レセ 表.p12", "日レセ 表.p12.20291122", "README.txt"],
        ),
        (
            "pem",
            || layout(Target::Pem),
            vec!["20291122101500.crt", "20291122101500.pem", "README.txt"],
        ),
        (
            "receview, a pair by its settings",
            || {
                with_settings(
                    Target::Client(&clients::RECEVIEW),
                    b"api_crt: /home/a/a.crt\napi_pem: /home/a/a.pem\napi_phrase:\n",
                )
            },
            vec![
                "a.crt",
                "a.pem",
                "receview.conf",
                "README.txt",
                "receview.conf.20291122101500",
            ],
        ),
        (
            "p12, settings of nobody",
            || with_settings(Target::P12(Protection::Modern), MONSIAJ),
            vec!["20291122101500.p12", "README.txt"],
        ),
    ]
}

#[test]
fn unzip_python_and_java_find_the_same_files_in_their_folders() {
    for (kind, layout, expected) in kinds() {
        let folder = Folder::new();
        let archive = folder.write("archive.zip", &zip(layout(), Language::Japanese));
        let reported = java(&["zip", &archive]);
        let decode = |text: &str| Base64::decode_vec(text).unwrap();
        let entry = |line: &str| {
            let (name, content) = line.split_once(' ').unwrap();
            (String::from_utf8(decode(name)).unwrap(), decode(content))
        };
        let entries: Vec<(String, Vec<u8>)> = reported.lines().map(entry).collect();
        assert_eq!(
            entries.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
            expected,
            "{kind}"
        );

        Program::UNZIP.prints(["-q", "-t", &archive], []);
        let unpacked = folder.join("unzip");
        Program::UNZIP.prints(["-q", "-d", unpacked.to_str().unwrap(), &archive], []);
        let by_python = folder.join("python");
        let extract = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])";
        Program::PYTHON.prints(["-c", extract, &archive, by_python.to_str().unwrap()], []);
        for (path, content) in &entries {
            assert_eq!(&fs::read(unpacked.join(path)).unwrap(), content, "{kind}: {path}");
            assert_eq!(&fs::read(by_python.join(path)).unwrap(), content, "{kind}: {path}");
        }
    }
}

#[test]
fn unpacked_files_are_readable_by_their_owner_alone_and_have_their_time() {
    let folder = Folder::new();
    let archive = folder.write(
        "archive.zip",
        &zip(layout(Target::Client(&clients::MONSIAJ)), Language::Japanese),
    );
    let reported = Program::UNZIP.prints(["-Z", &archive], []);
    let listed: Vec<&str> = reported
        .lines()
        .filter(|line| line.contains("20291122101500") || line.contains("README"))
        .collect();
    assert_eq!(listed.len(), 3, "{reported}");
    for line in listed {
        assert!(
            line.starts_with("-rw------- ") && line.contains(" 29-Nov-22 10:15 "),
            "{line}"
        );
    }
}

#[test]
fn an_archive_holds_the_very_files_and_the_old_settings() {
    for (target, settings, name) in [
        (Target::Client(&clients::MONSIAJ), MONSIAJ, "monsiaj.jsonrpc.properties"),
        (Target::Client(&clients::GLCLIENT2), GLCLIENT2, "config.json"),
    ] {
        let folder = Folder::new();
        let archive = folder.write("archive.zip", &zip(with_settings(target, settings), Language::Japanese));
        Program::UNZIP.prints(["-q", "-d", folder.path(), &archive], []);
        let read = |path: &str| fs::read(folder.join(path)).unwrap();
        assert_eq!(read(&format!("{name}.20291122101500")), settings);
        let same: BTreeMap<String, Vec<u8>> = files(with_settings(target, settings))
            .unwrap()
            .into_iter()
            // Encryption has its own salt each time.
            .filter(|file| !file.path.ends_with(".pem"))
            .map(|file| (file.path.clone(), file.bytes.expose().to_vec()))
            .collect();
        assert!(same.len() >= 3);
        for (path, content) in same {
            assert_eq!(read(&path), content, "{path}");
        }
    }
}

#[test]
fn the_readme_names_the_certificate_and_the_steps_and_no_secret() {
    for (kind, layout, _) in kinds() {
        for (language, expiry, care) in [
            (Language::Japanese, "有効期限：2029年1月1日 09:00:00", "秘密鍵"),
            (Language::English, "Expires: 2029-01-01 09:00:00", "private key"),
        ] {
            let folder = Folder::new();
            let archive = folder.write("archive.zip", &zip(layout(), language));
            let readme = Program::UNZIP.run(["-p", &archive, "README.txt"], []).stdout;
            let text = String::from_utf8(readme).unwrap();
            assert!(text.starts_with('\u{feff}'), "{kind}");
            assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{kind}");
            assert!(
                text.contains("client-rsa") && text.contains(expiry) && text.contains(care),
                "{kind}: {text}"
            );
            assert!(text.contains("1. ") && text.contains("2. "), "{kind}: {text}");
            assert!(!text.contains(PASSWORD), "{kind}");
            if kind == "monsiaj with settings" {
                assert!(text.contains("monsiaj.jsonrpc.properties.20291122101500"), "{text}");
            }
            if kind == "receview" {
                assert!(
                    text.contains("日レセ 表.p12 ") && text.contains("日レセ 表.p12.20291122"),
                    "{text}"
                );
            }
            assert!(
                !text.contains('{') && ["\n+", "\n-", "\n*", "\n/"].iter().all(|mark| !text.contains(mark)),
                "{text}"
            );
            if kind == "monsiaj" {
                assert!(text.contains("certificates/20291122101500.p12"), "{text}");
            }
            if kind.starts_with("monsiaj") {
                assert!(text.contains(".jar"), "settings beside the program come first: {text}");
            }
            if kind == "glclient2 with settings" {
                assert!(text.contains("   /home/a/.glclient2\r\n"), "{text}");
            }
            if kind == "glclient2" {
                assert!(text.contains("~/.glclient2") && text.contains("~/.glclient"), "{text}");
                assert!(
                    text.contains("実際にある方") || text.contains("the one that is there"),
                    "{text}"
                );
            }
        }
    }
}
