//! `monsiaj.jsonrpc.properties`, as Java's own `Properties` reads it before and after.

use std::collections::BTreeMap;

use base64ct::{Base64, Encoding};
use orcamo_cert::{
    Error,
    client_files::{Layout, Protection, Target},
    clients::{self, ConnectionProblem, Settings},
    error::{Resource, SettingsProblem},
};

use crate::{
    clients::source::{PASSWORD, changed, files, identity, layout},
    common::password,
    judges::{self, Folder, random},
};

/// As a client in Windows leaves it: `store` escapes, a comment of a person beside, and keys that nobody here knows.
const WINDOWS: &str = "#monsiaj settings\r\n\
    #Fri May 01 09:00:00 JST 2020\r\n\
    monsiaj.config.1.description=\\u65E5\\u30EC\\u30BB \\u30C7\\u30E2\r\n\
    monsiaj.config.0.clientCertificateFile=C\\:\\\\Users\\\\\\u5C71\\u7530\\\\.monsiaj\\\\certificates\\\\20261122101500.p12\r\n\
    monsiaj.config.0.clientCertificatePassword=old\\ secret\r\n\
    ! 手で書いた注釈 \\\r\n\
    monsiaj.config.0.saveClientCertificatePassword=true\r\n\
    monsiaj.config.1.clientCertificateFile=C\\:\\\\Users\\\\\\u5C71\\u7530\\\\client0002.p12\r\n\
    monsiaj.config.1.clientCertificatePassword=\r\n\
    monsiaj.config.1.saveClientCertificatePassword=false\r\n\
    monsiaj.config.0.unknown = left \\\r\n\
    \x20   alone\r\n\
    \r\n\
    monsiaj.current=0\r\n";

fn settings(file: impl Into<Vec<u8>>) -> Settings {
    Settings {
        file: file.into(),
        ..Settings::default()
    }
}

/// What Java makes of each file; `None` where it refuses one.
fn java(contents: &[&[u8]]) -> Vec<Option<BTreeMap<String, String>>> {
    let folder = Folder::new();
    let mut arguments = vec!["properties".to_owned()];
    for (place, content) in contents.iter().enumerate() {
        arguments.push(folder.write(&place.to_string(), content));
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let reported = judges::java(&arguments);
    let decode = |text: &str| String::from_utf8(Base64::decode_vec(text).unwrap()).unwrap();
    let parts = reported.split_terminator("\n\n").map(|part| part.trim_matches('\n'));
    let read = |part: &str| {
        let pairs = part.lines().map(|line| line.split_once(' ').unwrap());
        pairs.map(|(key, value)| (decode(key), decode(value))).collect()
    };
    let judged: Vec<_> = parts.map(|part| (part != "refused").then(|| read(part))).collect();
    assert_eq!(judged.len(), contents.len(), "{reported}");
    judged
}

/// The lines that are not the same.
fn differing<'a>(one: &'a [u8], other: &'a [u8]) -> Vec<(&'a str, &'a str)> {
    let lines = |octets: &'a [u8]| {
        std::str::from_utf8(octets)
            .unwrap()
            .split_inclusive('\n')
            .collect::<Vec<_>>()
    };
    let (one, other) = (lines(one), lines(other));
    assert_eq!(one.len(), other.len());
    one.into_iter().zip(other).filter(|(one, other)| one != other).collect()
}

#[test]
fn the_current_connection_names_the_new_file_and_everything_else_stays_octet_by_octet() {
    let after = changed(Target::Client(&clients::MONSIAJ), settings(WINDOWS)).unwrap();
    let differing = differing(WINDOWS.as_bytes(), &after);
    assert_eq!(
        differing.iter().map(|(_, line)| *line).collect::<Vec<_>>(),
        [
            "monsiaj.config.0.clientCertificateFile=C\\:\\\\Users\\\\\\u5C71\\u7530\\\\.monsiaj\\\\certificates\\\\20291122101500.p12\r\n",
            "monsiaj.config.0.clientCertificatePassword=fixture\r\n",
        ]
    );
    let judged = java(&[WINDOWS.as_bytes(), &after]);
    let (mut before, after) = (judged[0].clone().unwrap(), judged[1].clone().unwrap());
    before.insert(
        "monsiaj.config.0.clientCertificateFile".to_owned(),
        "C:\\Users\\山田\\.monsiaj\\certificates\\20291122101500.p12".to_owned(),
    );
    before.insert(
        "monsiaj.config.0.clientCertificatePassword".to_owned(),
        PASSWORD.to_owned(),
    );
    assert_eq!(after, before);
}

