"""Labels of procurement and of performance management."""

from __future__ import annotations

from mingzhang.narrative.labels.model import EXPENDITURE, Example, Label

_PROCUREMENT = ("procurement",)
_PERFORMANCE = ("performance", "performance_evaluation", "performance_targets")

PROCUREMENT_LABELS = (
    Label(
        "procurement",
        r"政府采购(?:支出|预算)(?:总额|总计|合计|金额)?|政府采购(?:总额|总预算|资金)",
        _PROCUREMENT,
        (
            Example(
                "procurement",
                "2023年某市某区人民政府办公室部门各单位政府采购预算总额3.36万元。其中: 政府采购货物预算3.36万元、"
                "政府采购工程预算 0.00万元、政府采购服务预算0.00万元。",
                (
                    "procurement_total=3.36万元",
                    "procurement_goods=3.36万元",
                    "procurement_works=0万元",
                    "procurement_services=0万元",
                ),
            ),
            Example(
                "procurement",
                "2023 年政府采购预算 17000 元,同比增加 17000 元",
                ("procurement_total=17000元", "procurement_change_amount=17000元↑@last_year"),
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    *(
        Label(
            f"procurement_{stem}",
            rf"(?:政府)?{words}(?:采购)?(?:支出|预算|金额)*",
            _PROCUREMENT,
            (
                Example(
                    "procurement",
                    f"政府{words}预算17000元，占政府采购预算的60%",
                    (f"procurement_{stem}=17000元", f"procurement_{stem}_share=60%"),
                ),
            ),
            sides=(EXPENDITURE,),
        )
        for stem, words in (("centralised", "集中采购"), ("decentralised", "分散采购"))
    ),
    Label(
        "procurement_goods",
        r"(?:政府采购)?货物(?:类)?(?:采购)?(?:支出|预算)?",
        _PROCUREMENT,
        (
            Example(
                "procurement",
                "货物类采购 10000 元,占政府采购预算 58.8%",
                ("procurement_goods=10000元", "procurement_goods_share=58.8%"),
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "procurement_works",
        r"(?:政府采购)?工程(?:类)?(?:采购)?(?:支出|预算)?",
        _PROCUREMENT,
        (Example("procurement", "政府采购工程支出0万元", ("procurement_works=0万元",), "final"),),
        sides=(EXPENDITURE,),
    ),
    Label(
        "procurement_services",
        r"(?:政府采购)?服务(?:类)?(?:采购)?(?:支出|预算)?",
        _PROCUREMENT,
        (Example("procurement", "政府采购服务支出476.4万元", ("procurement_services=476.4万元",), "final"),),
        sides=(EXPENDITURE,),
    ),
    Label(
        "sme",
        r"(?:授予|面向)?中小(?:微)?企业(?:的)?(?:合同|采购|预留)?(?:金额|份额|总额)?",
        _PROCUREMENT,
        (
            Example(
                "procurement",
                "政府采购授予中小企业合同金额0万元，占政府采购支出总额的0%。其中：授予小微企业合同金额0万元，占政府采购支出总额的0%。",
                ("sme_amount=0万元", "sme_share=0%", "small_firm_amount=0万元", "small_firm_share=0%"),
                "final",
            ),
        ),
        units=("money", "percent"),
        sides=(EXPENDITURE,),
    ),
    Label(
        "small_firm",
        r"(?:授予|面向)?(?:小微|小型|微型)企业(?:的)?(?:合同|采购)?(?:金额|份额|总额)?",
        _PROCUREMENT,
        (
            Example(
                "procurement",
                "其中：授予小微企业合同金额30.5万元，占60%",
                ("small_firm_amount=30.5万元", "small_firm_share=60%"),
                "final",
            ),
        ),
        units=("money", "percent"),
        sides=(EXPENDITURE,),
    ),
)

PERFORMANCE_LABELS = (
    Label(
        "performance_projects",
        r"(?:实行|纳入|编制|设置)?绩效(?:目标)?管理的?(?:预算|二级|支出)?项目(?:支出)?(?:数量|个数)?|绩效目标的?项目",
        _PERFORMANCE,
        (
            Example(
                "performance_management",
                "2023年某县人民政府办公室部门实行绩效目标管理的项目20个，涉及一般公共预算当年拨款815.49万元。",
                ("performance_projects_count=20个", "performance_amount[general]=815.49万元"),
            ),
        ),
        units=("items",),
    ),
    Label(
        "performance_projects",
        r"",
        _PERFORMANCE,
        (
            Example(
                "performance_targets",
                "共有11个项目实行绩效目标管理，分别为：领导调研经费",
                ("performance_projects_count=11个",),
            ),
        ),
        units=("items",),
        after=r"(?:二级|预算|支出)?项目(?:支出)?(?:全部|均)?(?:实行|纳入|编制|设置|填报)(?:了)?(?:预算)?绩效",
    ),
    Label(
        "major_projects",
        r"",
        _PERFORMANCE,
        (
            Example(
                "performance_targets",
                "人民政府办公室重大项目分别有12345政府服务热线、密码设备采购、业务费3个项目",
                ("major_projects_count=3个",),
            ),
        ),
        units=("items",),
        after=r"(?:重[大点])?项目$|(?:重[大点])?项目(?=[,;。])",
    ),
    Label(
        "performance",
        r"(?:涉及)?(?:一般公共预算)(?:当年拨款|财政拨款|拨款|资金|支出)*",
        _PERFORMANCE,
        (
            Example(
                "performance_management",
                "实行绩效管理的项目12个, 涉及一般公共预算当年拨款194.49万元。",
                ("performance_projects_count=12个", "performance_amount[general]=194.49万元"),
            ),
        ),
        subject_kind="fund",
        subject_code="general",
        kinds=("budget",),
    ),
    Label(
        "performance",
        r"涉及(?:财政|预算|项目)*(?:资金|金额)|(?:共计|预算)(?:预算)?金额",
        _PERFORMANCE,
        (
            Example(
                "performance",
                "纳入绩效目标管理的项目6个，涉及财政资金238.5万元。",
                ("performance_projects_count=6个", "performance_amount=238.5万元"),
            ),
        ),
        kinds=("budget",),
    ),
    Label(
        "evaluations",
        r"涉及项目|(?:项目)?(?:支出)?绩效自评(?:项目)?(?:个数|数量|数)?|(?:开展|组织)(?:了)?绩效(?:自评|评价)(?:的)?项目",
        _PERFORMANCE,
        (
            Example(
                "performance_management",
                "2023年度二级项目绩效自评个数6个，涉及资金715.88万元：4个项目自评等级为“优”，1个项目自评等级为“良”，0个项目自评等级为“中”，1个项目自评等级为“差”。",
                (
                    "evaluations_count=6个",
                    "evaluations_amount=715.88万元",
                    "evaluation_grade_count[excellent]=4个",
                    "evaluation_grade_count[good]=1个",
                    "evaluation_grade_count[fair]=0个",
                    "evaluation_grade_count[poor]=1个",
                ),
                "final",
            ),
        ),
        units=("items",),
    ),
    Label(
        "evaluations",
        r"涉及(?:一般公共预算)?(?:财政|预算|项目)*(?:支出)?(?:当年拨款|资金|金额|支出)|(?:绩效)?自评(?:资金|金额)",
        _PERFORMANCE,
        (
            Example(
                "performance_management",
                "组织对8个项目开展了绩效自评，涉及资金100万元",
                ("evaluations_count=8个", "evaluations_amount=100万元"),
                "final",
            ),
        ),
        kinds=("final",),
    ),
    Label(
        "evaluations",
        r"",
        _PERFORMANCE,
        (Example("performance_management", "对5个二级项目开展绩效自评", ("evaluations_count=5个",), "final"),),
        units=("items",),
        after=r"(?:一级|二级|预算|支出)?项目(?:支出)?(?:开展|进行|实施)(?:了)?(?:预算)?(?:支出)?(?:绩效|部门|财政|重点)+(?:自评|评价)",
        kinds=("final",),
    ),
    Label(
        "evaluation_coverage",
        r"(?:绩效)?自评覆盖(?:率|面)|占(?:应评价)?项目总数",
        _PERFORMANCE,
        (Example("performance_evaluation", "自评覆盖率达到100%", ("evaluation_coverage=100%",), "final"),),
        units=("percent",),
    ),
    *(
        Label(
            "evaluation_grade",
            words,
            _PERFORMANCE,
            (Example("performance_evaluation", f"其中，{text}4个", (f"evaluation_grade_count[{code}]=4个",), "final"),),
            units=("items",),
            subject_kind="grade",
            subject_code=code,
        )
        for text, words, code in (
            ("优秀", "优秀(?:等次|等级)?(?:的)?(?:项目)?", "excellent"),
            ("良好", "良好(?:等次|等级)?(?:的)?(?:项目)?", "good"),
            ("中等", "中等(?:等次|等级)?(?:的)?(?:项目)?", "fair"),
            ("较差", "较差(?:等次|等级)?(?:的)?(?:项目)?", "poor"),
        )
    ),
    *(
        Label(
            "evaluation_grade",
            r"",
            _PERFORMANCE,
            (
                Example(
                    "performance_management",
                    f"3个项目自评等级为“{grade}”",
                    (f"evaluation_grade_count[{code}]=3个",),
                    "final",
                ),
            ),
            units=("items",),
            subject_kind="grade",
            subject_code=code,
            after=rf"(?:二级)?项目(?:绩效)?(?:自评)?(?:结果|等级|评价)*(?:为|是|:)?{grade}",
        )
        for grade, code in (("优", "excellent"), ("良", "good"), ("中", "fair"), ("差", "poor"))
    ),
)
