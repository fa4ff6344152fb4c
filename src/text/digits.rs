//! Decimal digits.

/// The number of the two digits at the beginning, and what stands behind them; `None` where there are not two.
pub(crate) fn two_digits(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => Some(((tens - b'0') * 10 + ones - b'0', rest)),
        _ => None,
    }
}
