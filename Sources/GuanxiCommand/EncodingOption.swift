import ArgumentParser
import TextIngestion

/// How the bytes of pages are read.
struct EncodingOption: ParsableArguments {
  @Option(
    name: .customLong("encoding"),
    help: ArgumentHelp(
      "Encoding of the files: utf-8, gb18030 (or gbk, gb2312), big5, utf-16le, utf-16be (default: that of each is found "
        + "out).", valueName: "name"))
  var encoding: TextEncoding?
}

extension TextEncoding: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
}
