//! ASN.1: BER is read ([`ber`]), with the offsets at which a fault stands; DER is written ([`der`]).

pub(crate) mod ber;
pub(crate) mod der;
pub(crate) mod oid;
pub(crate) mod time;
