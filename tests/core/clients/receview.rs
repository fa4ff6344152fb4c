//! レセ電ビューア: its files and `receview.conf`, as PyYAML and openssl read them.

use orcamo_cert::{
    Error,
    client_files::{ClientFile, Language, Layout, Target},
    clients::{self, Contents, Settings},
    error::{Missing, SettingsProblem, Source},
    secret::SecretBytes,
};
use serde_json::Value;

use crate::{
    clients::source::{PASSWORD, files, identity, layout, paths},
    common::password,
    judges::{Folder, Program, random},
};

const PHRASE: &str = "present: phrase";
/// As Psych leaves it on Windows, with what a person has added.
const WINDOWS: &str = "---\r\n# 接続先\r\napi_host: auth.example.jp\r\napi_ca: ''\r\n\
    api_crt: C:\\Users\\山田\\.receview\\client0001.crt   # 証明書\r\n\
    api_pem: \"C:\\\\Users\\\\\\u5C71田\\\\.receview\\\\client0001.pem\"\r\n\
    api_phrase: 'present: phrase'  # パスワード\r\n\
    windows:\r\n  width: 1024\r\n  api_phrase: not this one\r\nlist:\r\n- a\r\n- b\r\n";

fn settings(file: impl Into<Vec<u8>>) -> Settings {
    Settings {
        file: file.into(),
        ..Settings::default()
    }
}

fn file(name: &str, content: &str) -> ClientFile {
    ClientFile::new(name.to_owned(), SecretBytes::new(content.as_bytes().to_vec()))
}

fn with_settings(text: &str) -> Layout {
    Layout {
        settings: Some(settings(text)),
        ..layout(Target::Client(&clients::RECEVIEW))
    }
}

fn content<'a>(files: &'a [ClientFile], path: &str) -> &'a [u8] {
    files.iter().find(|file| file.path == path).unwrap().bytes.expose()
}

fn refusal(layout: Layout) -> Error {
    files(layout).unwrap_err()
}

fn lacking(lacks: Missing) -> Error {
    let source = Source::File;
    Error::IncompleteFile { source, lacks }
}

fn problem(problem: SettingsProblem) -> Error {
    Error::SettingsUnusable {
        file: "receview.conf".to_owned(),
        problem,
    }
}

/// What PyYAML makes of each file; `None` where it refuses one. Symbols of Ruby are texts for it.
fn yaml(contents: &[&[u8]]) -> Vec<Option<Value>> {
    const READ: &str = "import json, sys, yaml\n\
        yaml.SafeLoader.add_multi_constructor('!', lambda loader, tag, node: loader.construct_mapping(node))\n\
        for name in sys.argv[1:]:\n    \
        try: print(json.dumps(yaml.safe_load(open(name, 'rb').read()), default=str))\n    \
        except yaml.YAMLError: print('refused')\n";
    let folder = Folder::new();
    let written = contents.iter().enumerate();
    let written: Vec<String> = written
        .map(|(place, content)| folder.write(&place.to_string(), content))
        .collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let reported = Program::PYTHON.prints(["-c", READ], written);
    reported.lines().map(|line| serde_json::from_str(line).ok()).collect()
}

/// The public key of an encrypted private key, by openssl.
fn public_key(pem: &[u8], password: &str) -> String {
    let folder = Folder::new();
    let file = folder.write("key", pem);
    let pass = format!("file:{}", folder.write("pass", password.as_bytes()));
    assert!(String::from_utf8_lossy(pem).contains("BEGIN ENCRYPTED PRIVATE KEY"));
    Program::OPENSSL.prints(["pkey", "-in", &file, "-passin", &pass, "-pubout"], [])
}

fn assert_is_pair(certificate: &[u8], key: &[u8], password: &str) {
    let folder = Folder::new();
    let file = folder.write("certificate", certificate);
    let of_certificate = Program::OPENSSL.prints(["x509", "-in", &file, "-noout", "-pubkey"], []);
    assert_eq!(public_key(key, password), of_certificate);
}

