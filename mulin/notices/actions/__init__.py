"""What people and the morning do with messages. The only code that writes them."""

from mulin.notices.actions.clocking import tell_of_clocks
from mulin.notices.actions.greeting import change_text, greet
from mulin.notices.actions.sending import Message, forget_old, mark_all_read, mark_read, remind, send

__all__ = [
    "Message", "change_text", "forget_old", "greet", "mark_all_read", "mark_read", "remind", "send", "tell_of_clocks",
]  # fmt: skip
