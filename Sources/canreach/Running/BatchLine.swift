import Reachability
import Reports

/// One line of a batch: the query that it asks, or why it asks none.
struct BatchLine: Sendable {
  var query: Result<Query, QueryError>
  /// What the answer repeats where there is no query.
  var raw: JSON

  /// - Parameters:
  ///   - text: the line.
  ///   - place: the file and the line's number.
  ///   - defaults: what the command line says, for what the line does not.
  init(_ text: String, place: String, defaults: Query) {
    raw = .null
    let columns: [String: Int]
    do throws(JSON.ReadingError) {
      (raw, columns) = try JSON.read(text)
    } catch {
      query = .failure(QueryError(status: 65, message: "\(place):\(error.column): \(error.message)"))
      return
    }
    var reader = QueryReader(query: defaults, place: place, columns: columns)
    query = Result { [raw] () throws(QueryError) in try reader.read(raw) }
  }
}

/// Reads the keys of a query.
private struct QueryReader {
  var query: Query
  var place: String
  /// Where each key stands.
  var columns: [String: Int]

  private func malformed(_ message: String, at key: String? = nil) -> QueryError {
    let column = key.flatMap { columns[$0] } ?? 1
    return QueryError(status: 65, message: "\(place):\(column): \(message)")
  }

  mutating func read(_ json: JSON) throws(QueryError) -> Query {
    guard case .object(let members) = json else { throw malformed("expected an object") }
    var request: String?
    for member in members {
      switch member.key {
      case "from": query.from = try text(member)
      case "to": query.to = try text(member)
      case "protocol": query.protocol = try number(member)
      case "port": query.port = try number(member)
      case "sourcePort": query.sourcePort = try number(member)
      case "oneWay": query.oneWay = try flag(member)
      case "via": query.via = try list(member)
      case "avoid": query.avoid = try list(member)
      case "expect": query.expect = try verdict(member)
      case "method":
        query.method = try text(member)
        request = request ?? member.key
      case "origin":
        query.origin = try text(member)
        request = request ?? member.key
      case "as":
        query.principal = try text(member)
        request = request ?? member.key
      case "header":
        query.headers = try list(member)
        request = request ?? member.key
      default: throw malformed("`\(member.key)` is no key of a query", at: member.key)
      }
    }
    for (key, value) in [("from", query.from), ("to", query.to)] where value.isEmpty {
      throw malformed("the key `\(key)` is missing")
    }
    if let request, !EndpointForm.isURL(query.to) {
      throw QueryError(status: 64, message: "`\(request)` belongs to a request: TO has to be a URL")
    }
    return query
  }

  private func text(_ member: JSON.Member) throws(QueryError) -> String {
    guard case .string(let text) = member.value else {
      throw malformed("`\(member.key)` has to be a string", at: member.key)
    }
    return text
  }

  /// A string, or a number that stands for one.
  private func number(_ member: JSON.Member) throws(QueryError) -> String {
    if case .integer(let number) = member.value { return String(number) }
    return try text(member)
  }

  private func flag(_ member: JSON.Member) throws(QueryError) -> Bool {
    guard case .bool(let flag) = member.value else {
      throw malformed("`\(member.key)` has to be true or false", at: member.key)
    }
    return flag
  }

  /// A string, or a list of strings.
  private func list(_ member: JSON.Member) throws(QueryError) -> [String] {
    guard case .array(let values) = member.value else { return [try text(member)] }
    var texts: [String] = []
    for value in values { texts.append(try text(JSON.Member(member.key, value))) }
    return texts
  }

  private func verdict(_ member: JSON.Member) throws(QueryError) -> Verdict {
    let text = try text(member)
    guard let verdict = Verdict(rawValue: text) else {
      let known = Verdict.allCases.map(\.rawValue).joined(separator: ", ")
      throw malformed("`\(text)` is no verdict: \(known)", at: member.key)
    }
    return verdict
  }
}
