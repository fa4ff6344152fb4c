//! What a person does with the files: the README of an archive. In Japanese or in English.

use super::{ClientFile, Target};
use crate::{language::Language, timestamp::Timestamp};

/// What the README tells of.
pub(super) struct Facts<'a> {
    pub(super) target: Target,
    pub(super) common_name: &'a str,
    pub(super) not_after: Timestamp,
    /// How far the wall clock is ahead of UTC.
    pub(super) minutes_ahead: i32,
    pub(super) files: &'a [ClientFile],
    /// Where the old settings are kept, if they are changed.
    pub(super) backup: Option<&'a str>,
}

/// The README: UTF-8 with a byte order mark and CRLF, as Windows' own editor always has read it.
pub(super) fn readme(facts: &Facts<'_>, language: Language) -> Vec<u8> {
    let text = match language {
        Language::Japanese => japanese(facts),
        Language::English => english(facts),
    };
    ["\u{feff}", &text.replace('\n', "\r\n")].concat().into_bytes()
}

fn japanese(facts: &Facts<'_>) -> String {
    let name = match facts.target {
        Target::Monsiaj => "ORCAMOクライアント（monsiaj）",
        Target::Glclient2 => "glclient2",
        Target::Receview => "レセ電ビューア",
        Target::Pem | Target::P12(_) => "ブラウザ、API・DB接続",
    };
    let copy = "この ZIP を展開し、中身をフォルダーの形のまま次の場所に入れます。";
    let choose = match (facts.target, facts.backup) {
        (Target::Monsiaj | Target::Glclient2, Some(backup)) => [
            "設定ファイルは新しいものに置き換えます。元の設定は ",
            backup,
            " に残してあります。",
        ]
        .concat(),
        (Target::Monsiaj, None) => [
            "接続設定の「クライアント証明書」に ",
            path(facts, ".p12"),
            " を選び、パスワードに .pass ファイルの中身を入力します。",
        ]
        .concat(),
        (Target::Glclient2, None) => [
            "接続設定の証明書に ",
            path(facts, ".crt"),
            "、秘密鍵に ",
            path(facts, ".pem"),
            " を選び、パスワードに .pass ファイルの中身を入力します。",
        ]
        .concat(),
        (_, _) => String::new(),
    };
    let steps = match facts.target {
        Target::Monsiaj => vec![
            format!("{name} を終了します。"),
            [copy, "\n   %userprofile%\\.monsiaj"].concat(),
            choose,
            format!("{name} を起動し、接続できることを確かめます。"),
        ],
        Target::Glclient2 => vec![
            format!("{name} を終了します。"),
            [copy, "\n   ~/.glclient2"].concat(),
            choose,
            format!("{name} を起動し、接続できることを確かめます。"),
        ],
        Target::Receview => vec![
            format!("{name} を終了します。"),
            "この ZIP を展開し、中のファイルを、接続設定で指定しているクライアント証明書と同じ場所に入れます。"
                .to_owned(),
            format!("{name} を起動し、接続設定のパスワードを新しい証明書のものにして、接続できることを確かめます。"),
        ],
        Target::Pem | Target::P12(_) => vec![
            "この ZIP を展開し、今のクライアント証明書を使っているところで新しいものに置き換えます。".to_owned(),
            "接続できることを確かめます。".to_owned(),
        ],
    };
    let backup = match facts.target {
        Target::Monsiaj => "%userprofile%\\.monsiaj の certificates フォルダーと monsiaj.jsonrpc.properties",
        Target::Glclient2 => "~/.glclient2 の certificates フォルダーと config.json",
        Target::Receview => "接続設定で指定しているクライアント証明書のファイル",
        Target::Pem | Target::P12(_) => "入れた証明書と秘密鍵のファイル、パスワード",
    };
    let (year, month, day, time) = facts.expiry();
    [
        "クライアント証明書\n",
        "\n使う場所: ",
        name,
        "\nCN: ",
        facts.common_name,
        &format!("\n有効期限: {year}年{month}月{day}日 {time}\n"),
        "\n■ 入れ方\n",
        &numbered(&steps),
        "\n■ バックアップをとるもの\n",
        backup,
        "\n\n■ ご注意\n",
        "この ZIP には秘密鍵が入っています。入れ終わったら ZIP と展開したファイルを削除し、メールなどで送らないでください。\n",
        "前の証明書も有効期限まで使えます。新しい証明書で接続できるまで、前のファイルを消さないでください。\n",
    ]
    .concat()
}

