"""Why we open what no other program opens: each entry of the second list must be one of these."""


class Reason:
    def __init__(self, text, holds):
        self.text, self.holds = text, holds


REASONS = {}


def reason(finding):
    """The name of the reason; None where there is none."""
    return next((name for name, one in REASONS.items() if one.holds(finding)), None)
