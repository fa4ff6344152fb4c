//! Where a client's own folder is, `.monsiaj` or `.glclient2` in somebody's home: settings name files by absolute paths.

use crate::text::is_printable;

/// Homes of nobody: Windows and macOS keep what all users share beside the real ones.
const SHARED_HOMES: [&str; 5] = ["Public", "Default", "Default User", "All Users", "Shared"];

/// The folder as a person gives it. `None` where it is not absolute, or is no folder of this name.
pub(super) fn given(text: &str, name: &str) -> Option<String> {
    // Explorer copies paths in quotation marks.
    let text = text.trim().trim_matches('"').trim();
    let folder = if text.starts_with('/') {
        text.to_owned()
    } else {
        // Japanese keyboards and fonts have a yen sign for the backslash.
        text.replace(['¥', '￥'], "\\")
    };
    let folder = folder.trim_end_matches(separators(&folder));
    let own = folder.rsplit(separators(folder)).next()?;
    (is_absolute(folder) && is_printable(folder) && is_called(own, name, folder)).then(|| folder.to_owned())
}

/// The folder of this name on the way to a file, or in the home on the way to it.
pub(super) fn on_the_way(path: &str, name: &str) -> Option<String> {
    // What cannot be shown to whoever is to confirm it tells nothing.
    if !is_absolute(path) || !is_printable(path) {
        return None;
    }
    let ends = path.match_indices(separators(path)).map(|(place, _)| place);
    let parts: Vec<(&str, usize)> = std::iter::once(0)
        .chain(ends.clone().map(|end| end + 1))
        .zip(ends)
        .filter_map(|(start, end)| Some((path.get(start..end)?, end)))
        .collect();
    let own = parts.iter().rev().find(|(part, _)| is_called(part, name, path));
    if let Some((_, end)) = own {
        return path.get(..*end).map(str::to_owned);
    }
    // Below the root or the drive.
    parts
        .get(1)
        .filter(|(part, _)| ["Users", "home"].iter().any(|homes| is_called(part, homes, path)))?;
    let (_, end) = parts
        .get(2)
        .filter(|(home, _)| !SHARED_HOMES.iter().any(|shared| home.eq_ignore_ascii_case(shared)))?;
    Some([path.get(..*end)?, path.get(*end..*end + 1)?, name].concat())
}

/// The path of a file below the folder; `file` has slashes.
pub(super) fn below(folder: &str, file: &str) -> String {
    let separator = if is_of_windows(folder) && folder.contains('\\') {
        "\\"
    } else {
        "/"
    };
    [folder, separator, &file.replace('/', separator)].concat()
}

/// A drive, or a server's share.
fn is_of_windows(path: &str) -> bool {
    let drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let drive = drive && path.get(1..3).is_some_and(|root| root == ":\\" || root == ":/");
    drive || path.starts_with("\\\\")
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || is_of_windows(path)
}

fn separators(path: &str) -> &'static [char] {
    if path.starts_with('/') { &['/'] } else { &['\\', '/'] }
}

/// Windows takes capitals and small letters for the same.
fn is_called(part: &str, name: &str, path: &str) -> bool {
    part == name || is_of_windows(path) && part.eq_ignore_ascii_case(name)
}

#[cfg(test)]
mod tests {
    use super::{below, given, on_the_way};

