"""The duty not to publish personal data of staff."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import Duty
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.ground.source import Locator


class D29(Duty):
    """No personal data of staff is published (names and telephone numbers of clerks). Only places are given.

    For review: it is about protecting people, no figure is wrong.
    """

    code = "D29"
    rule_zh = "不公开工作人员的个人信息（经办人姓名、电话）。只列出位置。仅供复核：目的是保护个人，与数字对错无关。"
    severity = "review"
    title_zh = "不公开经办人等个人信息"
    title_en = "No personal data of staff is published"
    why_zh = "经办人姓名和手机号码属于个人信息，预决算公开并不需要。"
    why_en = "Names and mobile numbers of clerks are personal data that the disclosure does not need."
    basis_zh = "《政府信息公开条例》第十五条（涉及个人隐私的信息）；《个人信息保护法》第六条（最小必要）。"
    basis_en = (
        "Open Government Information Regulation art. 15; Personal Information Protection Law art. 6 (minimisation)."
    )
    requires_zh = "只依据读取时遮盖的位置（见 R17），没有遮盖即为通过。"
    requires_en = "Rests on the places masked in reading (see R17); where nothing was masked the duty is met."
    fix_zh = "公布者删除绩效表中的经办人姓名和联系电话后重新公开。"
    fix_en = "Remove the names and telephone numbers from the forms and publish again."
    good = samples.budget(
        forms="项目支出绩效目标申报表\n项目名称⇥档案整理\n负责人:⇥⇥经办人:⇥⇥联系电话:⇥⇥填报日期:⇥20230110\n"
    )
    bad = samples.budget(
        forms="项目支出绩效目标申报表\n项目名称⇥档案整理\n负责人:⇥⇥经办人:⇥某某某⇥联系电话:⇥⇥填报日期:⇥20230110\n"
    )

    says_document_holds_personal_data = wording(
        "D29.document_holds_personal_data",
        "公布的文档中有 {count} 处个人信息（经办人姓名或电话），本站已遮盖，只列位置。",
        "The document holds personal data (names or telephone numbers) in {count} places, masked here.",
    )
    says_personal_data_found = wording("D29.personal_data_found", "没有发现个人信息。", "No personal data was found.")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance for the document."""
        places = disclosure.source.masked
        if not places:
            yield self.decide("source", "pass", self.says_personal_data_found(), [Locator(1)])
            return
        yield self.decide(
            "source",
            "review",
            self.says_document_holds_personal_data(count=len(places)),
            places,
            (sides.PERSONAL_DATA, str(len(places))),
        )


PRIVACY_DUTIES: tuple[Duty, ...] = (D29(),)
