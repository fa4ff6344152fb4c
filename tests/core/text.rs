//! Text out of a file is data: what of it is shown, and what files are called by it, held against the tables of other programs.

use crate::judges::Program;
use orcamo_cert::{
    Error,
    error::{LinkRefusal, SettingsProblem},
    text::{file_name, is_file_name, is_printable, printable, printable_utf16},
};

/// For each code point its general category, two letters each.
const CATEGORIES: &str =
    "import sys, unicodedata\nsys.stdout.write(''.join(unicodedata.category(chr(n)) for n in range(0x110000)))";

/// The categories of Python 3, by code point.
fn categories() -> Vec<String> {
    let reported = Program::PYTHON.prints(["-c", CATEGORIES], []);
    reported
        .as_bytes()
        .chunks(2)
        .map(|two| String::from_utf8(two.to_vec()).unwrap())
        .collect()
}

#[test]
fn invisible_code_points_of_unicode_are_shown_by_number_and_visible_ones_stay() {
    let categories = categories();
    assert_eq!(categories.len(), 0x11_0000);
    let (mut named, mut kept) = (0, 0);
    for (code_point, category) in (0_u32..).zip(&categories) {
        let mut units = [0; 2];
        let shown = match char::from_u32(code_point) {
            Some(character) => {
                let shown = printable(&character.to_string());
                assert_eq!(printable_utf16(character.encode_utf16(&mut units)), shown);
                assert_eq!(is_printable(&character.to_string()), shown == character.to_string());
                shown
            }
            None => printable_utf16(&[u16::try_from(code_point).unwrap()]),
        };
        let name = format!("⟨U+{code_point:04X}⟩");
        match category.as_str() {
            "Cc" | "Cf" | "Cs" | "Zl" | "Zp" => {
                assert_eq!(shown, name, "{category}");
                named += 1;
            }
            // Letters, marks and symbols; but fillers, selectors and joiners that no font draws.
            "Lo" | "Mn" | "Cn" if shown == name => {}
            _ => {
                assert_eq!(
                    shown.chars().map(u32::from).collect::<Vec<_>>(),
                    [code_point],
                    "{category}"
                );
                kept += 1;
            }
        }
    }
    assert!(named > 2_200 && kept > 270_000, "{named} {kept}");
}

/// What a person may have put into a name, and what somebody else may have.
const HOSTILE: &[&str] = &[
    "client0001\nfinding: renewable",
    "client0001\r\n有効期限：2099年1月1日",
    "\u{202e}1000tneilc",
    "\u{2066}client0001\u{2069}",
    "client0001\u{2028}README",
    "client0001\0.exe",
    "client\u{200b}0001",
    "\u{e0063}\u{e006c}",
    "CON",
    "..",
    "a:b",
    "../../../etc/passwd",
    "-rf",
    "診療所😀",
    "",
];

#[test]
fn no_name_leaves_its_line_or_reverses_the_direction_of_text() {
    let long = "x".repeat(400);
    for text in HOSTILE.iter().copied().chain([long.as_str()]) {
        let shown = printable(text);
        assert_eq!(shown.lines().count(), usize::from(!shown.is_empty()), "{text:?}");
        assert!(
            !shown
                .chars()
                .any(|one| one.is_control() || ('\u{200b}'..='\u{206f}').contains(&one)),
            "{shown:?}"
        );
        assert_eq!(printable(&shown), shown);
    }
}

#[test]
fn file_names_are_written_and_found_by_python_and_no_windows_device_is_named() {
    // Python's own statement of what Windows reserves.
    let judge = "import sys, os, tempfile, pathlib\n\
        for name in sys.argv[1:]:\n  \
        with tempfile.TemporaryDirectory() as folder:\n    \
        open(os.path.join(folder, name), 'x').close()\n    \
        assert os.listdir(folder) == [name], name\n  \
        assert not pathlib.PureWindowsPath(name).is_reserved(), name\n  \
        assert pathlib.PureWindowsPath(name).name == name and not pathlib.PureWindowsPath(name).drive, name\n";
    let long = "更".repeat(400);
    let devices: Vec<String> = ["CON", "prn", "Aux", "NUL"]
        .map(str::to_owned)
        .into_iter()
        .chain((0..10).flat_map(|number| [format!("COM{number}"), format!("lpt{number}")]))
        .chain(["COM¹", "LPT³"].map(str::to_owned))
        .collect();
    let texts = HOSTILE
        .iter()
        .copied()
        .chain([long.as_str()])
        .chain(devices.iter().map(String::as_str));
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let (made, alone) = (file_name(text, ".p12"), file_name(text, ""));
        assert!(made.ends_with(".p12"), "{made}");
        for name in [made, alone] {
            assert!(is_file_name(&name) && !name.starts_with(['.', '-']), "{name:?}");
            assert_eq!(file_name(&name, ""), name);
            names.push(name);
        }
    }
    let arguments: Vec<&str> = ["-c", judge]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    Program::PYTHON.prints(&arguments, []);
}

#[test]
fn text_of_a_server_or_a_certificate_does_not_forge_a_line_of_an_error() {
    let hostile = || "client0001\n\u{202e}All is well".to_owned();
    for error in [
        Error::OtherCommonName {
            expected: Some("client0001".to_owned()),
            found: Some(hostile()),
        },
        Error::OtherSubject {
            expected: hostile(),
            found: "CN=client0001".to_owned(),
        },
        Error::UnknownIssuer {
            expected: "CN=client0001".to_owned(),
            found: hostile(),
        },
        Error::Refused {
            host: hostile(),
            status: 403,
            server_code: Some(hostile()),
            server_message: Some(hostile()),
            retry_after: None,
        },
        Error::MissingFields {
            host: String::new(),
            fields: vec![hostile()],
        },
        Error::LinkRefused {
            host: hostile(),
            reason: LinkRefusal::NotAUrl,
        },
        Error::SettingsUnusable {
            file: hostile(),
            problem: SettingsProblem::Malformed,
        },
        Error::InvalidArgument { argument: hostile() },
    ] {
        let words = error.to_string();
        assert!(words.contains("⟨U+000A⟩⟨U+202E⟩All is well"), "{words}");
        assert!(is_printable(&words), "{words}");
    }
}
