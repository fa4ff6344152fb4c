"""Names for the elements of a file (RFC 7292, 5958, 5280), while what is wrapped or encrypted in them is opened.

Iterations become few: a mutant is opened several times.
"""

import ber
import libcrypto
import names

ITERATIONS = 3


class Unusable(Exception):
    """The file is none that can be made mutants of, and why."""


class Cipher:
    """Seals what stands in an encrypted element with the algorithm that was there when the file was read, or with the present one."""

    def __init__(self, algorithm, password, node=None):
        self.original, self.password, self.node = algorithm, password, node

    def __call__(self, octets):
        if self.node is not None:
            sealed = libcrypto.crypt(self.node.encode(), self.password, octets, True)
            if sealed is not None:
                return sealed
        return libcrypto.crypt(self.original, self.password, octets, True) or b""


def named(node, kind, layer):
    node.kind, node.layer = kind, layer
    return node


def children(node):
    return node.children or []


def wrap(node, secret_octets=None, seal=None):
    """Opens what the content of an element holds."""
    octets = ber.octets_of(node) if secret_octets is None else secret_octets
    node.inner = ber.parse(octets)
    node.children, node.data, node.seal = None, b"", seal
    # The producer's own segments are kept as a form, not where they were.
    if node.constructed and seal is None and node.tag == 0x24:
        node.tag, node.split, node.length = ber.OCTET_STRING, segments(1024), "minimal"
    return node.inner


def segments(size, indefinite=False):
    def split(content):
        parts = [content[at : at + size] for at in range(0, len(content), size)]
        return b"".join(ber.tlv(ber.OCTET_STRING, part) for part in parts)

    return split


def label_rest(node, kind, layer):
    """What has no name of its own is told by the names around it."""
    for child in children(node):
        name = {0x30: "sequence", 0x31: "set", 6: "oid", 5: "null", 4: "octets", 2: "integer"}.get(child.tag, "element")
        named(child, f"{kind}.{name}", layer)
        label_rest(child, child.kind, layer)


def label_pfx(pfx, secret):
    named(pfx, "PFX", "")
    version, auth_safe, *rest = children(pfx)
    named(version, "version", "")
    named(auth_safe, "authSafe", "")
    content_type, content = children(auth_safe)
    named(content_type, "authSafe.contentType", "")
    named(content, "authSafe.content", "")
    octets = named(children(content)[0], "authSafe.octets", "")
    if content_type.encode() != names.DATA:
        raise Unusable("signed")
    (safe,) = wrap(octets)
    named(safe, "AuthenticatedSafe", "")
    for content_info in children(safe):
        label_content_info(content_info, secret)
    for mac_data in rest:
        label_mac(mac_data)


def label_mac(mac_data):
    named(mac_data, "MacData", "")
    digest_info, salt, *iterations = children(mac_data)
    named(digest_info, "mac.digestInfo", "")
    algorithm, digest = children(digest_info)
    label_algorithm(algorithm, "mac.digestAlgorithm", "")
    if algorithm.children[0].encode() not in names.HASHES:
        raise Unusable("a MAC of another kind")
    named(digest, "mac.digest", "")
    named(salt, "mac.salt", "")
    for node in iterations:
        named(node, "mac.iterations", "")
        node.data = bytes([ITERATIONS])


def label_algorithm(algorithm, kind, layer):
    named(algorithm, kind, layer)
    identifier, *parameters = children(algorithm)
    named(identifier, f"{kind}.oid", layer)
    for node in parameters:
        named(node, f"{kind}.parameters", layer)
        label_rest(node, f"{kind}.parameters", layer)


def label_encryption(algorithm, layer):
    """An algorithm that encrypts by password; its iterations become few."""
    label_algorithm(algorithm, "algorithm", layer)
    identifier, parameters = children(algorithm)
    if identifier.encode() != names.PBES2:
        salt, iterations = children(parameters)
        named(salt, "pbe.salt", layer)
        named(iterations, "pbe.iterations", layer)
        iterations.data = bytes([ITERATIONS])
        return
    derivation, scheme = children(parameters)
    label_algorithm(derivation, "keyDerivation", layer)
    label_algorithm(scheme, "encryptionScheme", layer)
    if derivation.children[0].encode() == names.SCRYPT:
        for name, node in zip(("salt", "cost", "blockSize", "parallelization", "keyLength"), children(derivation.children[1])):
            named(node, f"scrypt.{name}", layer)
            if name == "cost":
                node.data = b"\x10"
        return
    if derivation.children[0].encode() != names.PBKDF2:
        raise Unusable("another key derivation")
    salt, iterations, *rest = children(derivation.children[1])
    named(salt, "pbkdf2.salt", layer)
    named(iterations, "pbkdf2.iterations", layer)
    iterations.data = bytes([ITERATIONS])
    for node in rest:
        if node.tag == ber.INTEGER:
            named(node, "pbkdf2.keyLength", layer)
        else:
            label_algorithm(node, "pbkdf2.prf", layer)


def open_sealed(algorithm, node, layer, secret):
    """Decrypts by the algorithm as the producer wrote it, and seals with fewer iterations from now on."""
    plaintext = libcrypto.crypt(algorithm.encode(), secret, ber.octets_of(node), False)
    if plaintext is None:
        raise Unusable("it does not decrypt")
    label_encryption(algorithm, layer)
    implicit = node.constructed
    inner = wrap(node, plaintext, Cipher(algorithm.encode(), secret))
    if implicit:
        node.tag, node.length, node.split = node.tag & ~ber.CONSTRUCTED, "minimal", segments(1024)
    return inner


