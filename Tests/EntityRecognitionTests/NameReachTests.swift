import EntityModel
import Testing

@testable import EntityRecognition

@Suite struct NameReachTests {
  /// Positions of a text where names of a type may begin.
  private func starts(of type: EntityType, in text: String) -> [Int] {
    let analysis = TextAnalysis(codes: text.unicodeScalars.map(\.value), lexicon: .shared, divisions: [])
    return analysis.codes.indices.filter { analysis.nameReaches[$0].contains(NameReach.start(of: type)) }
  }

  /// What the candidates of a type are, longest first for each head.
  private func names(of type: EntityType, in text: String) -> [String] {
    let analysis = TextAnalysis(codes: text.unicodeScalars.map(\.value), lexicon: .shared, divisions: [])
    var buffer = CandidateBuffer()
    HeadedNameRecognizer(analysis: analysis).propose(into: &buffer)
    return buffer.candidates.filter { $0.type == type }.map {
      String(String.UnicodeScalarView(analysis.codes[$0.start..<$0.end].map { Unicode.Scalar($0)! }))
    }
  }

  @Test func placesBeginAtNoFunctionWordAndReachAcrossNone() {
    #expect(!starts(of: .place, in: "在人民公园散步").contains(0))
    #expect(starts(of: .place, in: "在人民公园散步").contains(1))
    #expect(names(of: .place, in: "市民在人民公园散步").allSatisfy { !$0.contains("在") })
    #expect(names(of: .place, in: "市民在人民公园散步").contains("人民公园"))
  }

  @Test func unitsMayHoldPrepositions() {
    #expect(names(of: .unit, in: "来到县为民服务中心").contains("县为民服务中心"))
  }

  @Test func relativeNamesBeginInsideWords() {
    let text = "会同县财政局检查"
    let analysis = TextAnalysis(codes: text.unicodeScalars.map(\.value), lexicon: .shared, divisions: [])
    #expect(starts(of: .unit, in: text).contains(2))
    #expect(analysis.nameReaches[2].isDisjoint(with: NameReach.marks))
    #expect(names(of: .unit, in: text).contains("县财政局"))
  }

  @Test func namesReachAcrossBracketsInsideAndNoOtherMarks() {
    #expect(names(of: .unit, in: "路桥机电(佛山)有限公司").contains("路桥机电(佛山)有限公司"))
    #expect(names(of: .unit, in: "路桥机电,佛山有限公司").allSatisfy { !$0.contains(",") })
    #expect(names(of: .unit, in: "路桥机电\n佛山有限公司").allSatisfy { !$0.contains("\n") })
    // A quotation is part of a name or not, never in part.
    #expect(names(of: .unit, in: "“小橘灯”志愿服务队").contains("“小橘灯”志愿服务队"))
    #expect(!names(of: .unit, in: "“小橘灯”志愿服务队").contains("橘灯”志愿服务队"))
  }
}
