//! What a person types, and the octets that it becomes. The standards name one form each; other programs have written others, and
//! people type passwords with what surrounds them.

use std::{cell::Cell, rc::Rc};

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

/// Makes the octets of each text in the code pages of other programs: those that have all of its characters.
pub type CodePages = fn(&[&str]) -> Vec<Vec<SecretBytes>>;

/// What a caller gives to open a file.
#[derive(Debug, Default)]
pub struct Credentials {
    /// The password; without one, an empty one is tried.
    pub password: Option<Password>,
    /// Another one, where MAC and encryption have passwords of their own.
    pub second_password: Option<Password>,
    /// The code pages that are tried, too, for files whose program took the octets of its own (CP932, for example).
    pub code_pages: Option<CodePages>,
}

impl From<Option<&Password>> for Credentials {
    fn from(password: Option<&Password>) -> Self {
        Self {
            password: password.map(|password| Password::new(password.expose().to_owned())),
            ..Self::default()
        }
    }
}

/// A password that is tried.
struct Text {
    password: Zeroizing<String>,
    /// How it differs from what was given.
    form: Option<PasswordForm>,
}

/// One password in one encoding.
pub(crate) struct Try {
    pub(crate) encoding: Encoding,
    text: Rc<Text>,
    has_opened: Cell<bool>,
}

impl Try {
    fn new(text: &Rc<Text>, encoding: Encoding) -> Self {
        Self {
            encoding,
            text: Rc::clone(text),
            has_opened: Cell::new(false),
        }
    }

    fn standard(password: &str) -> Self {
        let text = Text {
            password: Zeroizing::new(password.to_owned()),
            form: None,
        };
        Self::new(&Rc::new(text), Encoding::standard(password))
    }

    /// A MAC or a decryption has shown that it is right.
    pub(crate) fn opens(&self) {
        self.has_opened.set(true);
    }
}

/// One attempt to open a file. Each encrypted part is tried with every password and encoding, since MAC and encryption may differ in both.
pub struct Guess {
    is_given: bool,
    /// None: only what is not encrypted is read.
    tries: Vec<Try>,
}

impl Guess {
    /// What is tried, with what has opened another part before the rest.
    pub(crate) fn tries(&self) -> impl Iterator<Item = &Try> {
        let others = self.tries.iter().filter(|one| !one.has_opened.get());
        // Gathered now: what opens the next part must not be passed over, or come twice.
        let tries: Vec<_> = self.opened().chain(others).collect();
        tries.into_iter()
    }

    fn opened(&self) -> impl Iterator<Item = &Try> {
        self.tries.iter().filter(|one| one.has_opened.get())
    }

    /// Whether a password was given.
    pub(crate) fn is_given(&self) -> bool {
        self.is_given
    }

    /// Whether anything is tried on what is encrypted.
    pub(crate) fn decrypts(&self) -> bool {
        !self.tries.is_empty()
    }

    /// Whether a MAC or a decryption has shown that a password is right.
    pub(crate) fn has_opened(&self) -> bool {
        self.opened().next().is_some()
    }

    /// The password that opened the file, the first one where two did; `None` where none was given.
    fn password(&self) -> Option<Password> {
        let first = self.opened().next().or(self.tries.first());
        let first = first.filter(|_| self.is_given)?;
        Some(Password::new((*first.text.password).clone()))
    }

    /// How a password that opened the file differs from what was given.
    pub(crate) fn form(&self) -> Option<PasswordForm> {
        self.opened().find_map(|one| one.text.form)
    }

    /// Whether no password alone opens the file.
    fn needed_two(&self) -> bool {
        let mut passwords = self.opened().map(|one| &one.text.password);
        let first = passwords.next();
        passwords.any(|other| Some(other) != first)
    }
}

