"""What happens in certification, told to the domains above. Every signal is sent inside the action's transaction."""

from django.dispatch import Signal

assessments_opened = Signal()
"""``assessment_ids``."""

self_check_finished = Signal()
"""``assessment_id``, ``gap_ids``."""

applied = Signal()
"""``assessment_id``: the subject applied for a level."""

application_returned = Signal()
"""``assessment_id``: the street asks for completion."""

application_reviewed = Signal()
"""``assessment_id``: the street let it through."""

assessors_assigned = Signal()
"""``assessment_ids``, ``assessor_ids``: every one of these assessors has every one of these assessments."""

assessment_decided = Signal()
"""``assessment_id``, ``decision_id``, ``outcome``."""

grade_granted = Signal()
"""``subject_id``, ``rubric``, ``grade``, ``holding_id``, ``on``."""

grade_withdrawn = Signal()
"""``subject_id``, ``rubric``, ``grade``, ``holding_id``, ``on``."""

rectification_ordered = Signal()
"""``rectification_id``, ``subject_id``, ``deadline``."""

rectification_settled = Signal()
"""``rectification_id``, ``subject_id``, ``kept`` (bool)."""

veto_changed = Signal()
"""``veto_id``, ``subject_id``: recorded or lifted."""
