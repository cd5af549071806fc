"""Invented documents of every kind, written in the ways offices write them, with what is to be read in them."""

from __future__ import annotations

from tests.documents.bulletins import BULLETINS
from tests.documents.columns import COLUMNS
from tests.documents.neighbours import NEIGHBOURS
from tests.documents.officials import LETTERS, MINUTES, OFFICIALS, ORDERS
from tests.documents.rarer import ASIDE

SPECIMENS = (*BULLETINS, *OFFICIALS, *LETTERS, *ORDERS, *MINUTES, *NEIGHBOURS, *COLUMNS, *ASIDE)
