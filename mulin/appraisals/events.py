"""What happens in appraisals, told to the domains above, inside the transaction."""

from django.dispatch import Signal

examined = Signal()
"""The results of the appraisal ``appraisal_id`` stand."""
