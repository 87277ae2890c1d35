"""What people do in service. The only code that writes it."""

from mulin.service.actions.adjusting import Decision, apply_for_adjustment, decide_adjustment
from mulin.service.actions.claims import (
    Full,
    answer_offer,
    assign,
    claim,
    enter_paper,
    give_up,
    hand_over,
    leave_all,
)
from mulin.service.actions.contacting import contact_units, record_answer
from mulin.service.actions.group_members import join_group, leave_group, name_group_leader
from mulin.service.actions.grouping import (
    accept,
    discard,
    merge_groups,
    move_members,
    name_group,
    propose,
    split_group,
)
from mulin.service.actions.needs import NewNeed, answer_need, drop, finish, hand_to_teams, list_needs, rate
from mulin.service.actions.pledges import confirm_deeds, pledge, report_deed, return_deed, withdraw_pledge
from mulin.service.actions.posts import add_own, change_post, close_post, switch_on
from mulin.service.actions.teams import (
    change_team,
    disband,
    found_team,
    join_team,
    leave_team,
    name_leader,
    place_all,
    place_volunteer,
    volunteer,
)

__all__ = [
    "Decision",
    "Full",
    "NewNeed",
    "accept",
    "add_own",
    "answer_need",
    "answer_offer",
    "apply_for_adjustment",
    "assign",
    "change_post",
    "change_team",
    "claim",
    "close_post",
    "confirm_deeds",
    "contact_units",
    "decide_adjustment",
    "disband",
    "discard",
    "drop",
    "enter_paper",
    "finish",
    "found_team",
    "give_up",
    "hand_over",
    "hand_to_teams",
    "join_group",
    "join_team",
    "leave_all",
    "leave_group",
    "leave_team",
    "list_needs",
    "merge_groups",
    "move_members",
    "name_group",
    "name_group_leader",
    "name_leader",
    "place_all",
    "place_volunteer",
    "pledge",
    "propose",
    "rate",
    "record_answer",
    "report_deed",
    "return_deed",
    "split_group",
    "switch_on",
    "volunteer",
    "withdraw_pledge",
]
