import Foundation

/// The machine that the numbers are of.
enum Machine {
  static var description: String {
    let processors = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model =
      processors.split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "a processor without a name"
    let memory = ProcessInfo.processInfo.physicalMemory / 1_000_000_000
    return "\(model), \(ProcessInfo.processInfo.processorCount) cores, \(memory) GB, \(compiler), release"
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2 or earlier"
    #endif
  }
}
