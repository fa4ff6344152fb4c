"""Why an entry of a list may stand there. An entry without a reason is a failure."""

import judges


class Reason:
    def __init__(self, name, text, holds):
        self.name, self.text, self.holds = name, text, holds


def reason(table, finding):
    """The first reason that holds; None where there is none."""
    return next((one for one in table if one.holds(finding)), None)


def _every(holds):
    """For findings of one change; those of several are explained by what each change alone does."""
    return lambda finding: not finding.together and all(holds(finding, change) for change in finding.changes)


def _name(*beginnings):
    return _every(lambda finding, change: change.mutation.name.startswith(beginnings))


def _in_certificate(change):
    return change.place.startswith("x509:")


def _of_attributes(change):
    parts = ("bagAttributes", "friendlyName", "localKeyId", "otherAttribute")
    return any(part in change.place for part in parts) or "localKeyId" in change.mutation.name


def _in_key(change):
    """In the key itself, as it is behind any encryption."""
    return "PrivateKey" in change.place.replace("EncryptedPrivateKeyInfo", "") or "privateKey" in change.place


def _of_key(change):
    around = ("EncryptedPrivateKeyInfo", "encryptedKey", "shroudedKey", "SafeBag(key)", "SafeBag(shroudedKey)")
    return change.place.startswith("key:") or _in_key(change) or any(name in change.place for name in around)


def _is_public_key(change):
    """A public key that is another one afterwards."""
    in_key = (change.mutation.name, change.place) == ("one bit changed", "key:ECPrivateKey.element.element")
    return in_key or "x509:subjectPublicKeyInfo" in change.place


def _hides_the_mac(change):
    """What stands where the MacData is looked for."""
    begin = change.mutation.name.split(":")[0]
    return (begin, change.place) in {("behind it", "authSafe"), ("twice", "authSafe"), ("before it", "MacData"), ("before it", "authSafe")}


FURTHER = ("behind it", "at its end", "twice", "before it", "unprotectedAttrs")
FORMS = (
    "OID with a leading 80",
    "INTEGER: a zero octet before it",
    "INTEGER: three zero octets before it",
    "INTEGER: nine zero octets before it",
    "constructed bit changed",
    "NULL with an octet",
    "length with",
    "indefinite length",
    "in segments",
    "in one segment",
    "in two segments",
    "in many segments",
)
# Fields that have one value, or say what is known anyway.
UNUSED = ("EncryptedData.version", "pbkdf2.keyLength", "pbkdf2.prf.parameters", "mac.digestAlgorithm.parameters", "version")


# What two of the programs open and we do not.
MISSED = [
    Reason(
        "a refusal by name",
        "SEED, ARIA and MACs with MD5 are not built in, and the error names them",
        _name("encrypted with SEED", "encrypted with ARIA", "MAC with md5"),
    ),
    Reason(
        "a certificate without dates beside the leaf",
        "notBefore or notAfter is no time: it is counted as unreadable",
        lambda finding: finding.what == "certificate"
        and finding.ours.leaves
        and finding.ours.unreadable
        and any("x509:validity" in change.place for change in finding.changes),
    ),
    Reason(
        "a serial number in more octets than it needs",
        "X.690 §8.3.2 forbids that in BER too; OpenSSL refuses it, and so does a server that is built on it; Java 17 and NSS read it",
        _every(
            lambda finding, change: finding.what == "certificate"
            and change.place == "x509:serialNumber"
            and change.mutation.name.endswith("before it")
            and not finding.answers["OpenSSL"].certificates
        ),
    ),
    Reason(
        "the key of another certificate",
        "the public key in the certificate or in the key was changed; the others take the key for its own since it stands beside it, we compare them",
        _every(lambda finding, change: finding.ours.certificates and _is_public_key(change)),
    ),
]

