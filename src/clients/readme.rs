//! The READMEs of archives: what a person does with the files.

use crate::language::Language;

/// A README in both languages. Names in braces are replaced. A line that begins with `+` is for those who get changed settings, or old files
/// beside the new ones, one with `-` for everybody else. Where files are replaced, one with `*` is for those who get changed settings, one
/// with `/` for everybody else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Readme {
    pub(crate) ja: &'static str,
    pub(crate) en: &'static str,
}

impl Readme {
    pub(crate) fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.ja,
            Language::English => self.en,
        }
    }
}

/// For whoever takes a .p12 as it is.
pub(crate) const P12: Readme = Readme {
    ja: include_str!("readme/p12.ja.txt"),
    en: include_str!("readme/p12.en.txt"),
};

/// For whoever takes a .crt and a .pem.
pub(crate) const PEM: Readme = Readme {
    ja: include_str!("readme/pem.ja.txt"),
    en: include_str!("readme/pem.en.txt"),
};
