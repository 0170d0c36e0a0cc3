import GuanxiCommand

@main
struct Main {
  static func main() async { await Guanxi.main() }
}
