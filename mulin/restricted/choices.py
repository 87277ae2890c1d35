"""Words of restricted records."""

from django.db import models


class RecordKind(models.TextChoices):
    """What the four forms (四种形态) leave on paper."""

    CRITICISM = "criticism", "批评教育"
    TALK = "talk", "谈话函询"
    DISPOSITION = "disposition", "处分或处理"
    PROBATION_EXTENDED = "probation_extended", "延长预备期"
    PROBATION_CANCELLED = "probation_cancelled", "取消预备党员资格"


OF_PROBATION = (RecordKind.PROBATION_EXTENDED, RecordKind.PROBATION_CANCELLED)
"""Those about members on probation alone."""
DECIDED = (RecordKind.DISPOSITION, *OF_PROBATION)
"""Those that need a decision with its number."""
