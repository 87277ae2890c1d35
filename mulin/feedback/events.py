"""What happens in feedback, told to the domains above, inside the transaction."""

from django.dispatch import Signal

cards_issued = Signal()
"""The cards ``feedback_ids`` of the members ``member_ids`` went out."""

consultation_answered = Signal()
"""The community has answered the consultations ``consultation_ids`` about ``member_ids``."""
