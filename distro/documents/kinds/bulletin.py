"""简报: a masthead, an issue number, one article or several, and the tiers 报, 送, 发 at the foot (practice)."""

from __future__ import annotations

from distro.documents import sections
from distro.documents.draft import Draft, lines, unmarked
from distro.documents.kinds import fields
from distro.documents.kinds.kind import Format, Numbering, Printed
from distro.lists.tier import Tier
from distro.press.document import Article, Bulletin


def paper(content: Draft, designation: str) -> Bulletin:
    """What the press gets; without a designation, as the first of its year."""
    return Bulletin(
        masthead=content.masthead,
        issue_text=designation or f"{content.day.year}年第1期",
        issuer=content.issuer,
        date=content.day,
        titles=tuple(lines(content.titles)),
        paragraphs=tuple(unmarked(line) for line in lines(content.body)),
        imprint=tuple(content.wording),
        marks=tuple(lines(content.marks)),
        note=content.editors_note,
        articles=tuple(
            Article(each.title, tuple(unmarked(line) for line in each.lines), each.author, each.note)
            for each in sections.articles(content.articles)
        ),
        numbered=content.copies_numbered,
    )


BULLETIN = Format(
    "简报格式",
    Numbering.ISSUE,
    cards=(
        (fields.MASTHEAD, fields.MARKS, fields.ISSUE, fields.EDITOR, fields.DATE),
        (fields.EDITORS_NOTE, fields.TITLES, fields.BODY, fields.ARTICLES),
        (fields.TIERED,),
    ),
    tiers=tuple(Tier),
    title=lambda content: content.first_title,
    paper=paper,
    printed=lambda content: Printed(tuple(content.wording)),
)
