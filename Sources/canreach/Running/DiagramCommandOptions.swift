import ArgumentParser
import Diagrams

/// What a picture shows.
struct DiagramCommandOptions: ParsableArguments {
  @Option(help: "How much is drawn around the way: only what it passes, its neighbours too, or all.")
  var focus: DiagramOptions.Focus = .all

  @Option(help: ArgumentHelp("With --focus neighbours: how many links away.", valueName: "n"))
  var depth = 1

  @Option(help: ArgumentHelp("Only this account; may be repeated.", valueName: "id"))
  var account: [String] = []

  @Option(help: ArgumentHelp("Only this VPC, and what leads out of it; may be repeated.", valueName: "id|name"))
  var vpc: [String] = []

  @Flag(help: "Draw boxes around what carries the same security groups.")
  var securityGroups = false

  @Flag(name: .customLong("return"), help: "Draw the way back, although nothing blocks it.")
  var withReturn = false

  @Option(help: "The colours of PNG and PDF; an SVG has both.")
  var theme: DiagramOptions.Theme = .light

  @Option(
    help: ArgumentHelp(
      "A folder of your own pictures, named by kind: instance.svg, natGateway.png. PNG and PDF take the .png only.",
      valueName: "folder"), completion: .directory)
  var icons: String?

  @Option(help: ArgumentHelp("End a layout that takes longer.", valueName: "seconds"))
  var timeout = 60

  func validate() throws {
    if depth < 0 { throw ValidationError("--depth cannot be negative.") }
    if timeout < 1 { throw ValidationError("--timeout has to be at least 1.") }
  }

  /// What the options ask for; what is odd about it is told to `context`.
  func options(_ context: CommandContext) throws(StreamError) -> DiagramOptions {
    var options = DiagramOptions()
    options.focus = focus
    options.depth = depth
    options.accounts = account
    options.vpcs = vpc
    options.securityGroups = securityGroups
    options.withReturn = withReturn
    options.theme = theme
    options.milliseconds = min(timeout, 86_400) * 1000
    if let icons {
      let folder = try IconFolder(icons)
      for warning in folder.warnings { context.complain("warning: \(warning)") }
      options.icons = folder.icons
    }
    return options
  }
}

extension Diagram.Format: ExpressibleByArgument {
  /// SVG, DOT and JSON are text; a PNG or PDF is nothing for a terminal.
  var isText: Bool { self != .png && self != .pdf }

  /// By the ending of a file's name.
  init?(ending file: String) {
    guard let dot = file.lastIndex(of: ".") else { return nil }
    self.init(rawValue: file[file.index(after: dot)...].lowercased())
  }
}

extension DiagramOptions.Focus: ExpressibleByArgument {}
extension DiagramOptions.Theme: ExpressibleByArgument {}
