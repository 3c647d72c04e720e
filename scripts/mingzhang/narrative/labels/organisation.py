"""Labels of staff, bodies, units and purchased services."""

from __future__ import annotations

from mingzhang.narrative.labels.model import Example, Label

_STAFF = ("organisation", "overview")

STAFF_LABELS = (
    Label(
        "staff_posts",
        r"(?:行政|事业|工勤|参公|政法专项|机关)编制",
        _STAFF,
        (
            Example(
                "organisation",
                "人员编制共35名，其中行政编制20名、事业编制15名",
                ("staff_posts=35名", "staff_posts[行政编制]=20名", "staff_posts[事业编制]=15名"),
            ),
        ),
        units=("people", "items"),
        subject_kind="post",
    ),
    Label(
        "staff_posts",
        r"(?:核定|行政|事业|工勤|人员|机关|总|共有)*编制(?:人数|人员|数|总数|为|共|共有)*",
        (*_STAFF, "duties"),
        (Example("organisation", "编制人数40人，实有在职人数47人。", ("staff_posts=40人", "staff_actual=47人")),),
        units=("people", "items"),
    ),
    Label(
        "staff_retired",
        r"(?:离休|退休|离退休)(?:人员|人数)?",
        _STAFF,
        (
            Example(
                "organisation",
                "其中:在职人员10人,离休人员0人,退休人员1人",
                ("staff_actual=10人", "staff_retired=0人", "staff_retired=1人"),
            ),
        ),
        units=("people",),
    ),
    Label(
        "staff_actual",
        r"(?:年末|现)?(?:实有|在职|在编|现有|在岗)(?:在职|在编|在岗)?(?:人员|人数|职工|干部)*",
        _STAFF,
        (Example("organisation", "年末实有在职人员21人", ("staff_actual=21人",)),),
        units=("people",),
    ),
    Label(
        "internal_bodies",
        r"",
        _STAFF,
        (
            Example(
                "organisation",
                "某市人民政府办公室设21个内设机构，分别是综合科、秘书一科",
                ("internal_bodies_count=21个", "internal_body[综合科]=name", "internal_body[秘书一科]=name"),
            ),
            Example("organisation", "台港澳事务室、十个内设股室构成", ("internal_bodies_count=10个",)),
            Example("organisation", "下设3个职能科室", ("internal_bodies_count=3个",)),
        ),
        units=("items",),
        after=r"(?:内设|职能|下设|行政)?(?:职能)?(?:机构|股室|科室|处室|办公室|股|科|处|室)(?!级)",
    ),
    Label(
        "internal_bodies",
        r"(?:内设|职能)(?:职能)?(?:机构|股室|科室|处室)",
        _STAFF,
        (Example("organisation", "内设机构9个", ("internal_bodies_count=9个",)),),
        units=("items",),
    ),
    Label(
        "subordinate_units",
        r"",
        _STAFF,
        (
            Example(
                "organisation", "纳入2023年部门预算编制范围的二级预算单位共3个单位", ("subordinate_units_count=3个",)
            ),
            Example("organisation", "下属2个事业单位", ("subordinate_units_count=2个",)),
        ),
        units=("items", "groups"),
        after=r"(?:下属|所属|直属|二级|独立核算|公益[一二]类|全额|参公)*(?:预算|事业|行政|参公)?单位",
    ),
    Label(
        "subordinate_units",
        r"(?:下属|所属|直属|二级)(?:二级)?(?:预算|事业)?单位",
        _STAFF,
        (Example("organisation", "下属单位3个", ("subordinate_units_count=3个",)),),
        units=("items",),
    ),
)

OTHER_LABELS = (
    Label(
        "purchased_services",
        r"",
        ("purchase_catalogue", "purchase_services"),
        (
            Example(
                "purchase_catalogue",
                "人民政府办公室有1项政府购买服务项目为12345政府服务热线",
                ("purchased_services_count=1项",),
            ),
        ),
        units=("items",),
        after=r"(?:政府)?购买服务(?:项目|事项)?",
    ),
    Label(
        "purchased_services",
        r"(?:政府)?购买服务(?:支出|预算|项目)*",
        ("purchase_catalogue", "purchase_services"),
        (Example("purchase_services", "2024年政府购买服务预算15万元", ("purchased_services_amount=15万元",)),),
    ),
)
