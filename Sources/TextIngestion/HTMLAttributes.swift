/// Takes the attributes out of a web page: none is read, and libxml2 compares each of a tag with every other.
enum HTMLAttributes {
  /// The page with bare tags: `<p class="a">` is `<p>`. Line ends inside tags stay; comments, scripts and styles stay as
  /// they are.
  /// - Complexity: O(n).
  static func removed(from source: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var page = HTMLScanner(source: source)
    page.scan()
    return page.output
  }
}

private struct HTMLScanner {
  let source: UnsafeBufferPointer<UInt8>
  private(set) var output: [UInt8] = []
  private var at = 0
  /// Where the end tags of scripts and styles were sought last in vain: nowhere after it is one.
  private var hasNoEnd: Set<String> = []

  init(source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    output.reserveCapacity(source.count)
  }

  mutating func scan() {
    while at < source.count {
      if source[at] != UInt8(ascii: "<") {
        output.append(source[at])
        at += 1
      } else if matches("<!--", at) {
        copy(to: find("-->", from: at + 4).map { $0 + 3 } ?? source.count)
      } else {
        scanTag()
      }
    }
  }

  /// A tag, or a `<` that begins none.
  private mutating func scanTag() {
    var end = at + 1
    let isEnd = end < source.count && source[end] == UInt8(ascii: "/")
    if isEnd { end += 1 }
    let start = end
    while end < source.count, isLetterOrDigit(source[end]) || (end > start && source[end] == UInt8(ascii: "-")) {
      end += 1
    }
    guard end > start, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source[start]) else {
      output.append(source[at])
      at += 1
      return
    }
    let name = String(decoding: source[start..<end], as: UTF8.self).lowercased()
    copy(to: end)
    skipAttributes()
    // What a script or style holds is no markup up to its own end tag.
    guard !isEnd, name == "script" || name == "style", !hasNoEnd.contains(name) else { return }
    if let close = find("</" + name, from: at) { copy(to: close) } else { hasNoEnd.insert(name) }
  }

  /// Steps over what stands up to the end of the tag, which is written.
  private mutating func skipAttributes() {
    var last: UInt8 = 0
    while at < source.count {
      let byte = source[at]
      at += 1
      if byte == 0x0A { output.append(byte) }
      if byte == UInt8(ascii: ">") {
        if last == UInt8(ascii: "/") { output.append(last) }
        output.append(byte)
        return
      }
      if last == UInt8(ascii: "="), byte == 0x22 || byte == 0x27 {
        while at < source.count, source[at] != byte {
          if source[at] == 0x0A { output.append(0x0A) }
          at += 1
        }
        at += 1
      }
      if byte > 0x20 { last = byte }
    }
    at = min(at, source.count)
  }

  private mutating func copy(to end: Int) {
    output.append(contentsOf: source[at..<end])
    at = end
  }

  private func matches(_ text: String, _ place: Int) -> Bool {
    guard place + text.utf8.count <= source.count else { return false }
    return zip(source[place...], text.utf8).allSatisfy { ($0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0)) == $1 }
  }

  /// Where ASCII text in lower case stands next, in either case.
  private func find(_ text: String, from start: Int) -> Int? {
    guard let first = text.utf8.first else { return nil }
    var place = start
    while place < source.count {
      if source[place] == first, matches(text, place) { return place }
      place += 1
    }
    return nil
  }

  private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
