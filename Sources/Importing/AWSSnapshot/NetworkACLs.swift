import Addressing
import NetworkModel

extension ScopeReading {
  /// `ec2 describe-network-acls`. The entries 32767 (and 32768 for IPv6) are AWS's own.
  func readNetworkACL(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("NetworkAclId")
    var entries: [NetworkACLEntry] = []
    for entry in try record.elements("Entries") { entries.append(try networkACLEntry(entry)) }
    topology.networkACLs.append(
      NetworkACL(
        try identity(id, record, owner: record.optionalId("OwnerId")), vpcId: try record.id("VpcId"),
        isDefault: try record.boolean("IsDefault") ?? false,
        subnetIds: try record.ids("Associations", each: "SubnetId"), entries: entries))
  }

  private func networkACLEntry(_ record: JSONValue) throws(JSONError) -> NetworkACLEntry {
    guard let block = try record.prefix("CidrBlock", or: "Ipv6CidrBlock") else {
      throw JSONError(token: record.token, message: "expected `CidrBlock` or `Ipv6CidrBlock`, found nothing")
    }
    let action = try record.required("RuleAction")
    guard let parsed = NetworkACLEntry.Action(rawValue: try action.string()) else {
      throw JSONError(token: action.token, message: "expected `allow` or `deny`, found `\(try action.string())`")
    }
    let number = try record.required("RuleNumber").integer()
    let ipProtocol = try Rules.ipProtocol(record.required("Protocol"))
    var entry = NetworkACLEntry(
      number, isEgress: try record.required("Egress").boolean(), parsed, ipProtocol: ipProtocol, cidrBlock: block,
      source: source(record))
    if let ipProtocol, ipProtocol.hasPorts, let range = record.value("PortRange") {
      entry.portRange = try Rules.portRange(range, "From", "To")
    }
    if let ipProtocol, ipProtocol.isICMP, let typeCode = record.value("IcmpTypeCode") {
      entry.icmpType = try Rules.icmpNumber(typeCode, "Type")
      entry.icmpCode = try Rules.icmpNumber(typeCode, "Code")
    }
    return entry
  }
}
