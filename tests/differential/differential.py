"""Mutants of the fixtures, put to OpenSSL, to Java, to our module, and to NSS where those do not agree.

    cargo xtask differential [--mutants N] [--seed TEXT]

With the module built, this script alone takes `--only TEXT` too: only mutants whose changes have this in their description.

Prints what two of the programs open with the same leaf and we do not (the first list), and what we open and none of them does (the
second). An entry of a list that has no reason in `reasons.py` is a failure. Every finding lies in target/differential: the file, and
a text that tells what was changed and what each program says.
"""

import argparse
import collections
import itertools
import json
import pathlib
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import files
import judges
import libcrypto
import mutants
import reasons
from verdict import Finding, doubt, invented, missed

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIXTURES = HERE.parent / "fixtures"
FINDINGS = ROOT / "target" / "differential"
BATCH = 200
# Other files in which a change is tried.
MOST_ELSEWHERE = 40
# Files kept of each line.
MOST_EXAMPLES = 3


class Panel:
    """All programs together."""

    def __init__(self):
        self.openssl = judges.OpenSsl()
        self.java = judges.Java(str(HERE / "Judge.java"))
        self.module = judges.Module(str(HERE / "module.mjs"))
        self.nss = judges.Nss()
        self.workers = ThreadPoolExecutor(4)
        self.asked_nss = 0

    def ask(self, made):
        """A list of mutants and their octets → what each program says, by its name."""
        questions = [judges.Question(mutant.base, octets) for mutant, octets in made]
        java = self.workers.submit(self.java.ask, questions)
        module = self.workers.submit(self.module.ask, questions)
        openssl = [self.openssl.ask(question) for question in questions]
        said = [
            {"OpenSSL": one, "Java": two, "ours": ours} for one, two, ours in zip(openssl, java.result(), module.result())
        ]
        doubtful = [place for place, answers in enumerate(said) if questions[place].kind != "key" and doubt(answers)]
        self.asked_nss += len(doubtful)
        found = self.workers.map(lambda place: self.nss.ask(questions[place]), doubtful)
        for place, answer in zip(doubtful, found):
            said[place]["NSS"] = answer
        return said

    def close(self):
        self.java.stop()
        self.module.stop()
        self.nss.close()

    def is_read_elsewhere(self, finding, bases):
        """Whether one of the others reads the same changes in another file: of this one it may not know the encryption or the MAC."""
        mutant = finding.mutant
        found = [mutant.elsewhere(base) for base in bases if base is not mutant.base]
        made = [(one, one.build()) for one in found if one]
        made = [(one, octets) for one, octets in made if octets is not None][:MOST_ELSEWHERE]
        return any(answers["ours"].leaves and invented(answers) is None for answers in self.ask(made))

    def smallest(self, finding, find):
        """The finding by one of its changes alone where there is one."""
        parts = [(part, part.build()) for part in finding.mutant.parts()]
        parts = [(part, octets) for part, octets in parts if octets is not None]
        for (part, octets), answers in zip(parts, self.ask(parts)):
            if what := find(answers):
                return Finding(part, octets, answers, what)
        finding.together = bool(parts)
        return finding


ELSEWHERE = reasons.Reason(
    "the same in another file",
    "one of the others reads the same change in another file; of this one it does not know the encryption or the MAC",
    None,
)


