import EntityModel
import ExtractionPipeline
import TestSupport
import Testing

/// What the model inside the program finds in sentences of our own, none of which it has learned from.
@Suite struct SentenceTests {
  static let pipeline = Result { try Pipeline() }

  /// The names that lie inside no other.
  static func names(in text: MarkedText) throws -> [MarkedText.Name] {
    let mentions = try pipeline.get().extract(text.document).mentions
    return mentions.filter { inner in
      !mentions.contains { $0.span != inner.span && $0.span.contains(inner.span) }
    }.map { MarkedText.Name(type: $0.type, span: $0.span, text: $0.text) }.sorted()
  }

  @Test func marksAreReadAsTheyStand() {
    let marked = MarkedText("[unit:县委]的[person:周]，[x:y]")
    #expect(marked.text == "县委的周，[x:y]")
    #expect(marked.names.map(\.description) == ["unit:县委", "person:周"])
    #expect(marked.names.map(\.span) == [Span(0, 2), Span(3, 4)])
  }

  @Test(arguments: persons + units + places + programmes)
  func namesAreFoundAndNothingElse(sentence: String) throws {
    let marked = MarkedText(sentence)
    #expect(try Self.names(in: marked) == marked.names)
  }

  /// What the model does not manage. When one of these is found, it moves above.
  @Test(arguments: limits)
  func knownLimits(sentence: String) throws {
    let marked = MarkedText(sentence)
    let found = try Self.names(in: marked)
    withKnownIssue { #expect(found == marked.names) }
  }

  @Test(arguments: negatives)
  func whatLooksLikeANameIsNone(sentence: String) throws {
    #expect(try Self.names(in: MarkedText(sentence)).isEmpty)
  }

  static let persons = [
    "副局长[person:秦卫东]在会上强调，汛期值班不能断人。",
    "村民[person:苗秀兰]高兴地说：“路修到了家门口。”",
    "“今年收成不错。”种粮大户[person:边振国]告诉记者。",
    "社区书记[person:谷明霞]、网格员[person:柴小娟]和志愿者[person:乔立新]一起敲门入户。",
    "老党员[person:戚长河]今年78岁，每天都到文化广场扫地。",
    "记者 [person:宫雪梅] 通讯员 [person:晁阳]",
    "驻村第一书记[person:耿志强]说，大棚是去年建的。",
    "在返乡青年[person:庞博]的直播间里，订单一条接一条。",
    "技术员[person:欧阳志远]蹲在地头，教大家辨认病叶。",
    "民警[person:于海]接到报警后五分钟赶到现场。",
    "校长[person:高峰]说，孩子们的营养餐一天一个样。",
    "[unit:县委]副书记、县长[person:瞿承业]主持会议。",
    "“我算了一笔账。”[person:曲洪亮]掰着指头说。",
    "[person:司马兰]是村里的调解员，邻里有事都爱找她。",
    "今年62岁的[person:仝德厚]种了一辈子地。",
    "演出开始前，导演[person:冀小北]又走了一遍台。",
    "[person:万国庆]的妻子在镇上开小吃店。",
    "护士长[person:温如玉]连续值守三天。",
    "在老人[person:卞秀荣]家，志愿者帮忙换了灯泡。",
    "支部书记[person:钟大勇]、村委会主任[person:池建民]带头捐款。",
    "党员[person:和平]主动报名当了志愿者。",
    "记者 [person:展鸿飞] 摄",
  ]

  static let units = [
    "[unit:梁山县自然资源和规划局]发布了新的公告。",
    "[unit:汶上县交通运输局]和[unit:汶上县公安局]联合检查了客运车辆。",
    "在[unit:鱼台县第二实验小学]，孩子们排队打疫苗。",
    "[unit:邹城市人民医院]的医生来到村里义诊。",
    "[unit:山东旭航纺织有限公司]新上了两条生产线。",
    "[unit:泗水县农业农村局]的技术员手把手教村民剪枝。",
    "[unit:曲阜师范大学]的学生走进乡村支教。",
    "[unit:中国农业银行梁山县支行]为他办理了贷款。",
    "[unit:金乡县公安局交警大队]提醒，雨天路滑，减速慢行。",
    "县里请来[unit:山东农业大学]的专家讲课。",
    "[unit:兖州区退役军人事务局]走访慰问老兵。",
    "[unit:国网泗水县供电公司抢修队]连夜更换变压器。",
    "[unit:任城区妇联]开展了家庭教育讲座。",
    "[unit:曲阜市孔子博物馆]节日不闭馆。",
    "[unit:嘉祥县禾润种植专业合作社]带动四十户增收。",
    "[unit:泗水县人民法院]巡回审理了这起案件。",
    "这台设备来自[unit:济宁市科技馆]。",
  ]

  static let places = [
    "[place:泗水县]的桃花开了。",
    "他们从[place:汶上县]出发，来到[place:梁山县]。",
    "[place:微山县][place:留庄镇]的荷叶已经没过人头。",
    "[place:嘉祥县][place:纸坊镇]的石榴熟了。",
    "记者来到[place:邹城市][place:香城镇]，只见满山苹果压弯了枝。",
    "[place:曲阜市][place:息陬镇][place:北元疃村]的村民用上了自来水。",
    "列车从[place:济南]开往[place:青岛]。",
    "[place:兖州区][place:龙桥街道]修好了路灯。",
    "大棚建在[place:金乡县][place:羊山镇]。",
    "[place:泰山]脚下，游人如织。",
    "[place:济宁市]今年雨水多。",
  ]

  static let programmes = [
    "“[programme:银龄课堂]”项目上月启动，老人们学会了用手机挂号。",
    "县里启动“[programme:暖冬行动]”，为困难群众送去棉被。",
    "“[programme:乡村夜话]”活动每周三举行。",
    "[unit:汶上县妇联]推出[programme:“巧手工坊”项目]。",
    "[programme:“邻里守望”志愿服务活动]走进社区。",
    "他们把“[programme:板凳课堂]”搬到了树荫下。",
  ]

  static let limits = [
    "彝族姑娘[person:阿依古丽]在这里学会了刺绣。",
    "“[programme:红色代办员]”制度让老人少跑腿。",
    "金黄的麦浪一直铺到天边，马上就要开镰。",
  ]

  static let negatives = [
    "高兴之余，大家张罗着包饺子。",
    "严格落实责任，全面加强管理。",
    "关于任何时候都不能放松的安全生产，大家有了新认识。",
    "全县上下一盘棋，各乡镇你追我赶。",
    "项目建设如火如荼，招商引资捷报频传。",
    "要坚持问题导向，推动各项工作落地见效。",
    "“好不好”，群众说了算；“行不行”，市场来检验。",
    "方便面、黄豆酱和白砂糖摆满了货架。",
    "她摇了摇头，没有说话。",
    "2024年3月15日，气温回升到18摄氏度。",
    "田间地头，农机手们正忙着施肥浇水。",
    "他从小就想当一名医生，后来如愿以偿。",
    "相关部门要主动作为，有关单位要密切配合。",
    "“绿水青山就是金山银山”，这句话大家都记在心里。",
    "路通了，灯亮了，人心也齐了。",
    "白天下地干活，晚上跳广场舞。",
    "成功没有捷径，时间不会说谎。",
    "安全帽、反光衣、对讲机，一样都不能少。",
    "江水上涨，堤坝加高，任务艰巨。",
    "和平年代，更要居安思危。",
    "万家灯火里，有人团圆，有人值守。",
    "常年在外打工的人陆续返乡。",
    "安排专人负责，明确时间节点。",
    "党建引领、群众参与、多方联动。",
    "从“要我学”到“我要学”，变化看得见。",
    "全市上下众志成城。",
    "这家公司的负责人没有露面。",
    "白菜两毛钱一斤，萝卜一毛五。",
    "学校、医院、车站都增加了值班人员。",
    "夏天多雨，秋天多风。",
    "顾客盈门，订单不断。",
    "老师说，不要怕犯错。",
    "路边的向日葵开得正好。",
    "局长、主任、科长都下了基层。",
    "连续三年荣获先进。",
    "时任领导多次到现场办公。",
    "过去这里是一片荒地，如今成了大公园。",
    "镇里开了三次会，村里跑了五趟路。",
  ]
}
