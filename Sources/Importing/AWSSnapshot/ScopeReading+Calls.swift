import CSimdjson
import NetworkModel

extension ScopeReading {
  /// How many records of one file are reported one by one when they cannot be read.
  private static let reportedRecords = 20

  /// Reads an answer: `value` is what stands under the operation's key in `root`.
  ///
  /// A record that cannot be read costs that record: a warning and a row in the coverage.
  func readAnswer(_ operation: Operation, _ value: JSONValue, root: JSONValue) throws(JSONError) {
    call = operation.name
    switch operation.use {
    case .records(let reader):
      let read = reader(self)
      var failures = 0
      for (index, record) in try value.elements().enumerated() {
        do throws(JSONError) {
          guard record.kind == .object else { throw record.unexpected("an object") }
          try read(record)
        } catch { reject(record, index, operation, error, &failures) }
      }
      summarise(failures, operation)
    case .networkInterfaces:
      try readNetworkInterfaces(value, operation)
    case .document(let reader):
      do throws(JSONError) { try reader(self)(root) } catch {
        diagnostics.append(diagnostic(.warning, error, in: root, at: "$", "the answer is left out: "))
        note(operation, .notVisible, because: error.message)
        return
      }
    case .ignored(let reason, let listing):
      if let listing { list(value, listing, reason) }
      note(operation, .ignored, because: reason)
      return
    }
    note(operation, .read)
  }

  private func readNetworkInterfaces(_ value: JSONValue, _ operation: Operation) throws(JSONError) {
    let reader = NetworkInterfaceReader(self)
    defer { reader.finish() }
    var elements = try value.elements()
    var index = 0
    var failures = 0
    while let record = elements.peek {
      do throws(JSONError) { elements.skip(to: try reader.read(record)) } catch {
        reject(record, index, operation, error, &failures)
        elements.skip(to: record.end)
      }
      index += 1
      if index == Self.sampledInterfaces { reserveInterfaces(value, elements) }
    }
    summarise(failures, operation)
  }

  private static let sampledInterfaces = 256

  /// Makes room for as many interfaces as the first ones let expect, so that a long list is not moved as it grows.
  private func reserveInterfaces(_ list: JSONValue, _ rest: JSONElements) {
    guard let next = rest.peek, next.token > list.token else { return }
    let expected = Int(list.raw.pointee.count - list.token) * Self.sampledInterfaces / Int(next.token - list.token)
    topology.networkInterfaces.reserveCapacity(topology.networkInterfaces.count + expected + expected / 32)
    let room = topology.networkInterfaces.capacity * MemoryLayout<NetworkInterface>.stride
    topology.networkInterfaces.withUnsafeBufferPointer { canreach_prefer_large_pages($0.baseAddress, room) }
  }

  /// Notes what became of the call; a call that was read is visible from then on.
  func note(_ operation: Operation, _ state: Coverage.CallState, because reason: String? = nil) {
    if state == .read { noteRead(parameter) }
    topology.coverage.calls.append(
      Coverage.CallRow(
        call: Self.callName(operation.name, parameter), account: scope.account, region: scope.region, state: state,
        reason: reason, file: file))
  }

  /// Makes the call, asked with `parameter`, visible.
  func noteRead(_ parameter: String?) {
    topology.visibility.readCalls[scope, default: []].insert(Self.callName(call, parameter))
  }

  /// Whether the answer of a call, asked with `parameter`, was read.
  func hasRead(_ call: String, _ parameter: String? = nil) -> Bool {
    topology.visibility.readCalls[scope]?.contains(Self.callName(call, parameter)) == true
  }

  static func callName(_ name: String, _ parameter: String?) -> String { parameter.map { "\(name) \($0)" } ?? name }

  // MARK: Records that are not modelled

  private func reject(
    _ record: JSONValue, _ index: Int, _ operation: Operation, _ error: JSONError, _ failures: inout Int
  ) {
    failures += 1
    let path = "$.\(operation.key)[\(index)]"
    if failures <= Self.reportedRecords {
      diagnostics.append(diagnostic(.warning, error, in: record, at: path, "the record is left out: "))
    }
    leaveOut(Self.label(record) ?? path, kind: "\(operation.key)", .unknown, because: error.message, at: record)
  }

  private func summarise(_ failures: Int, _ operation: Operation) {
    guard failures > Self.reportedRecords else { return }
    diagnostics.append(
      Diagnostic(
        .warning, file: file, path: "$.\(operation.key)",
        message: "\(failures - Self.reportedRecords) more records are left out",
        remedy: "`canreach coverage` lists them"))
  }

  func diagnostic(
    _ severity: Diagnostic.Severity, _ error: JSONError, in value: JSONValue, at path: String, _ prefix: String = ""
  ) -> Diagnostic {
    let place = JSONValue(value.raw, error.token)
    return Diagnostic(
      severity, file: file, line: lines.line(at: place.offset), path: path + value.path(to: error.token),
      message: prefix + error.message)
  }

  private func list(_ value: JSONValue, _ listing: Operation.Listing, _ reason: String) {
    guard let elements = try? value.elements() else { return }
    for (index, record) in elements.enumerated() {
      let id = listing.ids.lazy.compactMap { try? record.optionalId($0) }.first
      leaveOut(
        id ?? Self.label(record) ?? "\(index)", kind: listing.kind, name: Self.name(record), because: reason, at: record
      )
    }
  }

  /// Notes the records of a list that no known call returns.
  func listUnknown(_ key: String, _ value: JSONValue) {
    guard let elements = try? value.elements() else { return }
    for (index, record) in elements.enumerated() where record.kind == .object {
      leaveOut(
        Self.label(record) ?? "\(key)[\(index)]", kind: key, name: Self.name(record), .unknown,
        because: "no call that is known returns `\(key)`", at: record)
    }
  }

  /// What a record that is not understood can be called: its first field that is an id, an ARN or a name.
  private static func label(_ record: JSONValue) -> String? {
    let fields = record.fields
    for ending in ["Id", "Arn", "ARN", "Name", "id", "arn", "name"] {
      for (key, value) in fields where key.hasSuffix(ending) {
        if let text = try? value.string(), !text.isEmpty { return text }
      }
    }
    return nil
  }

  private static func name(_ record: JSONValue) -> String? {
    if let tags = try? Tags.read(record, "Tags"), let name = Tags.name(tags) { return name }
    return (try? record.text("Name")) ?? (try? record.text("name")) ?? nil
  }
}
