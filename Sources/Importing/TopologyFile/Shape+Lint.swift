extension Shape {
  static let lint = Shape(
    "lint", "`lint`", [Key("silence", .list(.shape("lintSilence")), "Findings that are accepted. Required.")])

  static let lintSilence = Shape(
    "lintSilence", "a silence of `lint`",
    [
      Key("rule", .text, "The id of a rule: `AGW-048`. Required."),
      Key("component", .text, "The id or the name of what it is about. Default: everything."),
      Key("because", .text, "Why it is accepted. Required."),
    ])
}
