import EntityModel

/// A colour, 0–255 a channel.
struct Colour: Equatable {
  let red, green, blue: UInt8

  init(_ rgb: UInt32) {
    red = UInt8(truncatingIfNeeded: rgb >> 16)
    green = UInt8(truncatingIfNeeded: rgb >> 8)
    blue = UInt8(truncatingIfNeeded: rgb)
  }

  /// `#0072b2`.
  var hexadecimal: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The colour mixed with three parts of white: ground for dark letters.
  var tint: Colour {
    func mixed(_ channel: UInt8) -> UInt32 { (UInt32(channel) + 3 * 255) / 4 }
    return Colour(mixed(red) << 16 | mixed(green) << 8 | mixed(blue))
  }
}

/// How a type of node looks. The colours can be told apart by the colour-blind (M. Okabe and K. Ito, "Color Universal
/// Design", 2008); shapes tell the types apart without colour.
struct NodeStyle {
  let colour: Colour
  /// Graphviz's name of the shape.
  let shape: String
  let style: String
  /// What the legend calls the type.
  let caption: String

  static func of(_ type: EntityType) -> NodeStyle {
    switch type {
    case .person: NodeStyle(colour: Colour(0x0072B2), shape: "ellipse", style: "filled", caption: "人物 person")
    case .unit: NodeStyle(colour: Colour(0xE69F00), shape: "box", style: "filled", caption: "单位 unit")
    case .place: NodeStyle(colour: Colour(0x009E73), shape: "box", style: "filled,rounded", caption: "地点 place")
    case .programme:
      NodeStyle(colour: Colour(0xCC79A7), shape: "note", style: "filled", caption: "项目 programme")
    }
  }

  /// How often 1 is to be doubled to reach `count`, rounded down; 0 for none.
  static func doublings(_ count: Int) -> Int { Int.bitWidth - 1 - max(count, 1).leadingZeroBitCount }
}

/// How a kind of tie is drawn.
struct EdgeStyle {
  let colour: Colour
  let caption: String
  /// Graphviz's name of the tip.
  let arrowhead: String
  /// Whether it is drawn in the background.
  let isPale: Bool

  private init(colour: Colour, caption: String, arrowhead: String = "normal", isPale: Bool = false) {
    self.colour = colour
    self.caption = caption
    self.arrowhead = arrowhead
    self.isPale = isPale
  }

  /// As attributes of a DOT edge that `count` documents support: half a point wider with each doubling.
  func attributes(count: Int) -> String {
    let halves = min(2 + NodeStyle.doublings(count), 8)
    // A pale tie pulls less as well, or every page would become one knot.
    let width = isPale ? "0.4, weight=1" : "\(halves / 2).\(halves % 2 * 5), weight=4"
    return "color=\"\(colour.hexadecimal)\", penwidth=\(width), arrowhead=\"\(arrowhead)\""
  }

  static func of(_ kind: TieKind) -> EdgeStyle {
    switch kind {
    case .relation(.partOf): EdgeStyle(colour: Colour(0x009E73), caption: "属于 part_of")
    case .relation(.locatedIn): EdgeStyle(colour: Colour(0x66A61E), caption: "位于 located_in")
    case .relation(.worksFor): EdgeStyle(colour: Colour(0x0072B2), caption: "任职于 works_for")
    case .relation(.worksIn): EdgeStyle(colour: Colour(0x56B4E9), caption: "工作在 works_in")
    case .relation(.reportsOn): EdgeStyle(colour: Colour(0x8C8C8C), caption: "报道 reports_on")
    case .relation(.runs): EdgeStyle(colour: Colour(0xAA3377), caption: "开展 runs")
    case .relation(.takesPartIn): EdgeStyle(colour: Colour(0xCC79A7), caption: "参与 takes_part_in")
    case .relation(.partnersWith):
      EdgeStyle(colour: Colour(0xD55E00), caption: "合作 partners_with", arrowhead: "none")
    case .coOccurrence:
      EdgeStyle(colour: Colour(0xB4BAC0), caption: "同现 co_occurrence", arrowhead: "none", isPale: true)
    }
  }
}