impl Credentials {
    /// What is tried one after the other: what was given, as the standards have it; then in other encodings, and what somebody may have
    /// meant who typed it. Without a password: an empty one, then none at all. A second password is tried beside each in every form.
    pub fn guesses(&self) -> impl Iterator<Item = Guess> {
        let given = self.password.as_ref().map(Password::expose);
        let text = given.unwrap_or_default();
        let guess = move |tries: Vec<Try>| {
            let second = self.second_password.as_ref();
            let second = second.map(|second| self.every_try(second.expose()));
            Guess {
                is_given: given.is_some(),
                tries: tries.into_iter().chain(second.into_iter().flatten()).collect(),
            }
        };
        let standard = move || guess(vec![Try::standard(text)]);
        let others = move || {
            let others: Vec<Try> = self.every_try(text).into_iter().skip(1).collect();
            let others = (!others.is_empty()).then(|| guess(others));
            let without_decryption = given.is_none().then(|| Guess {
                is_given: false,
                tries: Vec::new(),
            });
            others.into_iter().chain(without_decryption)
        };
        // The others are made when they are wanted: most files open with the first.
        std::iter::once_with(standard).chain(std::iter::once_with(others).flatten())
    }

    /// A password as it was given and as it may have been meant, each in every encoding. The first is the standard one of what was given.
    fn every_try(&self, given: &str) -> Vec<Try> {
        let as_given = (None, Zeroizing::new(given.to_owned()));
        let meant = other_forms(given).into_iter().map(|(form, text)| (Some(form), text));
        let texts: Vec<_> = std::iter::once(as_given).chain(meant).collect();
        let in_code_pages = self.code_pages.map(|encode| {
            let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
            encode(&texts)
        });
        let mut in_code_pages = in_code_pages.unwrap_or_default().into_iter();
        let mut tries = Vec::new();
        for (form, password) in texts {
            let octets = in_code_pages.next().unwrap_or_default();
            let text = Rc::new(Text { password, form });
            let standard = std::iter::once(Encoding::standard(&text.password));
            let code_pages = octets.iter().map(|octets| Encoding::octet_by_octet(octets.expose()));
            let encodings = standard.chain(Encoding::others(&text.password)).chain(code_pages);
            tries.extend(encodings.map(|encoding| Try::new(&text, encoding)));
        }
        tries
    }
}

/// Follows the attempts to open one file.
#[derive(Default)]
pub struct Attempts {
    failure: Option<Error>,
}

impl Attempts {
    /// Takes what came of one guess, and gives the result where no other guess can be better.
    pub fn take<T>(&mut self, guess: &Guess, result: Result<T, Error>) -> Option<Result<T, Error>> {
        let Err(error) = result else { return Some(result) };
        let is_better = match (&error, &self.failure) {
            // Each guess adds to the work. What is beyond the limit for a later one says nothing of what was given.
            (Error::TooMuchWork { .. }, Some(_)) => false,
            (Error::WrongPassword { .. }, known) => known.is_none(),
            // Of the encodings of one password, another may satisfy both MAC and encryption.
            (Error::SecondPasswordRequired { .. } | Error::AlteredFile, known) => {
                matches!(known, None | Some(Error::WrongPassword { .. }))
            }
            // No password would open it. Without one, what stands in the clear is read all the same.
            (Error::TooMuchWork { .. } | Error::UnsupportedAlgorithm { .. }, known) if !guess.is_given => {
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
    /// The password that opened it; the first one where two did.
    pub(crate) password: Option<Password>,
    /// Whether no password alone opens it.
    pub(crate) needed_two: bool,
    /// Why no password would open what is not in the clear, where none was given.
    pub(crate) refusal: Option<Error>,
}

/// Tries guess after guess.
pub(crate) fn open<T>(
    credentials: &Credentials,
    derivations: &mut Derivations,
    mut read: impl FnMut(&Guess, &mut Derivations) -> Result<T, Error>,
) -> Result<Opened<T>, Error> {
    let mut attempts = Attempts::default();
    for guess in credentials.guesses() {
        if let Some(result) = attempts.take(&guess, read(&guess, derivations)) {
            let is_refusal =
                |error: &Error| matches!(error, Error::TooMuchWork { .. } | Error::UnsupportedAlgorithm { .. });
            let refusal = attempts.failure.filter(is_refusal);
            return result.map(|content| Opened {
                content,
                password: guess.password(),
                needed_two: guess.needed_two(),
                refusal,
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
    // A byte order mark, a zero-width space and a NULL are no space to Unicode.
    let is_space = |character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}' | '\0');
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