#[test]
fn a_chosen_connection_is_changed_and_no_password_is_saved_where_the_client_asks_for_it() {
    let chosen = Settings {
        connection: Some(1),
        ..settings(WINDOWS)
    };
    let after = changed(Target::Client(&clients::MONSIAJ), chosen).unwrap();
    let differing = differing(WINDOWS.as_bytes(), &after);
    assert_eq!(differing.len(), 1, "{differing:?}");
    let judged = java(&[&after]);
    let after = judged[0].as_ref().unwrap();
    let value = |key: &str| after[&format!("monsiaj.config.1.{key}")].as_str();
    assert_eq!(
        value("clientCertificateFile"),
        "C:\\Users\\山田\\.monsiaj\\certificates\\20291122101500.p12"
    );
    assert_eq!(value("clientCertificatePassword"), "");
    assert_eq!(after["monsiaj.config.0.clientCertificatePassword"], "old secret");
}

/// Forms that `load` reads, each with the current connection 0 and a password that is saved.
const FORMS: &[&str] = &[
    // Without values, separators or keys.
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\n",
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\nmonsiaj.config.0.clientCertificateFile\n",
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\nmonsiaj.config.0.clientCertificateFile=",
    // Other separators, spaces, tabs and form feeds around them.
    "monsiaj.current 0\r  monsiaj.config.0.saveClientCertificatePassword : true\r\tmonsiaj.config.0.clientCertificateFile\t:\t/home/a/b.p12\r",
    "\x0cmonsiaj.current\x0c=\x0c0\nmonsiaj.config.0.saveClientCertificatePassword   true\nmonsiaj.config.0.clientCertificatePassword   =   a  b  \n",
    // Continued keys, separators and values; a comment does not continue, a blank line neither.
    "monsiaj.cur\\\n   rent=0\nmonsiaj.config.0.saveClientCertificatePassword\\\n  \\\n =tr\\\n\tue\n# x \\\nmonsiaj.config.0.clientCertificateFile=/home/\\\n  a/\\\n  b.p12\n   \nother=1\\\n",
    "monsiaj.config.0.clientCertificateFile=\\\n\\\n\nmonsiaj.current=0\\\r\n\r\nmonsiaj.config.0.saveClientCertificatePassword=true",
    // Escapes in keys, and ones that escape nothing.
    "monsi\\u0061j.current=\\u0030\nmonsiaj.config.\\u0030.saveClientCertificatePassword=\\tr\\=\nmonsiaj.config.0.saveClientCertificatePassword=true\nmonsiaj.config.0.client\\Certificate\\File=\\z\\y\\\\\n",
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\n\\=\\ \\:=\\=\\ \\:\n=no key\n:also\n",
    // Twice: the last one counts.
    "monsiaj.current=7\nmonsiaj.config.0.clientCertificateFile=a\nmonsiaj.config.0.saveClientCertificatePassword=false\nmonsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=b\nmonsiaj.config.0.saveClientCertificatePassword=true\n",
    // The last line goes on, or is a comment without an end.
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\nother=1\\",
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\n#other=1\\",
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\nmonsiaj.config.0.clientCertificateFile\\",
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\nmonsiaj.config.0.clientCertificateFile=\\",
    // Without a current one it is the first.
    "monsiaj.config.0.saveClientCertificatePassword=TRUE\n",
    // Octets of UTF-8 and Shift_JIS, which Java takes for ISO 8859-1.
    "monsiaj.current=0\nmonsiaj.config.0.saveClientCertificatePassword=true\n名前=値\n",
];

