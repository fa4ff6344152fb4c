"""What is done to a file. Each mutation has a name, says at which elements it can be done, and changes the tree there."""

import base64

import ber
import names
from ber import raw, tlv
from labels import Cipher

UNKNOWN = ber.oid("1.2.3.4.5")
NULL = b"\x05\x00"
STRINGS = {0x04, 0x03, 0x0C, 0x12, 0x13, 0x14, 0x16, 0x1A, 0x1E, 0x1C, 0x80, 0x81, 0x82}


class Mutation:
    """`fits(site)` tells whether, `apply(site)` does."""

    def __init__(self, name, fits, apply):
        self.name, self.fits, self.apply = name, fits, apply


class Site:
    """An element of a file, with what holds it."""

    __slots__ = ("file", "node", "siblings", "index", "random")

    def __init__(self, file, node, siblings, index, random):
        self.file, self.node, self.siblings, self.index, self.random = file, node, siblings, index, random

    def put(self, octets, before=False, kind="inserted"):
        self.siblings.insert(self.index + (not before), raw(octets, kind))

    def replace(self, octets):
        self.siblings[self.index] = raw(octets, self.node.kind)


ALL = []


def mutation(name, fits=lambda site: True):
    def register(apply):
        ALL.append(Mutation(name, fits, apply))
        return apply

    return register


def of_kind(*kinds):
    return lambda site: site.node.kind in kinds


def ends_with(*ends):
    return lambda site: site.node.kind.endswith(ends)


# At any element.

BEHIND = {
    "a zero": b"\0",
    "two zeros": b"\0\0",
    "eight zeros": bytes(8),
    "a line end": b"\n",
    "CR LF": b"\r\n",
    "an octet FF": b"\xff",
    "NULL": NULL,
    "an INTEGER": b"\x02\x01\x01",
    "an OCTET STRING": b"\x04\x02AB",
    "an empty SEQUENCE": b"\x30\x00",
    "an empty SET": b"\x31\x00",
    "a SEQUENCE of an OID": tlv(0x30, UNKNOWN),
    "a [0]": b"\xa0\x02\x05\x00",
    "a [1]": b"\xa1\x02\x05\x00",
    "a UTF8String": b"\x0c\x01x",
    "a cut off element": b"\x30\x20\x02\x01",
}
for _name, _octets in BEHIND.items():
    mutation(f"behind it: {_name}")(lambda site, octets=_octets: site.put(octets))
for _name in ("NULL", "an INTEGER", "an OCTET STRING", "an empty SEQUENCE", "two zeros"):
    mutation(f"before it: {_name}")(lambda site, octets=BEHIND[_name]: site.put(octets, before=True))
    mutation(f"instead of it: {_name}")(lambda site, octets=BEHIND[_name]: site.replace(octets))
for _name in ("two zeros", "NULL", "an OCTET STRING", "an empty SEQUENCE", "an octet FF"):

    def _inside(site, octets=BEHIND[_name]):
        node = site.node
        (node.inner if node.inner is not None else node.children).append(raw(octets))

    mutation(f"at its end: {_name}", lambda site: site.node.inner is not None or site.node.children is not None)(_inside)


@mutation("twice")
def twice(site):
    site.siblings.insert(site.index, site.node.clone())


@mutation("changed places with the next", lambda site: site.index + 1 < len(site.siblings))
def exchange(site):
    siblings, index = site.siblings, site.index
    siblings[index], siblings[index + 1] = siblings[index + 1], siblings[index]


@mutation("moved to the end", lambda site: site.index + 1 < len(site.siblings))
def move(site):
    site.siblings.append(site.siblings.pop(site.index))


@mutation("left out")
def leave_out(site):
    del site.siblings[site.index]


@mutation("emptied", lambda site: bool(site.node.children or site.node.data or site.node.inner))
def empty(site):
    node = site.node
    node.data, node.inner, node.seal, node.split = b"", None, None, None
    if node.children is not None:
        node.children = []