def label_content_info(content_info, secret):
    named(content_info, "ContentInfo", "")
    content_type, content = children(content_info)
    named(content_type, "contentType", "")
    named(content, "content", "")
    if content_type.encode() == names.DATA:
        octets = named(children(content)[0], "data.octets", "")
        (safe_contents,) = wrap(octets)
        label_safe_contents(safe_contents, "clear", secret)
        return
    if content_type.encode() != names.ENCRYPTED_DATA:
        raise Unusable("another ContentInfo")
    encrypted_data = named(children(content)[0], "EncryptedData", "")
    version, info = children(encrypted_data)
    named(version, "EncryptedData.version", "")
    named(info, "encryptedContentInfo", "")
    inner_type, algorithm, ciphertext = children(info)
    named(inner_type, "encryptedContentInfo.contentType", "")
    named(ciphertext, "encryptedContent", "")
    (safe_contents,) = open_sealed(algorithm, ciphertext, "safe", secret)
    label_safe_contents(safe_contents, "encrypted", secret)


def label_safe_contents(safe_contents, layer, secret):
    named(safe_contents, "SafeContents", layer)
    for bag in children(safe_contents):
        label_bag(bag, layer, secret)


def label_bag(bag, layer, secret):
    identifier, value, *attributes = children(bag)
    kind = names.BAGS.get(identifier.encode(), "other")
    named(bag, f"SafeBag({kind})", layer)
    named(identifier, f"{kind}.bagId", layer)
    named(value, f"{kind}.bagValue", layer)
    content = children(value)[0]
    if kind == "certificate":
        label_certificate_bag(content, layer)
    elif kind == "key":
        label_private_key(content, layer)
    elif kind == "shroudedKey":
        label_encrypted_key(content, layer, secret)
    elif kind == "safeContents":
        label_safe_contents(content, layer, secret)
    else:
        label_rest(content, "other", layer)
    for one in attributes:
        named(one, f"{kind}.bagAttributes", layer)
        for attribute in children(one):
            identifier, *values = children(attribute)
            name = names.ATTRIBUTES.get(identifier.encode(), "otherAttribute")
            named(attribute, f"{kind}.{name}", layer)
            named(identifier, f"{kind}.{name}.attrId", layer)
            for node in values:
                named(node, f"{kind}.{name}.attrValues", layer)
                for value in children(node):
                    named(value, f"{kind}.{name}.value", layer)
                    label_rest(value, f"{kind}.{name}.value", layer)


def label_encrypted_key(info, layer, secret):
    named(info, "EncryptedPrivateKeyInfo", layer)
    algorithm, ciphertext = children(info)
    named(ciphertext, "encryptedKey", layer)
    (key,) = open_sealed(algorithm, ciphertext, "key", secret)
    label_private_key(key, "key")


def label_key_file(key, secret):
    """PKCS#8, encrypted or not, PKCS#1 or SEC1, told apart by the first elements."""
    tags = [child.tag for child in children(key)[:2]]
    if tags == [ber.SEQUENCE, ber.OCTET_STRING]:
        label_encrypted_key(key, "file", secret)
    elif tags == [ber.INTEGER, ber.SEQUENCE]:
        label_private_key(key, "file")
    else:
        name = "RSAPrivateKey" if tags == [ber.INTEGER, ber.INTEGER] else "ECPrivateKey"
        label_rest(named(key, name, "file"), name, "file")


def label_certificate_bag(bag, layer):
    named(bag, "CertBag", layer)
    identifier, value = children(bag)
    named(identifier, "CertBag.certId", layer)
    named(value, "CertBag.certValue", layer)
    octets = named(children(value)[0], "CertBag.octets", layer)
    (certificate,) = wrap(octets)
    label_certificate(certificate)


def label_certificate(certificate):
    named(certificate, "Certificate", "x509")
    tbs, algorithm, signature = children(certificate)
    named(tbs, "tbsCertificate", "x509")
    label_algorithm(algorithm, "signatureAlgorithm", "x509")
    named(signature, "signature", "x509")
    parts = list(children(tbs))
    names = ["serialNumber", "tbs.signature", "issuer", "validity", "subject", "subjectPublicKeyInfo"]
    if parts and parts[0].tag == 0xA0:
        names.insert(0, "tbs.version")
    for node in parts:
        name = {0xA3: "extensions", 0x81: "issuerUniqueID", 0x82: "subjectUniqueID"}.get(node.tag)
        named(node, name or (names.pop(0) if names else "tbs.other"), "x509")
        label_rest(node, node.kind, "x509")


def label_private_key(info, layer):
    named(info, "PrivateKeyInfo", layer)
    version, algorithm, key, *rest = children(info)
    named(version, "PrivateKeyInfo.version", layer)
    label_algorithm(algorithm, "privateKeyAlgorithm", layer)
    named(key, "privateKey", layer)
    for node in rest:
        named(node, "PrivateKeyInfo.attributes" if node.tag == 0xA0 else "PrivateKeyInfo.publicKey", layer)
        label_rest(node, node.kind, layer)
    try:
        (inside,) = wrap(key)
    except (ValueError, IndexError):
        return
    name = {names.RSA: "RSAPrivateKey", names.EC: "ECPrivateKey"}.get(algorithm.children[0].encode(), "CurvePrivateKey")
    named(inside, name, layer)
    label_rest(inside, name, layer)
