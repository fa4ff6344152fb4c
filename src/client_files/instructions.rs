//! What a person does with the files: the README of an archive, in Japanese or in English. Its texts are in `instructions/`: a line that
//! begins with `+` is for whoever gets changed settings, or old files beside the new ones, one with `-` for everybody else; of
//! レセ電ビューア, one with `*` is for whoever gets changed settings, one with `/` for everybody else.

use super::{ClientFile, local_time::offset, target::Target};
use crate::{calendar::Timestamp, language::Language, text::printable};

/// What the README tells of.
pub(super) struct Facts<'a> {
    pub(super) target: Target,
    pub(super) common_name: &'a str,
    pub(super) not_after: Timestamp,
    /// How far the wall clock is ahead of UTC.
    pub(super) minutes_ahead: i32,
    /// The new files.
    pub(super) files: &'a [ClientFile],
    /// The old files of レセ電ビューア.
    pub(super) kept: &'a [ClientFile],
    /// Where the old settings are kept, if they are changed.
    pub(super) old_settings: Option<&'a str>,
    /// The client's own folder, where its settings tell it.
    pub(super) folder: Option<&'a str>,
}

/// The README: UTF-8 with a byte order mark and CRLF, as Windows' own editor has always read it.
pub(super) fn readme(facts: &Facts<'_>, language: Language) -> Vec<u8> {
    let expiry = facts.expiry(language);
    let (new, kept) = (names(facts.files, language), names(facts.kept, language));
    let old_settings = facts.old_settings.unwrap_or_default();
    let values = [
        ("{cn}", facts.common_name),
        ("{expiry}", &expiry),
        ("{new}", &new),
        ("{old}", if facts.kept.is_empty() { old_settings } else { &kept }),
        ("{old-settings}", old_settings),
        ("{folder}", facts.folder.unwrap_or_else(|| either_folder(language))),
        ("{p12}", facts.path(".p12")),
        ("{crt}", facts.path(".crt")),
        ("{pem}", facts.path(".pem")),
    ];
    let is_receview = facts.target == Target::Receview;
    let has_old = !facts.kept.is_empty() || facts.old_settings.is_some() && !is_receview;
    let other = [
        if has_old { '-' } else { '+' },
        if facts.old_settings.is_some() { '/' } else { '*' },
    ];
    let mut readme = "\u{feff}".to_owned();
    for line in template(facts.target, language).lines() {
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

/// glclient2's folder has one name in the vendor's notice and another one in the client's source.
fn either_folder(language: Language) -> &'static str {
    match language {
        Language::Japanese => "~/.glclient2 または ~/.glclient（実際にある方）",
        Language::English => "~/.glclient2 or ~/.glclient (the one that is there)",
    }
}

/// The next name in braces, with what is before and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('{')?;
    let end = start + text.get(start..)?.find('}')? + 1;
    Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?))
}

fn template(target: Target, language: Language) -> &'static str {
    match (target, language) {
        (Target::Monsiaj, Language::Japanese) => include_str!("instructions/monsiaj.ja.txt"),
        (Target::Monsiaj, Language::English) => include_str!("instructions/monsiaj.en.txt"),
        (Target::Glclient2, Language::Japanese) => include_str!("instructions/glclient2.ja.txt"),
        (Target::Glclient2, Language::English) => include_str!("instructions/glclient2.en.txt"),
        (Target::Receview, Language::Japanese) => include_str!("instructions/receview.ja.txt"),
        (Target::Receview, Language::English) => include_str!("instructions/receview.en.txt"),
        (Target::Pem, Language::Japanese) => include_str!("instructions/pem.ja.txt"),
        (Target::Pem, Language::English) => include_str!("instructions/pem.en.txt"),
        (Target::Others | Target::P12(_), Language::Japanese) => include_str!("instructions/others.ja.txt"),
        (Target::Others | Target::P12(_), Language::English) => include_str!("instructions/others.en.txt"),
    }
}

impl Facts<'_> {
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