# Lengths and tags in other forms.

for _extra in (1, 2, 3, 4, 7):

    def _longer(site, extra=_extra):
        site.node.length = extra

    mutation(f"length with {_extra} octets more", lambda site: site.node.raw is None)(_longer)


def _constructed(site):
    return site.node.raw is None and (site.node.constructed or site.node.split)


@mutation("indefinite length", lambda site: _constructed(site) and site.node.length != "indefinite")
def indefinite(site):
    site.node.length = "indefinite"


@mutation("indefinite length of it and all in it", lambda site: _constructed(site) and site.node.children)
def indefinite_all(site):
    site.node.length = "indefinite"
    for node, _, _ in site.node.walk():
        if node.raw is None and (node.constructed or node.split):
            node.length = "indefinite"


@mutation("definite length", lambda site: _constructed(site) and site.node.length == "indefinite")
def definite(site):
    site.node.length = "minimal"


@mutation("indefinite length though primitive", lambda site: site.node.raw is None and not _constructed(site))
def indefinite_primitive(site):
    site.node.length = "indefinite"


@mutation("tag in several octets", lambda site: site.node.tag < 256)
def high_tag(site):
    site.node.tag = (site.node.tag | 0x1F) << 8 | site.node.tag & 0x1F


@mutation("constructed bit changed", lambda site: site.node.tag < 256 and not site.node.split)
def flip_constructed(site):
    site.node.tag ^= 0x20


TAGS = {
    "SET": 0x31,
    "SEQUENCE": 0x30,
    "OCTET STRING": 0x04,
    "BIT STRING": 0x03,
    "UTF8String": 0x0C,
    "PrintableString": 0x13,
    "T61String": 0x14,
    "IA5String": 0x16,
    "BMPString": 0x1E,
    "INTEGER": 0x02,
    "ENUMERATED": 0x0A,
    "[0]": 0x80,
    "[1]": 0x81,
    "[APPLICATION 0]": 0x40,
}
for _name, _tag in TAGS.items():

    def _retag(site, tag=_tag):
        site.node.tag = tag & ~0x20 | site.node.tag & 0x20

    mutation(f"tagged as {_name}", lambda site, tag=_tag: site.node.tag < 256 and site.node.tag & ~0x20 != tag & ~0x20)(_retag)


# Strings in segments.


def _is_string(site):
    return site.node.tag in STRINGS and site.node.children is None and not site.node.split