#[test]
fn java_reads_every_form_with_the_new_values_and_all_the_others() {
    const NEW_PASSWORD: &str = " new:=#!\\ \"'~ ";
    let mut forms: Vec<Vec<u8>> = FORMS.iter().map(|form| form.as_bytes().to_vec()).collect();
    // 表 in Shift_JIS ends with the octet of a backslash.
    forms.push([FORMS[0].as_bytes(), b"a=\x95\x5c\nb=\xe9\n"].concat());
    let mut contents = Vec::new();
    for form in &forms {
        let layout = Layout {
            new_password: Some(password(NEW_PASSWORD)),
            settings: Some(Settings {
                folder: Some("C:\\Users\\表 子\\.monsiaj\\".to_owned()),
                ..settings(form.clone())
            }),
            ..layout(Target::Client(&clients::MONSIAJ))
        };
        contents.push(form.clone());
        let files = files(layout).unwrap_or_else(|error| panic!("{}: {error}", String::from_utf8_lossy(form)));
        contents.push(files.last().unwrap().bytes.expose().to_vec());
    }
    let judged = java(&contents.iter().map(Vec::as_slice).collect::<Vec<_>>());
    for (pair, contents) in judged.chunks(2).zip(contents.chunks(2)) {
        let mut expected = pair[0].clone().unwrap();
        let file = "C:\\Users\\表 子\\.monsiaj\\certificates\\20291122101500.p12";
        expected.insert("monsiaj.config.0.clientCertificateFile".to_owned(), file.to_owned());
        expected.insert(
            "monsiaj.config.0.clientCertificatePassword".to_owned(),
            NEW_PASSWORD.to_owned(),
        );
        assert_eq!(
            pair[1].as_ref(),
            Some(&expected),
            "{:?}",
            String::from_utf8_lossy(&contents[1])
        );
    }
}

#[test]
fn settings_that_java_refuses_are_refused_and_missing_connections_are_reported() {
    let refusal = |file: &str, problem| {
        let refused = changed(Target::Client(&clients::MONSIAJ), settings(file)).unwrap_err();
        let file = "monsiaj.jsonrpc.properties".to_owned();
        assert_eq!(refused, Error::SettingsUnusable { file, problem });
    };
    let malformed = ["monsiaj.current=\\u00g0\n", "a=\\u12", "\\u=1"];
    let judged = java(&malformed.map(str::as_bytes));
    assert_eq!(judged, [None, None, None]);
    for file in malformed {
        refusal(file, SettingsProblem::Malformed);
    }
    for file in [
        "",
        "monsiaj.current=0\n",
        "monsiaj.current=x\n",
        "monsiaj.config.1.clientCertificateFile=a\n",
        "monsiaj.current=1\nmonsiaj.config.0.clientCertificateFile=a\n",
    ] {
        refusal(file, SettingsProblem::NoConnection);
    }
    for file in ["D\\:\\\\a.p12", "a.p12", ""] {
        let file = format!("monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile={file}\n");
        refusal(&file, SettingsProblem::UnknownFolder);
    }
    for folder in [
        "C:\\Users\\clinic",
        "%userprofile%\\.monsiaj",
        "/home/clinic/.glclient2",
        " ",
    ] {
        let given = Settings {
            folder: Some(folder.to_owned()),
            ..settings(WINDOWS)
        };
        let (file, problem) = ("monsiaj.jsonrpc.properties".to_owned(), SettingsProblem::UnusableFolder);
        let refused = changed(Target::Client(&clients::MONSIAJ), given).unwrap_err();
        assert_eq!(refused, Error::SettingsUnusable { file, problem }, "{folder}");
    }
}

#[test]
fn the_folder_is_found_from_the_files_of_other_connections_too() {
    let file = "monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=\n\
        monsiaj.config.3.clientCertificateFile=/home/clinic/.monsiaj/certificates/a.p12\n";
    let after = changed(Target::Client(&clients::MONSIAJ), settings(file)).unwrap();
    let judged = java(&[&after]);
    let file = &judged[0].as_ref().unwrap()["monsiaj.config.0.clientCertificateFile"];
    assert_eq!(file, "/home/clinic/.monsiaj/certificates/20291122101500.p12");
}

#[test]
fn applying_the_same_settings_twice_changes_nothing_more() {
    let once = changed(Target::Client(&clients::MONSIAJ), settings(WINDOWS)).unwrap();
    assert_eq!(
        changed(Target::Client(&clients::MONSIAJ), settings(once.clone())).unwrap(),
        once
    );
}

