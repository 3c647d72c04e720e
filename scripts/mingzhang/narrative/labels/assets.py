"""Labels of vehicles, rooms and equipment."""

from __future__ import annotations

from mingzhang.narrative.labels.model import Example, Label

_VEHICLES = ("state_assets", "vehicles")
_ASSETS = ("state_assets", "buildings", "other_assets")

ASSET_LABELS = (
    Label(
        "vehicles_authorised",
        r"(?:预算|核定)?编制(?:内)?(?:数|核定)?(?:公务用车|汽车|车辆|用车)*|车辆编制(?:数)?",
        _VEHICLES,
        (
            Example(
                "vehicles", "我单位预算编制汽车1辆，实有车辆1辆。", ("vehicles_authorised=1辆", "vehicles_count=1辆")
            ),
            Example(
                "vehicles",
                "公共事务服务中心预算编制公务用车2辆，实有2辆。",
                ("vehicles_authorised=2辆", "vehicles_count=2辆"),
            ),
        ),
        units=("vehicles",),
    ),
    Label(
        "vehicles_by_use",
        r"副部\(省\)级及以上领导(?:干部)?用车|(?:主要)?(?:领导干部|负责人)用车|机要通信(?:应急)?(?:用车|车)|应急保障用车|(?:一般)?执法执勤用车|特种专业技术用车|离退休干部(?:服务)?用车|一般公务用车|业务用车|其[他它]用车",
        _VEHICLES,
        (
            Example(
                "state_assets",
                "本部门（单位）共有车辆4辆。其中：副部（省）级及以上领导用车0辆、主要负责人用车0辆、其他用车4辆，其他用车主要是由于历史原因，其他用车4辆是挂靠在本单位；单价100万元（含）以上设备（不含车辆）0台（套）。",
                (
                    "vehicles_count=4辆",
                    "vehicles_by_use[副部（省）级及以上领导用车]=0辆",
                    "vehicles_by_use[主要负责人用车]=0辆",
                    "vehicles_by_use[其他用车]=4辆",
                    "reason_count=4辆",
                    "equipment_over_1m_count=0台(套)",
                ),
                "final",
            ),
        ),
        units=("vehicles",),
        subject_kind="use",
    ),
    Label(
        "vehicles_purchased",
        r"(?:拟|计划|新)?(?:购置|采购|更新|新购)(?:公务用车|车辆)",
        _VEHICLES,
        (Example("vehicles", "2024年拟购置车辆1辆", ("vehicles_purchased_count=1辆",)),),
        units=("vehicles",),
    ),
    Label(
        "vehicles",
        r"(?:实有|现有|共有|拥有|保有)?(?:公务用车|公务车|公车|车辆|汽车|机动车)(?:保有量|总数|数量|数)?|(?:实有|现有)(?:数)?",
        _VEHICLES,
        (Example("state_assets", "截至2023年12月31日，共有车辆4辆。", ("vehicles_count=4辆",), "final"),),
        units=("vehicles",),
    ),
    Label(
        "equipment_over_1m",
        r"(?:单[价台位]|价值|原值)[^0-9,;。]{0,6}100(?:\.0+)?万元?[^,;。]{0,16}以上[^,;。]{0,24}",
        _ASSETS,
        (
            Example(
                "state_assets",
                "单价100万元（含）以上设备（不含车辆）2台（套）。",
                ("equipment_over_1m_count=2台(套)",),
                "final",
            ),
        ),
        units=("vehicles", "items"),
    ),
    Label(
        "equipment_over_500k",
        r"(?:单[价台位]|价值|原值)[^0-9,;。]{0,6}50(?:\.0+)?万元?[^,;。]{0,16}以上[^,;。]{0,24}",
        _ASSETS,
        (
            Example(
                "state_assets", "单位价值50万元以上通用设备1台（套）", ("equipment_over_500k_count=1台(套)",), "final"
            ),
        ),
        units=("vehicles", "items"),
    ),
)
