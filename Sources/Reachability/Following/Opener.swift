/// Who opens a connection without being a sender of the input: API Gateway, for an API. Its own callers see of a failure
/// what it makes of it.
struct Opener: Sendable, Hashable {
  var id: String
  /// The same for people.
  var label: String
  /// What a caller sees where the connection is lost or refused.
  var lost: String
  /// What it sees where the handshake fails.
  var handshake: String
}