fn english(facts: &Facts<'_>) -> String {
    let name = match facts.target {
        Target::Monsiaj => "ORCAMO client (monsiaj)",
        Target::Glclient2 => "glclient2",
        Target::Receview => "レセ電ビューア",
        Target::Pem | Target::P12(_) => "browser, API and DB connections",
    };
    let copy = "Unpack this ZIP archive and put what is in it, with its folders, into:";
    let choose = match (facts.target, facts.backup) {
        (Target::Monsiaj | Target::Glclient2, Some(backup)) => [
            "The settings file replaces the one that is there. The old settings are kept in ",
            backup,
            ".",
        ]
        .concat(),
        (Target::Monsiaj, None) => [
            "In the connection settings choose ",
            path(facts, ".p12"),
            " as the client certificate, and enter what the .pass file holds as its password.",
        ]
        .concat(),
        (Target::Glclient2, None) => [
            "In the connection settings choose ",
            path(facts, ".crt"),
            " as the certificate and ",
            path(facts, ".pem"),
            " as the private key, and enter what the .pass file holds as the password.",
        ]
        .concat(),
        (_, _) => String::new(),
    };
    let steps = match facts.target {
        Target::Monsiaj => vec![
            format!("Close the {name}."),
            [copy, "\n   %userprofile%\\.monsiaj"].concat(),
            choose,
            format!("Start the {name} and see that it connects."),
        ],
        Target::Glclient2 => vec![
            format!("Close {name}."),
            [copy, "\n   ~/.glclient2"].concat(),
            choose,
            format!("Start {name} and see that it connects."),
        ],
        Target::Receview => vec![
            format!("Close {name}."),
            "Unpack this ZIP archive and put what is in it where the client certificate of the connection settings is."
                .to_owned(),
            format!(
                "Start {name}, enter the password of the new certificate in its connection settings, and see that it connects."
            ),
        ],
        Target::Pem | Target::P12(_) => vec![
            "Unpack this ZIP archive and replace the present client certificate wherever it is used.".to_owned(),
            "See that the connection works.".to_owned(),
        ],
    };
    let backup = match facts.target {
        Target::Monsiaj => "In %userprofile%\\.monsiaj: the folder certificates and monsiaj.jsonrpc.properties",
        Target::Glclient2 => "In ~/.glclient2: the folder certificates and config.json",
        Target::Receview => "The file of the client certificate that the connection settings name",
        Target::Pem | Target::P12(_) => "The files of the certificate and the private key, and the password",
    };
    let (year, month, day, time) = facts.expiry();
    [
        "Client certificate\n",
        "\nFor: ",
        name,
        "\nCN: ",
        facts.common_name,
        &format!("\nExpires: {year:04}-{month:02}-{day:02} {time}\n"),
        "\nWhat to do\n",
        &numbered(&steps),
        "\nWhat to back up\n",
        backup,
        "\n\nTake care\n",
        "This ZIP archive holds a private key. Delete it and what was unpacked once it is in place, and do not send it by mail.\n",
        "The old certificate works until it expires. Keep its files until the new one connects.\n",
    ]
    .concat()
}

fn numbered(steps: &[String]) -> String {
    let steps = steps
        .iter()
        .enumerate()
        .map(|(place, step)| format!("{}. {step}\n", place + 1));
    steps.collect()
}

/// The file with this extension.
fn path<'a>(facts: &Facts<'a>, extension: &str) -> &'a str {
    let mut paths = facts.files.iter().map(|file| file.path.as_str());
    paths.find(|path| path.ends_with(extension)).unwrap_or_default()
}

impl Facts<'_> {
    fn expiry(&self) -> (i32, u8, u8, String) {
        let local = self.not_after.at(super::local_time::offset(self.minutes_ahead));
        let time = format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
        (local.year(), local.month().into(), local.day(), time)
    }
}
