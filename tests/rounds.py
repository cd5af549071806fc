"""How often a property is tried: a fixed sample in the suite, a hundred times as many new ones when asked for.

The long way: ./test -n auto -m hypothesis --hypothesis-profile=thorough --timeout=0
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_ALWAYS = settings(
    deadline=None,
    # A world that is built once serves every round.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

settings.register_profile("suite", _ALWAYS, max_examples=100, derandomize=True)
settings.register_profile("thorough", _ALWAYS, max_examples=10_000)
settings.load_profile("suite")


def rounds(sample: int) -> settings:
    """As many rounds as this in the suite, in proportion to the profile elsewhere."""
    return settings(max_examples=sample * settings().max_examples // 100)
