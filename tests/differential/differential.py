"""Mutants of the PKCS#12 fixtures, put to OpenSSL, to Java, to our module, and to NSS where those do not agree.

    python3 tests/differential/differential.py [--mutants N] [--seed TEXT]

Prints what two of the programs open with the same leaf and we do not (the first list), and what we open and none of them does (the
second). The first must be empty; each line of the second must have a reason in `reasons.py`. What was found lies in
target/differential, a file for each line.
"""

import argparse
import collections
import json
import pathlib
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import judges
import libcrypto
import mutants
import reasons

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIXTURES = HERE.parent / "fixtures"
FINDINGS = ROOT / "target" / "differential"
BATCH = 200
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

    def ask(self, questions):
        """A list of `(octets, password)` → a list of answers by name of the program."""
        java = self.workers.submit(self.java.ask, questions)
        module = self.workers.submit(self.module.ask, questions)
        openssl = [self.openssl.ask(*question) for question in questions]
        said = [
            {"OpenSSL": one, "Java": two, "ours": ours} for one, two, ours in zip(openssl, java.result(), module.result())
        ]
        doubtful = [place for place, answers in enumerate(said) if doubt(answers)]
        self.asked_nss += len(doubtful)
        found = self.workers.map(lambda place: self.nss.ask(*questions[place]), doubtful)
        for place, answer in zip(doubtful, found):
            said[place]["NSS"] = answer
        return said

    def close(self):
        self.java.stop()
        self.module.stop()
        self.nss.close()


def others(answers):
    return [answer for name, answer in answers.items() if name != "ours"]


def doubt(answers):
    """Whether a third opinion can change anything."""
    one, two, ours = answers["OpenSSL"], answers["Java"], answers["ours"]
    agreed = [leaf for leaf in one.leaves if judges.holds(two.leaves, leaf)]
    if agreed:
        return False
    return bool(one.certificates or two.certificates or ours.certificates)


def missed(answers):
    """What two of them read and we do not; None where there is nothing."""
    ours, rest = answers["ours"], others(answers)
    for part, name in (("leaves", "leaf and key"), ("certificates", "certificate")):
        for answer in rest:
            for one in getattr(answer, part):
                if sum(judges.holds(getattr(other, part), one) for other in rest) >= 2 and not judges.holds(getattr(ours, part), one):
                    return name
    return None


def invented(answers):
    """What we read and none of them does; None where there is nothing."""
    ours, rest = answers["ours"], others(answers)
    for part, name in (("leaves", "leaf and key"), ("certificates", "certificate")):
        for one in getattr(ours, part):
            if not any(judges.holds(getattr(other, part), one) for other in rest):
                return name
    return None


class Finding:
    def __init__(self, mutant, octets, answers, what):
        self.mutant, self.octets, self.answers, self.what = mutant, octets, answers, what

    @property
    def ours(self):
        return self.answers["ours"]

    def said(self):
        """Who reads it and who does not. Why not is told in the file beside the mutant, since it depends on the fixture."""
        rest = [f"{name} {'refuses' if one.refusal else one.brief()}" for name, one in self.answers.items() if name != "ours"]
        return f"{', '.join(rest)}; we: {self.ours.brief()}"


def judge(panel, made, find):
    """The findings among mutants, each made as small as it can be."""
    said = panel.ask([(octets, mutant.base.password) for mutant, octets in made])
    findings = []
    for (mutant, octets), answers in zip(made, said):
        what = find(answers)
        if what:
            findings.append(Finding(mutant, octets, answers, what))
    return said, findings


def smallest(panel, finding, find):
    parts = [(part, part.build()) for part in finding.mutant.parts()]
    parts = [(part, octets) for part, octets in parts if octets is not None]
    if parts:
        _, smaller = judge(panel, parts, find)
        if smaller:
            return smaller[0]
    return finding


