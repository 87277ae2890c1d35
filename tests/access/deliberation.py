"""What each page of deliberation answers to whom."""

from tests.access.expecting import Page, Table, Thing, listed, oneself

SEE, RUN = "deliberation.view", "deliberation.manage"


def of_poll(**sent: object) -> list[Thing]:
    """A page of who runs a ballot; a voter sees the ballot and may not."""
    return [Thing(sort="poll", see=SEE, also=oneself, need=RUN, sent=sent)]


def of_matter(**sent: object) -> list[Thing]:
    """A page of who runs a matter."""
    return [Thing(sort="matter", see=SEE, need=RUN, sent=sent)]


DELIBERATION: Table = {
    "deliberation:polls": listed("poll"),
    "deliberation:open_poll": [Page(word=RUN, sent={"title": "表决"})],
    "deliberation:poll": [Thing(sort="poll", see=SEE, also=oneself, shows=("poll",))],
    "deliberation:vote": [Thing(sort="poll", see="nobody", also=oneself, sent={})],
    "deliberation:hand_paper": of_poll(),
    "deliberation:enter_paper": of_poll(returned=1),
    "deliberation:confirm_paper": [Thing(sort="poll", see=SEE, also=oneself, need=RUN, sent={}, post_only=True)],
    "deliberation:close": of_poll(present=1),
    "deliberation:cancel": of_poll(),
    "deliberation:matters": listed("matter"),
    "deliberation:open_matter": [Thing(sort="node", see=SEE, need=RUN, sent={"procedure": "council"})],
    "deliberation:matter": [Thing(sort="matter", see=SEE, shows=("matter",))],
    "deliberation:open_step_poll": of_matter(),
    "deliberation:disclose": of_matter(),
    "deliberation:finish_step": of_matter(),
    "deliberation:withdraw": of_matter(),
    "deliberation:object_to": of_matter(),
    "deliberation:answer_objection": [Thing(sort="objection", see=SEE, need=RUN, sent={})],
}
DELIBERATION_EXPORTS = {"polls": ("poll",), "matters": ("matter",)}
