/// What is refused, in one place. Below these limits time grows with the length of the input and no faster, and memory
/// with the length of the longest document.
public enum InputLimits {
  /// Most bytes of one document, as they lie on the disk and as they are unpacked. A newspaper page has about 20,000;
  /// this keeps a device, an archive given by mistake or a decompression bomb from filling the memory.
  public static let documentBytes = 64 << 20
  /// Most elements of HTML within one another. Browsers stop at 512 too.
  public static let markupDepth = 512
  /// Most objects and arrays within one another in a line of JSON.
  public static let jsonDepth = 512
  /// Seconds that `pdftotext` may take for a file.
  public static let pdfSeconds = 60
}
