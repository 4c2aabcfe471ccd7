import CSimdjson

extension JSONValue {
  /// The path from this value to a token inside it, `.CidrBlock` or `.Tags[2].Key`; empty for the value itself.
  func path(to target: UInt32) -> String {
    var path = ""
    var current = self
    while current.token < target {
      guard let (step, child) = current.child(holding: target) else { break }
      path += step
      current = child
    }
    return path
  }

  private func child(holding target: UInt32) -> (String, JSONValue)? {
    switch kind {
    case .object:
      for (key, value) in fields where value.token <= target && target < value.end { return (".\(key)", value) }
    case .array:
      for (index, value) in JSONElements(list: self).enumerated() where target < value.end {
        return ("[\(index)]", value)
      }
    default: break
    }
    return nil
  }
}

/// Turns byte offsets into line numbers, fast where they are asked in ascending order.
struct LineCounter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var line = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The line of a byte, counted from 1.
  mutating func line(at target: Int) -> Int {
    guard let start = bytes.baseAddress else { return 1 }
    if target < offset {
      line -= Int(canreach_count_lines(start + target, offset - target))
    } else {
      line += Int(canreach_count_lines(start + offset, target - offset))
    }
    offset = target
    return line
  }
}