#[test]
fn the_pair_takes_the_names_in_the_settings_and_the_password_that_is_in_use() {
    let layout = Layout {
        old_file: Some(file("client0001.crt", "old certificate")),
        old_key_file: Some(file("client0001.pem", "old key")),
        ..with_settings(WINDOWS)
    };
    let files = files(layout).unwrap();
    assert_eq!(
        paths(&files),
        [
            "client0001.crt",
            "client0001.pem",
            "client0001.crt.20291122",
            "client0001.pem.20291122"
        ]
    );
    assert_is_pair(
        content(&files, "client0001.crt"),
        content(&files, "client0001.pem"),
        PHRASE,
    );
    assert_eq!(content(&files, "client0001.crt.20291122"), b"old certificate");
    assert_eq!(content(&files, "client0001.pem.20291122"), b"old key");
}

#[test]
fn a_new_password_is_put_into_the_settings_and_everything_else_stays_octet_by_octet() {
    let new = "it's \\ \"新しい\" # 1: {x}";
    let layout = Layout {
        new_password: Some(password(new)),
        ..with_settings(WINDOWS)
    };
    let files = files(layout).unwrap();
    assert_eq!(paths(&files), ["client0001.crt", "client0001.pem", "receview.conf"]);
    assert_is_pair(
        content(&files, "client0001.crt"),
        content(&files, "client0001.pem"),
        new,
    );
    let after = content(&files, "receview.conf");
    let expected = WINDOWS.replace("'present: phrase'  #", "'it''s \\ \"新しい\" # 1: {x}'  #");
    assert_eq!(String::from_utf8_lossy(after), expected);
    let judged = yaml(&[WINDOWS.as_bytes(), after]);
    let (mut before, after) = (judged[0].clone().unwrap(), judged[1].clone().unwrap());
    assert_eq!(before["api_phrase"], PHRASE);
    before["api_phrase"] = new.into();
    assert_eq!(after, before);
}

/// The rest of a file around the line of the password.
fn around(line: &str) -> String {
    format!("---\napi_crt: /home/a/a.crt\n{line}api_pem: /home/a/a.pem\nother:\n  api_phrase: no\n")
}

#[test]
fn pyyaml_reads_every_form_of_the_password_and_the_new_one_instead() {
    for (line, present) in [
        ("api_phrase: abc\n", Some("abc")),
        ("api_phrase:   abc def   # ghi\n", Some("abc def")),
        ("api_phrase: a#b:c'd\"e\n", Some("a#b:c'd\"e")),
        ("api_phrase: 'a''b \\n'\n", Some("a'b \\n")),
        (
            "api_phrase: \"a\\\"b\\\\ \\u3042\\x41\\t'\" # c\n",
            Some("a\"b\\ \u{3042}A\t'"),
        ),
        ("\"api_phrase\": abc\n", Some("abc")),
        ("'api_phrase' : abc\n", Some("abc")),
        ("api_phrase: first\napi_phrase: last\n", Some("last")),
        (
            "api_phrase: abc\nblock: |\n  api_phrase: x\n  'it\n\n  # no\nfolded: \"x\n  api_phrase: y\"\n",
            Some("abc"),
        ),
        (
            "api_phrase: abc\n\n# end\n\nempty: []\nmap: {}\ntag: !ruby/object:X\n  a: 1\nanchor: &a b\nalias: *a\n",
            Some("abc"),
        ),
        ("api_phrase: abc\ntext: one\n  two\n", Some("abc")),
        ("api_phrase: '1234'\n", Some("1234")),
        // Psych 3 and 4 read these as texts, and write them without quotation marks.
        ("api_phrase: 1234abcd\n", Some("1234abcd")),
        ("api_phrase: 7f3a9c01\n", Some("7f3a9c01")),
        ("api_phrase: 3-a\n", Some("3-a")),
        ("api_phrase: 12-34\n", Some("12-34")),
        ("api_phrase: 20200101a\n", Some("20200101a")),
        ("api_phrase: +abc\n", Some("+abc")),
        ("api_phrase: 5_a\n", Some("5_a")),
        ("api_phrase: 日本語\n", Some("日本語")),
        ("api_phrase:\n", None),
        ("api_phrase: # none\n", None),
        ("api_phrase: ~\n", None),
        ("api_phrase: ''\n", None),
        ("", None),
    ] {
        for (text, new) in [around(line), around(line).replace('\n', "\r\n")]
            .into_iter()
            .zip(["new' \\ 1", "\u{7}新"])
        {
            let used = present.unwrap_or(PASSWORD);
            let written = files(with_settings(&text)).unwrap_or_else(|error| panic!("{text}: {error}"));
            public_key(content(&written, "a.pem"), used);
            let layout = Layout {
                new_password: Some(password(new)),
                ..with_settings(&text)
            };
            let written = files(layout).unwrap();
            let after = written.last().unwrap().bytes.expose();
            let judged = yaml(&[text.as_bytes(), after]);
            let mut before = judged[0].clone().unwrap_or_else(|| panic!("PyYAML refuses {text}"));
            if let Some(present) = present {
                assert_eq!(before["api_phrase"], present, "{text}");
            }
            before["api_phrase"] = new.into();
            assert_eq!(judged[1].as_ref(), Some(&before), "{}", String::from_utf8_lossy(after));
            // Every other line is as it was.
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let kept = std::str::from_utf8(after).unwrap();
            let others = lines
                .iter()
                .filter(|line| !line.contains("api_phrase") || line.starts_with("  "));
            for line in others {
                assert!(kept.contains(line), "{line} in {kept}");
            }
        }
    }
}

