import Testing

@testable import Diagrams

@Suite("colours can be told from what is behind them")
struct InkTests {
  /// WCAG 2.1: relative luminance.
  private func luminance(_ hex: String) -> Double {
    let value = Int(hex.dropFirst(), radix: 16) ?? 0
    func channel(_ shift: Int) -> Double {
      let part = Double(value >> shift & 255) / 255
      return part <= 0.03928 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
  }

  /// x to the power of 2.4, by Newton's method: x^12 = y^5.
  private func power(_ base: Double) -> Double {
    var root = base
    let target = base * base
    for _ in 0..<60 { root -= (root * root * root * root * root - target) / (5 * root * root * root * root) }
    return base * base * root
  }

  private func contrast(_ first: String, _ second: String) -> Double {
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  static let fills: [Ink] = [.paper, .publicFill, .privateFill, .panel]
  static let texts: [Ink] = [
    .ink, .muted, .accountText, .regionText, .vpcText, .publicText, .privateText, .securityGroupText, .allow, .deny,
    .unknown, .dns,
  ]
  static let tiles: [Ink] = [.compute, .networking, .database, .security, .storage, .integration, .general]

  @Test("text: 4.5 to 1 on every fill, in both themes", arguments: texts)
  func text(_ ink: Ink) {
    for fill in Self.fills {
      #expect(contrast(ink.light, fill.light) >= 4.5, "\(ink) on \(fill), light")
      #expect(contrast(ink.dark, fill.dark) >= 4.5, "\(ink) on \(fill), dark")
    }
  }

  @Test("glyphs on their tiles, and numbers on their marks: 4.5 to 1")
  func marks() {
    for tile in Self.tiles { #expect(contrast(Ink.glyph.light, tile.light) >= 4.5, "\(tile)") }
    for mark in [Ink.allow, .deny, .unknown, .dns] {
      #expect(contrast(Ink.onMark.light, mark.light) >= 4.5, "\(mark), light")
      #expect(contrast(Ink.onMark.dark, mark.dark) >= 4.5, "\(mark), dark")
    }
  }

  @Test("lines and borders: 3 to 1 on paper, but for those of AWS's palette that stand around a fill")
  func lines() {
    for ink in [Ink.cloud, .account, .vpc, .securityGroup, .site, .link] {
      #expect(contrast(ink.light, Ink.paper.light) >= 3, "\(ink), light")
      #expect(contrast(ink.dark, Ink.paper.dark) >= 3, "\(ink), dark")
    }
  }

  @Test("the yardstick is right")
  func yardstick() {
    #expect(abs(contrast("#FFFFFF", "#000000") - 21) < 0.01)
    #expect(abs(contrast("#FFFFFF", "#767676") - 4.54) < 0.01)
  }
}
