"""What the addresses of structures, organs and organisations' life answer to whom."""

from tests.access.expecting import DAY, WHY, Table, Thing, listed

SEE, KEEP = "units.view", "units.manage"


def kept(sort: str) -> Table:
    """The pages of one row."""
    return {
        f"organisations:{sort}_one": [Thing(sort=sort, see=SEE, shows=(sort,))],
        f"organisations:correct_{sort}": [
            Thing(sort=sort, see=SEE, need=KEEP, sent={"name": "新名", "time": "新时间", "since": DAY})
        ],
        f"organisations:close_{sort}": [Thing(sort=sort, see=SEE, need=KEEP, sent=WHY)],
    }


STRUCTURE: Table = {
    "organisations:structures": listed("node_territory"),
    "organisations:structure": [Thing(sort="node", see="nodes.view", need=SEE)],
    "organisations:seats": listed("seat"),
    "organisations:lives": listed("life"),
    "organisations:organs": [Thing(sort="node", see="nodes.view", need=SEE)],
    "organisations:add_seat": [
        Thing(sort="node", see="nodes.view", need=KEEP, sent={"place": "office:1:head", "name": "新人", "since": DAY})
    ],
    "organisations:arrange_life": [
        Thing(sort="node", see="nodes.view", need=KEEP, sent={"time": "每月5日", "since": DAY})
    ],
    **kept("seat"),
    **kept("life"),
}
