import Foundation

/// A program that ran, so that its peak memory and its processor time are its own.
struct Child {
  /// What it printed: `name value` a line, for the parts of bench.
  var output: String
  var processor: Double
  var wall: Double
  /// Bytes.
  var peak: Int

  /// A number that a part printed.
  subscript(name: String) -> Double {
    for line in output.split(separator: "\n") where line.hasPrefix(name + " ") {
      return Double(line.dropFirst(name.count + 1)) ?? 0
    }
    return 0
  }

  /// Runs a part of bench.
  static func part(_ part: Part, _ arguments: String...) -> Child {
    run(Bundle.main.executablePath ?? CommandLine.arguments[0], ["part", part.rawValue] + arguments)
  }

  /// Runs the canreach that was built beside bench.
  static func canreach(_ arguments: [String]) -> Child {
    let own = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    return run(own.deletingLastPathComponent().appendingPathComponent("canreach").path, arguments)
  }

  private static func run(_ program: String, _ arguments: [String]) -> Child {
    let file = NSTemporaryDirectory() + "bench-output-\(getpid())"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      unlink(file)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawn(&process, program, &actions, nil, words, environ) == 0 else {
      Bench.stop("cannot run \(program); build everything first: swift build -c release")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let wall = (ContinuousClock.now - start) / .seconds(1)
    // 0 to 2 are answers; a signal or another status is a failure.
    guard status & 0x7f == 0, status >> 8 & 0xff <= 2 else {
      Bench.stop("\(program) \(arguments.joined(separator: " ")) failed with status \(status >> 8 & 0xff)")
    }
    let output = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    return Child(output: output, processor: seconds(usage), wall: wall, peak: usage.ru_maxrss * 1024)
  }
}
