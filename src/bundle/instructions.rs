//! What a person does with the files: the README of an archive, in Japanese or in English. Its texts are in `instructions/`: a line that
//! begins with `+` is for whoever gets changed settings, or an old file beside the new one, one with `-` for everybody else.

use super::{ClientFile, local_time::offset, target::Target};
use crate::{language::Language, text::printable, timestamp::Timestamp};

/// What the README tells of.
pub(super) struct Facts<'a> {
    pub(super) target: Target,
    pub(super) common_name: &'a str,
    pub(super) not_after: Timestamp,
    /// How far the wall clock is ahead of UTC.
    pub(super) minutes_ahead: i32,
    pub(super) files: &'a [ClientFile],
    /// Where the old settings, or the old file of レセ電ビューア, are kept, if they are there.
    pub(super) old: Option<&'a str>,
}

/// The README: UTF-8 with a byte order mark and CRLF, as Windows' own editor has always read it.
pub(super) fn readme(facts: &Facts<'_>, language: Language) -> Vec<u8> {
    let expiry = facts.expiry(language);
    let values = [
        ("{cn}", facts.common_name),
        ("{expiry}", &expiry),
        ("{old}", facts.old.unwrap_or_default()),
        ("{p12}", facts.p12()),
        ("{crt}", facts.path(".crt")),
        ("{pem}", facts.path(".pem")),
    ];
    let (wanted, other) = if facts.old.is_some() { ('+', '-') } else { ('-', '+') };
    let mut readme = "\u{feff}".to_owned();
    for line in template(facts.target, language).lines() {
        if line.starts_with(other) {
            continue;
        }
        let mut rest = line.strip_prefix(wanted).unwrap_or(line);
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

    /// That of レセ電ビューア may be called otherwise, but comes first.
    fn p12(&self) -> &str {
        match self.target {
            Target::Receview => self.files.first().map_or("", |file| file.path.as_str()),
            Target::Monsiaj | Target::Glclient2 | Target::Others | Target::Pem | Target::P12(_) => self.path(".p12"),
        }
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
