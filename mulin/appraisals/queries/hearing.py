"""Was the community heard about those who are appraised? Promotion, honours and appraisal must hear it."""

from mulin.appraisals.models import Appraisal
from mulin.appraisals.queries.appraisals import scheme_of
from mulin.feedback.choices import State as CardState
from mulin.feedback.models import Feedback
from mulin.feedback.queries.consultations import heard_among
from mulin.registration.choices import State
from mulin.registration.queries import profiles

OCCASION = "appraisal"


def unheard(appraisal: Appraisal) -> list[tuple[int, str]]:
    """Members (id and name) registered where they live about whom the community has said nothing in the period.

    An answer to a consultation and a feedback card count alike. Empty where the scheme does not ask for it.
    """
    if not scheme_of(appraisal).hears_community:
        return []
    names = dict(appraisal.appraisees.filter(graded=True).values_list("member_id", "member__name"))
    living = {pk for pk, row in profiles(list(names)).items() if row.state == State.RECEIVED}
    heard = heard_among(living, OCCASION, appraisal.first)
    cards = Feedback.objects.filter(member_id__in=living, state=CardState.ISSUED, last__gte=appraisal.first)
    heard |= set(cards.filter(first__lte=appraisal.last).values_list("member_id", flat=True))
    return sorted(((pk, names[pk]) for pk in living - heard), key=lambda one: one[1])
