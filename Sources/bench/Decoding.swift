import Addressing
import Foundation
import NetworkModel

/// Foundation's way from `ec2-describe-network-interfaces.json` to the same structs, for comparison.
enum Decoding {
  private struct File: Decodable { var NetworkInterfaces: [Record] }
  private struct Record: Decodable {
    struct Address: Decodable {
      var Primary: Bool?
      var PrivateIpAddress: String
      var Association: PublicIP?
    }
    struct PublicIP: Decodable { var PublicIp: String? }
    struct IPv6: Decodable { var Ipv6Address: String }
    struct Attached: Decodable { var InstanceId: String? }
    struct Group: Decodable { var GroupId: String }
    struct Pair: Decodable {
      var Key: String
      var Value: String?
    }
    var NetworkInterfaceId: String
    var VpcId: String
    var SubnetId: String
    var OwnerId: String?
    var InterfaceType: String?
    var Status: String?
    var Description: String?
    var SourceDestCheck: Bool?
    var RequesterManaged: Bool?
    var RequesterId: String?
    var DenyAllIgwTraffic: Bool?
    var Attachment: Attached?
    var Groups: [Group]?
    var PrivateIpAddresses: [Address]?
    var Ipv6Addresses: [IPv6]?
    var TagSet: [Pair]?
  }

  static func run(_ path: String) {
    let start = memory()
    let (interfaces, processor, wall) = measured { () -> [NetworkInterface] in
      do {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        return try JSONDecoder().decode(File.self, from: data).NetworkInterfaces.map(interface)
      } catch { Bench.stop("\(path): \(error)") }
    }
    print("processor", processor)
    print("wall", wall)
    print("interfaces", interfaces.count)
    print("peak", peakMemory() - start)
  }

  private static func interface(_ record: Record) -> NetworkInterface {
    let tags = (record.TagSet ?? []).map { Tag($0.Key, $0.Value ?? "") }.sorted { $0.key < $1.key }
    let addresses = record.PrivateIpAddresses ?? []
    return NetworkInterface(
      Identity(
        record.NetworkInterfaceId, name: tags.first { $0.key == "Name" }?.value, account: record.OwnerId ?? "",
        region: "us-east-1", tags: tags),
      interfaceType: record.InterfaceType.map { .init(rawValue: $0) ?? .other } ?? .interface, vpcId: record.VpcId,
      subnetId: record.SubnetId,
      privateAddresses: addresses.compactMap { IPAddress($0.PrivateIpAddress) }
        + (record.Ipv6Addresses ?? []).compactMap { IPAddress($0.Ipv6Address) },
      publicAddresses: addresses.compactMap { address in
        guard let mapped = address.Association?.PublicIp.flatMap({ IPAddress($0) }),
          let own = IPAddress(address.PrivateIpAddress)
        else { return nil }
        return PublicAddress(mapped, for: own)
      }, groupIds: (record.Groups ?? []).map(\.GroupId), instanceId: record.Attachment?.InstanceId,
      sourceDestCheck: record.SourceDestCheck ?? true, requesterManaged: record.RequesterManaged ?? false,
      requesterId: record.RequesterId, denyAllIgwTraffic: record.DenyAllIgwTraffic ?? false,
      status: record.Status ?? "in-use", interfaceDescription: record.Description ?? "")
  }
}
