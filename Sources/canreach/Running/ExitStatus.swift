import Reachability

/// The exit statuses of the contract (section 3).
struct ExitStatus: RawRepresentable, Sendable, Hashable {
  var rawValue: Int32

  init(rawValue: Int32) { self.rawValue = rawValue }

  static let asExpected = ExitStatus(rawValue: 0)
  static let notSo = ExitStatus(rawValue: 1)
  static let undetermined = ExitStatus(rawValue: 2)
  static let usage = ExitStatus(rawValue: 64)
  static let malformed = ExitStatus(rawValue: 65)
  static let notFound = ExitStatus(rawValue: 66)
  static let missingProgram = ExitStatus(rawValue: 69)
  static let defect = ExitStatus(rawValue: 70)
  static let cannotWrite = ExitStatus(rawValue: 73)

  /// The status of an answer: as expected, undetermined where something else was expected, or not so.
  init(_ verdict: Verdict, expected: Verdict?, isStrict: Bool) {
    if verdict == expected ?? .reachable {
      self = .asExpected
    } else {
      self = verdict == .undetermined && !isStrict ? .undetermined : .notSo
    }
  }

  /// Worst first: of several statuses the one that counts.
  private static let order: [ExitStatus] = [
    .defect, .cannotWrite, .missingProgram, .malformed, .notFound, .usage, .notSo, .undetermined, .asExpected,
  ]

  /// The status of several questions: the first of the contract's order that one of them has.
  static func worst(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
    let present = Set(statuses)
    return order.first(where: present.contains) ?? .asExpected
  }
}
