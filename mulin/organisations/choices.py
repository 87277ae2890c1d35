"""Words of what the nodes keep."""

from django.db import models


class FoundingMode(models.TextChoices):
    """How a party organisation was founded."""

    SINGLE = "single", "单独组建"
    JOINT = "joint", "联合组建"
    AREA = "area", "区域联建"
    TRADE = "trade", "行业统建"


class UnitRelation(models.TextChoices):
    """How a party organisation stands to units."""

    SAME_AS_SUPERIOR = "same_as_superior", "与上级党组织相同"
    LEGAL_UNIT = "legal_unit", "法人单位"
    JOINT_BRANCH = "joint_branch", "联合党支部"


class CommunityType(models.TextChoices):
    """What sort of community it is."""

    URBAN = "urban", "城市社区"
    FORMER_VILLAGE = "former_village", "村改居社区"


class PremisesKind(models.TextChoices):
    """The kinds of premises the party serves people in."""

    SERVICE_CENTRE = "service_centre", "党群服务中心"
    RED_STATION = "red_station", "红色驿站"
    PARTY_HOME = "party_home", "党群家园"
    CITY_STATION = "city_station", "城市驿站"
    COMPOUND_PARLOUR = "compound_parlour", "小区党建客厅"
    NEIGHBOUR_PARLOUR = "neighbour_parlour", "睦邻客厅"
    BUILDING_STATION = "building_station", "楼宇党群驿站"
    CIRCLE_STATION = "circle_station", "商圈党群服务站"


class Standard(models.TextChoices):
    """Up to which standard premises are."""

    NONE = "none", "未定级"
    STANDARD = "standard", "标准型"
    DEMONSTRATION = "demonstration", "示范型"


class PremisesStatus(models.TextChoices):
    """How far premises are."""

    PLANNED = "planned", "规划中"
    BUILDING = "building", "建设中"
    UPGRADING = "upgrading", "提升改造中"
    OPEN = "open", "已启用"


class Post(models.TextChoices):
    """Posts that staff hold everywhere. Packs name further ones; a pack's own word for the same post wins."""

    COMMUNITY_SECRETARY = "community_secretary", "社区党组织书记"
    COMMUNITY_WORKER = "community_worker", "专职社区工作者"
    ORGANISATION_SECRETARY = "organisation_secretary", "党组织书记"
    DEPUTY_SECRETARY = "deputy_secretary", "党组织副书记"
    COMMITTEE_MEMBER = "committee_member", "委员"
    GRID_LEADER = "grid_leader", "微网格长"
    BLOCK_LEADER = "block_leader", "楼道长"
    MEDIATOR = "mediator", "小区老娘舅"
    PARTY_WORKER = "party_worker", "党务工作者"
    SERVICE_WORKER = "service_worker", "服务中心工作人员"
    STREET_LEADER = "street_leader", "街道领导班子成员"


class BrandLevel(models.TextChoices):
    """Whose brand it is."""

    STREET = "street", "街道品牌"
    COMMUNITY = "community", "社区品牌"
    ORGANISATION = "organisation", "组织品牌"


FIRST_GRADE, LAST_GRADE = 1, 18
"""三岗十八级: the grades of community workers."""