class List:
    """Findings of one sort, by line; those with a reason by its name."""

    def __init__(self, title, folder, find=None, table=()):
        self.title, self.folder, self.find, self.table = title, folder, find, table
        self.unexplained, self.explained = collections.defaultdict(list), collections.defaultdict(list)

    def add(self, finding):
        found = reasons.reason(self.table, finding)
        if found:
            self.explained[found].append(finding)
        else:
            self.unexplained[finding.line()].append(finding)

    def look_elsewhere(self, panel, bases):
        """Explains what one of the others reads in another file."""
        for line, findings in list(self.unexplained.items()):
            if panel.is_read_elsewhere(findings[0], bases):
                self.explained[ELSEWHERE].extend(self.unexplained.pop(line))

    def tell(self):
        print(f"\n{self.title}: {sum(map(len, self.unexplained.values()))} without a reason, in {len(self.unexplained)} lines")
        for number, line in enumerate(sorted(self.unexplained), 1):
            print(f"  {number:04} {len(self.unexplained[line]):4} × {line}")
        for one, findings in sorted(self.explained.items(), key=lambda pair: pair[0].name):
            print(f"  {len(findings):9} × {one.name}: {one.text}")

    def keep(self):
        folder = FINDINGS / self.folder
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "explained").mkdir(parents=True)
        for number, line in enumerate(sorted(self.unexplained), 1):
            self._write(folder, f"{number:04}", self.unexplained[line])
        for one, findings in self.explained.items():
            self._write(folder / "explained", one.name.replace(" ", "-"), findings)
            lines = collections.Counter(finding.line() for finding in findings)
            text = "".join(f"{count:5} × {line}\n" for line, count in sorted(lines.items()))
            (folder / "explained" / f"{one.name.replace(' ', '-')}.lines").write_text(text)

    @staticmethod
    def _write(folder, stem, findings):
        for number, finding in enumerate(findings[:MOST_EXAMPLES], 1):
            path = folder / f"{stem}-{number}"
            path.with_suffix({"pkcs12": ".p12", "certificate": ".cer", "key": ".key"}[finding.kind]).write_bytes(finding.octets)
            path.with_suffix(".txt").write_text(finding.report())


def batches(bases, arguments):
    """The mutants and their octets, so many at a time. The files as they are come first."""
    every = (mutants.mutant(bases, arguments.seed, number) for number in itertools.count())
    wanted = (one for one in every if not one[0].changes or arguments.only in str(one[0]))
    left = arguments.mutants
    while left > 0:
        made = list(itertools.islice(wanted, min(BATCH, left)))
        left -= len(made)
        yield made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", default="orcamo-cert")
    parser.add_argument("--only", default="", help="only mutants whose changes have this in their description; the files as they are, too")
    arguments = parser.parse_args()
    missing = [name for name in ("java", "node", "pk12util", "certutil") if not shutil.which(name)]
    if missing:
        print(f"Not here: {', '.join(missing)}.", file=sys.stderr)
        return 2
    begin = time.monotonic()
    fixtures = json.loads((FIXTURES / "facts.json").read_text())["fixtures"]
    bases, unusable = files.bases(fixtures, FIXTURES, FINDINGS / "bases")
    print(f"{arguments.mutants} mutants of {len(bases)} fixtures, seed {arguments.seed!r}; {libcrypto.version()}")
    for name, why in unusable:
        print(f"left out: {name}: {why}")
    crashes = List("Our module failed otherwise than by its errors", "crashes")
    first = List("1. Two of them read it, and we do not", "first", missed, reasons.MISSED)
    second = List("2. We read it, and none of them does", "second", invented, reasons.INVENTED)
    counts, opened = collections.Counter(), collections.Counter()
    panel = Panel()
    try:
        for made in batches(bases, arguments):
            for (mutant, octets), answers in zip(made, panel.ask(made)):
                refusals = sum(bool(answer.refusal) for answer in answers.values())
                counts["read by all" if not refusals else "refused by all" if refusals == len(answers) else "disputed"] += 1
                if not mutant.changes:
                    opened.update(name for name, answer in answers.items() if answer.certificates)
                if answers["ours"].crash:
                    crashes.add(Finding(mutant, octets, answers, "crash"))
                for one in (first, second):
                    if what := one.find(answers):
                        one.add(panel.smallest(Finding(mutant, octets, answers, what), one.find))
                        break
        second.look_elsewhere(panel, bases)
    finally:
        panel.close()
    # Who opens nothing has no say: then the lists are empty for another reason.
    unchanged = min(len(bases), arguments.mutants)
    idle = [name for name in ("OpenSSL", "Java", "ours") if opened[name] * 2 < unchanged]
    if idle:
        print(f"Of the {unchanged} files as they are, fewer than half are opened by {', '.join(idle)}.")
        return 2
    print(f"{dict(counts)}; NSS was asked {panel.asked_nss} times; {time.monotonic() - begin:.0f} s")
    for one in (crashes, first, second):
        one.keep()
        one.tell()
    failed = any(one.unexplained for one in (crashes, first, second))
    print(f"\n{'Not as it must be' if failed else 'As it must be'}; the files are in {FINDINGS.relative_to(ROOT)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
