"""The sample bulletin, printed once for all tests that only look at it."""

import pytest

from distro.press import pdf
from tests.press import samples


@pytest.fixture(scope="session")
def bulletin():
    return samples.bulletin()


@pytest.fixture(scope="session")
def printed(bulletin):
    return pdf.print_document(bulletin)