# What we open and none of them does.
INVENTED = [
    Reason(
        "several changes",
        "each of them alone is read by one of the others too, but not by the same one",
        lambda finding: finding.together,
    ),
    Reason(
        "the curve of the certificate",
        "a SEC1 key that does not name its curve (RFC 5915 allows that) belongs to the certificate beside it, which does",
        _every(
            lambda finding, change: finding.kind == "key"
            and (change.mutation.name, change.place)
            in {("the key as PKCS#1 or SEC1 alone", "file:PrivateKeyInfo"), ("left out", "file:ECPrivateKey.element")}
        ),
    ),
    Reason(
        "a length of many octets",
        "the readers of keys in OpenSSL and Java refuse a length with four or seven zero octets in front; it says the same without them",
        _every(
            lambda finding, change: finding.kind == "key"
            and change.mutation.name in ("length with 4 octets more", "length with 7 octets more")
        ),
    ),
    Reason(
        "an empty password",
        "it may stand for no password or for a terminator alone (RFC 7292 B.1), and a file may have both forms; each is tried",
        _every(lambda finding, change: finding.mutant.base.password == "" and change.mutation.name.startswith("encrypted with")),
    ),
    Reason(
        "a further identity",
        "each identity of the file is told with its key; OpenSSL's PKCS12_parse tells the first, and the rest as certificates",
        _every(
            lambda finding, change: finding.what == "leaf and key"
            and len(finding.ours.leaves) > 1
            and any(finding.answers["OpenSSL"].leaves)
            and all(judges.holds(finding.answers["OpenSSL"].certificates, leaf) for leaf in finding.ours.leaves)
        ),
    ),
    Reason(
        "UTF-8 password of old producers",
        "OpenSSL before 1.1.0 took each octet of the password for a character; such files exist, and no program of today opens them",
        _name("the password octet by octet"),
    ),
    Reason(
        "an unreadable certificate beside others",
        "it is counted as unreadable and the others are shown; the other programs refuse the whole file",
        _every(lambda finding, change: finding.ours.unreadable > 0),
    ),
    Reason(
        "an unreadable bag beside others",
        "a bag that is not of the identity hides nothing; the other programs refuse the whole file",
        _every(
            lambda finding, change: change.mutation.name.startswith(("a bag before it", "a bag behind it"))
            or change.place.split(":")[-1].startswith(("other.", "SafeBag(other)"))
        ),
    ),
    Reason(
        "an unreadable ContentInfo beside others",
        "a ContentInfo of another type hides nothing, whatever is in it; the other programs look into the types that they know",
        _name("a ContentInfo before it", "a ContentInfo behind it"),
    ),
    Reason(
        "a key that does not open",
        "the certificates are shown, and the key as one that was not opened; the other programs refuse the whole file",
        _every(lambda finding, change: finding.what == "certificate" and not finding.ours.leaves and _of_key(change)),
    ),
    Reason(
        "attributes in another form",
        "friendlyName and localKeyId only name the bags, and the key is compared with the certificate itself",
        _every(lambda finding, change: _of_attributes(change)),
    ),
    Reason(
        "more than a type has",
        "elements and octets behind the fields of a SEQUENCE are passed over, wherever they stand; the others do so in some types only",
        _every(
            lambda finding, change: change.mutation.name.startswith(FURTHER)
            and not (_in_key(change) or _in_certificate(change) or _hides_the_mac(change))
        ),
    ),
    Reason(
        "a form of BER or beside it",
        "identifiers and numbers with octets that change nothing, lengths and segments of every form are read everywhere",
        _every(lambda finding, change: change.mutation.name.startswith(FORMS) and not _in_key(change) and not _in_certificate(change)),
    ),
    Reason(
        "a field that decides nothing",
        "it has one possible value, or says again what the rest says",
        _every(lambda finding, change: change.place.split(":")[-1] in UNUSED),
    ),
    Reason(
        "a certificate in another form",
        "only the fields that are told are read; nobody trusts it for that: its signature is the server's matter",
        _every(lambda finding, change: _in_certificate(change)),
    ),
]
