/// Why a file of weights was refused. Lines count from 1.
public enum WeightFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String)
  /// The line is no header of a table.
  case noHeader(path: String, line: Int)
  /// The file was written by another version of the program.
  case format(path: String, line: Int, found: Int)
  /// The lines after a header are not those that were written.
  case damaged(path: String, line: Int)
  /// The file has two tables of a name.
  case secondTable(path: String, line: Int, name: String)
  /// The file has no table of that name.
  case noTable(path: String, name: String)
  /// The table was learned with other features than this version has.
  case features(path: String, line: Int, found: Int, expected: Int)
  /// A line that is no row, although the checksum fits.
  case row(path: String, line: Int)

  /// `path:line: reason; remedy`
  public var description: String {
    switch self {
    case .unreadable(let path):
      "\(path): cannot be read; check the spelling and its permissions"
    case .noHeader(let path, let line):
      "\(path):\(line): is no header of a table of weights; learn a file with guanxi train"
    case .format(let path, let line, let found):
      "\(path):\(line): has format \(found), this version reads \(WeightFile.format); learn it anew with guanxi train"
    case .damaged(let path, let line):
      "\(path):\(line): the lines below are not those that were written; copy the file again or learn it anew"
    case .secondTable(let path, let line, let name):
      "\(path):\(line): is a second table of \(name); learn the file anew with guanxi train"
    case .noTable(let path, let name):
      "\(path): has no table of \(name); learn it anew with guanxi train"
    case .features(let path, let line, let found, let expected):
      "\(path):\(line): is for \(found) features, this version has \(expected); learn it anew with guanxi train"
    case .row(let path, let line):
      "\(path):\(line): is no feature and weight in ascending order; learn the file anew with guanxi train"
    }
  }
}
