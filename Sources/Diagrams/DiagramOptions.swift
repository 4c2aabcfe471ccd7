/// What a picture shows, and how.
public struct DiagramOptions: Sendable {
  /// How much of the topology is drawn around the way.
  public enum Focus: String, Sendable, CaseIterable {
    /// What the way passes.
    case path
    /// That, and what is linked with it.
    case neighbours
    case all
  }

  /// The colours of pictures that cannot follow the reader's: PNG and PDF.
  public enum Theme: String, Sendable, CaseIterable { case light, dark }

  public var focus = Focus.all
  /// How many links away from the way a neighbour may be.
  public var depth = 1
  /// Only these accounts; all where there are none.
  public var accounts: [String] = []
  /// Only these VPCs, by id or name, and what leads out of them; all where there are none.
  public var vpcs: [String] = []
  /// Boxes around what carries the same security groups.
  public var securityGroups = false
  /// Also the way back, although nothing blocks it.
  public var withReturn = false
  public var theme = Theme.light
  /// The user's own pictures for kinds of resources.
  public var icons = Icons()
  /// What the title says where nothing is asked.
  public var title = ""
  /// Where the topology comes from, and what drew it, for the small print.
  public var source = ""
  /// After which the layout is ended.
  public var milliseconds = 60_000

  public init() {}
}
