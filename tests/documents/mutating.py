"""Documents as something went wrong with them, and what was lost of one when it was recognised."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from distro.documents.recognition import Part, Recognised
from distro.documents.recognition.reader import is_separator
from distro.sample.world import STORY, bulletin
from tests.documents.specimens import SPECIMENS

TEXTS = [specimen.text for specimen in SPECIMENS] + [bulletin(number) for number in STORY]
PIECES = [
    *("\n", "\n\n", "　　", "\t", "。", "，", "、", "：", "（", "）", "**", "★", "— 1 —", "1"),
    *("报：", "送：", "抄送：", "印发", "签发人：", "主题词：", "附件：", "附件1", "编者按：", "目录"),
    *("2024年3月5日", "2024年2月30日", "二〇二四年", "〔2024〕3号", "第3期", "文件", "令", "纪要", "关于", "的通知"),
]


def spoken(words: str) -> str:
    return "".join(each for each in words if not is_separator(each))


def assert_nothing_lost(text: str, found: Recognised) -> None:
    spans = [(each.start, each.end) for each in found.places]
    spans += [(each.start, each.end) for each in found.leftovers]
    claims = Counter(at for start, end in spans for at in range(start, end))
    assert [text[at] for at, times in claims.items() if times > 1] == []
    left = {at for each in found.leftovers for at in range(each.start, each.end)}
    held = {at for each in found.places for at in range(each.start, each.end)} - left
    assert [text[at] for at in range(len(text)) if at not in left | held and not is_separator(text[at])] == []
    for each in found.leftovers:
        assert text[each.start : each.end] == each.text
    # What a field holds is what stands in its places: here of those that hold words for words.
    told = {
        "paragraphs": "".join(paragraph.text for paragraph in found.paragraphs),
        "titles": "".join(found.titles),
        "articles": _said(found.articles),
        "editors_note": found.editors_note.replace("**", ""),
        "attendance": "".join(found.attendance).replace("**", ""),
        "note": found.note.replace("**", ""),
        "masthead": found.masthead or "",
        "doc_no": found.doc_no or "",
    }
    for name, words in told.items():
        places = sorted(at for each in found.places if each.field == name for at in range(each.start, each.end))
        stands = spoken("".join(text[at] for at in places if at in held))
        assert Counter(spoken(words)) == Counter(stands), name
    # Others are named by a label as well, or numbered; beyond that nothing stands there that they do not hold.
    named = {
        "issuer": (found.issuer or "", "编印发写辑制主办报送位单承文出版稿供填机关"),
        "signer": (found.signer or "", "签发批人领导"),
        "address": (found.address, ""),
        "marks": ("".join(found.marks), ""),
        "imprint": ("".join(found.imprint), ""),
        "annex_texts": (_said(found.annex_texts), "附件表录图一二三四五六七八九十0123456789０１２３４５６７８９"),
        "annexes": ("".join(found.annexes), "附件一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩"),
    }
    for place in found.places:
        words, label = named.get(place.field, (text, ""))
        beyond = Counter(spoken(text[place.start : place.end])) - Counter(spoken(words))
        assert not set(beyond) - set(label), place


def _said(parts: Sequence[Part]) -> str:
    return "".join(part.title + "".join(paragraph.text for paragraph in part.paragraphs) for part in parts)


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randint(1, 40))
        text = chance.choice(
            [
                text[:start] + chance.choice(PIECES) + text[start:],
                text[:start] + text[end:],
                text[:start] + text[start:end] * 2 + text[end:],
                text[:start] + chance.choice(TEXTS)[:60] + text[start:],
                text[:end].replace("\n", "") + text[end:],
            ]
        )
    return text