#[test]
fn a_list_of_connections_is_limited() {
    let file = |number: usize| {
        let lines = (0..number).rev().map(|one| format!("monsiaj.config.{one}.x=\n"));
        clients::MONSIAJ.contents(&settings(lines.collect::<String>())).unwrap()
    };
    let connections = file(1000).unwrap().connections;
    let numbers: Vec<usize> = connections.iter().map(|one| one.connection).collect();
    assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
    let (resource, requested, limit) = (Resource::Connections, 1001, 1000);
    assert_eq!(
        file(100_000).unwrap_err(),
        Error::TooMuchWork {
            resource,
            requested,
            limit
        }
    );
}

#[test]
fn the_connections_are_listed() {
    let contents = clients::MONSIAJ.contents(&settings(WINDOWS)).unwrap().unwrap();
    let reported: Vec<_> = contents
        .connections
        .iter()
        .map(|one| {
            (
                one.connection,
                one.is_current,
                one.description.as_deref(),
                one.certificate.is_some(),
            )
        })
        .collect();
    assert_eq!(reported, [(0, true, None, true), (1, false, Some("日レセ デモ"), true)]);
    assert!(clients::API.contents(&settings(WINDOWS)).is_none());
}

#[test]
fn the_folder_listed_for_a_connection_is_the_one_that_its_settings_get() {
    let file = "monsiaj.current=2\n\
        monsiaj.config.0.clientCertificateFile=C\\:\\\\Users\\\\old\\\\.monsiaj\\\\certificates\\\\a.p12\n\
        monsiaj.config.1.description=none yet\n\
        monsiaj.config.2.clientCertificateFile=C\\:\\\\Users\\\\clinic\\\\a.p12\n\
        monsiaj.config.10.clientCertificateFile=D\\:\\\\a.p12\n\
        monsiaj.config.03.clientCertificateFile=no number\n";
    let contents = clients::MONSIAJ.contents(&settings(file)).unwrap().unwrap();
    let reported: Vec<_> = contents
        .connections
        .iter()
        .map(|one| (one.connection, one.is_current, one.folder.as_deref().unwrap()))
        .collect();
    let (old, clinic) = (r"C:\Users\old\.monsiaj", r"C:\Users\clinic\.monsiaj");
    assert_eq!(
        reported,
        [(0, false, old), (1, false, old), (2, true, clinic), (10, false, old)]
    );
    for (connection, _, folder) in reported {
        let chosen = Settings {
            connection: Some(connection),
            ..settings(file)
        };
        let judged = java(&[&changed(Target::Client(&clients::MONSIAJ), chosen).unwrap()]);
        let path = &judged[0].as_ref().unwrap()[&format!("monsiaj.config.{connection}.clientCertificateFile")];
        assert_eq!(path, &format!(r"{folder}\certificates\20291122101500.p12"));
    }
}

#[test]
fn connections_with_the_same_certificate_are_switched_together_on_request() {
    let of = |number: usize, file: &str, saves: bool| {
        format!(
            "monsiaj.config.{number}.clientCertificateFile={file}\nmonsiaj.config.{number}.saveClientCertificatePassword={saves}\n"
        )
    };
    let (same, other) = ("/home/clinic/a.p12", "/home/clinic/b.p12");
    let file = [
        "monsiaj.current=1\n",
        &of(0, other, true),
        &of(1, same, true),
        &of(2, same, false),
        &of(3, "", true),
    ]
    .concat();
    for (same_certificate, expected) in [(false, vec![1]), (true, vec![1, 2])] {
        let wished = Settings {
            same_certificate,
            ..settings(file.clone())
        };
        let judged = java(&[
            file.as_bytes(),
            &changed(Target::Client(&clients::MONSIAJ), wished).unwrap(),
        ]);
        let mut properties = judged[0].clone().unwrap();
        for number in expected {
            let path = "/home/clinic/.monsiaj/certificates/20291122101500.p12".to_owned();
            properties.insert(format!("monsiaj.config.{number}.clientCertificateFile"), path);
        }
        properties.insert(
            "monsiaj.config.1.clientCertificatePassword".to_owned(),
            PASSWORD.to_owned(),
        );
        assert_eq!(judged[1].as_ref(), Some(&properties));
    }
    // Where it has none, nothing is alike.
    let none = Settings {
        same_certificate: true,
        connection: Some(3),
        ..settings(format!("{file}{}", of(4, "", false)))
    };
    let judged = java(&[&changed(Target::Client(&clients::MONSIAJ), none).unwrap()]);
    assert_eq!(
        judged[0].as_ref().unwrap()["monsiaj.config.4.clientCertificateFile"],
        ""
    );
}