#[test]
fn symbols_of_ruby_a_byte_order_mark_and_the_end_of_a_document_are_read() {
    let text = "\u{feff}--- !ruby/hash:Settings\n:api_crt: \"/home/a/a.crt\"\n:api_pem: /home/a/a.pem\n...\n";
    let layout = Layout {
        new_password: Some(password("new")),
        ..with_settings(text)
    };
    let files = files(layout).unwrap();
    let after = String::from_utf8(content(&files, "receview.conf").to_vec()).unwrap();
    assert_eq!(after, text.replace(":api_pem", ":api_phrase: 'new'\n:api_pem"));
}

#[test]
fn settings_that_cannot_be_changed_safely_are_refused() {
    for line in [
        "api_phrase: |\n  abc\n",
        "api_phrase: >-\n  abc\n",
        "api_phrase: &a abc\n",
        "api_phrase: *a\n",
        "api_phrase: !binary abc\n",
        "api_phrase: abc\n  def\n",
        "api_phrase: 'abc\n  def'\n",
        "api_phrase:\n  - a\n",
        "api_phrase:\n- a\n",
        "api_phrase: []\n",
    ] {
        for new_password in [None, Some(password("new"))] {
            let layout = Layout {
                new_password,
                ..with_settings(&around(line))
            };
            assert_eq!(refusal(layout), problem(SettingsProblem::UnsupportedValue), "{line}");
        }
    }
    // What Ruby takes for a number is not what stands there; it can be replaced.
    for value in [
        "0123",
        "1e3",
        "0x1f",
        "1_000",
        "12:30",
        ":abc",
        "yes",
        "2026-01-01",
        "-1",
        "1,234",
        "0b101",
        "1.5e+3",
        "12:30:45",
        "2026-1-2",
        "2026-11-29T10:00:00Z",
        ".5",
        ".inf",
    ] {
        let text = around(&format!("api_phrase: {value}\n"));
        assert_eq!(
            refusal(with_settings(&text)),
            problem(SettingsProblem::UnsupportedValue),
            "{value}"
        );
        let layout = Layout {
            new_password: Some(password("new")),
            ..with_settings(&text)
        };
        let after = files(layout).unwrap().pop().unwrap();
        assert_eq!(
            String::from_utf8_lossy(after.bytes.expose()),
            around("api_phrase: 'new'\n"),
            "{value}"
        );
    }
    for text in [
        "",
        "api_crt",
        "- api_crt: a.crt\n",
        "{api_crt: a.crt, api_pem: a.pem}\n",
        "api_crt: a.crt\napi_pem: a.pem\n---\napi_crt: b.crt\n",
        "api_crt: a.crt\napi_pem: a.pem\n...\napi_crt: b.crt\n",
        "%YAML 1.1\n---\napi_crt: a.crt\napi_pem: a.pem\n",
        "api_crt: a.crt\rapi_pem: a.pem\r",
        "api_crt: a.crt\napi_pem: a.pem\nother: 'x\napi_phrase: y'\n",
        "api_crt: a.crt\napi_pem: a.pem\nother: {x: 1,\napi_phrase: y}\n",
        "api_crt: a.crt\napi_pem: a.pem\napi_phrase: a: b\n",
        "api_crt: a.crt\napi_pem: a.pem\n? api_phrase\n: b\n",
        "api_crt: a.crt\napi_pem: a.pem\napi_phrase: 'a' b\n",
        "api_crt: a.crt\napi_pem: a.pem\napi_phrase: \"\\q\"\n",
        "api_crt: a.crt\u{2028}api_pem: a.pem\n",
    ] {
        assert_eq!(
            refusal(with_settings(text)),
            problem(SettingsProblem::Malformed),
            "{text}"
        );
    }
    for text in [
        "api_host: a\n",
        "api_crt: a.crt\n",
        "api_crt: ''\napi_pem: a.pem\n",
        "api_crt: /home/a/\napi_pem: a.pem\n",
        "api_crt: a.crt\napi_pem:\n",
    ] {
        assert_eq!(
            refusal(with_settings(text)),
            problem(SettingsProblem::NoCertificate),
            "{text}"
        );
    }
    let other = Layout {
        old_file: Some(file("other.crt", "")),
        ..with_settings(WINDOWS)
    };
    assert_eq!(refusal(other), problem(SettingsProblem::OtherFile));
}

