import Addressing
import NetworkModel

/// `ec2 describe-network-interfaces`, the file that can be large: every object is passed over once, and what repeats is
/// kept once.
struct NetworkInterfaceReader {
  private static let keys = JSONKeys(
    "Association", "Attachment", "DenyAllIgwTraffic", "Description", "Groups", "InterfaceType", "Ipv4Prefixes",
    "Ipv6Addresses", "Ipv6Prefixes", "NetworkInterfaceId", "OwnerId", "PrivateIpAddress", "PrivateIpAddresses",
    "RequesterId", "RequesterManaged", "SourceDestCheck", "Status", "SubnetId", "TagSet", "VpcId")
  private static let addressKeys = JSONKeys("Association", "Primary", "PrivateIpAddress")

  private let reading: ScopeReading
  private let fields = JSONFields(keys)
  private let addressFields = JSONFields(addressKeys)

  init(_ reading: ScopeReading) { self.reading = reading }

  /// Gives the memory back that reading needed.
  func finish() {
    fields.deallocate()
    addressFields.deallocate()
  }

  /// Reads a record and returns the token after it.
  ///
  /// - Throws: ``JSONError``; the record is then to be left out.
  func read(_ record: JSONValue) throws(JSONError) -> UInt32 {
    let end = try fields.gather(record)
    func field(_ place: Int) -> JSONValue? { fields.value(place, of: record) }

    let id = try field(9)?.string() ?? ""
    if id.isEmpty { throw JSONError(token: record.token, message: "expected `NetworkInterfaceId`, found nothing") }
    guard let vpc = field(19), let subnet = field(17) else {
      let missing = field(19) == nil ? "VpcId" : "SubnetId"
      throw JSONError(token: record.token, message: "expected `\(missing)`, found nothing")
    }
    let tags = try tags(field(18))
    var interface = NetworkInterface(
      Identity(
        id, name: Tags.name(tags), account: try text(field(10)) ?? reading.scope.account,
        region: reading.scope.region, tags: tags, source: reading.source(record)),
      interfaceType: try text(field(5)).map { .init(rawValue: $0) ?? .other } ?? .interface,
      vpcId: try vpc.interned(), subnetId: try subnet.interned(), privateAddresses: [])
    if let status = try text(field(16)) { interface.status = status }
    if let check = field(15) { interface.sourceDestCheck = try check.boolean() }
    if let managed = field(14) { interface.requesterManaged = try managed.boolean() }
    interface.requesterId = try text(field(13))
    if let deny = field(2) { interface.denyAllIgwTraffic = try deny.boolean() }
    if let description = field(3) { interface.interfaceDescription = try description.string() }
    interface.instanceId = try field(1)?.text("InstanceId")
    if let groups = field(4) {
      interface.groupIds.reserveCapacity(Self.pairs(groups))
      for group in try groups.elements() { interface.groupIds.append(try group.id("GroupId")) }
    }
    try addresses(field(12), fallback: field(11), association: field(0), into: &interface)
    try ipv6Addresses(field(7), into: &interface)
    if let prefixes = field(6) { try self.prefixes(prefixes, "Ipv4Prefix", into: &interface) }
    if let prefixes = field(8) { try self.prefixes(prefixes, "Ipv6Prefix", into: &interface) }
    reading.topology.networkInterfaces.append(interface)
    return end
  }

  /// How many objects of two fields a list of them has: each is nine tokens and a comma.
  private static func pairs(_ list: JSONValue) -> Int { Int(list.end - list.token) / 10 }

  @inline(__always)
  private func text(_ value: JSONValue?) throws(JSONError) -> String? {
    guard let text = try value?.interned(), !text.isEmpty else { return nil }
    return text
  }

  private func tags(_ list: JSONValue?) throws(JSONError) -> [Tag] {
    guard let list else { return [] }
    var tags: [Tag] = []
    tags.reserveCapacity(Self.pairs(list))
    for element in try list.elements() {
      let key = try element.required("Key").interned()
      let value = try element.value("Value")?.string() ?? ""
      tags.append(Tag(key, value))
    }
    if tags.count > 1 { tags.sort { $0.key < $1.key } }
    return tags
  }

  /// The IPv4 addresses, primary first, and the public address that each may have.
  private func addresses(
    _ list: JSONValue?, fallback: JSONValue?, association: JSONValue?, into interface: inout NetworkInterface
  ) throws(JSONError) {
    if let list {
      for element in try list.elements() {
        try addressFields.gather(element)
        guard let value = addressFields.value(2, of: element) else { continue }
        let isPrimary = try addressFields.value(1, of: element)?.boolean() ?? false
        let association = addressFields.value(0, of: element)
        let address = try value.address()
        interface.privateAddresses.insert(address, at: isPrimary ? 0 : interface.privateAddresses.count)
        if let association { try publicAddress(association, for: address, isPrimary, into: &interface) }
      }
    }
    if interface.privateAddresses.isEmpty, let fallback, !fallback.isEmptyText {
      interface.privateAddresses = [try fallback.address()]
    }
    // The interface's own `Association` is that of its primary address, which some output shows nowhere else.
    if let association, let primary = interface.privateAddresses.first,
      !interface.publicAddresses.contains(where: { $0.privateAddress == primary })
    {
      try publicAddress(association, for: primary, true, into: &interface)
    }
  }

  /// `PublicIp` of an internet gateway, or `CarrierIp` of a carrier gateway.
  private func publicAddress(
    _ association: JSONValue, for address: IPAddress, _ isPrimary: Bool, into interface: inout NetworkInterface
  ) throws(JSONError) {
    let place = isPrimary ? 0 : interface.publicAddresses.count
    if let carrier = try association.address("CarrierIp") {
      interface.publicAddresses.insert(PublicAddress(carrier, for: address, isCarrier: true), at: place)
    } else if let publicAddress = try association.address("PublicIp") {
      interface.publicAddresses.insert(PublicAddress(publicAddress, for: address), at: place)
    }
  }

  private func ipv6Addresses(_ list: JSONValue?, into interface: inout NetworkInterface) throws(JSONError) {
    guard let list else { return }
    let first = interface.privateAddresses.count
    for element in try list.elements() {
      guard let address = try element.address("Ipv6Address") else { continue }
      let isPrimary = try element.boolean("IsPrimaryIpv6") ?? false
      interface.privateAddresses.insert(address, at: isPrimary ? first : interface.privateAddresses.count)
    }
  }

  private func prefixes(
    _ list: JSONValue, _ key: StaticString, into interface: inout NetworkInterface
  ) throws(JSONError) {
    for element in try list.elements() {
      if let prefix = try element.prefix(key) { interface.delegatedPrefixes.append(prefix) }
    }
  }
}
