//! glclient2's `config.json`, as json-c reads it before and after.

use orcamo_cert::{
    Error,
    client_files::{Layout, Target},
    clients::{self, ConnectionProblem, Settings},
    error::{Resource, SettingsProblem},
};
use serde_json::{Value, json};

use crate::{
    clients::source::{changed, files, layout},
    common::password,
    judges::{Folder, Program, prints},
};

const SETTINGS: &str = r#"{
  "list":[
    {
      "description":"デモ \/ \u65e5\u30ec\u30bb",
      "authuri":"https:\/\/sms.orca-ng.org\/rpc\/",
      "certfile":"\/home\/clinic\/.glclient2\/certificates\/20261122101500.crt",
      "certkeyfile" : "\/home\/clinic\/.glclient2\/certificates\/20261122101500.pem",
      "savecertpassword":false,
      "certpassword":"old",
      "fontname":"Takaoゴシック 10", "timer":1.50e0, "unknown": [ {"certfile":"left alone"}, null ]
    },
    {"description":"C:\\Users\\clinic","certfile":"C:\\Users\\clinic\\.glclient2\\a.crt"}
  ],
  "index":0,   "certfile":"not this one"
}
"#;

fn settings(file: impl Into<Vec<u8>>) -> Settings {
    Settings {
        file: file.into(),
        ..Settings::default()
    }
}

/// What json-c makes of a file.
fn json_c(content: &[u8]) -> Value {
    let folder = Folder::new();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/json_c.c");
    let program = folder.join("judge").to_str().unwrap().to_owned();
    Program::COMPILER.prints(["-o", &program, source, "-ljson-c"], []);
    let file = folder.write("config.json", content);
    serde_json::from_str(&prints(&program, &[&file])).unwrap()
}

