import CLibXML2

/// The text of a web page: what a reader sees, block by block, a line each.
///
/// Headings have `#` before them, as many as their level, and table cells a blank between. The title comes first, unless
/// the page has a heading of the first level. Scripts, styles, forms' lists and what is hidden by its kind are left out.
///
/// libxml2's parser calls back for every tag; no tree is built, so memory does not grow with the number of elements.
final class HTMLText {
  /// Why a page is refused.
  enum Fault: Error, Equatable {
    /// More elements within one another than ``InputLimits/markupDepth``; `line` counts from 1.
    case tooDeep(line: Int)
    /// libxml2 has no memory for a parser.
    case noParser
  }

  /// - Parameter codePoints: the page, decoded; what it says of its own encoding counts no more.
  /// - Throws: ``Fault``.
  /// - Complexity: O(n).
  static func text(of codePoints: [UInt32]) throws(Fault) -> [UInt32] {
    var source = String(codePoints: codePoints)
    let page = HTMLText()
    let markup = source.withUTF8 { HTMLAttributes.removed(from: $0) }
    let parsed = markup.withUnsafeBufferPointer { page.parse($0) }
    guard parsed else { throw .noParser }
    if let line = page.lineTooDeep { throw .tooDeep(line: line) }
    page.endLine()
    let title = page.hasTopHeading || page.title.isEmpty ? [] : literal("# ") + page.title + [0x0A]
    return title + page.body
  }

  /// The encoding that a page declares in its first 1,024 bytes: `<meta charset="gbk">`, `content="…; charset=gb2312"`.
  static func declaredEncoding(_ bytes: [UInt8]) -> TextEncoding? {
    let head = String(decoding: bytes.prefix(1024).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
    guard let label = head.firstRange(of: "charset=") else { return nil }
    let name = head[label.upperBound...].drop { " \"'".contains($0) }
    return TextEncoding(name: String(name.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }))
  }

  private var body: [UInt32] = []
  private var title: [UInt32] = []
  private var depth = 0
  /// Elements open whose contents are left out.
  private var silent = 0
  private var isInTitle = false
  private var hasTopHeading = false
  /// Whether blanks, and among them a line break, stand between the last character and the next.
  private var isBlankPending = false
  private var isBreakPending = false
  private var lineTooDeep: Int?
  private var context: htmlParserCtxtPtr?

  private func parse(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !source.isEmpty else { return true }
    guard let context = htmlNewParserCtxt() else { return false }
    defer { htmlFreeParserCtxt(context) }
    self.context = context
    guard let sax = context.pointee.sax else { return false }
    sax.pointee = xmlSAXHandler()
    sax.pointee.startElement = { user, name, _ in HTMLText.from(user)?.start(HTMLText.name(name)) }
    sax.pointee.endElement = { user, name in HTMLText.from(user)?.end(HTMLText.name(name)) }
    sax.pointee.characters = { user, bytes, count in HTMLText.from(user)?.add(bytes, count) }
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    let options = HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    source.withMemoryRebound(to: CChar.self) { bytes in
      let tree = htmlCtxtReadMemory(context, bytes.baseAddress, Int32(bytes.count), nil, "UTF-8", Int32(options))
      if let tree { xmlFreeDoc(tree) }
    }
    return true
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> HTMLText? {
    user.map { Unmanaged<HTMLText>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func name(_ bytes: UnsafePointer<UInt8>?) -> String { bytes.map { String(cString: $0) } ?? "" }

  // MARK: Tags

  private func start(_ name: String) {
    depth += 1
    if depth > InputLimits.markupDepth, lineTooDeep == nil, let context {
      lineTooDeep = Int(xmlSAX2GetLineNumber(context))
      xmlStopParser(context)
      return
    }
    if Self.silentElements.contains(name) { silent += 1 }
    if name == "title" { isInTitle = true }
    guard silent == 0 else { return }
    if let level = Self.headingLevel(name) {
      endLine()
      if level == 1 { hasTopHeading = true }
      body += [UInt32](repeating: 0x23, count: level) + [0x20]
    } else if Self.blocks.contains(name) {
      endLine()
    } else if name == "td" || name == "th" {
      isBlankPending = true
    }
  }

  private func end(_ name: String) {
    depth -= 1
    if Self.silentElements.contains(name) { silent -= 1 }
    if name == "title" { isInTitle = false }
    if silent == 0, Self.blocks.contains(name) || Self.headingLevel(name) != nil { endLine() }
  }

  private static func headingLevel(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    return bytes.count == 2 && bytes[0] == 0x68 && (0x31...0x36).contains(bytes[1]) ? Int(bytes[1] - 0x30) : nil
  }

  private static let silentElements: Set<String> = [
    "script", "style", "noscript", "template", "svg", "math", "select", "textarea", "iframe", "object", "noframes",
    "head",
  ]

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li",
    "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
    "ul",
  ]

  // MARK: Text

  private func add(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
    guard silent == 0 || isInTitle, let bytes, count > 0 else { return }
    let piece = UnsafeBufferPointer(start: bytes, count: Int(count))
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: piece.count) { codes in
      let (found, _) = UTF8Decoder.decode(piece, from: 0, into: codes)
      for code in codes[..<found] {
        if isInTitle { addToTitle(code) } else { addToBody(code) }
      }
    }
  }

  private func addToTitle(_ code: UInt32) {
    let isBlank = (0x09...0x0D).contains(code) || code == 0x20
    if !isBlank { title.append(code) } else if let last = title.last, last != 0x20 { title.append(0x20) }
  }

  /// Runs of blanks and line breaks are one blank; none is left where a line was broken between two Chinese characters.
  private func addToBody(_ code: UInt32) {
    if (0x09...0x0D).contains(code) || code == 0x20 {
      isBlankPending = true
      if code == 0x0A || code == 0x0D { isBreakPending = true }
      return
    }
    if isBlankPending, let last = body.last, last != 0x0A, last != 0x20,
      !(isBreakPending && Self.isChinese(last) && Self.isChinese(code))
    {
      body.append(0x20)
    }
    isBlankPending = false
    isBreakPending = false
    body.append(code)
  }

  private static func isChinese(_ code: UInt32) -> Bool {
    (0x2E80...0x9FFF).contains(code) || (0xF900...0xFAFF).contains(code) || (0xFF00...0xFFEF).contains(code)
      || code >= 0x20000
  }

  private func endLine() {
    isBlankPending = false
    isBreakPending = false
    // A heading without text leaves no marks behind.
    var end = body.count
    while end > 0, body[end - 1] == 0x23 || body[end - 1] == 0x20 { end -= 1 }
    if end == 0 || body[end - 1] == 0x0A { body.removeLast(body.count - end) }
    if let last = body.last, last != 0x0A { body.append(0x0A) }
  }
}
