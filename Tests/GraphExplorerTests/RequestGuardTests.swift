import Testing

@testable import GraphExplorer

@Suite struct RequestGuardTests {
  let guardian = RequestGuard(host: "desk.example", token: "0123456789abcdef")

  @Test(arguments: [
    ("127.0.0.1:8080", true), ("localhost:8080", true), ("LOCALHOST", true), ("[::1]:8080", true),
    ("192.168.1.7:9000", true), ("desk.example:8080", true), ("evil.example:8080", false),
    ("localhost.evil.example", false), ("127.0.0.1.evil.example", false), ("", false), ("[::1", false),
  ])
  func onlyHostsThatCannotBeReboundAreAnswered(host: String, isOurs: Bool) {
    let head = RequestGuard.Head(host: host)
    if isOurs {
      #expect(throws: Never.self) { try guardian.check(.get, head) }
    } else {
      #expect(throws: ExplorerError.foreignHost(host)) { try guardian.check(.get, head) }
    }
  }

  private let own = RequestGuard.Head(
    host: "127.0.0.1:8080", origin: "http://127.0.0.1:8080", site: "same-origin",
    type: "application/json; charset=utf-8", token: "0123456789abcdef")

  @Test func ourOwnPageMayCorrect() { #expect(throws: Never.self) { try guardian.check(.post, own) } }

  @Test func nobodyElseMay() {
    func error(_ change: (inout RequestGuard.Head) -> Void) -> ExplorerError? {
      var head = own
      change(&head)
      do {
        try guardian.check(.post, head)
        return nil
      } catch { return error }
    }
    #expect(error { $0.token = nil } == .wrongToken)
    #expect(error { $0.token = "0123456789abcdee" } == .wrongToken)
    #expect(error { $0.token = "0123456789abcdef0" } == .wrongToken)
    #expect(error { $0.origin = nil } == .foreignOrigin("nowhere"))
    #expect(error { $0.origin = "null" } == .foreignOrigin("null"))
    #expect(error { $0.origin = "http://evil.example" } == .foreignOrigin("http://evil.example"))
    #expect(error { $0.origin = "http://127.0.0.1:9090" } == .foreignOrigin("http://127.0.0.1:9090"))
    #expect(error { $0.site = "cross-site" } == .foreignOrigin("http://127.0.0.1:8080"))
    #expect(error { $0.type = "text/plain" } == .badBody("its type is not application/json"))
    #expect(error { $0.host = "evil.example" } == .foreignHost("evil.example"))
  }

  @Test func whatIsAdmittedIsReadFromTheFirstLine() throws {
    let head = try guardian.admit("HEAD", "/api/search?q=jxx", RequestGuard.Head(host: "localhost"))
    #expect(head.method == .get && head.path == "/api/search" && head.query.map(\.value) == ["jxx"])
    #expect(try guardian.admit("POST", "/api/corrections", own).method == .post)
    #expect(throws: ExplorerError.wrongMethod("DELETE")) { try guardian.admit("DELETE", "/", own) }
    #expect(throws: ExplorerError.unknownPath("*")) { try guardian.admit("GET", "*", own) }
    #expect(throws: ExplorerError.foreignHost("")) { try guardian.admit("GET", "/", RequestGuard.Head()) }
  }

  @Test func aTokenWithAnyOtherCharacterIsWrong() {
    let token = Array("0123456789abcdef0123456789abcdef".utf8)
    #expect(RequestGuard.isEqual(String(decoding: token, as: UTF8.self), String(decoding: token, as: UTF8.self)))
    for place in token.indices {
      for other in UInt8(0x20)..<0x7F where other != token[place] {
        var wrong = token
        wrong[place] = other
        #expect(!RequestGuard.isEqual(String(decoding: wrong, as: UTF8.self), String(decoding: token, as: UTF8.self)))
      }
    }
  }

  @Test func tokensAreLongAndNeverTheSame() {
    let tokens = (0..<100).map { _ in RequestGuard.makeToken() }
    #expect(Set(tokens).count == 100)
    #expect(tokens.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test func answersForbidEverythingThatIsNotOurs() {
    let policy = RequestGuard.headers.first { $0.name == "Content-Security-Policy" }?.value ?? ""
    let rules = policy.split(separator: ";").map { $0.trimmingPrefix(" ") }
    #expect(rules.contains("default-src 'none'") && rules.contains("script-src 'self'"))
    #expect(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("*"))
  }
}
