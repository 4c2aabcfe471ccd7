import NetworkModel
import Reachability

/// The picture of a topology, and of the way of an answer on it. The same topology has the same picture whatever is
/// asked: the way is laid over it.
public struct Diagram: Sendable {
  let figure: Figure
  let itinerary: Itinerary?
  let answer: Answer?
  var options: DiagramOptions

  /// - Parameters:
  ///   - network: what is drawn.
  ///   - answer: whose way is drawn on it.
  /// - Throws: ``DiagramError/nothing(_:)`` where the options leave nothing to draw.
  public init(_ network: Network, answer: Answer? = nil, options: DiagramOptions = DiagramOptions())
    throws(DiagramError)
  {
    var figure = FigureBuilder.figure(of: network, options: options)
    if let answer {
      Selection.addEnds(of: answer, to: &figure)
      RecordLinks.add(for: answer, of: network, to: &figure)
    }
    try Selection.narrow(&figure, to: options, answer: answer)
    self.figure = figure
    self.answer = answer
    self.options = options
    itinerary = answer.map { Itinerary($0, on: figure, withReturn: options.withReturn) }
  }

  /// What can be written.
  public enum Format: String, Sendable, CaseIterable { case svg, png, pdf, dot, json }

  /// The picture in a format.
  public func bytes(_ format: Format) throws(DiagramError) -> [UInt8] {
    switch format {
    case .svg: return Array(SVGWriter(icons: options.icons).document(try drawing()).utf8)
    case .dot: return Array(DOTWriter(self).document.utf8)
    case .json: return Array(scene(try layout()).document.utf8)
    case .png, .pdf:
      var bitmap = self
      bitmap.options.icons = options.icons.bitmaps
      return try XDotWriter(theme: options.theme, icons: bitmap.options.icons)
        .render(try bitmap.drawing(), format: format.rawValue, milliseconds: options.milliseconds)
    }
  }

  func layout() throws(DiagramError) -> Layout {
    if figure.nodes.count > Diagram.limit { throw .tooLarge(resources: figure.nodes.count) }
    return try Layout.of(figure, milliseconds: options.milliseconds)
  }

  /// The drawing, ready to be written.
  func drawing() throws(DiagramError) -> Drawing {
    let deadline = Deadline(milliseconds: options.milliseconds)
    return try Painter(self, try layout()).drawing(until: deadline)
  }

  /// More things than this nobody can look at.
  private static let limit = 10_000
}

/// When a picture has to be there.
struct Deadline {
  let milliseconds: Int
  private let end: ContinuousClock.Instant

  init(milliseconds: Int) {
    self.milliseconds = milliseconds
    end = .now + .milliseconds(milliseconds)
  }

  func check() throws(DiagramError) {
    if ContinuousClock.now > end { throw .tooLate(milliseconds: milliseconds) }
  }
}