#[test]
fn a_password_that_java_does_not_take_is_refused_and_every_other_opens() {
    for text in ["新しい", "caf\u{e9}", "a\tb", "a\u{7f}", "ﾊﾝｶｸ", "🔑"] {
        let layout = Layout {
            new_password: Some(password(text)),
            ..layout(Target::Client(&clients::MONSIAJ))
        };
        assert_eq!(files(layout).err(), Some(Error::PasswordNotAscii), "{text}");
    }
    // The one that the source has is no better.
    let layout = layout(Target::Client(&clients::MONSIAJ));
    let refused = layout.files(&identity(), &password("今まで"), &mut random);
    assert_eq!(refused.err(), Some(Error::PasswordNotAscii));

    let all: String = (b' '..=b'~').map(char::from).collect();
    for protection in [Protection::Modern, Protection::Compatible] {
        let layout = Layout {
            new_password: Some(password(&all)),
            protection: Some(protection),
            ..crate::clients::source::layout(Target::Client(&clients::MONSIAJ))
        };
        let folder = Folder::new();
        let files = files(layout).unwrap();
        let paths: Vec<String> = files
            .iter()
            .map(|file| folder.write(&file.path, file.bytes.expose()))
            .collect();
        let reported = judges::java(&["keystore", &paths[0], &paths[1]]);
        assert!(reported.starts_with("RSA 2 CN=client-rsa"), "{reported}");
    }
}

#[test]
fn connections_that_cannot_use_the_certificate_file_are_marked() {
    use ConnectionProblem::{NoTls, PasswordNotSaved, Pkcs11};
    let reported = |lines: &str| {
        let file = format!("monsiaj.current=0\nmonsiaj.config.0.description=a\n{lines}");
        let contents = clients::MONSIAJ.contents(&settings(file)).unwrap().unwrap();
        contents.connections[0].problems.clone()
    };
    let (tls, token, saves) = (
        "monsiaj.config.0.useSSL=TRUE\n",
        "monsiaj.config.0.usePKCS11=true\n",
        "monsiaj.config.0.saveClientCertificatePassword=true\n",
    );
    assert_eq!(reported(&[tls, saves].concat()), []);
    assert_eq!(reported(tls), [PasswordNotSaved]);
    assert_eq!(
        reported(&[tls, "monsiaj.config.0.saveClientCertificatePassword=false\n"].concat()),
        [PasswordNotSaved]
    );
    assert_eq!(reported(&[tls, token, saves].concat()), [Pkcs11]);
    assert_eq!(reported(&[tls, token].concat()), [Pkcs11, PasswordNotSaved]);
    assert_eq!(reported(&[token, saves].concat()), [NoTls]);
    assert_eq!(reported("monsiaj.config.0.useSSL=false\n"), [NoTls]);
    assert_eq!(reported(""), [NoTls]);
}

/// Looking through the whole file for each connection would take minutes.
#[test]
fn a_thousand_connections_among_a_million_properties_are_switched_by_looking_each_up_at_once() {
    let mut file = "monsiaj.current=0\n".to_owned();
    for number in 0..1000 {
        file.push_str(&format!(
            "monsiaj.config.{number}.clientCertificateFile=/home/a/b.p12\nmonsiaj.config.{number}.saveClientCertificatePassword=true\n"
        ));
    }
    file.push_str(&"a=\n".repeat(1_000_000));
    let wished = Settings {
        same_certificate: true,
        ..settings(file)
    };
    let after = String::from_utf8(changed(Target::Client(&clients::MONSIAJ), wished).unwrap()).unwrap();
    let path = "clientCertificateFile=/home/a/.monsiaj/certificates/20291122101500.p12\n";
    assert_eq!(after.matches(path).count(), 1000);
    assert_eq!(after.matches("clientCertificatePassword=fixture\n").count(), 1000);
}