#[test]
fn the_current_connection_names_the_new_files_and_everything_else_stays_octet_by_octet() {
    let after = changed(Target::Client(&clients::GLCLIENT2), settings(SETTINGS)).unwrap();
    let after_text = String::from_utf8(after.clone()).unwrap();
    let folder = "/home/clinic/.glclient2/certificates/20291122101500";
    let expected = SETTINGS
        .replacen(
            r#""certfile":"\/home\/clinic\/.glclient2\/certificates\/20261122101500.crt""#,
            &format!(r#""certfile":"{folder}.crt""#),
            1,
        )
        .replacen(
            r#""certkeyfile" : "\/home\/clinic\/.glclient2\/certificates\/20261122101500.pem""#,
            &format!(r#""certkeyfile" : "{folder}.pem""#),
            1,
        )
        .replacen(r#""savecertpassword":false"#, r#""savecertpassword":true"#, 1)
        .replacen(r#""certpassword":"old""#, r#""certpassword":"fixture""#, 1);
    assert_eq!(after_text, expected);
    let (mut before, after) = (json_c(SETTINGS.as_bytes()), json_c(&after));
    let connection = &mut before["list"][0];
    connection["certfile"] = json!(format!("{folder}.crt"));
    connection["certkeyfile"] = json!(format!("{folder}.pem"));
    connection["savecertpassword"] = json!(true);
    connection["certpassword"] = json!("fixture");
    assert_eq!(after, before);
}

#[test]
fn a_chosen_connection_gets_the_members_that_it_lacks_with_paths_of_its_system() {
    let chosen = Settings {
        connection: Some(1),
        ..settings(SETTINGS)
    };
    let after = json_c(&changed(Target::Client(&clients::GLCLIENT2), chosen).unwrap());
    let mut expected = json_c(SETTINGS.as_bytes());
    let folder = "C:\\Users\\clinic\\.glclient2\\certificates\\20291122101500";
    expected["list"][1] = json!({
        "description": "C:\\Users\\clinic",
        "certfile": format!("{folder}.crt"),
        "certkeyfile": format!("{folder}.pem"),
        "savecertpassword": true,
        "certpassword": "fixture",
    });
    assert_eq!(after, expected);
}

#[test]
fn json_c_reads_every_form_with_the_new_values_and_all_the_others() {
    const NEW_PASSWORD: &str = " 新しい\\\"/\u{1}\u{7f}\t🔑 ";
    for form in [
        r#"{"index":0,"list":[{}]}"#,
        r#"{"index":0,"list":[ { } ]}"#,
        "{\"index\":0,\"list\":[{\n\t}]}",
        r#"{"index":1,"list":[{"a":{"certfile":1}},{"a":{"list":[{"certfile":"x"}]},"certfile":{"b":[1,{"c":2}]}}]}"#,
        r#"{"index":2,"list":[7,null,{"certpassword":null,"b":"\ud83d\ude00"},"x"]}"#,
        r#"{"list":[{"certfile":"a"}],"x":{"list":[{"certfile":"b"}],"index":5},"index":0}"#,
        r#"{"index":9,"list":[{"certfile":"never"}],"index":0,"list":[{"certfile":"a","certfile":"b"}]}"#,
        " \t\r\n{ \"index\" : 0 , \"list\" : [ { \"certfile\" : \"a\" , \"x\" : 1 } ] } \n",
        "{\r\n  \"index\": 0,\r\n  \"list\": [\r\n    {\r\n      \"x\": \"日本語\"\r\n    }\r\n  ]\r\n}\r\n",
        r#"{"\u0069ndex":0,"lis\u0074":[{"cert\u0066ile":"a"}]}"#,
        "/* \" { */ {\"index\":0, // \"index\":1,\r\n\"list\" /**/ : [{\"a\":\"/*\", /* \"certfile\":\"no\", */ \"b\":\"//\\\"*/\"/**/}] // }\n} // end\n",
    ] {
        let layout = Layout {
            new_password: Some(password(NEW_PASSWORD)),
            settings: Some(Settings {
                folder: Some("/home/表/.glclient2".to_owned()),
                ..settings(form)
            }),
            ..layout(Target::Client(&clients::GLCLIENT2))
        };
        let files = files(layout).unwrap_or_else(|error| panic!("{form}: {error}"));
        let (mut expected, after) = (json_c(form.as_bytes()), json_c(files.last().unwrap().bytes.expose()));
        let current = usize::try_from(expected["index"].as_u64().unwrap()).unwrap();
        let connection = &mut expected["list"][current];
        connection["certfile"] = json!("/home/表/.glclient2/certificates/20291122101500.crt");
        connection["certkeyfile"] = json!("/home/表/.glclient2/certificates/20291122101500.pem");
        connection["savecertpassword"] = json!(true);
        connection["certpassword"] = json!(NEW_PASSWORD);
        assert_eq!(after, expected, "{form}");
    }
}

#[test]
fn added_members_look_like_those_that_are_there() {
    let file = "{\n  \"index\": 0,\n  \"list\": [\n    {\n      \"x\": 1,\n      \"certfile\": \"/home/a/b.crt\"\n    }\n  ]\n}\n";
    let after = changed(Target::Client(&clients::GLCLIENT2), settings(file)).unwrap();
    let after = String::from_utf8(after).unwrap();
    let folder = "/home/a/.glclient2/certificates/20291122101500";
    let added = format!(
        "\"certfile\": \"{folder}.crt\",\n      \"certkeyfile\": \"{folder}.pem\",\n      \"savecertpassword\": true,\n      \"certpassword\": \"fixture\"\n    }}"
    );
    assert_eq!(after, file.replace("\"certfile\": \"/home/a/b.crt\"\n    }", &added));
}

#[test]
fn connections_with_the_same_certificate_are_switched_together_on_request() {
    let file = r#"{"index":2,"list":[{"certfile":"/home/a/b.crt","x":1},{"certfile":"/home/a/c.crt"},{"certfile":"\/home\/a\/b.crt"},7,{}]}"#;
    for (same_certificate, expected) in [(false, vec![2]), (true, vec![0, 2])] {
        let wished = Settings {
            same_certificate,
            ..settings(file)
        };
        let after = json_c(&changed(Target::Client(&clients::GLCLIENT2), wished).unwrap());
        let mut properties = json_c(file.as_bytes());
        for number in expected {
            let folder = "/home/a/.glclient2/certificates/20291122101500";
            let connection = &mut properties["list"][number];
            connection["certfile"] = json!(format!("{folder}.crt"));
            connection["certkeyfile"] = json!(format!("{folder}.pem"));
            connection["savecertpassword"] = json!(true);
            connection["certpassword"] = json!("fixture");
        }
        assert_eq!(after, properties);
    }
}

#[test]
fn members_are_added_where_commas_stand_first() {
    let file = "{ \"index\": 0\n, \"list\": [\n  { \"certfile\": \"/home/a/b.crt\"\n  , \"b\": 2\n  }]}";
    let after = changed(Target::Client(&clients::GLCLIENT2), settings(file)).unwrap();
    let mut expected = json_c(file.as_bytes());
    let folder = "/home/a/.glclient2/certificates/20291122101500";
    let connection = &mut expected["list"][0];
    connection["certfile"] = json!(format!("{folder}.crt"));
    connection["certkeyfile"] = json!(format!("{folder}.pem"));
    connection["savecertpassword"] = json!(true);
    connection["certpassword"] = json!("fixture");
    assert_eq!(json_c(&after), expected);
}

#[test]
fn an_unterminated_comment_is_searched_for_once() {
    // Searching each of them to the end would take hours.
    let file = [r#"{"index":0}"#, &"/*".repeat(2 << 20)].concat();
    let refused = changed(Target::Client(&clients::GLCLIENT2), settings(file)).unwrap_err();
    let (file, problem) = ("config.json".to_owned(), SettingsProblem::Malformed);
    assert_eq!(refused, Error::SettingsUnusable { file, problem });
}

#[test]
fn comments_stay_in_place_and_are_not_duplicated() {
    let file = "{\n  // 本番\n  \"index\": 0, /* first */\n  \"list\": [\n    {\n      \"x\": 1, // note\n      /* old */ \"certfile\": \"/home/a/b.crt\"\n    }\n  ]\n}\n";
    let after = changed(Target::Client(&clients::GLCLIENT2), settings(file)).unwrap();
    let after = String::from_utf8(after).unwrap();
    let folder = "/home/a/.glclient2/certificates/20291122101500";
    let indent = " ".repeat(16);
    let added = format!(
        "/* old */ \"certfile\": \"{folder}.crt\",\n{indent}\"certkeyfile\": \"{folder}.pem\",\n{indent}\"savecertpassword\": true,\n{indent}\"certpassword\": \"fixture\"\n    }}"
    );
    assert_eq!(
        after,
        file.replace("/* old */ \"certfile\": \"/home/a/b.crt\"\n    }", &added)
    );
}

#[test]
fn settings_that_are_no_json_or_lack_the_connection_are_refused() {
    let refusal = |file: &str, problem| {
        let refused = changed(Target::Client(&clients::GLCLIENT2), settings(file)).unwrap_err();
        let name = "config.json".to_owned();
        assert_eq!(refused, Error::SettingsUnusable { file: name, problem }, "{file}");
    };
    for file in [
        "",
        "x",
        "[]",
        "[{}]",
        "{",
        "{\"list\":[{}],}",
        "null",
        "1",
        "\"x\"",
        "{}{}",
        "{/*/}",
        "{} /* without end",
        "{} / /",
        "{'list':[{}]}",
    ] {
        refusal(file, SettingsProblem::Malformed);
    }
    for file in [
        "{}",
        r#"{"index":0}"#,
        r#"{"list":[{}]}"#,
        r#"{"index":1,"list":[{}]}"#,
        r#"{"index":0,"list":[7]}"#,
        r#"{"index":0,"list":{"0":{}}}"#,
        r#"{"index":-1,"list":[{}]}"#,
        r#"{"index":0,"list":[[{}]]}"#,
        r#"{"index":0,"list":[]}"#,
    ] {
        refusal(file, SettingsProblem::NoConnection);
    }
    refusal(
        r#"{"index":0,"list":[{"certfile":"a.crt"}]}"#,
        SettingsProblem::UnknownFolder,
    );
}

#[test]
fn applying_the_same_settings_twice_changes_nothing_more() {
    let once = changed(Target::Client(&clients::GLCLIENT2), settings(SETTINGS)).unwrap();
    assert_eq!(
        changed(Target::Client(&clients::GLCLIENT2), settings(once.clone())).unwrap(),
        once
    );
}

#[test]
fn the_connections_are_listed_each_with_the_folder_that_its_settings_get() {
    let contents = clients::GLCLIENT2.contents(&settings(SETTINGS)).unwrap().unwrap();
    let folders: Vec<_> = contents.connections.iter().map(|one| one.folder.as_deref()).collect();
    assert_eq!(
        folders,
        [Some("/home/clinic/.glclient2"), Some("C:\\Users\\clinic\\.glclient2")]
    );
    let reported: Vec<_> = contents
        .connections
        .iter()
        .map(|one| (one.connection, one.is_current, one.description.as_deref()))
        .collect();
    assert_eq!(
        reported,
        [(0, true, Some("デモ / 日レセ")), (1, false, Some("C:\\Users\\clinic"))]
    );
}

/// Where the certificate of the first connection is afterwards.
fn certfile(file: &str, folder: Option<&str>) -> String {
    let chosen = Settings {
        folder: folder.map(str::to_owned),
        ..settings(file)
    };
    let after = json_c(&changed(Target::Client(&clients::GLCLIENT2), chosen).unwrap());
    after["list"][0]["certfile"].as_str().unwrap().to_owned()
}

#[test]
fn both_folders_are_the_clients_own_and_paths_in_the_settings_decide_before_the_given_name() {
    for name in [".glclient2", ".glclient"] {
        let through = format!(r#"{{"index":0,"list":[{{"certfile":"/home/a/{name}/certificates/b.crt"}}]}}"#);
        let expected = format!("/home/a/{name}/certificates/20291122101500.crt");
        for folder in [None, Some(".glclient"), Some(".glclient2")] {
            assert_eq!(certfile(&through, folder), expected);
        }
        // The home alone: the name that is given, or the one of the vendor's notice.
        let home = r#"{"index":0,"list":[{"certfile":"/home/a/b.crt"}]}"#;
        assert_eq!(certfile(home, Some(name)), expected);
        assert_eq!(
            certfile(home, None),
            "/home/a/.glclient2/certificates/20291122101500.crt"
        );
        // Another connection with a path through the folder shows which one it is.
        let others =
            format!(r#"{{"index":0,"list":[{{"certfile":"/home/a/b.crt"}},{{"certfile":"/home/a/{name}/c.crt"}}]}}"#);
        assert_eq!(certfile(&others, None), expected);
        let elsewhere = format!("/srv/{name}");
        let expected = format!("/srv/{name}/certificates/20291122101500.crt");
        assert_eq!(certfile(&through, Some(&elsewhere)), expected);
        let windows = format!(r"C:\Users\a\{}", name.to_uppercase());
        let expected = format!(r"{windows}\certificates\20291122101500.crt");
        assert_eq!(certfile(&through, Some(&windows)), expected);
        let contents = clients::GLCLIENT2.contents(&settings(through)).unwrap().unwrap();
        let reported = &contents.connections[0];
        assert_eq!(reported.folder.as_deref(), Some(format!("/home/a/{name}").as_str()));
        assert!(!reported.folder_is_guessed);
    }
    let contents = clients::GLCLIENT2.contents(&settings(r#"{"index":0,"list":[{"certfile":"/home/a/b.crt"}]}"#));
    assert!(contents.unwrap().unwrap().connections[0].folder_is_guessed);
    let unusable = Settings {
        folder: Some("/home/a/.glclient3".to_owned()),
        ..settings(SETTINGS)
    };
    let (file, problem) = ("config.json".to_owned(), SettingsProblem::UnusableFolder);
    assert_eq!(
        changed(Target::Client(&clients::GLCLIENT2), unusable).unwrap_err(),
        Error::SettingsUnusable { file, problem }
    );
}

#[test]
fn connections_that_use_no_certificate_file_are_marked() {
    let file = r#"{"index":0,"list":[
        {"ssl":true}, {"ssl":true,"pkcs11":false}, {"ssl":1}, {"ssl":"x"},
        {}, {"ssl":false}, {"ssl":0}, {"ssl":""}, {"ssl":null}, {"ssl":{}},
        {"ssl":true,"pkcs11":true}, {"ssl":false,"pkcs11":1}, {"pkcs11":0.5}
    ]}"#;
    let contents = clients::GLCLIENT2.contents(&settings(file)).unwrap().unwrap();
    let reported: Vec<_> = contents.connections.into_iter().map(|one| one.problems).collect();
    let expected = [
        vec![vec![]; 4],
        vec![vec![ConnectionProblem::NoTls]; 6],
        vec![vec![ConnectionProblem::Pkcs11]; 3],
    ];
    assert_eq!(reported, expected.concat());
}

#[test]
fn more_connections_than_anybody_has_are_refused() {
    let file = |number: usize| {
        let list = vec![r#"{"certfile":"/home/a/b.crt"}"#; number].join(",");
        format!(r#"{{"index":0,"list":[{list}]}}"#)
    };
    assert!(changed(Target::Client(&clients::GLCLIENT2), settings(file(1000))).is_ok());
    let refused = Error::TooMuchWork {
        resource: Resource::Connections,
        requested: 1001,
        limit: 1000,
    };
    assert_eq!(
        changed(Target::Client(&clients::GLCLIENT2), settings(file(1001))).unwrap_err(),
        refused
    );
    let contents = clients::GLCLIENT2.contents(&settings(file(1001))).unwrap();
    assert_eq!(contents.unwrap_err(), refused);
}