    #[test]
    fn the_folder_of_a_client_is_told_from_a_path_in_it_or_in_the_same_home() {
        for (path, folder) in [
            (
                r"C:\Users\clinic\.monsiaj\certificates\a.p12",
                Some(r"C:\Users\clinic\.monsiaj"),
            ),
            (
                r"C:\Users\山田 花子\Desktop\client0001.p12",
                Some(r"C:\Users\山田 花子\.monsiaj"),
            ),
            (
                "C:/Users/clinic/.monsiaj/certificates/a.p12",
                Some("C:/Users/clinic/.monsiaj"),
            ),
            (r"c:\users\clinic\.Monsiaj\a.p12", Some(r"c:\users\clinic\.Monsiaj")),
            (r"c:\users\clinic\a.p12", Some(r"c:\users\clinic\.monsiaj")),
            (r"D:\orca\.monsiaj\a.p12", Some(r"D:\orca\.monsiaj")),
            (
                r"\\server\home\.monsiaj\certificates\a.p12",
                Some(r"\\server\home\.monsiaj"),
            ),
            ("/home/clinic/a.p12", Some("/home/clinic/.monsiaj")),
            ("/Users/clinic/Documents/a.p12", Some("/Users/clinic/.monsiaj")),
            (r"/home/a\b/.monsiaj/a.p12", Some(r"/home/a\b/.monsiaj")),
            // Where everybody has files, nobody has a client.
            (r"C:\Users\Public\Documents\client0001.p12", None),
            (r"C:\Users\default\a.p12", None),
            ("/Users/Shared/a.p12", None),
            ("/home/clinic/.Monsiaj.old/a.p12", Some("/home/clinic/.monsiaj")),
            (r"D:\certificates\a.p12", None),
            (r"D:\backup\Users\clinic\a.p12", None),
            (r"\\server\Users\clinic\a.p12", None),
            ("certificates/a.p12", None),
            (".monsiaj/a.p12", None),
            ("/home/clinic\u{202e}/.monsiaj/a.p12", None),
            ("C:\\Users\\clinic\n\\a.p12", None),
            ("/home/a.p12", None),
            ("", None),
        ] {
            assert_eq!(on_the_way(path, ".monsiaj").as_deref(), folder, "{path}");
        }
    }

    #[test]
    fn a_folder_that_is_given_is_taken_as_people_copy_and_type_it() {
        for (text, folder) in [
            (r"C:\Users\clinic\.monsiaj", Some(r"C:\Users\clinic\.monsiaj")),
            (r#" "C:\Users\clinic\.monsiaj\" "#, Some(r"C:\Users\clinic\.monsiaj")),
            ("C:¥Users¥山田¥.monsiaj", Some(r"C:\Users\山田\.monsiaj")),
            ("C:￥Users￥山田￥.monsiaj￥", Some(r"C:\Users\山田\.monsiaj")),
            ("c:/users/clinic/.MONSIAJ", Some("c:/users/clinic/.MONSIAJ")),
            ("/home/¥/.monsiaj/", Some("/home/¥/.monsiaj")),
            (r"\\server\share\.monsiaj", Some(r"\\server\share\.monsiaj")),
            // Another folder, or none that stays the same wherever it is said.
            (r"C:\Users\clinic", None),
            (r"C:\Users\clinic\.monsiaj\certificates", None),
            (r"C:\Users\clinic\.glclient2", None),
            (r"%userprofile%\.monsiaj", None),
            ("~/.monsiaj", None),
            (".monsiaj", None),
            (r"C:.monsiaj", None),
            (r"\.monsiaj", None),
            ("/home/clinic/.MONSIAJ", None),
            ("/home/clinic\u{2066}/.monsiaj", None),
            ("/", None),
            ("C:", None),
            ("", None),
        ] {
            assert_eq!(given(text, ".monsiaj").as_deref(), folder, "{text}");
        }
    }

    #[test]
    fn a_path_is_in_the_manner_of_its_folder() {
        for (folder, path) in [
            (r"C:\a\.monsiaj", r"C:\a\.monsiaj\certificates\a.p12"),
            ("C:/a/.monsiaj", "C:/a/.monsiaj/certificates/a.p12"),
            (r"/home/a\b/.monsiaj", r"/home/a\b/.monsiaj/certificates/a.p12"),
            (r"\\server\a\.monsiaj", r"\\server\a\.monsiaj\certificates\a.p12"),
        ] {
            assert_eq!(below(folder, "certificates/a.p12"), path);
        }
    }
}
