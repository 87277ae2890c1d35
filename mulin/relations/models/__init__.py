"""Transfers of relations, members away and members who came, the census, and cases of self-withdrawal."""

from mulin.relations.models.absences import Absence, Contact, Lapse, Permit, Whereabouts
from mulin.relations.models.census import Census, CensusReturn
from mulin.relations.models.numbering import NumberSeries
from mulin.relations.models.stays import DuesNote, Stay
from mulin.relations.models.transfers import Letter, Transfer, TransferBatch, TransferStep
from mulin.relations.models.withdrawals import Excuse, WithdrawalCase, WithdrawalStep

__all__ = [
    "Absence",
    "Census",
    "CensusReturn",
    "Contact",
    "DuesNote",
    "Excuse",
    "Lapse",
    "Letter",
    "NumberSeries",
    "Permit",
    "Stay",
    "Transfer",
    "TransferBatch",
    "TransferStep",
    "Whereabouts",
    "WithdrawalCase",
    "WithdrawalStep",
]