def keep(name, groups):
    """Writes the files of each line of a list."""
    folder = FINDINGS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, (line, findings) in enumerate(sorted(groups.items()), 1):
        for example, finding in enumerate(findings[:MOST_EXAMPLES], 1):
            stem = folder / f"{number:04}-{example}"
            stem.with_suffix(".p12").write_bytes(finding.octets)
            text = [
                f"fixture: {finding.mutant.base.name}",
                f"password: {finding.mutant.base.password}",
                f"changes: {finding.mutant}",
                f"elements: {[change.number for change in finding.mutant.changes]} (in the order of the file)",
                f"seed: {finding.mutant.seed}",
                f"missing or too much: {finding.what}",
                *(f"{program}: {answer}" for program, answer in finding.answers.items()),
                getattr(finding.ours, "message", ""),
            ]
            stem.with_suffix(".txt").write_text("\n".join(text) + "\n")


def told(title, name, groups):
    print(f"\n{title}: {sum(map(len, groups.values()))} in {len(groups)} lines")
    for number, (line, findings) in enumerate(sorted(groups.items()), 1):
        print(f"  {number:04} {len(findings):4} × {line}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", default="orcamo-cert")
    arguments = parser.parse_args()
    begin = time.monotonic()
    fixtures = json.loads((FIXTURES / "facts.json").read_text())["fixtures"]
    bases, unusable = mutants.bases(fixtures, FIXTURES, FINDINGS / "bases")
    print(f"{arguments.mutants} mutants of {len(bases)} fixtures, seed {arguments.seed!r}; {libcrypto.version()}")
    panel = Panel()
    counts, crashes = collections.Counter(), []
    first, second = [], []
    try:
        for start in range(0, arguments.mutants, BATCH):
            numbers = range(start, min(start + BATCH, arguments.mutants))
            made = [mutants.mutant(bases, arguments.seed, number) for number in numbers]
            said = panel.ask([(octets, mutant.base.password) for mutant, octets in made])
            for (mutant, octets), answers in zip(made, said):
                counts["opened by all asked" if all(not one.refusal for one in answers.values()) else "refused by all asked" if all(one.refusal for one in answers.values()) else "disputed"] += 1
                if answers["ours"].crash:
                    crashes.append(Finding(mutant, octets, answers, "crash"))
                if what := missed(answers):
                    first.append(smallest(panel, Finding(mutant, octets, answers, what), missed))
                elif what := invented(answers):
                    second.append(smallest(panel, Finding(mutant, octets, answers, what), invented))
    finally:
        panel.close()
    print(f"{dict(counts)}; NSS was asked {panel.asked_nss} times; {time.monotonic() - begin:.0f} s")

    def grouped(findings, key):
        groups = {}
        for finding in findings:
            groups.setdefault(key(finding), []).append(finding)
        return groups

    def line(finding):
        return f"{finding.mutant} [{finding.what}]: {finding.said()}"

    firsts, crashed = grouped(first, line), grouped(crashes, line)
    explained, unexplained = [], []
    for finding in second:
        reason = reasons.reason(finding)
        (explained if reason else unexplained).append((reason, finding))
    unexplained = grouped([finding for _, finding in unexplained], line)
    by_reason = grouped(explained, lambda pair: pair[0])
    keep("first", firsts)
    keep("second", unexplained)
    keep("crashes", crashed)
    keep("explained", {reason: [finding for _, finding in pairs] for reason, pairs in by_reason.items()})
    if crashed:
        told("Our module failed otherwise than by its errors", "crashes", crashed)
    told("1. Two of them read it, and we do not", "first", firsts)
    told("2. We read it, and none of them does", "second", unexplained)
    for reason, pairs in sorted(by_reason.items()):
        print(f"  {len(pairs):4} × {reason}: {reasons.REASONS[reason].text}")
    failed = bool(firsts or unexplained or crashed)
    print(f"\n{'Not as it must be' if failed else 'As it must be'}; the files are in {FINDINGS.relative_to(ROOT)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
