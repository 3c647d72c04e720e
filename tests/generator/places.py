"""Real divisions (GB/T 2260) and the agencies that publish in them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# Code, city, county or district (`-`: the city itself). Bare county names are unique in the country.
_DIVISIONS = """
140404 长治市 上党区|140403 长治市 潞州区|141123 吕梁市 兴县|140900 忻州市 -|140902 忻州市 忻府区
140214 大同市 云冈区|140105 太原市 小店区|140106 太原市 迎泽区|140107 太原市 杏花岭区|140121 太原市 清徐县
140525 晋城市 泽州县|140521 晋城市 沁水县|140728 晋中市 平遥县|140702 晋中市 榆次区|140802 运城市 盐湖区
141002 临汾市 尧都区|141102 吕梁市 离石区|140602 朔州市 朔城区|130123 石家庄市 正定县|130203 唐山市 路北区
130302 秦皇岛市 海港区|130402 邯郸市 邯山区|210102 沈阳市 和平区|210103 沈阳市 沈河区|220102 长春市 南关区
230102 哈尔滨市 道里区|320102 南京市 玄武区|320104 南京市 秦淮区|320115 南京市 江宁区|320506 苏州市 吴中区
330102 杭州市 上城区|330106 杭州市 西湖区|330108 杭州市 滨江区|330127 杭州市 淳安县|330212 宁波市 鄞州区
340102 合肥市 瑶海区|340103 合肥市 庐阳区|340104 合肥市 蜀山区|340111 合肥市 包河区|340121 合肥市 长丰县
350102 福州市 鼓楼区|350203 厦门市 思明区|350206 厦门市 湖里区|360102 南昌市 东湖区|360121 南昌市 南昌县
370102 济南市 历下区|370202 青岛市 市南区|370212 青岛市 崂山区|410102 郑州市 中原区|410105 郑州市 金水区
410122 郑州市 中牟县|420102 武汉市 江岸区|420106 武汉市 武昌区|420111 武汉市 洪山区|430102 长沙市 芙蓉区
430104 长沙市 岳麓区|430121 长沙市 长沙县|440104 广州市 越秀区|440106 广州市 天河区|440304 深圳市 福田区
450103 南宁市 青秀区|510104 成都市 锦江区|510107 成都市 武侯区|520102 贵阳市 南明区|530102 昆明市 五华区
610103 西安市 碑林区|610113 西安市 雁塔区|610124 西安市 周至县|610602 延安市 宝塔区|610802 榆林市 榆阳区
620102 兰州市 城关区|630102 西宁市 城东区|640104 银川市 兴庆区
"""

# name of the agency, function 款 of its own work
_AGENCIES = (
    ("人民政府办公室", "20103"),
    ("财政局", "20106"),
    ("发展和改革局", "20104"),
    ("统计局", "20105"),
    ("审计局", "20108"),
    ("商务局", "20113"),
    ("市场监督管理局", "20138"),
    ("信访局", "20140"),
    ("司法局", "20406"),
    ("教育局", "20501"),
    ("科学技术局", "20601"),
    ("文化和旅游局", "20701"),
    ("人力资源和社会保障局", "20801"),
    ("民政局", "20802"),
    ("退役军人事务局", "20828"),
    ("卫生健康局", "21001"),
    ("医疗保障局", "21015"),
    ("住房和城乡建设局", "21201"),
    ("农业农村局", "21301"),
    ("水利局", "21303"),
    ("交通运输局", "21401"),
    ("工业和信息化局", "21505"),
    ("自然资源局", "22001"),
    ("应急管理局", "22401"),
)
_UNLISTED = ("21301",)
"""款 of which the published code lists lack the items."""
_INSTITUTIONS = (
    "公共事务服务中心",
    "政府信息网络中心",
    "综合保障中心",
    "事业发展中心",
    "会计核算中心",
    "档案管理中心",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A division: its code and its name with (`full`) and without (`short`) the city above it."""

    code: str
    full: str
    short: str

    @property
    def bare_is_clear(self) -> bool:
        """True where the short name alone names one division (counties and cities, not districts)."""
        return not self.short.endswith("区")


def _read_divisions() -> tuple[Place, ...]:
    places = []
    for entry in _DIVISIONS.replace("|", "\n").split("\n"):
        if entry:
            code, city, county = entry.split(" ")
            places.append(Place(code, city, city) if county == "-" else Place(code, city + county, county))
    return tuple(places)


PLACES = _read_divisions()


@dataclass(frozen=True, slots=True)
class Publisher:
    """The publishing entity and, for a department, the units below it (the first is the agency itself)."""

    place: Place
    entity: str
    units: tuple[str, ...]
    main_kuan: str


def _agency_of(place: Place, rng: Random, *, unlisted: bool) -> tuple[str, str]:
    prefix = place.short if place.bare_is_clear and rng.random() < 0.3 else place.full
    if not unlisted and rng.random() < 0.12:
        return f"中国共产党{place.full}委员会办公室", "20131"
    name, kuan = rng.choice([agency for agency in _AGENCIES if (agency[1] in _UNLISTED) is unlisted])
    return prefix + name, kuan


def choose_publisher(rng: Random, scope: str, hazards: frozenset[str] = frozenset()) -> Publisher:
    """Draw a place and an agency; a department has one to four units, a unit only itself."""
    place = rng.choice(PLACES)
    agency, kuan = _agency_of(place, rng, unlisted="unlisted_code" in hazards)
    count = rng.choice((0, 0, 1, 2, 3)) if scope == "dept" else 0
    below = tuple(place.full + name for name in rng.sample(_INSTITUTIONS, count))
    entity = f"{agency}（部门）" if below and rng.random() < 0.4 else agency
    return Publisher(place, entity, (agency, *below), kuan)
