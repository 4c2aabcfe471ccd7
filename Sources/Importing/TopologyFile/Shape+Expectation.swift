extension Shape {
  static let expectation = Shape(
    "expectation", "an expectation",
    [
      Key("name", .text, "What it promises, in a few words. Default: the question."),
      Key("from", .text, "Who opens the connection. Required."),
      Key("to", .text, "Who is to be reached; may end in `:PORT`. Required."),
      Key("verdict", .choice(Expectation.Verdict.allCases.map(\.rawValue)), "The answer. Required."),
      Key("because", .oneOrMany(.text), "Codes: each has to be that of a blocker, or AWS's for it."),
      Key("todo", .text, "Why it does not hold yet: then it does not fail, until it holds."),
      Key("protocol", .text, "`tcp`, `udp`, `icmp`, `icmpv6`, a number, or `any`. Default: `tcp`."),
      Key("port", .text, "The destination port, a range, or `any`. Default: `any`."),
      Key("sourcePort", .text, "The source port, or a range. Default: the client's."),
      Key("oneWay", .boolean, "Whether to leave the way back out. Default: false."),
      Key("via", .oneOrMany(.text), "Components that the way has to pass."),
      Key("avoid", .oneOrMany(.text), "Components that the way may not pass."),
      Key("method", .text, "The method of the request, for a URL."),
      Key("header", .oneOrMany(.text), "Headers of the request, `name: value`, for a URL."),
      Key("origin", .text, "The page that the request comes from, in a browser, for a URL."),
      Key("as", .text, "The ARN of the principal that signs the request, for a URL."),
    ])
}
