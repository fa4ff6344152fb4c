"""BER elements as a tree that can be changed at any place and written again.

What stands inside an OCTET STRING, or inside of an encryption, is a part of the tree: it is opened when the file is read, and
wrapped again when it is written.
"""

CONSTRUCTED = 0x20

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 0x02, 0x03, 0x04, 0x05, 0x06
SEQUENCE, SET = 0x30, 0x31


class Node:
    """One element. `kind` is its name in the standards, `place` where it stands."""

    __slots__ = ("tag", "children", "data", "inner", "seal", "length", "split", "kind", "layer", "raw")

    def __init__(self, tag, data=b"", children=None):
        self.tag = tag
        self.data = data
        self.children = children
        # What is wrapped in its content, and by what it is encrypted there.
        self.inner = None
        self.seal = None
        # "minimal", "indefinite", or how many octets more than needed its length takes.
        self.length = "minimal"
        # Makes segments of the content.
        self.split = None
        self.kind = ""
        self.layer = ""
        # Octets that stand here instead of an element.
        self.raw = None

    @property
    def place(self):
        return f"{self.layer}:{self.kind}" if self.layer else self.kind

    @property
    def constructed(self):
        return bool(self.tag & CONSTRUCTED)

    def clone(self):
        node = Node.__new__(Node)
        node.tag, node.data, node.length, node.split = self.tag, self.data, self.length, self.split
        node.kind, node.layer, node.raw = self.kind, self.layer, self.raw
        node.children = None if self.children is None else [child.clone() for child in self.children]
        node.inner = None if self.inner is None else [child.clone() for child in self.inner]
        node.seal = self.seal
        return node

    def content(self):
        if self.inner is not None:
            octets = b"".join(child.encode() for child in self.inner)
            return self.seal(octets) if self.seal else octets
        if self.children is not None:
            return b"".join(child.encode() for child in self.children)
        return self.data

    def encode(self):
        if self.raw is not None:
            return self.raw
        content, tag = self.content(), self.tag
        if self.split:
            content, tag = self.split(content), tag | CONSTRUCTED
        if self.length == "indefinite":
            return tag_octets(tag) + b"\x80" + content + b"\0\0"
        extra = 0 if self.length == "minimal" else self.length
        return tag_octets(tag) + length_octets(len(content), extra) + content

    def walk(self, found=None):
        """Every element below, with the list that holds it and its place there."""
        found = [] if found is None else found
        for siblings in (self.children, self.inner):
            if siblings:
                for index, child in enumerate(siblings):
                    found.append((child, siblings, index))
                    if child.children or child.inner:
                        child.walk(found)
        return found


def raw(octets, kind="inserted"):
    node = Node(0)
    node.raw, node.kind = octets, kind
    return node


def tag_octets(tag):
    """A tag above 255 is one in the form of several octets, as it is."""
    return bytes([tag]) if tag < 256 else tag.to_bytes((tag.bit_length() + 7) // 8, "big")


def length_octets(length, extra=0):
    if length < 0x80 and not extra:
        return bytes([length])
    octets = length.to_bytes(max(1, (length.bit_length() + 7) // 8), "big")
    # One more than needed is the long form without a zero where the short one would do.
    zeros = extra - 1 if length < 0x80 else extra
    octets = bytes(max(0, zeros)) + octets
    return bytes([0x80 | len(octets)]) + octets


def tlv(tag, *contents):
    content = b"".join(contents)
    return bytes([tag]) + length_octets(len(content)) + content


def oid(text):
    first, second, *rest = (int(part) for part in text.split("."))
    octets = b""
    for number in (first * 40 + second, *rest):
        group = [number & 0x7F]
        while number := number >> 7:
            group.insert(0, 0x80 | number & 0x7F)
        octets += bytes(group)
    return tlv(OID, octets)


def integer_of(node):
    """The value of a plain INTEGER; None of anything else."""
    if node is None or node.tag != INTEGER or not node.data:
        return None
    return int.from_bytes(node.data, "big", signed=True)


def parse(octets):
    """The elements of some octets; a ValueError where they are none."""
    nodes, rest = _parse(octets, 0, False)
    if rest != len(octets):
        raise ValueError("octets behind")
    return nodes


def _parse(octets, at, indefinite):
    nodes = []
    while at < len(octets):
        if indefinite and octets[at : at + 2] == b"\0\0":
            return nodes, at + 2
        begin, tag = at, octets[at]
        at += 1
        if tag & 0x1F == 0x1F:
            while octets[at] & 0x80:
                at += 1
            at += 1
            tag = int.from_bytes(octets[begin:at], "big")
        if at >= len(octets):
            raise ValueError("cut off")
        length = octets[at]
        at += 1
        node = Node(tag)
        constructed = octets[begin] & CONSTRUCTED
        if length == 0x80:
            if not constructed:
                raise ValueError("indefinite primitive")
            node.length = "indefinite"
            node.children, at = _parse(octets, at, True)
            nodes.append(node)
            continue
        if length > 0x80:
            count = length & 0x7F
            length = int.from_bytes(octets[at : at + count], "big")
            at += count
            node.length = max(0, count - len(length_octets(length)) + 1) or "minimal"
        if at + length > len(octets):
            raise ValueError("cut off")
        content = octets[at : at + length]
        if constructed:
            node.children, rest = _parse(content, 0, False)
            if rest != length:
                raise ValueError("octets behind")
        else:
            node.data = content
        at += length
        nodes.append(node)
    if indefinite:
        raise ValueError("no end")
    return nodes, at


def first(octets):
    """The first element, and the octets behind it."""
    length = _length_of_first(octets)
    return parse(octets[:length])[0], octets[length:]


def _length_of_first(octets):
    at = 1
    if octets[0] & 0x1F == 0x1F:
        while octets[at] & 0x80:
            at += 1
        at += 1
    length = octets[at]
    at += 1
    if length == 0x80:
        _, end = _parse(octets, at, True)
        return end
    if length > 0x80:
        count = length & 0x7F
        length = int.from_bytes(octets[at : at + count], "big")
        at += count
    return at + length


def octets_of(node):
    """What an OCTET STRING holds, its segments joined; what another element has for content."""
    if node.children is not None and node.inner is None:
        return b"".join(octets_of(child) for child in node.children)
    return node.content()
