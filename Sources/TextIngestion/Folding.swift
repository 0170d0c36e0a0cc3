import EntityModel

/// Folds a code point for matching: full-width forms to ASCII, compatibility radicals to their characters, variants of
/// quotes and middle dots to one. Never changes how many code points there are.
///
/// The radicals are those that optical character recognition and PDF extraction leave in place of characters; NFKC
/// folds the Kangxi block (U+2F00) but not the simplified forms of the supplement (U+2E80).
@inlinable
func folded(_ code: UInt32) -> UInt32 {
  if (0x4E00...0x9FFF).contains(code) || code < 0x80 { return code }
  if (0xFF01...0xFF5E).contains(code) { return code - 0xFEE0 }
  if (0x2E80...0x2FDF).contains(code) { return radicals[code] ?? code }
  switch code {
  case 0x3000, 0xA0, 0x2002...0x200A: return 0x20
  case 0x300C, 0x300E, 0xFF02, 0x301D: return 0x201C
  case 0x300D, 0x300F, 0x301E: return 0x201D
  case 0x2022, 0x2027, 0x30FB, 0xFF65, 0x22C5: return 0xB7
  case 0xFF61: return 0x3002
  case 0xFF64: return 0x3001
  default: return code
  }
}

/// Whether a code point has no width and carries nothing: a byte order mark, joiners, soft hyphens, controls.
@inlinable
func isIgnorable(_ code: UInt32) -> Bool {
  if code >= 0x4E00 && code <= 0x9FFF { return false }
  return (code < 0x20 && !(0x09...0x0D).contains(code)) || code == 0xFEFF || (0x200B...0x200F).contains(code)
    || code == 0xAD || code == 0x7F
}

/// Radicals and the characters they stand for: the supplement by its Unicode names, the Kangxi block by NFKC.
@usableFromInline
let radicals: [UInt32: UInt32] = {
  var table: [UInt32: UInt32] = [:]
  let supplement = "⺁厂⺌小⺍小⺕彐⺙攵⺠民⺪疋⺬示⺮竹⺳网⺷羊⺸羊⺼肉⺾艹⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
  let scalars = Array(supplement.unicodeScalars)
  for index in stride(from: 0, to: scalars.count - 1, by: 2) {
    table[scalars[index].value] = scalars[index + 1].value
  }
  let kangxi =
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
  for (offset, scalar) in kangxi.unicodeScalars.enumerated() { table[0x2F00 + UInt32(offset)] = scalar.value }
  // A page in simplified characters means the simplified form.
  for (radical, character) in zip(
    [0x2F92, 0x2F94, 0x2F9E, 0x2FA7, 0x2FA8, 0x2FC2, 0x2FBA, 0x2FC5, 0x2FB5, 0x2FB6, 0x2FCB].map(UInt32.init),
    "见角车长门鱼马鹿风飞黄".unicodeScalars)
  {
    table[radical] = character.value
  }
  return table
}()

/// Code points of a literal, for comparisons in hot loops.
func literal(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
