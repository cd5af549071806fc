"""Every character of a text is in a field, in a leftover, or is a separator: of arbitrary texts and of mutated ones."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from distro.documents.recognition import Recognised, recognise
from distro.documents.recognition.reader import is_separator
from distro.kernel.errors import Refusal
from distro.kernel.pasted import clean
from distro.sample.world import STORY, bulletin
from tests.documents.specimens import SPECIMENS
from tests.rounds import rounds

TEXTS = [specimen.text for specimen in SPECIMENS] + [bulletin(number) for number in STORY]
PIECES = [
    *("\n", "\n\n", "　　", "\t", "。", "，", "、", "：", "（", "）", "**", "★", "— 1 —", "1"),
    *("报：", "送：", "抄送：", "印发", "签发人：", "主题词：", "附件：", "附件1", "编者按：", "目录"),
    *("2024年3月5日", "2024年2月30日", "二〇二四年", "〔2024〕3号", "第3期", "文件", "令", "纪要", "关于", "的通知"),
]


def spoken(words: str) -> str:
    return "".join(each for each in words if not is_separator(each))


def assert_nothing_lost(text: str, found: Recognised) -> None:
    left = {at for each in found.leftovers for at in range(each.start, each.end)}
    held = {at for each in found.places for at in range(each.start, each.end)} - left
    assert [text[at] for at in range(len(text)) if at not in left | held and not is_separator(text[at])] == []
    for each in found.leftovers:
        assert text[each.start : each.end] == each.text
    # What a field holds is what stands in its places: here of those that hold words for words.
    told = {
        "paragraphs": "".join(paragraph.text for paragraph in found.paragraphs),
        "titles": "".join(found.titles),
        "masthead": found.masthead or "",
        "doc_no": found.doc_no or "",
    }
    for name, words in told.items():
        places = sorted(at for each in found.places if each.field == name for at in range(each.start, each.end))
        stands = spoken("".join(text[at] for at in places if at in held))
        assert Counter(spoken(words)) == Counter(stands), name


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


@rounds(150)
@given(st.integers())
def test_nothing_of_a_mutated_document_is_lost(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    text = clean(mutated(chance.choice(TEXTS), chance))
    if text.strip():
        assert_nothing_lost(text, recognise(text))


@rounds(150)
@given(
    st.text(
        st.sampled_from("\n 　。，：；、（）〔〕第报送发抄附件期号年月日印签一二三〇012文令纪要关于通知简市局★*—")
        | st.characters(codec="utf-8"),
        max_size=300,
    )
)
def test_nothing_of_an_arbitrary_text_is_lost(text: str) -> None:
    try:
        cleaned = clean(text)
        found = recognise(cleaned)
    except Refusal:
        return
    assert_nothing_lost(cleaned, found)
