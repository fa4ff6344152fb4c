"""What the answers of the programs mean together."""

import judges

PARTS = (("leaves", "leaf and key"), ("certificates", "certificate"))


def others(answers):
    return [answer for name, answer in answers.items() if name != "ours"]


def doubt(answers):
    """Whether a third opinion can change anything."""
    one, two, ours = answers["OpenSSL"], answers["Java"], answers["ours"]
    if any(judges.holds(two.leaves, leaf) for leaf in one.leaves):
        return False
    return bool(one.certificates or two.certificates or ours.certificates)


def missed(answers):
    """What two of them read and we do not; None where there is nothing."""
    ours, rest = answers["ours"], others(answers)
    for part, name in PARTS:
        for answer in rest:
            for one in getattr(answer, part):
                agreed = sum(judges.holds(getattr(other, part), one) for other in rest) >= 2
                if agreed and not judges.holds(getattr(ours, part), one):
                    return name
    return None


def invented(answers):
    """What we read and none of them does; None where there is nothing."""
    ours, rest = answers["ours"], others(answers)
    for part, name in PARTS:
        for one in getattr(ours, part):
            if not any(judges.holds(getattr(other, part), one) for other in rest):
                return name
    return None


class Finding:
    """A mutant that belongs in a list. `together` tells that each of its changes alone does not."""

    def __init__(self, mutant, octets, answers, what, together=False):
        self.mutant, self.octets, self.answers, self.what, self.together = mutant, octets, answers, what, together

    @property
    def ours(self):
        return self.answers["ours"]

    @property
    def kind(self):
        return self.mutant.base.kind

    @property
    def changes(self):
        return self.mutant.changes

    def line(self):
        """Who reads it and who does not. Why not is told in the file beside the mutant, since it depends on the fixture."""
        rest = [f"{name} {'refuses' if one.refusal else one.brief()}" for name, one in self.answers.items() if name != "ours"]
        return f"{self.kind}: {self.mutant} [{self.what}]: {', '.join(rest)}; we: {self.ours.brief()}"

    def report(self):
        mutant = self.mutant
        lines = [
            f"fixture: {mutant.base.name}",
            f"password: {mutant.base.password}",
            f"changes: {mutant}",
            f"elements: {[change.number for change in mutant.changes]} (in the order of the file)",
            f"seed: {mutant.seed}",
            f"in question: {self.what}",
            *(f"{program}: {answer}" for program, answer in self.answers.items()),
            self.ours.message,
        ]
        return "\n".join(lines) + "\n"
