"""What the tests of lists run with: the long way on request.

pytest tests/lists --hypothesis-profile=thorough
"""

from hypothesis import settings

settings.register_profile("thorough", max_examples=10_000, deadline=None)
