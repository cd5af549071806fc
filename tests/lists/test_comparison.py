"""Two lists beside each other: joined, left, renamed, moved, whatever the order."""

from __future__ import annotations

from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st

from distro.lists.comparison import Item, compare
from distro.lists.tier import Tier

REPORT, CIRCULATE, DISTRIBUTE = Tier.REPORT, Tier.CIRCULATE, Tier.DISTRIBUTE


def names(places) -> list[str]:
    return [place.name for place in places]


def test_the_same_list_in_another_order_has_not_changed() -> None:
    items = [Item(REPORT, "市委", 1), Item(CIRCULATE, "市财政局", 2), Item(CIRCULATE, "有关单位")]
    assert not compare(items, items[::-1])


def test_who_joined_and_who_left() -> None:
    found = compare(
        [Item(REPORT, "市委", 1), Item(REPORT, "市政府", 2)], [Item(REPORT, "市委", 1), Item(REPORT, "市人大", 3)]
    )
    assert (names(found.added), names(found.removed)) == (["市人大"], ["市政府"])
    assert found.counts == {"added": 1, "removed": 1, "renamed": 0, "moved": 0}


def test_an_office_under_another_name_is_renamed_and_neither_joined_nor_left() -> None:
    found = compare([Item(CIRCULATE, "市财政局", 1)], [Item(CIRCULATE, "市财政金融局", 1)])
    assert [(each.before.name, each.after.name) for each in found.renamed] == [("市财政局", "市财政金融局")]
    assert found.size == 1


def test_a_name_that_passed_to_another_office_is_another_recipient() -> None:
    found = compare([Item(CIRCULATE, "市财政局", 1)], [Item(CIRCULATE, "市财政局", 2)])
    assert (names(found.added), names(found.removed)) == (["市财政局"], ["市财政局"])


def test_an_office_in_another_tier_has_moved() -> None:
    found = compare([Item(CIRCULATE, "市财政局", 1)], [Item(DISTRIBUTE, "市财政局", 1)])
    assert [(each.before.tier, each.after.tier) for each in found.moved] == [(CIRCULATE, DISTRIBUTE)]
    assert found.size == 1


def test_a_name_without_an_office_is_known_by_its_name_also_once_it_has_one() -> None:
    assert not compare([Item(CIRCULATE, "市水利局")], [Item(CIRCULATE, "市水利局")])
    assert not compare([Item(CIRCULATE, "市水利局")], [Item(CIRCULATE, "市水利局", 7)])
    assert not compare([Item(CIRCULATE, "市水利局", 7)], [Item(CIRCULATE, "市水利局")])


def test_members_of_a_class_join_and_leave() -> None:
    before = [Item(DISTRIBUTE, "各县政府", members={1: "青石县政府", 2: "清水县政府"})]
    after = [Item(DISTRIBUTE, "各县政府", members={2: "清水县政府", 3: "白石县政府"})]
    found = compare(before, after)
    assert [(place.inside, place.name) for place in found.added] == [("各县政府", "白石县政府")]
    assert [(place.inside, place.name) for place in found.removed] == [("各县政府", "青石县政府")]
    assert found.counts["added"] == 1


def test_a_new_class_counts_as_its_members_and_one_without_as_one() -> None:
    found = compare(
        [], [Item(DISTRIBUTE, "各县政府", members={1: "青石县政府", 2: "清水县政府"}), Item(DISTRIBUTE, "有关单位")]
    )
    assert found.counts["added"] == 3
    assert names(found.added) == ["各县政府", "有关单位", "青石县政府", "清水县政府"]


def test_a_class_in_another_tier_moves_once() -> None:
    members: dict[Hashable, str] = {1: "青石县政府", 2: "清水县政府"}
    found = compare([Item(CIRCULATE, "各县政府", members=members)], [Item(DISTRIBUTE, "各县政府", members=members)])
    assert [each.after.name for each in found.moved] == ["各县政府"]


def test_who_leaves_a_class_to_stand_by_its_own_name_has_not_left() -> None:
    before = [Item(DISTRIBUTE, "各县政府", members={1: "青石县政府", 2: "清水县政府"})]
    after = [Item(DISTRIBUTE, "青石县政府", 1), Item(DISTRIBUTE, "各县政府", members={2: "清水县政府"})]
    assert not compare(before, after)


OFFICES = st.integers(1, 12)
LISTS = st.lists(
    st.builds(
        lambda tier, office, letter: Item(tier, f"{letter}{office}局", office),
        st.sampled_from(Tier),
        OFFICES,
        st.sampled_from("甲乙"),
    ),
    unique_by=lambda item: item.office,
)


@given(LISTS, LISTS)
def test_every_recipient_is_accounted_for_once(before: list[Item], after: list[Item]) -> None:
    found = compare(before, after)
    offices = [{item.office for item in items} for items in (before, after)]
    assert found.counts["added"] == len(offices[1] - offices[0])
    assert found.counts["removed"] == len(offices[0] - offices[1])
    assert len(after) == len(before) + len(found.added) - len(found.removed)
    assert {each.after.name for each in found.renamed} <= {item.name for item in after}


@given(LISTS, LISTS)
def test_looked_at_from_the_other_side_it_is_the_other_way_round(before: list[Item], after: list[Item]) -> None:
    there, back = compare(before, after), compare(after, before)
    assert (there.added, there.removed) == (back.removed, back.added)
    for change in ("renamed", "moved"):
        turned = {(each.after, each.before) for each in getattr(back, change)}
        assert {(each.before, each.after) for each in getattr(there, change)} == turned


@given(LISTS, st.randoms(use_true_random=False))
def test_a_list_is_equal_to_itself_in_any_order(items: list[Item], random) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert not compare(items, shuffled)
