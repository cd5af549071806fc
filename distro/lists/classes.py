"""By which names an issuer may have defined what an open name on its list stands for."""

from __future__ import annotations

from distro.lists.grammar.anatomy import anatomy


def class_names(name: str) -> tuple[str, ...]:
    """The names to look up, the first one defined counts: the full name, then the same without its persons.

    各组室负责同志 gets what 各组室 gets, as 省委领导同志 gets what 省委 gets: a letter to persons goes to their office.
    Only whole names count, never a part: words that share their 各 or their last noun (各县 of 各县、市人民政府, 中心 of
    各科室、中心) say by themselves something else than what is meant.
    """
    parts = anatomy(name)
    is_open = bool(parts.quantifier or parts.inner)
    return (name, parts.organ) if is_open and parts.persons and parts.organ != parts.quantifier else (name,)
