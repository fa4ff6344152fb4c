//! The key derivations of one file: their work is counted, their keys are remembered, and PBKDF2 may be left to somebody faster.

use zeroize::Zeroizing;

use super::{budget::Budget, derivation::Derivation};
use crate::error::Error;

/// With fewer iterations, deriving a key is no more work than asking for it elsewhere, or remembering it.
const FEW_ITERATIONS: u32 = 1_024;
/// With fewer iterations, a key that can be derived here only is derived at once: reading the file once more takes as long.
const FEW_ITERATIONS_HERE: u32 = 4_096;
/// These take tens of milliseconds in WebAssembly, by the hash and the machine.
const MANY_ITERATIONS: u64 = 100_000;
/// The most keys that are remembered: real files have two or three, for each password and encoding that is tried.
const MOST_KEYS: usize = 256;

/// What a derivation that is not known yet leads to.
#[derive(Default)]
enum Unknown {
    #[default]
    Derive,
    /// What can be derived elsewhere is left out.
    DeriveOthers,
    /// Nothing is derived; what can be derived elsewhere is listed. A key of zeros stands in for each.
    List { list: Vec<Derivation>, stand_ins: bool },
}

/// What came of reading a file without deriving its keys.
pub enum Attempt<T> {
    /// No key was missing: this is the result.
    Finished(Result<T, Error>),
    /// Keys are missing. These can be derived elsewhere; the others, if any, only here.
    Needs(Vec<Derivation>),
}

/// The key derivations of one file.
///
/// Reading a file needs no more than `Derivations::default()`. Where PBKDF2 is to run elsewhere, in the browser's own Web
/// Cryptography API for example, the same reading is done several times:
///
/// 1. [`attempt`](Self::attempt) reads with the keys that are known, and notes which are missing;
/// 2. while those run elsewhere, [`derive_others`](Self::derive_others) does what has to be done here;
/// 3. [`learn`](Self::learn) takes the keys;
/// 4. again from 1: what was decrypted may itself hold something encrypted. [`read`](Self::read) ends it with whatever is missing.
#[derive(Default)]
pub struct Derivations {
    budget: Budget,
    /// What earlier guesses have used of it.
    spent: Budget,
    known: Vec<(Derivation, Zeroizing<Vec<u8>>)>,
    unknown: Unknown,
    /// The iterations that the last attempt has left to be done here, at most: it counts every form of the password.
    left_here: u64,
}

impl Derivations {
    /// Reads with the keys that are known.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Attempt<T> {
        self.begin(Unknown::List {
            list: Vec::new(),
            stand_ins: false,
        });
        let result = read(self);
        match std::mem::take(&mut self.unknown) {
            Unknown::List { list, stand_ins: true } => Attempt::Needs(list),
            Unknown::List { .. } | Unknown::Derive | Unknown::DeriveOthers => Attempt::Finished(result),
        }
    }

    /// Whether what the last attempt has left to be derived here may keep a thread for so long that people notice.
    #[must_use]
    pub fn takes_long_here(&self) -> bool {
        self.left_here >= MANY_ITERATIONS
    }

    /// Derives what `read` needs and what cannot be derived elsewhere.
    pub fn derive_others<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) {
        self.begin(Unknown::DeriveOthers);
        // With keys of zeros its result says nothing.
        let _ = read(self);
    }

    /// Takes a key that was derived elsewhere.
    pub fn learn(&mut self, derivation: Derivation, key: Zeroizing<Vec<u8>>) {
        if key.len() == derivation.length && self.known.len() < MOST_KEYS {
            self.known.push((derivation, key));
        }
    }

    /// Reads with the keys that are known, and derives the others.
    ///
    /// # Errors
    /// What `read` returns.
    pub fn read<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.begin(Unknown::Derive);
        read(self)
    }

    /// What was derived so far is counted to the readings that follow, as those of another password.
    pub fn next_guess(&mut self) {
        self.spent = self.budget.clone();
    }

    /// Each reading has the whole budget: keys that are known are counted too, so that the limits do not depend on where they ran.
    fn begin(&mut self, unknown: Unknown) {
        self.budget = self.spent.clone();
        self.unknown = unknown;
        self.left_here = 0;
    }

    pub(crate) fn key(&mut self, derivation: Derivation) -> Result<Zeroizing<Vec<u8>>, Error> {
        let blocks = derivation.function.blocks(derivation.length);
        self.budget.charge(derivation.iterations, blocks)?;
        if derivation.iterations < FEW_ITERATIONS {
            return Ok(derivation.key());
        }
        if let Some((_, key)) = self.known.iter().find(|(known, _)| *known == derivation) {
            return Ok(key.clone());
        }
        let elsewhere = derivation.web_crypto_hash().is_some();
        if !elsewhere && derivation.iterations < FEW_ITERATIONS_HERE {
            return Ok(self.derived(derivation));
        }
        let stand_in = Zeroizing::new(vec![0; derivation.length]);
        match &mut self.unknown {
            Unknown::List { list, stand_ins } => {
                *stand_ins = true;
                if !elsewhere {
                    self.left_here += u64::from(derivation.iterations);
                } else if list.len() < MOST_KEYS && !list.contains(&derivation) {
                    list.push(derivation);
                }
                Ok(stand_in)
            }
            Unknown::DeriveOthers if elsewhere => Ok(stand_in),
            Unknown::Derive | Unknown::DeriveOthers => Ok(self.derived(derivation)),
        }
    }

    /// Derives a key, and remembers it.
    fn derived(&mut self, derivation: Derivation) -> Zeroizing<Vec<u8>> {
        let key = derivation.key();
        self.learn(derivation, key.clone());
        key
    }
}
