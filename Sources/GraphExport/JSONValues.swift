/// Writes values as members of a JSON object; several texts are an array.
struct JSONValues: AttributeWriter {
  var output: TextOutput
  private var isFirst = true

  init(sink: @escaping ByteSink) { output = TextOutput(sink: sink) }

  /// Begins an object.
  mutating func open(_ syntax: StaticString = "{") throws {
    try output.write(syntax)
    isFirst = true
  }

  mutating func write(_ column: GraphColumn, _ text: String) throws {
    try write(column.name, text)
  }

  mutating func write(_ column: GraphColumn, _ texts: [String]) throws {
    try key(column.name)
    try output.write("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { try output.write(", ") }
      try quote(text)
    }
    try output.write("]")
  }

  mutating func write(_ column: GraphColumn, _ number: Int) throws {
    try key(column.name)
    try output.write(String(number))
  }

  mutating func write(_ column: GraphColumn, _ number: Double) throws {
    try key(column.name)
    try output.write(TextOutput.decimal(number))
  }

  mutating func write(_ column: GraphColumn, _ flag: Bool) throws {
    try key(column.name)
    try output.write(flag ? "true" : "false")
  }

  /// A member of no column.
  mutating func write(_ name: StaticString, _ text: String, otherwise: String? = nil) throws {
    output.text.set(text)
    if output.text.bytes.isEmpty {
      guard let otherwise else { return }
      output.text.set(otherwise)
    }
    try key(name)
    try output.write("\"")
    try output.writePrepared(escaping: UInt8(ascii: "\""))
    try output.write("\"")
  }

  private mutating func key(_ name: StaticString) throws {
    try output.write(isFirst ? "\"" : ", \"")
    try output.write(name)
    try output.write("\": ")
    isFirst = false
  }

  private mutating func quote(_ text: String) throws {
    output.text.set(text)
    try output.write("\"")
    try output.writePrepared(escaping: UInt8(ascii: "\""))
    try output.write("\"")
  }
}
