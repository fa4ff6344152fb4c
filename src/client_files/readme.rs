//! The README of an archive. Its texts are the clients' own.

use super::{ClientFile, local_time::offset, target::Target};
use crate::{calendar::Timestamp, clients::readme, language::Language, text::printable};

/// What the archive holds.
pub(super) struct Contents<'a> {
    pub(super) target: Target,
    pub(super) common_name: &'a str,
    pub(super) not_after: Timestamp,
    /// How far the local time is ahead of UTC.
    pub(super) minutes_ahead: i32,
    /// The new files.
    pub(super) files: &'a [ClientFile],
    /// The files that were replaced.
    pub(super) kept: &'a [ClientFile],
    /// Where the old settings are kept, if they are changed.
    pub(super) old_settings: Option<&'a str>,
    /// The client's own folder, where its settings show it.
    pub(super) folder: Option<&'a str>,
}

/// The README: UTF-8 with a byte order mark and CRLF, as Windows' own editor has always read it.
pub(super) fn readme(contents: &Contents<'_>, language: Language) -> Vec<u8> {
    let folder = match contents.folder {
        Some(folder) => folder.to_owned(),
        None => usual_folder(contents.target, language),
    };
    let expiry = contents.expiry(language);
    let (new, kept) = (names(contents.files, language), names(contents.kept, language));
    let old_settings = contents.old_settings.unwrap_or_default();
    let values = [
        ("{cn}", contents.common_name),
        ("{expiry}", &expiry),
        ("{new}", &new),
        ("{old}", if contents.kept.is_empty() { old_settings } else { &kept }),
        ("{old-settings}", old_settings),
        ("{folder}", &folder),
        ("{p12}", contents.path(".p12")),
        ("{crt}", contents.path(".crt")),
        ("{pem}", contents.path(".pem")),
    ];
    let has_old = !contents.kept.is_empty() || contents.old_settings.is_some() && !contents.target.replaces();
    let other = [
        if has_old { '-' } else { '+' },
        if contents.old_settings.is_some() { '/' } else { '*' },
    ];
    let mut readme = "\u{feff}".to_owned();
    for line in template(contents.target, language).lines() {
        if line.starts_with(other) {
            continue;
        }
        let mut rest = line.strip_prefix(['+', '-', '*', '/']).unwrap_or(line);
        while let Some((before, name, after)) = next(rest) {
            readme += before;
            let value = values.iter().find(|(known, _)| *known == name);
            readme += &value.map_or_else(String::new, |(_, value)| printable(value));
            // What was put in is not looked at again.
            rest = after;
        }
        readme += rest;
        readme += "\r\n";
    }
    readme.into_bytes()
}

/// The names of files, one after the other.
fn names(files: &[ClientFile], language: Language) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    names.join(match language {
        Language::Japanese => "、",
        Language::English => ", ",
    })
}

/// The client's own folder in a home; every name where it may have several.
fn usual_folder(target: Target, language: Language) -> String {
    let Some(folder) = target.client().and_then(|client| client.folder) else {
        return String::new();
    };
    let [_, _, ..] = folder.names else {
        return folder.shown.to_owned();
    };
    let paths: Vec<String> = folder.names.iter().map(|name| ["~/", name].concat()).collect();
    match language {
        Language::Japanese => [&paths.join(" または "), "（実際にある方）"].concat(),
        Language::English => [&paths.join(" or "), " (the one that is there)"].concat(),
    }
}

/// The next name in braces, with what is before and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('{')?;
    let end = start + text.get(start..)?.find('}')? + 1;
    Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?))
}

fn template(target: Target, language: Language) -> &'static str {
    let readme = match target {
        Target::Client(client) => client.readme,
        Target::Pem => readme::PEM,
        Target::P12(_) => readme::P12,
    };
    readme.in_language(language)
}

impl Contents<'_> {
    /// The file with this extension.
    fn path(&self, extension: &str) -> &str {
        let mut paths = self.files.iter().map(|file| file.path.as_str());
        paths.find(|path| path.ends_with(extension)).unwrap_or_default()
    }

    fn expiry(&self, language: Language) -> String {
        let local = self.not_after.at(offset(self.minutes_ahead));
        let (year, month, day) = (local.year(), u8::from(local.month()), local.day());
        let time = format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
        match language {
            Language::Japanese => format!("{year}年{month}月{day}日 {time}"),
            Language::English => format!("{year:04}-{month:02}-{day:02} {time}"),
        }
    }
}
