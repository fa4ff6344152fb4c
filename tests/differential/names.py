"""The object identifiers that are looked for, as they stand in a file."""

import ber

DATA = ber.oid("1.2.840.113549.1.7.1")
ENCRYPTED_DATA = ber.oid("1.2.840.113549.1.7.6")
KEY_BAG = ber.oid("1.2.840.113549.1.12.10.1.1")
SHROUDED_KEY_BAG = ber.oid("1.2.840.113549.1.12.10.1.2")
CERTIFICATE_BAG = ber.oid("1.2.840.113549.1.12.10.1.3")
SAFE_CONTENTS_BAG = ber.oid("1.2.840.113549.1.12.10.1.6")
X509_CERTIFICATE = ber.oid("1.2.840.113549.1.9.22.1")
FRIENDLY_NAME = ber.oid("1.2.840.113549.1.9.20")
LOCAL_KEY_ID = ber.oid("1.2.840.113549.1.9.21")
PBES2 = ber.oid("1.2.840.113549.1.5.13")
PBKDF2 = ber.oid("1.2.840.113549.1.5.12")
SCRYPT = ber.oid("1.3.6.1.4.1.11591.4.11")
RSA = ber.oid("1.2.840.113549.1.1.1")
EC = ber.oid("1.2.840.10045.2.1")

BAGS = {KEY_BAG: "key", SHROUDED_KEY_BAG: "shroudedKey", CERTIFICATE_BAG: "certificate", SAFE_CONTENTS_BAG: "safeContents"}
ATTRIBUTES = {FRIENDLY_NAME: "friendlyName", LOCAL_KEY_ID: "localKeyId"}
HASHES = {
    ber.oid("1.3.14.3.2.26"): "sha1",
    ber.oid("2.16.840.1.101.3.4.2.4"): "sha224",
    ber.oid("2.16.840.1.101.3.4.2.1"): "sha256",
    ber.oid("2.16.840.1.101.3.4.2.2"): "sha384",
    ber.oid("2.16.840.1.101.3.4.2.3"): "sha512",
    ber.oid("2.16.840.1.101.3.4.2.5"): "sha512-224",
    ber.oid("2.16.840.1.101.3.4.2.6"): "sha512-256",
    ber.oid("1.2.840.113549.2.5"): "md5",
    ber.oid("2.16.840.1.101.3.4.2.8"): "sha3-256",
    ber.oid("1.3.6.1.4.1.1722.12.2.1.16"): "blake2b512",
}
