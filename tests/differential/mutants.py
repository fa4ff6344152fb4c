"""Mutants: a file, and what is done to it where. The same number gives the same mutant."""

import random

import mutations

# Of a hundred mutants, so many have a second change, a third, and the MAC of the file before the changes.
SECOND, THIRD, STALE_MAC = 20, 4, 5
# What stands in a certificate or in a key has many places and few readers.
RARE = {"x509": 0.3, "key": 0.5}
# Of a hundred mutants, so many are of each kind of file.
KINDS = {"pkcs12": 76, "certificate": 12, "key": 12}


class Change:
    """One mutation at one element, which is told by its number in the unchanged file."""

    def __init__(self, mutation, number, place):
        self.mutation, self.number, self.place = mutation, number, place

    def __str__(self):
        return f"{self.mutation.name} @ {self.place}"


class Mutant:
    def __init__(self, base, changes, seed, stale_mac=False):
        self.base, self.changes, self.seed, self.stale_mac = base, changes, seed, stale_mac

    def __str__(self):
        text = " + ".join(map(str, self.changes)) or "unchanged"
        return text + (", the MAC from before" if self.stale_mac else "")

    def build(self):
        """The octets; None where a change finds nothing left to change."""
        file = self.base.clone()
        chosen = random.Random(self.seed)
        sites = [node for node, _, _ in file.walk()]
        if self.stale_mac:
            file.mac_is_right = False
        for change in self.changes:
            node = sites[change.number]
            found = next(((siblings, index) for one, siblings, index in file.walk() if one is node), None)
            site = found and mutations.Site(file, node, *found, chosen)
            if not site or not change.mutation.fits(site):
                return None
            change.mutation.apply(site)
        return file.encode()

    def elsewhere(self, base):
        """The same changes in another file; None where it has no such places."""
        sites = [(number, node.place.split(":")[-1]) for number, (node, _, _) in enumerate(base.walk())]
        changes = []
        for change in self.changes:
            numbers = [number for number, place in sites if place == change.place.split(":")[-1]]
            if not numbers:
                return None
            changes.append(Change(change.mutation, numbers[0], change.place))
        return Mutant(base, changes, self.seed)

    def parts(self):
        """Mutants that do less."""
        for change in self.changes if len(self.changes) > 1 or self.stale_mac else []:
            yield Mutant(self.base, [change], self.seed)


def mutant(bases, seed, number):
    """The mutant of that number and its octets. The first ones are the files as they are."""
    if number < len(bases):
        mutant = Mutant(bases[number], [], seed)
        return mutant, mutant.build()
    choose = random.Random(f"{seed}:{number}")
    while True:
        (kind,) = choose.choices(list(KINDS), list(KINDS.values()))
        base = choose.choice([base for base in bases if base.kind == kind])
        sites = base.walk()
        count = 1 + (choose.randrange(100) < SECOND) + (choose.randrange(100) < THIRD)
        changes = [_change(base, sites, choose) for _ in range(count)]
        made = Mutant(base, [change for change in changes if change], f"{seed}:{number}", choose.randrange(100) < STALE_MAC)
        octets = made.build() if made.changes else None
        if octets is not None:
            return made, octets


def _change(base, sites, choose):
    mutation = choose.choice(mutations.ALL)
    places = {}
    for number, (node, siblings, index) in enumerate(sites):
        if mutation.fits(mutations.Site(base, node, siblings, index, choose)):
            places.setdefault(node.place, []).append(number)
    if not places:
        return None
    names = sorted(places)
    (place,) = choose.choices(names, [RARE.get(name.split(":")[0], 1) for name in names])
    return Change(mutation, choose.choice(places[place]), place)
