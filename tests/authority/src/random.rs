//! Secrets and numbers nobody can guess.

use crate::Error;
use zeroize::Zeroizing;

/// Lower case and digits without those that are mistaken for another when typed from paper: 0/o, 1/l/i.
const TYPABLE: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
/// 20 characters out of 31 are 99 bits.
const PASSWORD_LENGTH: usize = 20;

/// Fresh random bytes from the operating system.
pub(crate) fn bytes<const LENGTH: usize>() -> Result<[u8; LENGTH], Error> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A token for a link: 256 random bits in hexadecimal.
pub(crate) fn token() -> Result<String, Error> {
    Ok(hexadecimal(&bytes::<32>()?))
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A password a person can type.
pub(crate) fn password() -> Result<Zeroizing<String>, Error> {
    let mut password = Zeroizing::new(String::with_capacity(PASSWORD_LENGTH));
    while password.len() < PASSWORD_LENGTH {
        let pool = Zeroizing::new(bytes::<32>()?);
        // The index 31 has no character: it is drawn again, so that all are equally likely.
        let drawn = pool.iter().filter_map(|byte| TYPABLE.get(usize::from(byte & 31)));
        let missing = PASSWORD_LENGTH - password.len();
        password.extend(drawn.take(missing).map(|byte| char::from(*byte)));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]
    use super::{PASSWORD_LENGTH, TYPABLE, password, token};

    #[test]
    fn a_password_has_only_typable_characters_and_is_new_each_time() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_eq!(one.len(), PASSWORD_LENGTH);
        assert!(one.bytes().all(|byte| TYPABLE.contains(&byte)));
        assert_ne!(*one, *other);
    }

    #[test]
    fn a_token_is_256_bits_and_new_each_time() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
    }
}
