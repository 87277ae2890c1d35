"""What people do for registration. The only code that writes its campaigns and registrations."""

from mulin.registration.actions.campaigns import NewCampaign, end_campaign, open_campaign
from mulin.registration.actions.following import close_for_members, follow_home, follow_nodes, follow_residence, forget
from mulin.registration.actions.listing import Listed, correct, list_members, withdraw
from mulin.registration.actions.moving import close, register_anew, report_leaving, stay
from mulin.registration.actions.receiving import receive, receive_named, refuse
from mulin.registration.actions.regions import end_region, name_demonstration, register_with_region, show_badge
from mulin.registration.actions.sending import return_first_slips, send

__all__ = [
    "Listed",
    "NewCampaign",
    "close",
    "close_for_members",
    "correct",
    "end_campaign",
    "end_region",
    "follow_home",
    "follow_nodes",
    "follow_residence",
    "forget",
    "list_members",
    "name_demonstration",
    "open_campaign",
    "receive",
    "receive_named",
    "refuse",
    "register_anew",
    "register_with_region",
    "report_leaving",
    "return_first_slips",
    "send",
    "show_badge",
    "stay",
    "withdraw",
]
