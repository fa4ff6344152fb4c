//! Answers that must not be believed, and those that are written in another way.

use super::{PASSWORD, Setting, words};
use renewal_authority::{
    Encryption,
    fault::{Bundle, Content, Fault, Framing, Link, On, Reply, Times},
};
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_elsewhere_is_not_followed_and_an_answer_that_is_none_is_kept() {
    let elsewhere = [
        Link::OnHost("elsewhere.example".to_owned()),
        Link::PlainHttp,
        Link::UserInformation,
        Link::JavaScript,
        Link::Relative,
    ];
    for fault in elsewhere.map(Fault::Link) {
        let setting = Setting::start(PASSWORD).await;
        setting.authority.misbehave(On::Renewal, fault.clone(), Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(6), "{fault:?}: {}", words(&output));
        assert_eq!(setting.asked("GET"), 0, "{fault:?}");
        // The support desk can see what came; nobody else can.
        setting.kept(&["answer.json"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_none_is_reported() {
    for (content, code) in [
        (Content::Empty, 6),
        (Content::Html, 6),
        (Content::InvalidJson, 6),
        (Content::Json("[]".to_owned()), 6),
        (Content::Huge(Framing::ContentLength), 4),
    ] {
        let setting = Setting::start(PASSWORD).await;
        let fault = Fault::Before(Reply::Content(content));
        setting.authority.misbehave(On::Renewal, fault, Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(code), "{}", words(&output));
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_is_compared_before_anybody_reads_renewed() {
    for bundle in [
        Bundle::OtherCommonName("client9999".to_owned()),
        Bundle::OtherOrganization,
        Bundle::WrongPassword,
        Bundle::CutOff,
        Bundle::KeyMismatch,
        Bundle::Ed25519KeyMismatch,
        Bundle::WithoutKey,
        Bundle::Expired,
        Bundle::SameExpiry,
        Bundle::EarlierExpiry,
    ] {
        let setting = Setting::start(PASSWORD).await;
        setting
            .authority
            .misbehave(On::Download, Fault::Bundle(bundle.clone()), Times::Always);
        let output = setting.renew(&[]);
        assert_eq!(output.status.code(), Some(8), "{bundle:?}: {}", words(&output));
        // Evidence: what came, and the answer.
        setting.kept(&["answer.json", "new.p12"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_may_have_any_form_that_openssl_reads() {
    for bundle in [
        Bundle::Ber,
        Bundle::Ed25519,
        Bundle::EcWithoutPublicHalf,
        Bundle::Encrypted(Encryption::Legacy),
        Bundle::Encrypted(Encryption::Rc2),
    ] {
        let setting = Setting::start(PASSWORD).await;
        let fault = Fault::Bundle(bundle.clone());
        setting.authority.misbehave(On::Download, fault, Times::Always);
        let output = setting.renew(&[]);
        assert!(output.status.success(), "{bundle:?}: {}", words(&output));
        assert!(
            words(&output).contains("新しい証明書:"),
            "{bundle:?}: {}",
            words(&output)
        );
        setting.assert_renewed();
    }
}

/// The link and the password of a kept answer.
fn members(answer: &str) -> [String; 2] {
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    ["uri", "pass"].map(|name| answer[name].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_may_be_written_in_every_way_of_json() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let answer_file = kept.join("answer.json");
    let [uri, pass] = members(&fs::read_to_string(&answer_file).unwrap());
    let escaped: String = pass.bytes().map(|octet| format!("\\u{octet:04X}")).collect();
    let uri = uri.replace('/', "\\/");
    let others = r#""note": "\b\f\n\r\t\"\\ \ud83c\udf00 日本", "deep": {"pass": [1, -2.5e3, {"uri": "}]"}, true, null]}, "n": 0"#;
    fs::write(
        &answer_file,
        format!("\t{{\r\n{others} ,\n\"pass\":\"{escaped}\",\n \"uri\" : \"{uri}\"}}\n"),
    )
    .unwrap();
    let output = setting.resume(&kept);
    assert!(output.status.success(), "{}", words(&output));
    let [_, file] = setting.assert_renewed();
    assert_eq!(fs::read_to_string(file).unwrap(), pass);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_in_doubt_is_not_used() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let answer_file = kept.join("answer.json");
    let [uri, pass] = members(&fs::read_to_string(&answer_file).unwrap());
    let asked = setting.asked("GET");
    for answer in [
        String::new(),
        "null".to_owned(),
        format!(r#"{{"uri":"{uri}","pass":"{pass}""#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}","pass":"other"}}"#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}","pass":null}}"#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}"}} x"#),
        format!(r#"{{"uri":"{uri}","pass":["{pass}"]}}"#),
        format!(r#"{{"uri":"{uri}","pass":""}}"#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}\n"}}"#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}\u0000"}}"#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}\ud800"}}"#),
        format!(r#"{{"uri":"{uri}","pass":"{pass}\x"}}"#),
        format!(
            r#"{{"uri":"{uri}","pass":"{pass}","note":"{}"}}"#,
            "long".repeat(17_000)
        ),
        // Some readers of addresses would go elsewhere.
        format!(
            r#"{{"uri":"https://localhost#@{}","pass":"{pass}"}}"#,
            uri.trim_start_matches("https://")
        ),
        format!(
            r#"{{"uri":"https://localhost\\@{}","pass":"{pass}"}}"#,
            uri.trim_start_matches("https://")
        ),
        // In curl's configuration this would be another option.
        format!(r#"{{"uri":"{uri}\noutput = \"elsewhere","pass":"{pass}"}}"#),
    ] {
        fs::write(&answer_file, &answer).unwrap();
        let output = setting.resume(&kept);
        assert_eq!(output.status.code(), Some(6), "{answer}: {}", words(&output));
    }
    assert_eq!(setting.asked("GET"), asked);
}

/// curl would take `{a,b}` for two addresses, and `[1-9999]` for as many.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_one_address() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let answer_file = kept.join("answer.json");
    let text = fs::read_to_string(&answer_file).unwrap();
    let [uri, _] = members(&text);
    let asked = setting.asked("GET");
    fs::write(&answer_file, text.replace(&uri, &format!("{uri}{{a,b}}[1-3]"))).unwrap();
    let output = setting.resume(&kept);
    assert_eq!(output.status.code(), Some(7), "{}", words(&output));
    assert_eq!(setting.asked("GET"), asked + 1);
}

/// The port that https has anyway makes no other host of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_may_name_the_port_that_goes_without_saying() {
    let setting = Setting::start(PASSWORD).await;
    let kept = setting.interrupted();
    let path = setting.program("curl", "#!/bin/sh\nprintf 404\n");
    let options = setting.options();
    let mut options: Vec<&str> = options.iter().map(String::as_str).collect();
    options.extend([
        "--resume",
        kept.to_str().unwrap(),
        "--endpoint",
        "https://Localhost/api/cert",
    ]);
    for (uri, code) in [
        ("https://localhost:443/a", 7),
        ("https://LOCALHOST/a", 7),
        ("https://localhost:4430/a", 6),
        ("https://localhost.example/a", 6),
        (r"https://localhost\@example/a", 6),
    ] {
        fs::write(
            kept.join("answer.json"),
            serde_json::json!({ "uri": uri, "pass": "a" }).to_string(),
        )
        .unwrap();
        let output = setting.script(&["dash"], &options).env("PATH", &path).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{uri}: {}", words(&output));
    }
}
