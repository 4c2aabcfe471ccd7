import ArgumentParser
import Reachability
import Reports

/// `canreach codes`.
struct CodesCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "codes", abstract: "What a code means, when it is given, and AWS's equivalent.",
    discussion: """
      Codes that begin with X_ are canreach's own; the others are those of AWS Reachability Analyzer. Those that begin \
      with AGW- are the rules of `canreach lint`.

      Examples:
        canreach codes ENI_SG_RULES_MISMATCH
        canreach codes AGW-048
        canreach codes --format json
      """)

  @Argument(
    help: "One code, such as ENI_SG_RULES_MISMATCH or AGW-048; without it, all.",
    completion: .list(CodeList.names))
  var code: String?

  @OptionGroup var output: OutputOptions

  func run(in context: CommandContext) -> ExitStatus {
    let list: CodeList
    if let code {
      guard let found = CodeList(code) else {
        return context.complain(
          QueryError(status: 66, message: "no code is called `\(code)`", candidates: CodeList.names(holding: code)))
      }
      list = found
    } else {
      list = CodeList()
    }
    let text = output.format == .json ? list.json.document : list.text
    return output.deliver(text, status: .asExpected, in: context)
  }
}
