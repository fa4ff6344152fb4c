//! What a file may be called, wherever it is unpacked or saved: the rules of Windows are the narrowest.

use super::printable::{Sight, is_printable};

/// Octets of UTF-8 that a name may have on Linux and macOS; Windows' 255 units of UTF-16 are never fewer.
const MOST_OCTETS: usize = 255;
/// Octets of a name that is made: programs put something behind it while they write, as `.crdownload`.
const MOST_MADE_OCTETS: usize = 200;
/// Octets of an extension with its dot: a longer one is none.
const MOST_EXTENSION_OCTETS: usize = 17;
/// What a file is called whose text leaves nothing.
const NAMELESS: &str = "certificate";

/// Whether every system takes this as the name of a file, and as that of no device, folder or stream.
pub fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= MOST_OCTETS
        && !name.ends_with(['.', ' '])
        && !name.contains(is_forbidden)
        && is_printable(name)
        && !is_device(name)
}

/// A name that every system takes, made of any text; a text that is such a name is kept. It begins with neither a dot, which would hide
/// the file, nor a dash, which programs would take for an option. `extension` is empty, or begins with a dot.
pub fn file_name(text: &str, extension: &str) -> String {
    if extension.is_empty() && is_file_name(text) && !text.starts_with(is_no_beginning) {
        return text.to_owned();
    }
    let text = allowed(text);
    let extension = allowed(extension);
    let (stem, extension) = if extension.is_empty() {
        divided(&text)
    } else {
        (text.as_str(), extension.as_str())
    };
    let extension = cut(trimmed_end(extension), MOST_EXTENSION_OCTETS);
    let extension = trimmed_end(extension);
    let stem = trimmed_end(stem.trim_start_matches(is_no_beginning));
    let mut name = if stem.is_empty() { NAMELESS } else { stem }.to_owned();
    if is_device(&[name.as_str(), extension].concat()) {
        name.insert(0, '_');
    }
    let kept = trimmed_end(cut(&name, MOST_MADE_OCTETS - extension.len()));
    [kept, extension].concat()
}

/// What stands for a character that no name may have is an underscore.
fn allowed(text: &str) -> String {
    let mut sight = Sight::default();
    let mut kept = |character| sight.sees(character) && !is_forbidden(character);
    text.chars()
        .map(|character| if kept(character) { character } else { '_' })
        .collect()
}

/// A text that has an extension of its own.
fn divided(text: &str) -> (&str, &str) {
    let dot = text.rfind('.').filter(|dot| {
        let length = text.len() - dot;
        *dot > 0 && (2..=MOST_EXTENSION_OCTETS).contains(&length)
    });
    text.split_at(dot.unwrap_or(text.len()))
}

fn cut(text: &str, octets: usize) -> &str {
    text.split_at(text.floor_char_boundary(octets)).0
}

fn trimmed_end(text: &str) -> &str {
    text.trim_end_matches(|character: char| character == '.' || character.is_whitespace())
}

fn is_no_beginning(character: char) -> bool {
    matches!(character, '.' | '-') || character.is_whitespace()
}

/// Beside what cannot be seen: what Windows reserves, `:` for the streams of a file.
fn is_forbidden(character: char) -> bool {
    matches!(character, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

/// Windows' names of devices, whatever extension they have.
fn is_device(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    if let Some((port, number)) = name.split_at_checked(3)
        && ["COM", "LPT"].iter().any(|known| port.eq_ignore_ascii_case(known))
    {
        let mut number = number.chars();
        let digit = matches!(number.next(), Some('0'..='9' | '¹' | '²' | '³'));
        return digit && number.next().is_none();
    }
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
        .iter()
        .any(|device| name.eq_ignore_ascii_case(device))
}

#[cfg(test)]
mod tests {
    use super::{file_name, is_file_name};

    #[test]
    fn a_name_that_every_system_takes_is_kept() {
        for name in [
            "client0001.p12",
            "日レセ 表.p12",
            "a",
            "com10.p12",
            "console.p12",
            "葛\u{e0100}城.p12",
            "a.b.c",
            "COM.p12",
        ] {
            assert!(is_file_name(name), "{name}");
            assert_eq!(file_name(name, ""), name);
        }
        assert_eq!(file_name("client0001", ".p12"), "client0001.p12");
        assert_eq!(file_name("a.b", ".p12"), "a.b.p12");
    }

    #[test]
    fn of_any_other_text_a_name_is_made() {
        for (text, name) in [
            ("CON", "_CON.p12"),
            ("con.tar", "_con.tar.p12"),
            ("nul ", "_nul.p12"),
            ("COM1", "_COM1.p12"),
            ("lpt²", "_lpt².p12"),
            ("CONIN$", "_CONIN$.p12"),
            ("", "certificate.p12"),
            ("..", "certificate.p12"),
            (" . ", "certificate.p12"),
            ("../../etc/passwd", "_.._etc_passwd.p12"),
            (".bashrc", "bashrc.p12"),
            ("-rf", "rf.p12"),
            ("a:b", "a_b.p12"),
            ("a. . ", "a.p12"),
            ("a\nb\0c", "a_b_c.p12"),
            ("\u{202e}21p.exe", "_21p.exe.p12"),
            ("a\"<>|?*\\b", "a_______b.p12"),
            ("a\u{fe0f}", "a_.p12"),
        ] {
            assert_eq!(file_name(text, ".p12"), name, "{text:?}");
            assert!(is_file_name(name));
        }
        assert_eq!(file_name("CON.p12", ""), "_CON.p12");
        assert_eq!(file_name("a.p12 .", ""), "a.p12");
        assert_eq!(file_name(".p12", ""), "p12");
        assert_eq!(file_name("a", ".p12\n/."), "a.p12__");
    }

    #[test]
    fn a_name_that_is_made_leaves_room_for_what_programs_put_behind_it_and_has_its_extension() {
        for text in [
            "x".repeat(400),
            "更".repeat(200),
            "😀".repeat(100),
            [&"x".repeat(250), " y"].concat(),
        ] {
            let name = file_name(&text, ".p12");
            assert!(name.len() <= 200 && name.len() > 190, "{name}");
            assert!(name.ends_with(".p12") && is_file_name(&name), "{name}");
            let name = file_name(&[&text, ".p12"].concat(), "");
            assert!(
                name.ends_with(".p12") && name.len() <= 255 && is_file_name(&name),
                "{name}"
            );
        }
        assert!(is_file_name(&"x".repeat(255)) && !is_file_name(&"x".repeat(256)));
        let device = file_name(&["CON.", &"x".repeat(400)].concat(), ".p12");
        assert!(device.starts_with("_CON.") && device.len() <= 200 && is_file_name(&device));
    }

    #[test]
    fn what_no_system_or_not_every_system_takes_is_no_name() {
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "a:stream",
            "a?",
            "CON",
            "con.p12",
            "Nul.tar.gz",
            "aux .p12",
            "COM¹.p12",
            "a.",
            "a ",
            "a\n",
            "\u{202e}a",
            "a\0",
            "a\u{2028}",
        ] {
            assert!(!is_file_name(name), "{name:?}");
        }
    }
}
