import Testing

@testable import Reachability

@Suite("the targets of a load balancer's nodes")
struct MemberCacheTests {
  @Test("are found once for each node and group, whoever asks")
  func once() {
    let cache = MemberCache()
    var found = 0
    func ask(_ node: Int, _ source: MemberCache.Source) {
      _ = cache.members(MemberCache.Key(node: node, loadBalancer: 0, source: source)) {
        found += 1
        return []
      }
    }
    ask(1, .targetGroup(0))
    ask(1, .targetGroup(0))
    #expect(found == 1)
    ask(2, .targetGroup(0))
    ask(1, .targetGroup(1))
    ask(1, .listener(0))
    ask(1, .listener(0))
    #expect(found == 4)
  }
}
