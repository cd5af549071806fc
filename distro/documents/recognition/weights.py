"""What every sign is worth that decides between readings of a document. No number that decides stands elsewhere.

The unit is that of log odds: a sign worth 2 makes what it speaks for about seven times as likely.
"""

from __future__ import annotations

JOIN = {
    # No line of Chinese print begins with such a mark, and none ends with such a one: the line was cut.
    "closing mark": 8.0,
    "opening mark": 8.0,
    # A line that says by itself what it is never goes on with the one above.
    "field": -9.0,
    # A full line in the midst of a sentence.
    "cut": 6.0,
    # The same where no mark tells running text: it may be a title on two lines, or full by chance.
    "cut without a mark": 2.0,
    # A full line that ends a sentence: among ten lines of a paragraph hardly one; but then the paragraph mostly goes on.
    "full": 1.0,
    # In a text whose paragraphs stand in, the next line does not.
    "does not stand in": 4.0,
    # Where the indents tell everything, an open sentence that meets a line at the margin goes on.
    "goes on at the margin": 5.0,
    "stands in": -9.0,
    # Where first lines are narrower by their lost indent, the width of the next one tells what it is.
    "full behind full": 3.0,
    "first line": -5.0,
    # There was room left for the next word.
    "short": -6.0,
    # A sentence that stops there without its end, and text below it: not certain.
    "left open": 4.2,
    # The same behind a comma: the sentence at least goes on.
    "comma": 2.0,
    # A sentence that stops short of its end in the midst of running text: a page ended there.
    "broken off": 5.0,
    # Two pieces that make a full line together, torn at a mark.
    "halved": 5.0,
    # 一、 （二） 3. begin paragraphs; but a line may be broken before a number.
    "item": -4.0,
    # Blank lines where the text uses them between paragraphs; those of pages stand between halves of sentences.
    "blank line": -3.0,
}

PIECE = {
    # --- the name at the head ---
    # 简报, 信息, 专报 …: nothing else at the head ends so.
    "masthead of a bulletin": 6.0,
    # …文件 over a document number.
    "masthead of an official": 6.0,
    "masthead of an order": 6.0,
    "masthead of minutes": 6.0,
    # 信函格式 shows the organ's name alone; so does a signature, or a line above a masthead.
    "masthead of a letter": 2.5,
    # 某某局公告 is a title as well, unless another one stands below.
    "masthead of a genre": 3.0,
    # Any other short line can be a name only by what stands below it.
    "masthead of no kind": -1.0,
    # Each further line of a name: half a name stands alone less often than a whole one.
    "masthead on another line": -1.0,
    # Its first line is an organ by itself: then that rather issues it.
    "masthead begins with an organ's line": -3.0,
    # 海塘建设 ⏎ 简　报: the last line alone names nothing.
    "masthead ends in a bare word": 1.0,
    # --- numbers ---
    "designation": 5.0,
    # 第3号, NO.3: documents of many kinds are numbered so.
    "designation by 号": 3.0,
    "designation with a total": 1.0,
    # 2021年3月号, 第12周: counted by the time it covers.
    "designation by a period": 3.0,
    "document number": 6.0,
    # Mostly it stands at its own place as well.
    "number among particulars": 3.5,
    # On web pages the title comes first.
    "number below the title": -0.5,
    "number of an order": 4.0,
    "number of a meeting": 3.0,
    # --- issuer and date ---
    "issuer with its label": 5.0,
    "issuer is an organ": 3.0,
    # Two below each other, each beside something else.
    "one more issuer": -1.0,
    # Its last line is an organ by itself, the one above it is none.
    "issuer below other words": -1.0,
    # 东 湾 市 水 利 局: nobody spaces the words of a sentence.
    "issuer letter-spaced": 2.0,
    "issuer is no known organ": -0.5,
    # A meeting decides; who keeps its minutes issues them, and often signs below.
    "issuer is a meeting": -5.0,
    # In the head of a bulletin whatever stands on the line of the date issues it.
    "issuer beside a date": 2.0,
    "date": 4.0,
    # 2019年X月XX日: a form not filled in.
    "date not filled in": 3.0,
    "date with 印发": -1.0,
    "signer": 4.0,
    "signer not filled in": 3.0,
    "field of the staff": 3.0,
    "signer among the staff": 3.0,
    "mark": 4.0,
    "words between": -4.0,
    # --- the text ---
    "title": 1.5,
    "title with 关于": 2.0,
    "title ends in its genre": 2.5,
    "title before its address": 1.5,
    "title before prose": 1.0,
    "title stands apart": 0.5,
    "title with a comma": -1.0,
    "title behind a dash": -0.5,
    "title holds a number": -3.0,
    # 本周要闻: rather a part of the bulletin.
    "title of some characters": -1.5,
    "title among fields": -4.0,
    # A comma below the first line: rather the first sentence of the text.
    "title goes on in a sentence": -2.0,
    # 关于 opened what only a genre closes.
    "title goes on": 1.0,
    # Lines of a title not cut for want of room.
    "title on another line": -0.4,
    # Second lines of some characters are names of writers.
    "title's last line is short": -1.5,
    # When it was said or passed stands below it.
    "title holds a date": -4.0,
    # A table of contents above says the same; or this is its line, and the title stands below.
    "title announced above": 4.0,
    "title announces another": -4.0,
    # Each of its lines is a title by itself there.
    "title announced in parts": -4.0,
    "date in brackets": 4.0,
    "subtitle": 2.0,
    # A further title in the text of a bulletin: mostly a heading instead.
    "article": -2.0,
    # 市水利局抓好冬修: headings inside an article seldom say who does it.
    "article tells who": 2.0,
    "article centred": 3.0,
    # A blank line above and none below, as no paragraph stands.
    "article glued to its text": 2.0,
    "article behind a source": 3.0,
    "article below its section": 3.0,
    "article is short": -2.0,
    "article behind no sentence": -2.0,
    "article before no sentence": -2.0,
    "address": 1.5,
    # For each share of the names in it that is known to be one.
    "address of names": 4.0,
    "front": 2.0,
    "front announces": 3.0,
    "body": 0.0,
    # A short line without a mark: a heading perhaps, or something else that was not understood.
    "body without a mark": -0.8,
    # A line that says by itself that it is something else.
    "body looks like a field": -6.0,
    "body looks like a date": -3.0,
    "annexes": 4.0,
    "annex on another line": 1.0,
    "attachment begins": 2.0,
    # The text that a document makes known stands behind its date, mostly without a word of its being annexed.
    "attachment without its word": -1.0,
    # On one line its title and its first sentence cannot be told apart.
    "attachment without its title": -5.0,
    "attachment": -0.1,
    # --- signature and foot ---
    "signed by an organ": 2.0,
    "signed by words": -0.7,
    "signed by an officer": 3.0,
    "signed with a date": 4.0,
    "note": 3.0,
    "tier": 6.0,
    # The line before was full, or this one holds names: the list goes on.
    "tier goes on": 2.0,
    "tier breaks off": -4.0,
    # A full stop mostly ends the list.
    "tier behind 。": -1.5,
    "printing line": 7.0,
    # Organ and date without 印发 may be a signature as well.
    "printing line without its word": 3.0,
    # Then the line above is rather the organ than one more recipient.
    "printing line without its organ": -2.0,
    "copies": 5.0,
    "keywords": 5.0,
    # --- what nobody takes ---
    "leftover": -3.0,
    # What was not understood comes in stretches.
    "leftover goes on": 2.6,
    # Sentences are the text.
    "leftover is prose": -3.0,
    # A line of a run that was cut for want of room, parted from the line it goes on in; and joined to it.
    "torn": -2.0,
    "joined": 1.0,
    # Two lines read as one that stand each by itself.
    "not joined": -0.3,
}

