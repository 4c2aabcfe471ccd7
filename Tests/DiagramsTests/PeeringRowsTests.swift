import Testing

@testable import Diagrams

@Suite("peerings between their VPCs")
struct PeeringRowsTests {
  @Test("one VPC peered with two others stands between them")
  func chain() {
    // Blocks 0, 1, 2 are VPCs, 8 and 9 peerings.
    let rows = PeeringRows([8: [0, 1], 9: [0, 2]]) { _ in false }
    #expect(rows.chains == [[1, 8, 0, 9, 2]])
    #expect(rows.ends[8]?.left == 1 && rows.ends[8]?.right == [0])
    #expect(rows.ends[9]?.left == 0 && rows.ends[9]?.right == [2])
  }

  @Test("two pairs are two chains; inside of a Region no guides are needed")
  func pairs() {
    #expect(PeeringRows([8: [0, 1], 9: [2, 3]]) { _ in false }.chains == [[0, 8, 1], [2, 9, 3]])
    let regional = PeeringRows([8: [0, 1]]) { _ in true }
    #expect(regional.chains.isEmpty)
    #expect(regional.ends[8]?.left == 0)
  }

  @Test("a star and a ring have no order: over accounts their peerings stand below")
  func others() {
    let star = [6: [0, 1], 7: [0, 2], 8: [0, 3]]
    #expect(PeeringRows(star) { _ in false }.ends.isEmpty)
    #expect(PeeringRows(star) { _ in true }.ends.count == 3)
    let ring = [6: [0, 1], 7: [1, 2], 8: [2, 0]]
    #expect(PeeringRows(ring) { _ in false }.ends.isEmpty)
    #expect(PeeringRows(ring) { _ in true }.ends.count == 3)
    let wide = Dictionary(uniqueKeysWithValues: (1...6).map { (10 + $0, [0, $0]) })
    #expect(PeeringRows(wide) { _ in true }.ends.isEmpty, "a row of thirteen is too long")
  }

  @Test("a peering whose other VPC is not shown joins nothing")
  func half() {
    #expect(PeeringRows([8: [0]]) { _ in false }.ends.isEmpty)
    #expect(PeeringRows([:]) { _ in false }.ends.isEmpty)
  }
}
