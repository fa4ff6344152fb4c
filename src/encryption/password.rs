//! What a person types, and the octets that it becomes. The standards name one form each; other programs have written others, and
//! people type passwords with what surrounds them.

use serde::Serialize;
use zeroize::Zeroizing;

use super::Derivations;
use crate::{
    error::{Error, Source},
    secret::{Password, SecretBytes},
};

/// One way to turn a password into octets.
pub(crate) struct Encoding {
    /// For the key derivation of RFC 7292 Appendix B.
    pub(crate) bmp: Zeroizing<Vec<u8>>,
    /// For PBKDF2 and scrypt.
    pub(crate) utf8: Zeroizing<Vec<u8>>,
}

impl Encoding {
    /// As the standards have it. Everything that is written uses it.
    pub(crate) fn standard(password: &str) -> Self {
        Self {
            bmp: bmp_string(password.encode_utf16()),
            utf8: Zeroizing::new(password.as_bytes().to_vec()),
        }
    }

    /// As programs write it that take each octet of their own encoding for a character: OpenSSL before 1.1.0, and later ones where
    /// the octets are no UTF-8.
    fn octet_by_octet(octets: &[u8]) -> Self {
        Self {
            bmp: bmp_string(octets.iter().copied().map(u16::from)),
            utf8: Zeroizing::new(octets.to_vec()),
        }
    }

    /// Those that are tried after the standard one.
    fn others(password: &str) -> impl Iterator<Item = Self> {
        let other = if password.is_empty() {
            // RFC 7292 B.1 ends even an empty password with a NULL character; some programs leave it out.
            Some(Self {
                bmp: Zeroizing::new(Vec::new()),
                utf8: Zeroizing::new(Vec::new()),
            })
        } else {
            (!password.is_ascii()).then(|| Self::octet_by_octet(password.as_bytes()))
        };
        other.into_iter()
    }
}

/// How a password that opened a file differs from what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum PasswordForm {
    /// Without the line end behind it.
    WithoutLineEnd,
    /// Without the space around it (U+3000 and the line end are space, too).
    WithoutSpace,
    /// With the ASCII characters for the full-width ones.
    HalfWidth,
    /// With the full-width characters for the ASCII ones.
    FullWidth,
}

/// What a caller gives to open a file.
#[derive(Debug, Default)]
pub struct Credentials {
    /// The password; without one, an empty one is tried.
    pub password: Option<Password>,
    /// Another one, where MAC and encryption have passwords of their own.
    pub second_password: Option<Password>,
    /// The octets of the password in code pages (CP932, for example), for files whose program took those.
    pub in_code_pages: Vec<SecretBytes>,
}

impl From<Option<&Password>> for Credentials {
    fn from(password: Option<&Password>) -> Self {
        Self {
            password: password.map(|password| Password::new(password.expose().to_owned())),
            ..Self::default()
        }
    }
}

/// One attempt to open a file: the octets to try, and what they were made of.
pub struct Guess {
    /// The password's; behind it the second one's, where there is one. None: only what is not encrypted is read.
    pub(crate) encodings: Vec<Encoding>,
    /// The text of the password; `None` where none was given.
    pub(crate) password: Option<Password>,
    /// How that differs from what was given.
    pub(crate) form: Option<PasswordForm>,
}

impl Guess {
    fn of(password: Option<&str>, encoding: Encoding, form: Option<PasswordForm>) -> Self {
        Self {
            encodings: vec![encoding],
            password: password.map(|password| Password::new(password.to_owned())),
            form,
        }
    }

    fn without_decryption() -> Self {
        Self {
            encodings: Vec::new(),
            password: None,
            form: None,
        }
    }
}

impl Credentials {
    /// What is tried one after the other: what was given, in its encodings; then what somebody may have meant who typed it. Without a
    /// password: an empty one, then none at all.
    pub fn guesses(&self) -> impl Iterator<Item = Guess> {
        let given = self.password.as_ref().map(Password::expose);
        let text = given.unwrap_or_default();
        let with_second = |mut guess: Guess| {
            let second = self.second_password.as_ref();
            guess
                .encodings
                .extend(second.map(|second| Encoding::standard(second.expose())));
            guess
        };
        let standard = move || with_second(Guess::of(given, Encoding::standard(text), None));
        let others = move || {
            let code_pages = self.in_code_pages.iter();
            let code_pages = code_pages.map(|octets| Encoding::octet_by_octet(octets.expose()));
            let encodings = Encoding::others(text).chain(code_pages);
            let mut guesses: Vec<_> = encodings
                .map(|encoding| with_second(Guess::of(given, encoding, None)))
                .collect();
            if self.second_password.is_none() {
                let forms = other_forms(text).into_iter();
                guesses.extend(forms.map(|(form, text)| Guess::of(Some(&text), Encoding::standard(&text), Some(form))));
            }
            guesses.extend(given.is_none().then(Guess::without_decryption));
            guesses
        };
        // The others are made when they are wanted: most files open with the first.
        std::iter::once_with(standard).chain(std::iter::once_with(others).flatten())
    }
}

