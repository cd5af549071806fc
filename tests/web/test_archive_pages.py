"""The pages of the archive: exact search, only of one's own office, and a verification that notices."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from distro.archive import queries as archive
from distro.archive.models import Record
from distro.audit import actions
from distro.audit import queries as audit
from tests import builders
from tests.builders import DRAFT, TESTER, World
from tests.web.visiting import Visitor


def kept(world: World, document_id: UUID) -> Record:
    with world.system.work(TESTER) as w:
        record = archive.of_document(w, document_id)
    assert record is not None
    return record


def titles(page: str) -> list[str]:
    return re.findall(r'<a href="/archive/[0-9a-f-]{36}">([^<]+)</a>', page)


def test_search_finds_the_very_characters_and_nothing_like_them(world: World) -> None:
    builders.issued(world, replace(DRAFT, titles="甲乡移交档案", body="完成率 100%，编号 A_1，湿度合格。"))
    builders.issued(
        world,
        replace(DRAFT, designation=builders.as_issue(2), titles="乙镇修缮库房", body="完成率 1000 分，编号 AB1。"),
    )
    records = Visitor(world.system, "records")

    def found(words: str) -> list[str]:
        page = records.get("/archive", query_string={"words": words}).text
        assert f"共 {len(titles(page))} 件" in page
        return titles(page)

    both = ["乙镇修缮库房", "甲乡移交档案"]
    assert found("") == both
    assert found("甲") == ["甲乡移交档案"]
    assert found("湿度") == ["甲乡移交档案"]
    assert found("修缮库房") == ["乙镇修缮库房"]
    assert found("完成率") == both
    assert found("100%") == ["甲乡移交档案"]
    assert found("%") == ["甲乡移交档案"]
    assert found("A_1") == ["甲乡移交档案"]
    assert found("_") == ["甲乡移交档案"]
    assert found("完成率 修缮") == ["乙镇修缮库房"]
    assert found("修缮 湿度") == []
    assert found("修库") == []
    assert found("２０２５年第２期") == ["乙镇修缮库房"]
    assert found("\\") == []
    assert found("'") == []
    assert records.get("/archive?words=%00").status_code == 400


def test_an_empty_result_says_what_to_try(world: World) -> None:
    builders.issued(world)
    page = Visitor(world.system, "records").get("/archive?words=没有这个词").text
    assert "没有找到。可尝试去掉年份或使用编号" in page
    assert "共 0 件" in page


def test_another_office_finds_counts_and_opens_nothing(world: World) -> None:
    record = kept(world, builders.issued(world))
    outsider = Visitor(world.system, "outsider")
    page = outsider.get("/archive", query_string={"words": "温湿度"}).text
    assert titles(page) == []
    assert "共 0 件" in page
    for place in ("", "/pdf", "/verification"):
        answers = [outsider.get(f"/archive/{each}{place}").status_code for each in (record.id, uuid4())]
        assert answers == [404, 404]
    assert outsider.post(f"/archive/{record.id}/verify").status_code == 404
    assert not {"record.verified", "record.verification_called"} & set(facts(world))


@pytest.mark.parametrize("login", ["secretary", "approver", "clerk"])
def test_the_archive_is_for_records_officers(world: World, login: str) -> None:
    visitor = Visitor(world.system, login)
    assert visitor.get("/archive").status_code == 403
    assert visitor.get("/journal").status_code == 403


def test_a_record_shows_what_is_kept_and_the_way_to_its_matrix(world: World) -> None:
    document_id = builders.issued(world)
    record = kept(world, document_id)
    records = Visitor(world.system, "records")
    page = records.get(f"/archive/{record.id}").text
    for fact in (record.reference, "10年", record.pdf_digest, "共 1 页", f"/documents/{document_id}/matrix", "归档"):
        assert fact in page
    assert "尚未核验" in page
    assert records.get(f"/archive/{record.id}/pdf").data == world.system.outside.store.get(record.pdf_digest)


def test_verifying_an_intact_record_says_so_and_is_written_down(world: World) -> None:
    record = kept(world, builders.issued(world))
    world.system.round("seal-journal")
    page = verified(world, record)
    assert "文件完好" in page
    assert "日志链完整：第 1 至 " in page
    assert "更早的环" not in page
    assert "records某" in page
    assert facts(world).count("record.verified") == 1


def test_a_verification_is_made_in_the_background_and_the_page_says_so(world: World) -> None:
    record = kept(world, builders.issued(world))
    records = Visitor(world.system, "records")
    live = f"/archive/{record.id}/verification"
    assert records.get(live).status_code == 204
    records.post(f"/archive/{record.id}/verify")
    for page in (records.get(f"/archive/{record.id}").text, records.get(live).text):
        assert "正在后台核验" in page
        assert "文件完好" not in page
    assert f'data-live="{live}"' in records.get(f"/archive/{record.id}").text
    builders.drain(world.system)
    assert records.get(live).status_code == 204
    page = records.get(f"/archive/{record.id}").text
    assert "文件完好" in page
    assert "还没有日志封入日志链" in page
    assert "data-live" not in page


def test_a_verification_claims_only_the_links_it_walked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = kept(world, builders.issued(world))
    world.system.round("seal-journal")
    whole = sealed(world)
    monkeypatch.setattr(actions, "STRETCH", whole - 5)
    page = verified(world, record)
    assert f"日志链完整：第 1 至 {whole - 5} 环逐环一致。" in page
    assert "其后 5 环这次没有核验。" in page
    assert f"日志链现已核验到第 {whole - 5} 环，共 {whole} 环。" in page
    assert f'<progress max="{whole}" value="{whole - 5}"' in page
    page = verified(world, record)
    assert f"日志链完整：第 {whole - 4} 至 {whole} 环逐环一致。" in page
    assert "更早的环是以前核验的，这次只核对了接续处。" in page
    page = verified(world, record)
    assert f"日志链没有新的环，第 {whole} 环仍是以前核验时的值。" in page
    assert "日志链完整" not in page


def test_verifying_notices_one_changed_byte(world: World) -> None:
    record = kept(world, builders.issued(world))
    world.system.round("seal-journal")
    path = world.system.outside.store.path(record.pdf_digest)
    flip(path, path.stat().st_size // 2)
    page = verified(world, record)
    assert "文件受损" in page
    assert "日志链完整" in page
    flip(path, path.stat().st_size // 2)
    assert "文件完好" in verified(world, record)


def test_verifying_notices_a_missing_file(world: World) -> None:
    record = kept(world, builders.issued(world))
    world.system.outside.store.path(record.pdf_digest).unlink()
    assert "文件受损" in verified(world, record)


def test_verifying_notices_a_changed_journal(world: World) -> None:
    record = kept(world, builders.issued(world))
    world.system.round("seal-journal")
    [changed] = builders.tamper(
        world.system, "UPDATE journal SET actor = '别人' WHERE fact = 'document.approved' RETURNING id"
    )
    page = verified(world, record)
    assert "文件完好" in page
    assert f"日志链不完整：第 {changed} 条，记录内容被改动" in page


def verified(world: World, record: Record) -> str:
    """Press the button, let the background do its work, and look where the button led."""
    records = Visitor(world.system, "records")
    answer = records.post(f"/archive/{record.id}/verify")
    assert (answer.status_code, answer.location) == (303, f"/archive/{record.id}#outcome")
    builders.drain(world.system)
    return records.get(f"/archive/{record.id}").text


def sealed(world: World) -> int:
    with world.system.work(TESTER) as w:
        return audit.sealed(w)


def facts(world: World) -> list[str]:
    with world.system.work(TESTER) as w:
        return list(w.session.scalars(text("SELECT fact FROM journal")))


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
