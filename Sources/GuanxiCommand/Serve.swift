import ArgumentParser
import Foundation
import GraphExplorer
import GraphServer
import GraphStorage

/// `guanxi serve`: the graph as a page.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at the graph in a browser.",
    discussion: """
      Serves a page over the database to this machine alone, until it is ended with Control-C: a map, lists, who works \
      with which district, every sentence a tie rests on. The address it prints holds a token, without which nothing \
      can be corrected from the page. There is a JSON API under /api, described by /api/openapi.yaml.

      Examples:
        guanxi serve
        guanxi serve --port 0 --open
        guanxi serve --db graphs/guanxi.sqlite --host 0.0.0.0
      """)

  @OptionGroup var database: DatabaseOption

  @Option(help: ArgumentHelp("Name or address to listen at; 0.0.0.0 lets other machines in.", valueName: "name"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("Port to listen at; 0 is any that is free.", valueName: "n"))
  var port = 8080

  @Flag(help: "Open the page in a browser.")
  var open = false

  func validate() throws {
    if !(0...65535).contains(port) { throw ValidationError("--port takes a number from 0 to 65535, not \(port)") }
    if host.isEmpty { throw ValidationError("--host is empty; 127.0.0.1 is this machine") }
  }

  func run() async throws {
    let explorer = try Explorer(path: database.path)
    let server = GraphServer(explorer: explorer, host: host, port: port)
    let opens = open
    try await server.run { address in
      // A closed standard output is no reason not to serve.
      try? StandardStreams.write("\(address)\n")
      StandardStreams.writeError("Control-C ends.\n")
      if opens { Serve.openBrowser(at: address) }
      Thread.detachNewThread { explorer.warm() }
    }
  }

  /// Hands an address to whatever the desktop opens addresses with.
  private static func openBrowser(at address: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xdg-open", address]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = { process in
      guard process.terminationStatus != 0 else { return }
      StandardStreams.writeError("no browser could be opened; open the address by hand\n")
    }
    do {
      try process.run()
    } catch {
      StandardStreams.writeError("no browser could be opened (\(error)); open the address by hand\n")
    }
  }
}
