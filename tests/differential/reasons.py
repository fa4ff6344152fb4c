"""Why an entry of a list may stand there. An entry without a reason is a failure."""


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


def _of_key(change):
    names = ("PrivateKey", "privateKey", "encryptedKey", "shroudedKey", "SafeBag(key)", "SafeBag(shroudedKey)")
    return change.place.startswith("key:") or any(name in change.place for name in names)


# What two of the programs open and we do not.
MISSED = [
    Reason(
        "a refusal by name",
        "SEED, ARIA and MACs with MD5 are not built in, and the error names them",
        _name("encrypted with SEED", "encrypted with ARIA", "MAC with md5"),
    ),
    Reason(
        "the key of another certificate",
        "the public key in the certificate was changed; the others take it for the key's since it stands beside it, we compare them",
        _every(lambda finding, change: _in_certificate(change) and "subjectPublicKeyInfo" in change.place and finding.ours.certificates),
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
        "an unreadable certificate beside others",
        "it is counted as unreadable and the others are shown; the other programs refuse the whole file",
        _every(lambda finding, change: finding.ours.unreadable > 0),
    ),
    Reason(
        "an unreadable bag beside others",
        "a bag that is not of the identity hides nothing; the other programs refuse the whole file",
        _name("a bag before it", "a bag behind it"),
    ),
    Reason(
        "a key that does not open",
        "the certificates are shown, and the key as one that was not opened; the other programs refuse the whole file",
        _every(lambda finding, change: finding.what == "certificate" and not finding.ours.leaves and _of_key(change)),
    ),
    Reason(
        "attributes in another form",
        "friendlyName and localKeyId only name the bags; the MAC has proved the file, and the key is compared with the certificate",
        _every(lambda finding, change: _of_attributes(change)),
    ),
]
