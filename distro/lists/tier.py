"""The tiers of a distribution list: in which relation to the issuer a recipient is addressed."""

from enum import StrEnum


class Tier(StrEnum):
    """The value is the word of the field; for bulletins 报, 送, 发 (practice), for 公文 主送, 抄送
    (党政机关公文处理工作条例 art. 9)."""

    REPORT = "报"
    CIRCULATE = "送"
    DISTRIBUTE = "发"
    ADDRESS = "主送"
    COPY = "抄送"
