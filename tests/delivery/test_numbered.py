"""A numbered copy is given out under its number or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from distro.delivery.models import Delivery
from distro.delivery.numbered import file_for
from distro.delivery.queries import Letter
from distro.documents.models import Document


def test_a_copy_without_a_number_of_a_numbered_issue_is_not_given_out() -> None:
    letter = Letter(Delivery(office_name="云溪市委"), Document(is_numbered=True), "", None, datetime.now(UTC))
    with pytest.raises(ValueError, match="has no number"):
        file_for(letter, b"%PDF-1.7\n")
