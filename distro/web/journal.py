"""The pages of the journal: who did what, newest first, and the words for each fact."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from distro.accounts import queries as accounts
from distro.accounts.models import Person
from distro.accounts.rules import AccountFact, Permission, Role, may
from distro.archive.rules import RecordFact
from distro.audit import queries
from distro.audit.rules import AuditFact
from distro.delivery.rules import DeliveryFact
from distro.documents import queries as documents
from distro.documents.rules import DocumentFact
from distro.kernel.errors import NotFound
from distro.kernel.journal import Entry
from distro.kernel.work import Work
from distro.lists.rules import ListFact
from distro.offices.rules import OfficeFact
from distro.web.door import Pages
from distro.web.guard import NOBODY
from distro.web.language import gettext

pages = Pages("journal")
PAGE = 50

WORDS: dict[str, str] = {
    AccountFact.CREATED: "建立账号",
    AccountFact.EDITED: "修改姓名或邮箱",
    AccountFact.MEMBERSHIP_GIVEN: "授予职责",
    AccountFact.MEMBERSHIP_TAKEN: "收回职责",
    AccountFact.LINK_MADE: "生成链接",
    AccountFact.LINK_MAILED: "寄出一次性链接",
    AccountFact.LINK_KEPT: "一次性链接存于本机，没有寄出",
    AccountFact.LINK_REFUSED: "寄一次性链接被拒收",
    AccountFact.PASSWORD_CHANGED: "修改口令",
    AccountFact.DEACTIVATED: "停用账号",
    AccountFact.REACTIVATED: "恢复账号",
    AccountFact.SIGNED_IN: "登录",
    AccountFact.SIGNED_OUT: "退出",
    AccountFact.SESSION_ENDED: "退出另一处登录",
    AccountFact.SIGN_IN_FAILED: "登录失败",
    OfficeFact.REGISTERED: "登记单位",
    OfficeFact.EDITED: "修改单位信息",
    OfficeFact.RENAMED: "单位更名",
    OfficeFact.MERGED: "单位并入",
    OfficeFact.ALIAS_ADDED: "增加单位别名",
    OfficeFact.ALIAS_REMOVED: "删除单位别名",
    OfficeFact.MAILBOX_CHANGED: "更改收文邮箱",
    OfficeFact.NAME_ENTRUSTED: "委托以其名义印发",
    OfficeFact.NAME_TAKEN_BACK: "收回名义委托",
    OfficeFact.ENTRY_ASKED: "请求登记名称",
    OfficeFact.ENTRY_SETTLED: "办结登记请求",
    OfficeFact.CLASS_DEFINED: "定义单位统称",
    OfficeFact.CLASS_EDITED: "修改单位统称",
    OfficeFact.CLASS_REMOVED: "删除单位统称",
    OfficeFact.MEMBER_ADDED: "增加统称成员",
    OfficeFact.MEMBER_ENDED: "结束统称成员",
    ListFact.NAMED: "建立名单",
    ListFact.LEARNT: "记住名单读法",
    ListFact.REVISED: "修订名单",
    DocumentFact.DRAFTED: "拟稿",
    DocumentFact.REVISED: "修改文稿",
    DocumentFact.LIST_READ: "重读名单",
    DocumentFact.FILE_ADDED: "加附件",
    DocumentFact.FILE_REMOVED: "移除附件",
    DocumentFact.FILES_ORDERED: "调整附件次序",
    DocumentFact.WAIVED: "说明理由保留",
    DocumentFact.DISCARDED: "作废",
    DocumentFact.SUBMITTED: "送审",
    DocumentFact.WITHDRAWN: "撤回修改",
    DocumentFact.RETURNED: "退改",
    DocumentFact.APPROVED: "签发",
    DocumentFact.NUMBERED: "编号",
    DocumentFact.EARLIER_ENTERED: "登记旧期",
    DocumentFact.EARLIER_STRUCK: "注销旧期登记",
    DocumentFact.RELEASED: "印发",
    DocumentFact.LIST_FROZEN: "固定名单",
    DocumentFact.STOPPED: "停止印制",
    DocumentFact.ISSUED: "印成版式文件",
    DocumentFact.UNPRINTABLE: "印制失败",
    DocumentFact.RECALLED: "撤回公文",
    DeliveryFact.ADDRESSED: "列入分送",
    DeliveryFact.SENT: "送达",
    DeliveryFact.NOTICE_TRIED: "试发邮件通知",
    DeliveryFact.NOTICED: "发出邮件通知",
    DeliveryFact.NOTICE_KEPT: "邮件通知存于本机，没有寄出",
    DeliveryFact.NOTICE_REFUSED: "邮件通知被拒收",
    DeliveryFact.NOTICE_NEEDLESS: "邮件通知不再需要，没有发出",
    DeliveryFact.FAILED: "送达失败",
    DeliveryFact.DISPATCHED: "分送完毕",
    DeliveryFact.OPENED: "首次阅读",
    DeliveryFact.COPY_TAKEN: "取走编号件",
    DeliveryFact.ACKNOWLEDGED: "签收",
    DeliveryFact.RECEIPT_ENTERED: "登记纸质签收",
    DeliveryFact.RETURNED: "退回",
    DeliveryFact.RESENT: "重发",
    DeliveryFact.REMINDED: "催办",
    DeliveryFact.RECALLED: "收回副本",
    DeliveryFact.ANSWER_BEGUN: "拟复",
    RecordFact.FILED: "归档",
    RecordFact.VERIFICATION_CALLED: "要求核验",
    RecordFact.VERIFIED: "核验",
    AuditFact.RETRIED: "重试任务",
    AuditFact.MENDED: "补办后台事项",
    AuditFact.DISAGREEMENT: "名单核对不一致",
    AuditFact.SETTLED: "名单恢复一致",
    AuditFact.SWEPT: "名单核对完毕",
}
# What earlier versions noted as facts, and journals still hold.
EARLIER = {"delivery.notices_due": "安排邮件通知", "audit.sweep_due": "安排核对名单"}
# What an entry's data say that a reader wants beside the fact, in this order.
PARTICULARS = (
    *("office", "reference", "masthead", "words", "name", "role", "signed_by", "signed_on", "opinion", "reason"),
    *("means", "mailbox", "address"),
)
# Where the office's name stands among what a fact about many copies says of each.
OFFICE_OF_COPY = 4
# Those whose values are words of the product, to be said in the reader's language.
SPOKEN = ("role", "means")
# Who acts without being a person.
DOERS = {NOBODY.name: "未登录", "operator": "命令行"}


@pages.app_template_global()
def fact(entry: Entry) -> str:
    """What was done, in words."""
    return gettext((WORDS | EARLIER)[entry.fact])


@pages.app_template_global()
def particulars(entry: Entry) -> str:
    said = [
        gettext(entry.data[name]) if name in SPOKEN else entry.data[name]
        for name in PARTICULARS
        if entry.data.get(name) and not (name == "name" and entry.fact in list(AccountFact))
    ]
    if copies := entry.data.get("copies"):
        said.append(copies[0][OFFICE_OF_COPY] if len(copies) == 1 else gettext("%(count)s 件", count=len(copies)))
    if entry.fact == AccountFact.EDITED:
        said += [f"{before or '—'} → {after or '—'}" for before, after in entry.data["changed"].values()]
    return " · ".join(said)


@pages.app_template_global()
def doer(entry: Entry) -> str:
    """Who did it: a person by name; else whether it came from outside, from the terminal or from the system itself."""
    return entry.actor if entry.actor_id else gettext(DOERS.get(entry.actor, "系统"))


@pages.read("/journal", needs=(Role.RECORDS, Role.AUDITOR))
def journal(w: Work) -> ResponseReturnValue:
    """Of one document (?document=), of one person's account (?person=), of all accounts (?about=accounts) or of
    everything; older entries by ?before=."""
    document_id = request.args.get("document", type=UUID)
    person_id = request.args.get("person", type=UUID)
    about = "accounts" if request.args.get("about") == "accounts" else None
    lines = queries.journal(
        w,
        document_id,
        request.args.get("before", type=_entry_number),
        limit=PAGE + 1,
        person_id=person_id,
        accounts_only=about is not None,
    )
    return render_template(
        "journal/journal.html",
        lines=lines[:PAGE],
        older=lines[PAGE - 1].entry.id if len(lines) > PAGE else None,
        is_newest="before" not in request.args,
        document=document_id and documents.find(w, document_id),
        owner=person_id and _owner(w, person_id),
        about=about,
        asked={"document": document_id, "person": person_id, "about": about},
    )


def _owner(w: Work, person_id: UUID) -> Person:
    """Whose account is asked about, for those who may look at accounts."""
    if not may(w.actor, Permission.READ):
        raise NotFound()
    return accounts.find(w, person_id)


def _entry_number(text: str) -> int:
    """A number the journal's key can hold, or ValueError."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