def _segments(pieces, indefinite_segments=False, empty_first=False, nested=False):
    def split_with(tag):
        def split(content):
            size = max(1, -(-len(content) // pieces))
            parts = [content[at : at + size] for at in range(0, len(content), size)] or [b""]
            if empty_first:
                parts.insert(0, b"")
            octets = b"".join(tlv(tag, part) for part in parts)
            if nested:
                octets = tlv(tag | 0x20, octets)
            if indefinite_segments:
                octets = bytes([tag | 0x20, 0x80]) + octets + b"\0\0"
            return octets

        return split

    return split_with


SEGMENTS = {
    "in one segment": _segments(1),
    "in two segments": _segments(2),
    "in many segments": _segments(9),
    "in segments, the first empty": _segments(2, empty_first=True),
    "in segments of segments": _segments(3, nested=True),
    "in segments of indefinite length": _segments(3, indefinite_segments=True),
}
for _name, _split_with in SEGMENTS.items():
    for _form in ("", ", itself of indefinite length"):

        def _split(site, split_with=_split_with, form=_form):
            tag = site.node.tag
            site.node.split = split_with(ber.OCTET_STRING if tag >= 0x80 else tag)
            if form:
                site.node.length = "indefinite"

        mutation(_name + _form, _is_string)(_split)


@mutation("in segments of another type", _is_string)
def other_segments(site):
    site.node.split = lambda content: tlv(0x0C, content)


@mutation("segmented, no segment", _is_string)
def no_segment(site):
    site.node.split = lambda content: b""


# Primitives with other octets.


def _is_integer(site):
    return site.node.tag == ber.INTEGER and site.node.inner is None


INTEGERS = {
    "a zero octet before it": lambda data: b"\0" + data,
    "three zero octets before it": lambda data: bytes(3) + data,
    "nine zero octets before it": lambda data: bytes(9) + data,
    "negative": lambda data: b"\xff" + data,
    "0": lambda data: b"\0",
    "1": lambda data: b"\x01",
    "2": lambda data: b"\x02",
    "3": lambda data: b"\x03",
    "4": lambda data: b"\x04",
    "255": lambda data: b"\x00\xff",
    "200, without the zero octet": lambda data: b"\xc8",
    "1024": lambda data: b"\x04\x00",
}
for _name, _change in INTEGERS.items():

    def _renumber(site, change=_change):
        site.node.data = change(site.node.data)

    mutation(f"INTEGER: {_name}", lambda site, change=_change: _is_integer(site) and change(site.node.data) != site.node.data)(_renumber)


def _is_primitive(site):
    return site.node.children is None and site.node.inner is None and site.node.raw is None and len(site.node.data) > 0


@mutation("one bit changed", _is_primitive)
def change_bit(site):
    data = bytearray(site.node.data)
    data[site.random.randrange(len(data))] ^= 1 << site.random.randrange(8)
    site.node.data = bytes(data)


@mutation("last octet cut off", _is_primitive)
def cut(site):
    site.node.data = site.node.data[:-1]


@mutation("one octet more in it", _is_primitive)
def lengthen(site):
    site.node.data += b"\0"


@mutation("OID with a leading 80", lambda site: site.node.tag == ber.OID)
def pad_oid(site):
    site.node.data = b"\x80" + site.node.data


@mutation("another OID", lambda site: site.node.tag == ber.OID)
def other_oid(site):
    site.node.data = UNKNOWN[2:]


@mutation("NULL with an octet", lambda site: site.node.tag == ber.NULL)
def full_null(site):
    site.node.data = b"\0"


@mutation("a BOOLEAN of another octet", lambda site: site.node.tag == 1)
def boolean(site):
    site.node.data = b"\x01"


# Algorithm identifiers.


def _is_algorithm(site):
    children = site.node.children
    return site.node.tag == ber.SEQUENCE and bool(children) and children[0].tag == ber.OID and len(children) <= 2


PARAMETERS = {"NULL": NULL, "an empty SEQUENCE": b"\x30\x00", "an empty OCTET STRING": b"\x04\x00", "none": b""}
for _name, _octets in PARAMETERS.items():

    def _parameters(site, octets=_octets):
        site.node.children[1:] = [raw(octets)] if octets else []

    mutation(
        f"parameters: {_name}",
        lambda site, octets=_octets: _is_algorithm(site) and (site.node.children[1].encode() if site.node.children[1:] else b"") != octets,
    )(_parameters)


# Of PKCS#12: ContentInfos.


def content_info(content_type, content=None):
    return tlv(0x30, content_type, *([] if content is None else [tlv(0xA0, content)]))


_CMS = "1.2.840.113549.1.7."
CONTENT_INFOS = {
    "of an unknown type, without content": content_info(UNKNOWN),
    "of an unknown type, with NULL": content_info(UNKNOWN, NULL),
    "of an unknown type, with an OCTET STRING": content_info(UNKNOWN, tlv(4, b"\x30\x00")),
    "of an unknown type, with an unknown tag": tlv(0x30, UNKNOWN, b"\x04\x01A"),
    "data without content": content_info(names.DATA),
    "data, empty": content_info(names.DATA, b"\x04\x00"),
    "data with empty SafeContents": content_info(names.DATA, tlv(4, b"\x30\x00")),
    "data that is no SafeContents": content_info(names.DATA, tlv(4, b"hello")),
    "data that is a NULL": content_info(names.DATA, NULL),
    "encryptedData without content": content_info(names.ENCRYPTED_DATA),
    "encryptedData of an unknown algorithm": content_info(
        names.ENCRYPTED_DATA,
        tlv(0x30, b"\x02\x01\x00", tlv(0x30, names.DATA, tlv(0x30, UNKNOWN), tlv(0x80, bytes(16)))),
    ),
    "encryptedData without ciphertext": content_info(
        names.ENCRYPTED_DATA, tlv(0x30, b"\x02\x01\x00", tlv(0x30, names.DATA, tlv(0x30, UNKNOWN)))
    ),
    "signedData": content_info(ber.oid(_CMS + "2"), b"\x30\x00"),
    "envelopedData": content_info(ber.oid(_CMS + "3"), b"\x30\x00"),
    "digestedData": content_info(ber.oid(_CMS + "5"), b"\x30\x00"),
    "an empty SEQUENCE": b"\x30\x00",
}
for _name, _octets in CONTENT_INFOS.items():
    for _before in (False, True):

        def _insert(site, octets=_octets, before=_before):
            site.put(octets, before)

        mutation(f"a ContentInfo {'before' if _before else 'behind'} it: {_name}", of_kind("ContentInfo"))(_insert)


@mutation("its bags in the clear", of_kind("ContentInfo"))
def in_the_clear(site):
    contents = next((node for node, _, _ in site.node.walk() if node.kind == "SafeContents"), None)
    if contents:
        site.replace(content_info(names.DATA, tlv(4, contents.encode())))


@mutation("all bags in one, in the clear", of_kind("AuthenticatedSafe"))
def all_in_one(site):
    bags = [bag.encode() for node in site.file.nodes("SafeContents") if node.layer in ("clear", "encrypted") for bag in node.children or []]
    site.node.children = [raw(content_info(names.DATA, tlv(4, tlv(0x30, *bags))))]


@mutation("each bag in a ContentInfo of its own, in the clear", of_kind("AuthenticatedSafe"))
def all_alone(site):
    bags = [bag.encode() for node in site.file.nodes("SafeContents") for bag in node.children or []]
    site.node.children = [raw(content_info(names.DATA, tlv(4, tlv(0x30, bag)))) for bag in bags]


# Bags.


def bag(identifier, content, *attributes):
    return tlv(0x30, identifier, tlv(0xA0, content), *attributes)


_BAG = "1.2.840.113549.1.12.10.1."
_SDSI = ber.oid("1.2.840.113549.1.9.22.2")
BAGS = {
    "unknown, with NULL": bag(UNKNOWN, NULL),
    "unknown, with a SEQUENCE": bag(UNKNOWN, b"\x30\x00"),
    "unknown, with an OCTET STRING": bag(UNKNOWN, b"\x04\x01A"),
    "unknown, without value": tlv(0x30, UNKNOWN),
    "unknown, with nothing in [0]": tlv(0x30, UNKNOWN, b"\xa0\x00"),
    "unknown, with two values in [0]": bag(UNKNOWN, NULL + NULL),
    "unknown, with a value without [0]": tlv(0x30, UNKNOWN, b"\x04\x01A"),
    "unknown, with attributes": bag(UNKNOWN, b"\x30\x00", tlv(0x31, tlv(0x30, UNKNOWN, tlv(0x31, NULL)))),
    "crlBag": bag(ber.oid(_BAG + "4"), tlv(0x30, ber.oid("1.2.840.113549.1.9.23.1"), tlv(0xA0, tlv(4, b"\x30\x00")))),
    "crlBag that is a NULL": bag(ber.oid(_BAG + "4"), NULL),
    "secretBag": bag(ber.oid(_BAG + "5"), tlv(0x30, UNKNOWN, tlv(0xA0, b"\x04\x01A"))),
    "secretBag of Windows": bag(ber.oid(_BAG + "5"), tlv(0x30, ber.oid("1.3.6.1.4.1.311.17.4"), tlv(0xA0, b"\x04\x01A"))),
    "secretBag without value": bag(ber.oid(_BAG + "5"), tlv(0x30, UNKNOWN)),
    "an SDSI certificate": bag(names.CERTIFICATE_BAG, tlv(0x30, _SDSI, tlv(0xA0, b"\x16\x04c2Rz"))),
    "a certificate of an unknown type": bag(names.CERTIFICATE_BAG, tlv(0x30, UNKNOWN, tlv(0xA0, b"\x04\x01A"))),
    "a certificate of an unknown type, a SEQUENCE": bag(names.CERTIFICATE_BAG, tlv(0x30, UNKNOWN, tlv(0xA0, b"\x30\x00"))),
    "a certificate of an unknown type, without value": bag(names.CERTIFICATE_BAG, tlv(0x30, UNKNOWN)),
    "a certificate that is none": bag(names.CERTIFICATE_BAG, tlv(0x30, names.X509_CERTIFICATE, tlv(0xA0, b"\x04\x05hello"))),
    "a certificate that is empty": bag(names.CERTIFICATE_BAG, tlv(0x30, names.X509_CERTIFICATE, tlv(0xA0, b"\x04\x00"))),
    "a certificate that is a NULL": bag(names.CERTIFICATE_BAG, NULL),
    "a certificate without value": bag(names.CERTIFICATE_BAG, tlv(0x30, names.X509_CERTIFICATE)),
    "a key that is none": bag(names.KEY_BAG, b"\x30\x00"),
    "a key of an unknown algorithm": bag(names.KEY_BAG, tlv(0x30, b"\x02\x01\x00", tlv(0x30, UNKNOWN), b"\x04\x01A")),
    "a shrouded key of an unknown algorithm": bag(names.SHROUDED_KEY_BAG, tlv(0x30, tlv(0x30, UNKNOWN), tlv(4, bytes(16)))),
    "a shrouded key that is a NULL": bag(names.SHROUDED_KEY_BAG, NULL),
    "empty SafeContents": bag(names.SAFE_CONTENTS_BAG, b"\x30\x00"),
    "SafeContents that are a NULL": bag(names.SAFE_CONTENTS_BAG, NULL),
    "an empty SEQUENCE": b"\x30\x00",
}


def _is_bag(site):
    return site.node.kind.startswith("SafeBag")


for _name, _octets in BAGS.items():
    for _before in (False, True):

        def _insert(site, octets=_octets, before=_before):
            site.put(octets, before)

        mutation(f"a bag {'before' if _before else 'behind'} it: {_name}", _is_bag)(_insert)


@mutation("in SafeContents of its own", _is_bag)
def nest(site):
    site.replace(bag(names.SAFE_CONTENTS_BAG, tlv(0x30, site.node.encode())))


@mutation("in SafeContents of SafeContents", _is_bag)
def nest_twice(site):
    inner = bag(names.SAFE_CONTENTS_BAG, tlv(0x30, site.node.encode()))
    site.replace(bag(names.SAFE_CONTENTS_BAG, tlv(0x30, inner)))


@mutation("bags in the opposite order", lambda site: site.node.kind == "SafeContents" and len(site.node.children or []) > 1)
def reverse(site):
    site.node.children.reverse()


@mutation("not shrouded", of_kind("SafeBag(shroudedKey)"))
def unshroud(site):
    key = next((node for node, _, _ in site.node.walk() if node.kind == "PrivateKeyInfo"), None)
    if key:
        site.replace(bag(names.KEY_BAG, key.encode(), *(node.encode() for node in site.node.children[2:])))


ATTRIBUTES = {
    "unknown, with a value": tlv(0x30, UNKNOWN, tlv(0x31, b"\x0c\x01x")),
    "unknown, with two values": tlv(0x30, UNKNOWN, tlv(0x31, b"\x0c\x01x", NULL)),
    "unknown, with an empty SET": tlv(0x30, UNKNOWN, b"\x31\x00"),
    "unknown, without SET": tlv(0x30, UNKNOWN),
    "unknown, with a SEQUENCE for the SET": tlv(0x30, UNKNOWN, tlv(0x30, b"\x0c\x01x")),
    "unknown, with a value without SET": tlv(0x30, UNKNOWN, b"\x0c\x01x"),
    "an empty friendlyName": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x1e\x00")),
    "another friendlyName": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x1e\x02\x00y")),
    "a friendlyName of an odd number of octets": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x1e\x03\x00yz")),
    "a friendlyName as UTF8String": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x0c\x01y")),
    "a friendlyName as PrintableString": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x13\x01y")),
    "a friendlyName as T61String": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x14\x01\xe9")),
    "a friendlyName without value": tlv(0x30, names.FRIENDLY_NAME, b"\x31\x00"),
    "a friendlyName with a terminator": tlv(0x30, names.FRIENDLY_NAME, tlv(0x31, b"\x1e\x04\x00y\x00\x00")),
    "another localKeyId": tlv(0x30, names.LOCAL_KEY_ID, tlv(0x31, b"\x04\x01\x07")),
    "an empty localKeyId": tlv(0x30, names.LOCAL_KEY_ID, tlv(0x31, b"\x04\x00")),
    "a localKeyId as INTEGER": tlv(0x30, names.LOCAL_KEY_ID, tlv(0x31, b"\x02\x01\x07")),
    "a localKeyId without value": tlv(0x30, names.LOCAL_KEY_ID, b"\x31\x00"),
    "an empty SEQUENCE": b"\x30\x00",
    "a NULL": NULL,
}
for _name, _octets in ATTRIBUTES.items():
    for _before in (False, True):

        def _add(site, octets=_octets, before=_before):
            children = site.node.children
            children.insert(0 if before else len(children), raw(octets))

        mutation(
            f"a further attribute, {'first' if _before else 'last'}: {_name}",
            lambda site: site.node.kind.endswith(".bagAttributes") and site.node.children is not None,
        )(_add)


@mutation("without attributes, all bags", of_kind("AuthenticatedSafe"))
def no_attributes(site):
    for node, _, _ in site.file.walk():
        if node.kind.startswith("SafeBag") and node.children:
            del node.children[2:]


@mutation("localKeyId as a UTF8String in both", of_kind("AuthenticatedSafe"))
def local_key_ids(site):
    for node, _, _ in site.file.walk():
        if node.kind.endswith("localKeyId.value"):
            node.tag = 0x0C


@mutation("a certificate's attributes a SEQUENCE", ends_with(".bagAttributes"))
def attributes_sequence(site):
    site.node.tag = 0x30


# What a certificate bag holds.

CERTIFICATES = {
    "PEM": lambda der: b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n",
    "base64": base64.b64encode,
    "twice": lambda der: der + der,
    "with a line end before it": lambda der: b"\n" + der,
    "cut off": lambda der: der[:-5],
    "in an OCTET STRING": lambda der: tlv(4, der),
    "in PKCS#7": lambda der: content_info(
        ber.oid(_CMS + "2"),
        tlv(0x30, b"\x02\x01\x01", b"\x31\x00", tlv(0x30, names.DATA), tlv(0xA0, der), b"\x31\x00"),
    ),
}
for _name, _change in CERTIFICATES.items():

    def _certificate(site, change=_change):
        site.node.inner = [raw(change(site.node.content()), "Certificate")]

    mutation(f"the certificate: {_name}", lambda site: site.node.kind == "CertBag.octets" and site.node.inner is not None)(_certificate)


@mutation("the key as PKCS#1 or SEC1 alone", of_kind("PrivateKeyInfo"))
def bare_key(site):
    key = next((node for node, _, _ in site.node.walk() if node.kind == "privateKey"), None)
    if key:
        site.replace(key.content())


@mutation("version 1 and a public key", of_kind("PrivateKeyInfo"))
def one_asymmetric_key(site):
    site.node.children[0].data = b"\x01"
    site.node.children.append(raw(tlv(0x81, b"\0" + bytes(65)), "PrivateKeyInfo.publicKey"))


# Encryption.


def _pbe(identifier):
    return tlv(0x30, ber.oid(identifier), tlv(0x30, tlv(4, b"saltsalt"), b"\x02\x01\x03"))


def _pbes2(scheme, vector, prf=None, key_length=None, salt=tlv(4, b"saltsalt"), iterations=b"\x02\x01\x03"):
    derivation = [salt, iterations]
    if key_length:
        derivation.append(tlv(2, bytes([key_length])))
    if prf:
        derivation.append(tlv(0x30, ber.oid(prf), NULL))
    scheme = tlv(0x30, ber.oid(scheme), tlv(4, bytes(range(vector))))
    return tlv(0x30, names.PBES2, tlv(0x30, tlv(0x30, names.PBKDF2, tlv(0x30, *derivation)), scheme))


_AES256, _AES128, _DES3, _SHA256 = "2.16.840.1.101.3.4.1.42", "2.16.840.1.101.3.4.1.2", "1.2.840.113549.3.7", "1.2.840.113549.2.9"
ALGORITHMS = {
    "pbeWithSHAAnd128BitRC4": _pbe("1.2.840.113549.1.12.1.1"),
    "pbeWithSHAAnd40BitRC4": _pbe("1.2.840.113549.1.12.1.2"),
    "pbeWithSHAAnd3-KeyTripleDES": _pbe("1.2.840.113549.1.12.1.3"),
    "pbeWithSHAAnd2-KeyTripleDES": _pbe("1.2.840.113549.1.12.1.4"),
    "pbeWithSHAAnd128BitRC2": _pbe("1.2.840.113549.1.12.1.5"),
    "pbeWithSHAAnd40BitRC2": _pbe("1.2.840.113549.1.12.1.6"),
    "pbeWithMD5AndDES": _pbe("1.2.840.113549.1.5.3"),
    "pbeWithSHA1AndDES": _pbe("1.2.840.113549.1.5.10"),
    "pbeWithSHA1AndRC2": _pbe("1.2.840.113549.1.5.11"),
    "AES-256, no prf": _pbes2(_AES256, 16),
    "AES-256, HMAC-SHA-256": _pbes2(_AES256, 16, _SHA256),
    "AES-256, HMAC-SHA-256, keyLength": _pbes2(_AES256, 16, _SHA256, 32),
    "AES-256, HMAC-SHA-256, another keyLength": _pbes2(_AES256, 16, _SHA256, 16),
    "AES-128, HMAC-SHA-1, keyLength": _pbes2(_AES128, 16, "1.2.840.113549.2.7", 16),
    "AES-256, empty salt": _pbes2(_AES256, 16, _SHA256, salt=b"\x04\x00"),
    "AES-256, one iteration": _pbes2(_AES256, 16, _SHA256, iterations=b"\x02\x01\x01"),
    "triple DES, HMAC-SHA-256": _pbes2(_DES3, 8, _SHA256),
    "Camellia-256": _pbes2("1.2.392.200011.61.1.1.1.4", 16, _SHA256),
    "Camellia-128": _pbes2("1.2.392.200011.61.1.1.1.2", 16, _SHA256),
    "ARIA-256": _pbes2("1.2.410.200046.1.1.12", 16, _SHA256),
    "SEED": _pbes2("1.2.410.200004.1.4", 16, _SHA256),
    "DES": _pbes2("1.3.14.3.2.7", 8, _SHA256),
}


def _sealed(siblings):
    return next((node for node in siblings if isinstance(node.seal, Cipher)), None)


for _name, _octets in ALGORITHMS.items():

    def _encrypt(site, octets=_octets):
        sealed = _sealed(site.siblings)
        if sealed:
            sealed.seal = Cipher(octets, sealed.seal.password)
            site.node.raw = octets

    mutation(f"encrypted with {_name}", of_kind("algorithm"))(_encrypt)


@mutation("encrypted with another password", of_kind("algorithm"))
def other_password(site):
    sealed = _sealed(site.siblings)
    if sealed:
        sealed.seal = Cipher(sealed.seal.original, b"another")


@mutation("sealed as the algorithm now says", of_kind("algorithm"))
def follow(site):
    site.file.follow_algorithms = True


CIPHERTEXTS = {
    "one block less": lambda octets: octets[:-16],
    "one block more": lambda octets: octets + octets[-16:],
    "one octet less": lambda octets: octets[:-1],
    "one octet more": lambda octets: octets + b"\0",
    "none": lambda octets: b"",
}
for _name, _change in CIPHERTEXTS.items():

    def _ciphertext(site, change=_change):
        node = site.node
        node.data, node.inner, node.seal = change(node.content()), None, None

    mutation(f"ciphertext: {_name}", lambda site: isinstance(site.node.seal, Cipher))(_ciphertext)


@mutation("unprotectedAttrs", of_kind("EncryptedData"))
def unprotected(site):
    site.node.children.append(raw(tlv(0xA1, tlv(0x30, UNKNOWN, tlv(0x31, NULL)))))


@mutation("the password octet by octet", lambda site: site.node.kind == "PFX" and not site.file.password.isascii())
def octet_by_octet(site):
    secret = site.file.secret.decode("latin-1").encode()
    site.file.mac_secret = secret
    for node, siblings, _ in site.file.walk():
        # PBES2 takes the octets as they are.
        if isinstance(node.seal, Cipher) and names.PBES2 not in node.seal.original:
            node.seal = Cipher(node.seal.original, secret)


@mutation("the MAC by another password", of_kind("MacData"))
def other_mac_password(site):
    site.file.mac_secret = b"another"


# The MAC.


@mutation("no MAC", of_kind("MacData"))
def no_mac(site):
    del site.siblings[site.index]


@mutation("a wrong MAC", of_kind("MacData"))
def wrong_mac(site):
    site.file.mac_is_right = False
    digest = site.file.node("mac.digest")
    if digest and digest.data:
        digest.data = bytes(octet ^ 0x55 for octet in digest.data)


@mutation("iterations left out", of_kind("mac.iterations"))
def no_iterations(site):
    del site.siblings[site.index]


@mutation("iterations stated as one", of_kind("mac.salt"))
def one_iteration(site):
    del site.siblings[site.index + 1 :]
    site.put(b"\x02\x01\x01", kind="mac.iterations")


for _octets, _name in names.HASHES.items():

    def _hash(site, octets=_octets):
        site.node.data = octets[2:]

    mutation(f"MAC with {_name}", of_kind("mac.digestAlgorithm.oid"))(_hash)

for _name, _salt in {"empty": b"", "of one octet": b"A", "of 100 octets": bytes(100)}.items():

    def _salted(site, salt=_salt):
        site.node.data = salt

    mutation(f"salt {_name}", of_kind("mac.salt"))(_salted)


MACS = {
    "cut short": lambda octets: octets[:10],
    "of one octet": lambda octets: octets[:1],
    "empty": lambda octets: b"",
    "with a zero behind it": lambda octets: octets + b"\0",
}
for _name, _form in MACS.items():

    def _form_mac(site, form=_form):
        site.file.mac_form = form

    mutation(f"the MAC {_name}", of_kind("mac.digest"))(_form_mac)


BY_NAME = {one.name: one for one in ALL}
