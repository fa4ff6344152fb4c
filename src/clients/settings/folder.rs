//! Where a client's own folder is, `.monsiaj`, `.glclient2` or `.glclient` in somebody's home: settings name files by absolute paths.

use crate::text::is_printable;

/// Folders beside the users' homes that belong to no single user (Windows, macOS).
const SHARED_HOMES: [&str; 5] = ["Public", "Default", "Default User", "All Users", "Shared"];

/// What a client's own folder may be called: the usual name first.
pub(crate) type Names = &'static [&'static str];

/// A folder, inferred from the paths in settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inferred {
    pub(crate) path: String,
    /// Whether the paths show only the home; the name of the folder in it is then the usual one.
    pub(crate) from_home: bool,
}

/// The folder as a person gives it. `None` where it is not absolute, or has none of these names.
pub(crate) fn given(text: &str, names: Names) -> Option<String> {
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
    let is_own = names.iter().any(|name| is_called(own, name, folder));
    (is_absolute(folder) && is_printable(folder) && is_own).then(|| folder.to_owned())
}

/// The folder of one of these names on the way to a file, or else in the home on the way to it.
pub(crate) fn on_the_way(path: &str, names: Names) -> Option<Inferred> {
    // A path that cannot be shown to the user who is to confirm it is not used.
    if !is_absolute(path) || !is_printable(path) {
        return None;
    }
    let ends = path.match_indices(separators(path)).map(|(place, _)| place);
    let parts: Vec<(&str, usize)> = std::iter::once(0)
        .chain(ends.clone().map(|end| end + 1))
        .zip(ends)
        .filter_map(|(start, end)| Some((path.get(start..end)?, end)))
        .collect();
    let is_own = |part: &str| names.iter().any(|name| is_called(part, name, path));
    let own = parts.iter().rev().find(|(part, _)| is_own(part));
    if let Some((_, end)) = own {
        return Some(Inferred {
            path: path.get(..*end)?.to_owned(),
            from_home: false,
        });
    }
    // Below the root or the drive.
    parts
        .get(1)
        .filter(|(part, _)| ["Users", "home"].iter().any(|homes| is_called(part, homes, path)))?;
    let (_, end) = parts
        .get(2)
        .filter(|(home, _)| !SHARED_HOMES.iter().any(|shared| home.eq_ignore_ascii_case(shared)))?;
    Some(Inferred {
        path: [path.get(..*end)?, path.get(*end..*end + 1)?, names.first()?].concat(),
        from_home: true,
    })
}

/// The folder that the first path leads through, or else the one in the first home that a path leads through.
pub(crate) fn of_any<'a>(paths: impl IntoIterator<Item = &'a str>, names: Names) -> Option<Inferred> {
    let mut of_home = None;
    for inferred in paths.into_iter().filter_map(|path| on_the_way(path, names)) {
        if !inferred.from_home {
            return Some(inferred);
        }
        of_home.get_or_insert(inferred);
    }
    of_home
}

/// The folder of another name in the same home.
pub(crate) fn beside(folder: &str, name: &str) -> String {
    [home(folder), name].concat()
}

/// Whether two folders are in the same home.
pub(crate) fn is_beside(one: &str, other: &str) -> bool {
    home(one) == home(other)
}

/// The home in which a client's own folder is, with the separator behind it.
fn home(folder: &str) -> &str {
    folder.trim_end_matches(|character| !separators(folder).contains(&character))
}

/// The path of a file below the folder; `file` has slashes.
pub(crate) fn below(folder: &str, file: &str) -> String {
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
    use super::{Inferred, Names, below, given, of_any, on_the_way};

    fn inferred_path(path: &str, names: Names) -> Option<String> {
        on_the_way(path, names).map(|inferred| inferred.path)
    }

    #[test]
    fn the_folder_of_a_client_is_inferred_from_a_path_in_it_or_in_the_same_home() {
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
            assert_eq!(inferred_path(path, &[".monsiaj"]), folder.map(str::to_owned), "{path}");
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
            assert_eq!(given(text, &[".monsiaj"]).as_deref(), folder, "{text}");
        }
    }

    #[test]
    fn of_two_folder_names_the_one_on_the_path_counts_and_a_home_alone_gives_the_usual_one() {
        const NAMES: Names = &[".glclient2", ".glclient"];
        for (path, folder, from_home) in [
            ("/home/a/.glclient2/certificates/a.crt", "/home/a/.glclient2", false),
            ("/home/a/.glclient/certificates/a.crt", "/home/a/.glclient", false),
            (r"C:\Users\a\.GLCLIENT\a.crt", r"C:\Users\a\.GLCLIENT", false),
            ("/home/a/a.crt", "/home/a/.glclient2", true),
            ("/home/a/.glclient3/a.crt", "/home/a/.glclient2", true),
        ] {
            let inferred = Inferred {
                path: folder.to_owned(),
                from_home,
            };
            assert_eq!(on_the_way(path, NAMES), Some(inferred), "{path}");
        }
        for folder in ["/home/a/.glclient", "/home/a/.glclient2"] {
            assert_eq!(given(folder, NAMES).as_deref(), Some(folder));
        }
        assert_eq!(given("/home/a/.glclient3", NAMES), None);
        // A path through the folder itself says more than one that only shows a home.
        let inferred =
            of_any(["/home/a/a.crt", "b.crt", "/home/a/.glclient/c.crt"], NAMES).map(|inferred| inferred.path);
        assert_eq!(inferred.as_deref(), Some("/home/a/.glclient"));
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
