import ArgumentParser
import Reachability

/// What is asked of the two ends: the keys of a query that are options.
struct QuestionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The destination port, or a range; without it, every port.", valueName: "N|N-M"))
  var port: String?

  @Option(name: .customLong("protocol"), help: "tcp, udp, icmp, icmpv6, a number, or any (default: tcp).")
  var transport: String?

  @Option(help: ArgumentHelp("The source port, or a range; without it, the client's.", valueName: "N|N-M"))
  var sourcePort: String?

  @Flag(help: "Leave the way back out.")
  var oneWay = false

  @Option(help: "The verdict that is expected (default: reachable).")
  var expect: Verdict?

  @Option(help: ArgumentHelp("The way has to pass this component; may be repeated.", valueName: "id"))
  var via: [String] = []

  @Option(help: ArgumentHelp("The way may not pass this component; may be repeated.", valueName: "id"))
  var avoid: [String] = []

  /// The first of the options that is given; nil where none is.
  var first: String? {
    let given = [
      ("--port", port != nil), ("--protocol", transport != nil), ("--source-port", sourcePort != nil),
      ("--one-way", oneWay), ("--expect", expect != nil), ("--via", !via.isEmpty), ("--avoid", !avoid.isEmpty),
    ]
    return given.first(where: \.1)?.0
  }

  /// The query with these options and those of a request.
  func query(from: String, to: String, _ request: RequestOptions? = nil) -> Query {
    var query = Query(
      from: from, to: to, protocol: transport ?? "tcp", port: port ?? "any", sourcePort: sourcePort, oneWay: oneWay,
      via: via, avoid: avoid, expect: expect)
    guard let request else { return query }
    query.method = request.method
    query.headers = request.header
    query.origin = request.origin
    query.principal = request.principal
    return query
  }
}

/// What a request of HTTP carries. Only a URL has one.
struct RequestOptions: ParsableArguments {
  @Option(help: "The method of the request, for a URL.")
  var method: String?

  @Option(help: ArgumentHelp("A header of the request, for a URL; may be repeated.", valueName: "'name: value'"))
  var header: [String] = []

  @Option(help: ArgumentHelp("The page that the request comes from, in a browser, for a URL.", valueName: "url"))
  var origin: String?

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The principal that signs the request, for a URL.", valueName: "arn"))
  var principal: String?

  /// Refuses the options where TO is no URL.
  func validate(to: String?) throws {
    if let to, EndpointForm.isURL(to) { return }
    let given = [
      ("--method", method != nil), ("--header", !header.isEmpty), ("--origin", origin != nil),
      ("--as", principal != nil),
    ].filter(\.1).map(\.0)
    if let first = given.first { throw ValidationError("\(first) belongs to a request: TO has to be a URL.") }
  }
}
