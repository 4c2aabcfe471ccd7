import Addressing
import NetworkModel

extension NaiveTwin {
  /// Where a packet ended.
  enum Place: Hashable {
    case interface(Int)
    case site(Int)
    case internet
    /// A service behind a gateway endpoint.
    case service(Int)
    case linkService

    func isAt(_ end: NaiveEnd) -> Bool {
      switch (self, end) {
      case (.interface(let mine), .interface(let other)), (.site(let mine), .site(let other)): mine == other
      case (.internet, .internet), (.service, .internet): true
      default: false
      }
    }
  }

  /// What lies between two interfaces, as far as references between security groups care (SG 3.2).
  enum Crossing: Hashable {
    case peering(Int)
    case transit(gateway: String, from: Int, to: Int)
    case transitPeering
    case middlebox
    /// Into a load balancer that does not look at where PrivateLink's traffic comes from.
    case privateLink
    case other
  }

  /// A node or an endpoint that a connection came to, by its interface, at a port.
  struct FrontVisit: Hashable {
    var interface: Int
    var port: UInt16
  }

  /// What a Network Load Balancer opens in the name of its client.
  struct KeptAddress: Hashable {
    var node: Int
    var targetGroup: String
  }

  /// An interface that let a packet of the flow in or out, and so lets its reply pass (SG 3.1.6).
  struct Admission: Hashable {
    var interface: Int
    var isEgress: Bool
  }

  /// What a NAT gateway remembers of a flow.
  struct Translation: Hashable {
    var gateway: Int
    var before: NaivePacket
    var after: NaivePacket
    /// The peering that the translated packet left by (PCX 4.1.7).
    var peering: Int?
  }

  /// An outbound rule that refers to groups: whether it counts is known where the way ends.
  struct PendingReference: Hashable {
    var interface: Int
    var rules: [SecurityGroupRule]
    var crossingsBefore: Int
    var blocker: NaiveBlocker
  }

  /// How a flow left its VPC for the internet.
  enum Exit: Hashable {
    case internetGateway(Int)
    case egressOnly(Int)
  }

  struct Visit: Hashable {
    var place: String
    var packet: NaivePacket
  }

  /// A packet on its way, with all that is remembered of it.
  struct Walk {
    /// The packet as the client sent it.
    let first: NaivePacket
    let from: NaiveEnd
    let to: NaiveEnd
    var packet: NaivePacket
    var isReply = false
    /// The interface that the source address belongs to, as long as nothing translated it.
    var origin: Int?
    var crossings: [Crossing] = []
    var pending: [PendingReference] = []
    var admissions: Set<Admission> = []
    var sitesThatAdmitted: Set<Int> = []
    var translations: [Translation] = []
    var exit: Exit?
    /// The zone that appliance mode chose for this flow, by attachment.
    var zones: [String: String] = [:]
    var middleboxes: [Int] = []
    var forwardMiddleboxes: [Int] = []
    var visited: Set<Visit> = []
    var tables: [String] = []
    var isNondeterministic = false
    /// The nodes and endpoints that the connection has come through.
    var fronts: [FrontVisit] = []
    /// Set where the packet leaves a load balancer with the client's address.
    var kept: KeptAddress?

    init(_ packet: NaivePacket, from: NaiveEnd, to: NaiveEnd) {
      first = packet
      self.packet = packet
      self.from = from
      self.to = to
    }

    /// The interface that the flow began at; -1 if it began elsewhere.
    var originIndex: Int {
      if case .interface(let index) = from { return index }
      return -1
    }
  }

  enum Ending {
    case arrived(Place, Walk)
    case failed(NaiveBlocker, Walk)
    case unknown(String, Walk)
  }

  /// The end of a packet that is refused here. An outbound reference that cannot count on this way failed before.
  func fail(_ walk: Walk, _ codes: [String], _ components: [String]) -> [Ending] {
    for pending in walk.pending where !canStillCount(pending, walk) { return [.failed(pending.blocker, walk)] }
    let blocker = NaiveBlocker(codes: codes, components: components, isReply: walk.isReply, tables: walk.tables)
    return [.failed(blocker, walk)]
  }

  /// The way ends where no interface is: an outbound reference counts for nobody there.
  func arrive(_ place: Place, _ walk: Walk) -> [Ending] {
    if let pending = walk.pending.first { return [.failed(pending.blocker, walk)] }
    return [.arrived(place, walk)]
  }

  func unknown(_ walk: Walk, _ reason: String) -> [Ending] { [.unknown(reason, walk)] }

  /// The walk with the place noted, or nil if the same packet was there before (11.9).
  func visit(_ place: String, _ walk: Walk) -> Walk? {
    var next = walk
    return next.visited.insert(Visit(place: place, packet: walk.packet)).inserted ? next : nil
  }

  func index<R: Resource>(_ id: String?, in resources: [R]) -> Int? { resources.firstIndex { $0.id == id } }

  func subnetIndex(_ id: String?) -> Int? { index(id, in: topology.subnets) }

  func zone(of subnet: Int) -> String {
    topology.subnets[subnet].availabilityZoneId ?? topology.subnets[subnet].availabilityZone
  }

  /// The interface of a VPC that has the address.
  func interface(in vpc: String, with address: IPAddress) -> Int? {
    topology.networkInterfaces.indices.first {
      topology.networkInterfaces[$0].vpcId == vpc && owns($0, address)
    }
  }

  func owns(_ interface: Int, _ address: IPAddress) -> Bool {
    let interface = topology.networkInterfaces[interface]
    return interface.privateAddresses.contains(address)
      || interface.delegatedPrefixes.contains { $0.contains(address) }
  }
}
