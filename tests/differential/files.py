"""Files that are open, in a form that can be changed: PKCS#12, a certificate, a private key."""

import base64

import ber
import labels
import libcrypto
import names
from labels import Cipher, Unusable

# More would only take time.
MOST_ITERATIONS = 5000


class File:
    """What the kinds have in common. `companion` is the certificate that a key is asked for with."""

    kind = ""

    def __init__(self, name, octets, password, companion=b""):
        self.name, self.password, self.companion = name, password, companion
        self.secret = password.encode()
        # What the MAC is made with.
        self.mac_secret = self.secret
        self.roots = [ber.first(octets)[0]]
        self.mac_is_right = True
        # What becomes of the right MAC.
        self.mac_form = bytes
        # Whether what is encrypted is sealed as its algorithm now says, or as it said when it was read.
        self.follow_algorithms = False
        self.label()

    def label(self):
        raise NotImplementedError

    def check(self):
        """Raises where the file, written again, is not one that OpenSSL opens."""
        raise NotImplementedError

    def clone(self):
        file = object.__new__(type(self))
        file.__dict__.update(self.__dict__)
        file.roots = [root.clone() for root in self.roots]
        return file

    def walk(self):
        found = []
        for index, root in enumerate(self.roots):
            found.append((root, self.roots, index))
            root.walk(found)
        return found

    def nodes(self, kind):
        return [node for node, _, _ in self.walk() if node.kind == kind]

    def node(self, kind):
        return next(iter(self.nodes(kind)), None)

    def encode(self):
        if self.follow_algorithms:
            self._follow_algorithms()
        self.finish()
        return b"".join(root.encode() for root in self.roots)

    def finish(self):
        """What must fit the rest once that is as it will be."""

    def _follow_algorithms(self):
        for node, siblings, _ in self.walk():
            if isinstance(node.seal, Cipher):
                algorithm = next((one for one in siblings if one.kind == "algorithm"), None)
                node.seal = Cipher(node.seal.original, node.seal.password, algorithm)


class Pkcs12File(File):
    kind = "pkcs12"

    def label(self):
        labels.label_pfx(self.roots[0], self.secret)

    def check(self):
        reason, leaf, _, has_key = libcrypto.open_pkcs12(self.encode(), self.secret)
        if reason:
            raise Unusable(reason)
        if not (leaf and has_key):
            raise Unusable("no identity")

    def finish(self):
        """The MAC over the present content, by what the present MacData says, as far as that can be read."""
        if not self.mac_is_right:
            return
        found = {}
        for node, _, _ in self.walk():
            found.setdefault(node.kind, node)
        digest, authenticated_safe = found.get("mac.digest"), found.get("authSafe.octets")
        if digest is None or digest.children is not None or authenticated_safe is None:
            return
        content = authenticated_safe.content() if authenticated_safe.inner is not None else ber.octets_of(authenticated_safe)
        salt, rounds = found.get("mac.salt"), ber.integer_of(found.get("mac.iterations"))
        rounds = 1 if rounds is None or not 1 <= rounds <= MOST_ITERATIONS else rounds
        algorithm = found.get("mac.digestAlgorithm.oid")
        hash_name = names.HASHES.get(algorithm.encode() if algorithm else b"", "sha256")
        salt = ber.octets_of(salt) if salt else b""
        digest.data = self.mac_form(libcrypto.mac(hash_name, self.mac_secret, salt, rounds, content))


class CertificateFile(File):
    kind = "certificate"

    def label(self):
        labels.label_certificate(self.roots[0])

    def check(self):
        if not libcrypto.read_certificate(self.encode()):
            raise Unusable("no certificate")


class KeyFile(File):
    kind = "key"

    def label(self):
        labels.label_key_file(self.roots[0], self.secret)

    def check(self):
        reason, belongs = libcrypto.read_key(self.encode(), self.secret, self.companion)
        if reason or not belongs:
            raise Unusable(reason or "of another certificate")


def der_of(octets):
    """DER, or what a PEM block that is not encrypted as a whole holds; None where there is neither."""
    if octets[:1] == b"\x30":
        return octets
    lines = octets.decode("ascii", "replace").splitlines()
    begins = [place for place, line in enumerate(lines) if line.startswith("-----BEGIN ")]
    # The parameters of a curve may stand before its key.
    begin = next((place for place in begins if "PARAMETERS" not in lines[place]), None)
    if begin is None:
        return None
    end = next((place for place, line in enumerate(lines) if place > begin and line.startswith("-----END ")), begin)
    if any(":" in line for line in lines[begin + 1 : end]):
        return None
    return base64.b64decode("".join(lines[begin + 1 : end]))


# Fixtures that are told by their certificates alone have many forms around the same few.
CERTIFICATES = ("rsa", "p256", "p384", "ed25519", "ca", "special-characters", "multi-valued", "large-serial", "no-usage", "years-2049-2050")


def _opened(fixture, folder, octets):
    name, password = fixture["file"], fixture.get("password") or ""
    if fixture["kind"] == "private-key":
        companion = der_of((folder / "certificates" / f"{fixture['key']}.crt").read_bytes())
        return KeyFile(name, octets, password, companion)
    if name.startswith("certificates/"):
        return CertificateFile(name, octets, "")
    return Pkcs12File(name, octets, password)


def _is_base(fixture):
    name = fixture["file"]
    if name.startswith("certificates/"):
        return name.removeprefix("certificates/").removesuffix(".crt") in CERTIFICATES
    # Those of a million iterations have nothing else that the others have not.
    return fixture["kind"] == "private-key" or (name.startswith("pkcs12/") and "-iterations" not in name)


def bases(fixtures, folder, cache):
    """Files that can be opened and written again, and why the others cannot. With few iterations they are kept in `cache`, since
    the programs' own number of them takes longer than a thousand mutants."""
    usable, others = [], []
    cache.mkdir(parents=True, exist_ok=True)
    for fixture in filter(_is_base, fixtures):
        kept = cache / f"{fixture['file_sha256']}-{labels.ITERATIONS}"
        name = fixture["file"]
        try:
            octets = kept.read_bytes() if kept.is_file() else der_of((folder / name).read_bytes())
            if octets is None:
                raise Unusable("not in DER")
            base = _opened(fixture, folder, octets)
            base.check()
            if not kept.is_file():
                kept.write_bytes(base.encode())
            usable.append(base)
        except (Unusable, ValueError, IndexError) as error:
            others.append((name, str(error) or type(error).__name__))
    return usable, others