BEHIND = {
    # What usually stands right behind what, at the head.
    ("masthead", "issue"): 3.0,
    ("masthead", "doc_no"): 2.0,
    ("issue", "issuer"): 1.5,
    ("issue", "date"): 1.0,
    ("issuer", "date"): 1.0,
    ("date", "issuer"): 0.5,
    ("sign", "tier"): 0.5,
}

PROPER = {
    # By kind, what its documents have; what is missing costs.
    "bulletin": {"masthead": 2.0, "issue": 2.0, "tier": 1.0, "titles": 0.5},
    "official": {"doc_no": 2.5, "titles": 2.0, "sign": 1.5, "masthead": 0.5, "address": 0.5},
    "letter": {"masthead": 4.0, "doc_no": 2.5, "titles": 2.0, "sign": 1.0, "address": 1.0},
    "order": {"masthead": 6.0, "doc_no": 2.0, "sign": 1.0},
    "minutes": {"masthead": 5.0},
}

KIND = {
    # Titles of official documents name their genre, and go to somebody.
    ("official", "genre"): 1.5,
    ("letter", "genre"): 1.0,
    # 某某局 ⏎ 关于 …: the organ opens its own title, unless a number or a date parts them.
    ("official", "organ left above"): -4.0,
    ("letter", "organ left above"): -4.0,
    ("official", "organ in its title"): 1.5,
    ("letter", "organ in its title"): 1.0,
    # A 函 is set as a letter by its number's code (…函〔2024〕5号).
    ("letter", "code 函"): 2.5,
    # 报, 送, 发 are the tiers of bulletins; 抄送 stands on both.
    ("bulletin", "own tier"): 1.5,
    ("minutes", "own tier"): 0.5,
    ("official", "address"): 1.0,
    ("letter", "address"): 1.0,
}

STEEPNESS = 1.05
"""How fast confidence grows with the margin to the next reading."""

REACH = 30.0
"""What is so far behind at a line is not followed further: no later line makes up for it."""

INFERRED = 0.85
"""How sure at most what no line tells is concluded from others: the year from the date, the issuer from the title."""
