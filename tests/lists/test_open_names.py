"""Which defined class an open name on a list stands for, and which it never does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from distro.lists import queries as lists
from distro.lists.classes import class_names
from distro.offices import actions, queries
from distro.offices.rules import Criteria
from distro.system import System
from tests import builders
from tests.builders import DRAFT, TESTER


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("各组室", ("各组室",)),
        ("各组室负责同志", ("各组室负责同志", "各组室")),
        ("本部各组室主要负责同志", ("本部各组室主要负责同志", "本部各组室")),
        ("有关单位负责人", ("有关单位负责人", "有关单位")),
        ("本部领导班子成员", ("本部领导班子成员",)),
        ("局领导", ("局领导",)),
        ("全体党组成员", ("全体党组成员",)),
        ("李某县长", ("李某县长",)),
    ],
)
def test_a_letter_to_persons_goes_to_their_office(name, names):
    assert class_names(name) == names


@pytest.mark.parametrize(
    ("imprint", "defined", "meant"),
    [
        ("发：各县（市、区）人民政府。", "各县(市、区)人民政府", ["各县（市、区）人民政府"]),
        ("发：各县(市、区) 人民政府（2份）。", "各县（市、区）人民政府", ["各县（市、区）人民政府"]),
        ("发：本部各组室。", "各组室", ["本部各组室"]),
        ("发：各组室。", "本部各组室", ["各组室"]),
        # 本部 is carried to 各组室, which is printed without it.
        ("发：本部领导班子成员、各组室。", "各组室", ["本部各组室"]),
        ("发：各组室负责同志。", "各组室", ["各组室负责同志"]),
        ("发：各组室。", "各组室负责同志", []),
        # A longer or shorter name is another one.
        ("发：各县（市、区）人民政府。", "各县（市、区）人民政府办公室", []),
        ("发：各县（市、区）人民政府。", "各县（市）人民政府", []),
        ("发：各组室。", "各组室和中心", []),
        # Parts of a series say by themselves something else than what is meant.
        ("发：各县、市、区人民政府。", "各县", []),
        ("发：各科室、中心。", "中心", []),
        ("发：各乡镇党委、政府。", "政府", []),
        ("发：各科室、中心。", "各中心", ["各中心"]),
    ],
)
def test_a_class_is_meant_by_its_whole_name_however_written(system: System, imprint, defined, meant):
    world = builders.world(system)
    with system.work(TESTER) as w:
        actions.register(w, ["宣传科"])
        class_id = actions.define_class(w, world.issuer_id, defined, Criteria()).id
        actions.add_members(w, class_id, [queries.owners(w, ["宣传科"])["宣传科"].id])
    document = builders.document(world, builders.drafted(world, replace(DRAFT, imprint=imprint)))
    with system.work(TESTER) as w:
        assert [line.entry.name for line in lists.lines(w, document.list_id) if line.members] == meant


def test_the_class_of_the_persons_goes_before_that_of_their_office(system: System):
    world = builders.world(system)
    with system.work(TESTER) as w:
        for name, office in {"各组室": "宣传科", "各组室负责同志": "机要科"}.items():
            actions.register(w, [office])
            class_id = actions.define_class(w, world.issuer_id, name, Criteria()).id
            actions.add_members(w, class_id, [queries.owners(w, [office])[office].id])
    content = replace(DRAFT, imprint="发：各组室负责同志。")
    document = builders.document(world, builders.drafted(world, content))
    with system.work(TESTER) as w:
        (line,) = lists.lines(w, document.list_id)
        assert [member.office_name for member in line.members] == ["机要科"]
