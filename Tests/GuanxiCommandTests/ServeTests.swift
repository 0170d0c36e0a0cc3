import Foundation
import GraphStorage
import TestSupport
import Testing

/// `guanxi serve` as a process of its own, asked over plain sockets.
@Suite struct ServeTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try GraphStore(path: folder.file("guanxi.sqlite")).replace(Page.samples.map(\.extraction))
  }

  /// A running server; ended when the value goes.
  final class Server {
    let process: Process
    let port: UInt16
    let token: String

    /// - Parameter files: how many files and sockets it may have open.
    init(_ folder: TemporaryFolder, files: Int = 1024) throws {
      process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c", "ulimit -n \(files); exec \"$@\"", "sh", try Tool.url().path,
        "serve", "--db", folder.file("guanxi.sqlite"), "--port", "0",
      ]
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      let parts = try #require(line.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/#token=([0-9a-f]{32})\n/), "\(line)")
      port = try #require(UInt16(parts.1))
      token = String(parts.2)
    }

    deinit { if process.isRunning { process.terminate() } }

    /// A socket that is connected.
    func connected() throws -> Int32 {
      let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      try #require(socket >= 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let status = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(status == 0)
      return socket
    }

    /// Sends a request as it is and reads until the other side closes.
    func send(_ request: String) throws -> String {
      let socket = try connected()
      defer { close(socket) }
      let bytes = Array(request.utf8)
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        // The server may have answered and closed before it read all.
        if count <= 0 { break }
        sent += count
      }
      var answer: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(socket, &buffer, buffer.count), count > 0 { answer += buffer[..<count] }
      return String(decoding: answer, as: UTF8.self)
    }

    func get(_ target: String, host: String = "127.0.0.1") throws -> String {
      try send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    }

    func post(_ body: String, token: String, origin: String) throws -> String {
      try send(
        "POST /api/corrections HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: \(origin)\r\nX-Guanxi-Token: \(token)\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    }
  }

  @Test func answersOnlyWhatItMay() throws {
    let server = try Server(folder)
    let page = try server.get("/")
    #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n") && page.contains("<!doctype html>"))
    #expect(page.contains("Content-Security-Policy: default-src 'none'; script-src 'self';"))
    #expect(page.contains("X-Content-Type-Options: nosniff\r\n"))
    #expect(try server.get("/api/search?q=jxx").contains("\"金乡县\""))
    #expect(try server.get("/", host: "evil.example").hasPrefix("HTTP/1.1 421 "))
    #expect(try server.get("/api/nothing").hasPrefix("HTTP/1.1 404 "))
    #expect(try server.get("/\(String(repeating: "a", count: 40_000))").hasPrefix("HTTP/1.1 4"))
    let head = try server.send("HEAD /assets/main.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.hasSuffix("\r\n\r\n"))
    let other = try server.send("DELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    #expect(other.hasPrefix("HTTP/1.1 405 "))
  }

  @Test func correctsWithTokenAndOriginAlone() throws {
    let server = try Server(folder)
    let own = "http://127.0.0.1:\(server.port)"
    let body = #"{"fields": ["hide", "programme:社区合伙人"]}"#
    #expect(try server.post(body, token: "", origin: own).hasPrefix("HTTP/1.1 403 "))
    #expect(try server.post(body, token: server.token, origin: "http://evil.example").hasPrefix("HTTP/1.1 403 "))
    #expect(!FileManager.default.fileExists(atPath: folder.file("guanxi.corrections.txt")))
    let large = String(repeating: " ", count: 70_000) + body
    #expect(try server.post(large, token: server.token, origin: own).hasPrefix("HTTP/1.1 413 "))
    let done = try server.post(body, token: server.token, origin: own)
    #expect(done.hasPrefix("HTTP/1.1 200 ") && done.contains("\"documents\":1"), "\(done)")
    #expect(!(try server.get("/api/graph").contains("社区合伙人")))
  }

  @Test func moreConnectionsThanFilesMayBeOpenDoNoHarm() throws {
    let server = try Server(folder, files: 160)
    let request = Array("GET /api/graph HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
    let sockets = try (0..<400).map { _ in
      let socket = try server.connected()
      _ = request.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, request.count, Int32(MSG_NOSIGNAL)) }
      return socket
    }
    for socket in sockets { close(socket) }
    #expect(try server.get("/api/overview").hasPrefix("HTTP/1.1 200 "))
    #expect(server.process.isRunning)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func endsWhenItIsTold(signal: Int32) throws {
    let server = try Server(folder)
    _ = try server.get("/api/overview")
    kill(server.process.processIdentifier, signal)
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit && server.process.terminationStatus == 0)
  }

  @Test func aPortInUseIsToldInOneLine() throws {
    let server = try Server(folder)
    let outcome = try Tool.run(
      ["serve", "--db", folder.file("guanxi.sqlite"), "--port", "\(server.port)"], in: folder.path)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.error == "Error: 127.0.0.1:\(server.port): another program listens here; "
        + "end it or give another --port (0 takes any that is free)\n")
  }

  @Test func aReportIsOneFile() throws {
    let outcome = try Tool.run(
      ["report", "--db", folder.file("guanxi.sqlite"), "--top", "4", "--since", "2024-06-01", "-o", "r.html"],
      in: folder.path)
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    let size = try Data(contentsOf: URL(fileURLWithPath: folder.file("r.html"))).count
    #expect(
      outcome.output == """
        r.html: 4 nodes, 5 edges, \(size / 1000) kB
        of 13 nodes those that most pages name; --top <n> takes more, --district a part

        """)
  }

  @Test func withoutAStoreNothingIsServed() throws {
    let outcome = try Tool.run(["serve", "--db", "nothing.sqlite", "--port", "0"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.error == "Error: nothing.sqlite: there is no such database; build it first\n")
  }
}
