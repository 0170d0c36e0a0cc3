import CLibXML2

/// libxml2's streaming writer over a sink of our own: the one file that sees libxml2.
///
/// A sink of our own because libxml2's loses write errors: a full disk "succeeds". Names are `StaticString`s, for a
/// `String` costs a copy each time; text goes out of one buffer.
final class XMLTextWriter {
  private let writer: xmlTextWriterPtr
  private let output: Output
  private(set) var text = CleanText()

  /// What libxml2 hands back to us with each piece, and the first error of the sink.
  private final class Output {
    let sink: ByteSink
    var buffer: [UInt8] = []
    var error: (any Error)?

    init(sink: @escaping ByteSink) {
      self.sink = sink
      buffer.reserveCapacity(capacity)
    }

    let capacity = 1 << 20

    func take(_ bytes: UnsafeRawBufferPointer) {
      if buffer.count + bytes.count > capacity { flush() }
      if error == nil { buffer.append(contentsOf: bytes) }
    }

    func flush() {
      guard error == nil, !buffer.isEmpty else { return }
      do {
        try buffer.withUnsafeBytes { try sink($0) }
        buffer.removeAll(keepingCapacity: true)
      } catch {
        self.error = error
      }
    }
  }

  /// - Throws: `GraphExportError.xml` when libxml2 has no memory.
  init(sink: @escaping ByteSink) throws {
    output = Output(sink: sink)
    let context = Unmanaged.passUnretained(output).toOpaque()
    let buffer = xmlOutputBufferCreateIO(
      { context, bytes, count in
        guard let context, let bytes else { return -1 }
        Unmanaged<Output>.fromOpaque(context).takeUnretainedValue()
          .take(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        // An error is ours to throw, after the call: libxml2 would print a line of its own on standard error.
        return count
      }, nil, context, nil)
    guard let buffer else { throw GraphExportError.xml(element: "document") }
    guard let writer = xmlNewTextWriter(buffer) else {
      xmlOutputBufferClose(buffer)
      throw GraphExportError.xml(element: "document")
    }
    self.writer = writer
  }

  deinit { xmlFreeTextWriter(writer) }

  func startDocument() throws {
    try check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil), "document")
  }

  /// Ends all open elements and hands the last bytes to the sink.
  func endDocument() throws {
    try check(xmlTextWriterEndDocument(writer), "document")
    try check(xmlTextWriterFlush(writer), "document")
    output.flush()
    try check(0, "document")
  }

  func start(_ name: StaticString) throws {
    try check(xmlTextWriterStartElement(writer, name.utf8Start), name)
  }

  func end(_ name: StaticString) throws {
    try check(xmlTextWriterEndElement(writer), name)
  }

  func newLine() throws {
    try check(xmlTextWriterWriteRawLen(writer, "\n", 1), "document")
  }

  func attribute(_ name: StaticString, _ value: StaticString) throws {
    try check(xmlTextWriterWriteAttribute(writer, name.utf8Start, value.utf8Start), name)
  }

  /// An id such as `n17`.
  func attribute(_ name: StaticString, prefix: UInt8, number: Int) throws {
    digits.removeAll(keepingCapacity: true)
    digits.append(prefix)
    appendDigits(number)
    digits.append(0)
    try check(xmlTextWriterWriteAttribute(writer, name.utf8Start, digits), name)
  }

  func attribute(_ name: StaticString, number: Int) throws {
    digits.removeAll(keepingCapacity: true)
    appendDigits(number)
    digits.append(0)
    try check(xmlTextWriterWriteAttribute(writer, name.utf8Start, digits), name)
  }

  /// The prepared text as an attribute, escaped.
  func attributePrepared(_ name: StaticString) throws {
    try check(xmlTextWriterWriteAttribute(writer, name.utf8Start, text.bytes + [0]), name)
  }

  /// The text of the open element.
  func write(number: Int) throws {
    digits.removeAll(keepingCapacity: true)
    appendDigits(number)
    try check(xmlTextWriterWriteRawLen(writer, digits, Int32(digits.count)), "data")
  }

  func write(raw: StaticString) throws {
    try check(xmlTextWriterWriteRawLen(writer, raw.utf8Start, Int32(raw.utf8CodeUnitCount)), "data")
  }

  /// Makes `text` ready to be written; false if nothing is left of it.
  func prepare(_ text: String) -> Bool {
    self.text.set(text)
    return !self.text.bytes.isEmpty
  }

  func prepare(_ texts: [String]) -> Bool {
    text.set(texts)
    return !text.bytes.isEmpty
  }

  /// Writes the prepared text into the open element: as it is where nothing must be escaped, in one CDATA section
  /// where it holds `<` or `&`, escaped where it holds `]]>`. Tulip keeps only what follows the last escape.
  func writePrepared() throws {
    let bytes = text.bytes
    let needsSection = bytes.contains(0x3C) || bytes.contains(0x26)
    let needsEscape = bytes.contains(0x3E) && bytes.contains(subsequence: [0x5D, 0x5D, 0x3E])
    guard needsSection || needsEscape else {
      try check(xmlTextWriterWriteRawLen(writer, bytes, Int32(clamping: bytes.count)), "data")
      return
    }
    let terminated = bytes + [0]
    try check(
      !needsEscape
        ? xmlTextWriterWriteCDATA(writer, terminated) : xmlTextWriterWriteString(writer, terminated), "data")
  }

  private var digits: [UInt8] = []

  private func appendDigits(_ number: Int) {
    if number < 0 { digits.append(0x2D) }
    let first = digits.count
    var rest = number.magnitude
    repeat {
      digits.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    digits[first...].reverse()
  }

  private func check(_ code: Int32, _ place: StaticString) throws {
    if code >= 0 && output.error == nil { return }
    throw output.error ?? GraphExportError.xml(element: place.description)
  }
}

extension [UInt8] {
  fileprivate func contains(subsequence: [UInt8]) -> Bool {
    guard count >= subsequence.count else { return false }
    return (0...(count - subsequence.count)).contains { self[$0...].starts(with: subsequence) }
  }
}
