import Foundation

/// Says which requests are answered at all.
///
/// A page of another site can make a browser send requests to this machine. What it asks for it cannot read (no CORS),
/// unless its own name is made to point here (DNS rebinding): so only hosts that cannot be rebound are answered. Nothing
/// is changed without a token and without the request coming from our own page.
public struct RequestGuard: Sendable {
  /// Most bytes of a body.
  public static let bodyLimit = 64 << 10

  /// What must be shown to change anything.
  public let token: String
  /// The name or address we were told to listen at.
  private let host: String

  public init(host: String, token: String) {
    self.host = host
    self.token = token
  }

  /// A token of 128 bits from the system's generator, in hexadecimal.
  public static func makeToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &generator)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// What of the head of a request matters here.
  public struct Head: Sendable {
    /// `Host`.
    public var host: String?
    /// `Origin`.
    public var origin: String?
    /// `Sec-Fetch-Site`.
    public var site: String?
    /// `Content-Type`.
    public var type: String?
    /// `X-Guanxi-Token`.
    public var token: String?

    public init(
      host: String? = nil, origin: String? = nil, site: String? = nil, type: String? = nil, token: String? = nil
    ) {
      self.host = host
      self.origin = origin
      self.site = site
      self.type = type
      self.token = token
    }
  }

  /// What a request line and a head ask for, still without a body; HEAD asks for what GET does.
  /// - Throws: `ExplorerError` for a request that is not to be answered.
  public func admit(_ method: String, _ target: String, _ head: Head) throws(ExplorerError) -> ExplorerRequest {
    guard let known = ExplorerRequest.Method(rawValue: method == "HEAD" ? "GET" : method) else {
      throw .wrongMethod(method)
    }
    try check(known, head)
    guard let request = ExplorerRequest(known, target: target) else { throw .unknownPath(target) }
    return request
  }

  /// - Throws: `ExplorerError` for a request that is not to be answered.
  func check(_ method: ExplorerRequest.Method, _ head: Head) throws(ExplorerError) {
    let named = head.host ?? ""
    guard isOurs(named) else { throw .foreignHost(named) }
    guard method == .post else { return }
    guard let origin = head.origin, origin == "http://\(named)", head.site == nil || head.site == "same-origin" else {
      throw .foreignOrigin(head.origin ?? "nowhere")
    }
    guard RequestGuard.isEqual(head.token ?? "", token) else { throw .wrongToken }
    guard head.type?.split(separator: ";").first == "application/json" else {
      throw .badBody("its type is not application/json")
    }
  }

  /// Whether a `Host` is this machine by number, `localhost`, or what we were told to listen at: no name that somebody
  /// else's DNS answers for. The port may be another one, for it may be forwarded.
  private func isOurs(_ named: String) -> Bool {
    var name = named.lowercased()
    if name.hasPrefix("[") {
      guard let end = name.firstIndex(of: "]") else { return false }
      name = String(name[name.index(after: name.startIndex)..<end])
    } else if let colon = name.lastIndex(of: ":") {
      name = String(name[..<colon])
    }
    if name == "localhost" || name == host.lowercased() { return true }
    var (four, six) = (in_addr(), in6_addr())
    return inet_pton(AF_INET, name, &four) == 1 || inet_pton(AF_INET6, name, &six) == 1
  }

  /// Compares in a time that does not tell where two texts differ.
  static func isEqual(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    // Both operators bind alike: without brackets, what follows a difference would take it back.
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// What every answer carries: a page that loads nothing but its own files, frames nothing and is framed by nobody.
  public static let headers: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        + "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
  ]
}