/// Follows the attempts to open one file.
#[derive(Default)]
pub struct Attempts {
    failure: Option<Error>,
}

impl Attempts {
    /// Takes what came of one guess, and gives the result where no other guess can be better.
    pub fn take<T>(&mut self, result: Result<T, Error>) -> Option<Result<T, Error>> {
        let Err(error) = result else { return Some(result) };
        let is_better = match (&error, &self.failure) {
            // Each guess adds to the work. What is beyond the limit for a later one says nothing of what was given.
            (Error::TooMuchWork { .. }, Some(_)) => false,
            (Error::WrongPassword { .. }, known) => known.is_none(),
            // Of the encodings of one password, another may satisfy both MAC and encryption.
            (Error::SecondPasswordRequired { .. } | Error::AlteredFile, known) => {
                matches!(known, None | Some(Error::WrongPassword { .. }))
            }
            (_, _) => return Some(Err(error)),
        };
        if is_better {
            self.failure = Some(error);
        }
        None
    }

    /// Why nothing opened the file.
    pub fn failure(self, credentials: &Credentials) -> Error {
        match self.failure {
            Some(Error::WrongPassword { .. }) | None if credentials.password.is_none() => Error::PasswordRequired,
            failure => failure.unwrap_or(Error::WrongPassword { source: Source::File }),
        }
    }
}

/// What was opened, and with what.
pub(crate) struct Opened<T> {
    pub(crate) content: T,
    /// The password that opened it.
    pub(crate) password: Option<Password>,
}

/// Tries guess after guess.
pub(crate) fn open<T>(
    credentials: &Credentials,
    derivations: &mut Derivations,
    mut read: impl FnMut(&Guess, &mut Derivations) -> Result<T, Error>,
) -> Result<Opened<T>, Error> {
    let mut attempts = Attempts::default();
    for guess in credentials.guesses() {
        if let Some(result) = attempts.take(read(&guess, derivations)) {
            return result.map(|content| Opened {
                content,
                password: guess.password,
            });
        }
    }
    Err(attempts.failure(credentials))
}

/// The full-width forms of ASCII (`!` to `~`) stand in the same order.
const FULL_WIDTH: std::ops::RangeInclusive<char> = '\u{ff01}'..='\u{ff5e}';
const IDEOGRAPHIC_SPACE: char = '\u{3000}';

/// What somebody may have meant who typed this, the likeliest first.
fn other_forms(typed: &str) -> Vec<(PasswordForm, Zeroizing<String>)> {
    // A byte order mark and a zero-width space are no space to Unicode.
    let is_space = |character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}');
    let trimmed = typed.trim_matches(is_space);
    let shift = u32::from(*FULL_WIDTH.start()) - u32::from('!');
    let map = |to: &dyn Fn(char) -> Option<char>| -> Zeroizing<String> {
        // Reserved beforehand: a text that grows would leave an unwiped copy behind.
        let mut text = Zeroizing::new(String::with_capacity(trimmed.len() * 3));
        text.extend(trimmed.chars().map(|character| to(character).unwrap_or(character)));
        text
    };
    let half_width = map(&|character| match character {
        IDEOGRAPHIC_SPACE => Some(' '),
        wide if FULL_WIDTH.contains(&wide) => char::from_u32(u32::from(wide) - shift),
        _ => None,
    });
    let full_width = map(&|character| match character {
        ' ' => Some(IDEOGRAPHIC_SPACE),
        '!'..='~' => char::from_u32(u32::from(character) + shift),
        _ => None,
    });
    let owned = |text: &str| Zeroizing::new(text.to_owned());
    let candidates = [
        (
            PasswordForm::WithoutLineEnd,
            owned(typed.trim_end_matches(['\r', '\n'])),
        ),
        (PasswordForm::WithoutSpace, owned(trimmed)),
        (PasswordForm::HalfWidth, half_width),
        (PasswordForm::FullWidth, full_width),
    ];
    let mut forms: Vec<(PasswordForm, Zeroizing<String>)> = Vec::new();
    for (form, text) in candidates {
        let is_new = *text != *typed && !text.is_empty() && forms.iter().all(|(_, known)| *known != text);
        if is_new {
            forms.push((form, text));
        }
    }
    forms
}

/// A BMPString with its NULL terminator (RFC 7292 B.1); characters beyond the BMP as surrogate pairs, as OpenSSL, Java and Windows
/// write them.
fn bmp_string(units: impl Iterator<Item = u16>) -> Zeroizing<Vec<u8>> {
    // Reserved beforehand: a vector that grows would leave an unwiped copy behind.
    let units = Zeroizing::new(units.collect::<Vec<u16>>());
    let mut octets = Zeroizing::new(Vec::with_capacity(units.len() * 2 + 2));
    for unit in units.iter() {
        octets.extend_from_slice(&unit.to_be_bytes());
    }
    octets.extend_from_slice(&[0, 0]);
    octets
}