#[test]
fn a_p12_that_the_settings_name_stays_a_p12_with_the_password_in_use() {
    let text = "api_crt: /home/a/client0001.P12\napi_pem: ''\napi_phrase: in use\n";
    let files = files(with_settings(text)).unwrap();
    assert_eq!(paths(&files), ["client0001.P12"]);
    let folder = Folder::new();
    let p12 = folder.write("p12", files[0].bytes.expose());
    let reported = Program::OPENSSL.prints(["pkcs12", "-nodes", "-passin", "pass:in use", "-in", &p12], []);
    assert!(reported.contains("BEGIN PRIVATE KEY"));
}

#[test]
fn without_settings_the_present_files_decide_the_form_and_no_p12_takes_the_name_of_a_certificate_or_key() {
    for (certificate, key) in [
        ("a.crt", "a.pem"),
        ("証明書.pem", "鍵.key"),
        ("A.CER", "b.pem"),
        ("certificate", "key"),
    ] {
        let layout = Layout {
            old_file: Some(file(certificate, "-----BEGIN CERTIFICATE-----")),
            old_key_file: Some(file(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----")),
            ..layout(Target::Client(&clients::RECEVIEW))
        };
        let files = files(layout).unwrap();
        let dated = [certificate, key].map(|name| format!("{name}.20291122"));
        assert_eq!(paths(&files), [certificate, key, &dated[0], &dated[1]]);
        assert_is_pair(files[0].bytes.expose(), files[1].bytes.expose(), PASSWORD);
    }
    let only = |name: &str, content: &str| Layout {
        old_file: Some(file(name, content)),
        ..layout(Target::Client(&clients::RECEVIEW))
    };
    for (name, content) in [
        ("a.crt", ""),
        ("a.pem", "old"),
        ("a.KEY", ""),
        ("a.cer", ""),
        ("a", "\n-----BEGIN CERTIFICATE-----"),
    ] {
        let lacks = Missing::PresentKey;
        assert_eq!(refusal(only(name, content)), lacking(lacks), "{name}");
    }
    let alone = Layout {
        old_key_file: Some(file("a.pem", "")),
        ..layout(Target::Client(&clients::RECEVIEW))
    };
    let lacks = Missing::PresentCertificate;
    assert_eq!(refusal(alone), lacking(lacks));
    for name in ["a.p12", "a.PFX", "a"] {
        let files = files(only(name, "old")).unwrap();
        assert_eq!(paths(&files), [name, &format!("{name}.20291122")]);
        assert_eq!(files[0].bytes.expose().first(), Some(&0x30));
    }
    let beside = Layout {
        old_key_file: Some(file("a.pem", "")),
        ..only("a.p12", "old")
    };
    let argument = "oldKeyFile".to_owned();
    assert_eq!(refusal(beside), Error::InvalidArgument { argument });
    // A key in PEM is no .p12, and no file takes the place of another.
    for (certificate, key) in [("a.crt", "a.p12"), ("a.pem", "A.PEM"), ("a.pem", "a.pem.20291122")] {
        let same = Layout {
            old_key_file: Some(file(key, "old key")),
            ..only(certificate, "old")
        };
        let argument = "oldKeyFile".to_owned();
        assert_eq!(
            refusal(same),
            Error::InvalidArgument { argument },
            "{certificate} {key}"
        );
    }
    let elsewhere = Layout {
        old_key_file: Some(file("../a.pem", "")),
        ..only("a.crt", "old")
    };
    let argument = "oldKeyFile".to_owned();
    assert_eq!(refusal(elsewhere), Error::InvalidArgument { argument });
}

#[test]
fn certificate_and_key_in_one_file_stay_in_one_file() {
    let text = "api_crt: /home/a/a.pem\napi_pem: /home/a/a.pem\napi_phrase: in use\n";
    let layout = Layout {
        old_file: Some(file("a.pem", "old")),
        old_key_file: Some(file("a.pem", "old")),
        ..with_settings(text)
    };
    let files = files(layout).unwrap();
    assert_eq!(paths(&files), ["a.pem", "a.pem.20291122"]);
    assert_is_pair(files[0].bytes.expose(), files[0].bytes.expose(), "in use");
}

#[test]
fn the_settings_of_receview_name_the_files_and_the_host() {
    let contents: Contents = clients::RECEVIEW.contents(&settings(WINDOWS)).unwrap().unwrap();
    let [one] = contents.connections.as_slice() else {
        panic!("{contents:?}");
    };
    assert_eq!(one.description.as_deref(), Some("auth.example.jp"));
    assert_eq!(
        one.certificate.as_deref(),
        Some("C:\\Users\\山田\\.receview\\client0001.crt")
    );
    assert_eq!(one.key.as_deref(), Some("C:\\Users\\山田\\.receview\\client0001.pem"));
    assert!(one.is_current && one.problems.is_empty());
}

#[test]
fn the_archive_of_receview_names_every_file_and_keeps_the_old_settings() {
    for (language, words) in [
        (Language::Japanese, "今までと同じか"),
        (Language::English, "the same as before"),
    ] {
        let layout = Layout {
            new_password: Some(password("new")),
            old_file: Some(file("client0001.crt", "old")),
            old_key_file: Some(file("client0001.pem", "old key")),
            ..with_settings(WINDOWS)
        };
        let folder = Folder::new();
        let archive = layout
            .zip(language, &identity(), &password(PASSWORD), &mut random)
            .unwrap();
        let archive = folder.write("archive.zip", archive.expose());
        let read = |name: &str| Program::UNZIP.run(["-p", &archive, name], []).stdout;
        assert_eq!(read("receview.conf.20291122101500"), WINDOWS.as_bytes());
        let readme = String::from_utf8(read("README.txt")).unwrap();
        for name in [
            "client0001.crt.20291122",
            "client0001.pem.20291122",
            "receview.conf.20291122101500",
            words,
        ] {
            assert!(readme.contains(name), "{name}: {readme}");
        }
        assert!(
            !readme.contains(['{', '}']) && !readme.contains("\n*") && !readme.contains("\n/"),
            "{readme}"
        );
    }
}
