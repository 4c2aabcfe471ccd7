import Addressing
import NetworkModel

extension SnapshotWriter {
  func record(_ group: SecurityGroup) -> PrettyJSON {
    .record([
      "GroupId": .string(group.id), "IpPermissionsEgress": .array(group.egress.map { record($0) }),
      "Tags": tags(group.identity), "VpcId": .string(group.vpcId),
      "SecurityGroupArn": .string(
        "arn:aws:ec2:\(group.identity.region):\(group.identity.account):security-group/\(group.id)"),
      "OwnerId": .string(group.identity.account), "GroupName": .string(group.groupName),
      "Description": .string("synthetic"), "IpPermissions": .array(group.ingress.map { record($0) }),
    ])
  }

  /// One permission a rule: the model has already taken several peers apart.
  private func record(_ rule: SecurityGroupRule) -> PrettyJSON {
    var pairs: [PrettyJSON] = []
    var ipv4: [PrettyJSON] = []
    var ipv6: [PrettyJSON] = []
    var lists: [PrettyJSON] = []
    switch rule.peer {
    case .prefix(let prefix) where prefix.family == .ipv4:
      ipv4 = [.record(["CidrIp": .string(prefix.description)])]
    case .prefix(let prefix): ipv6 = [.record(["CidrIpv6": .string(prefix.description)])]
    case .prefixList(let id): lists = [.record(["PrefixListId": .string(id)])]
    case .securityGroup(let reference):
      pairs = [
        .record([
          "UserId": reference.account.map { .string($0) }, "GroupId": .string(reference.groupId),
          "VpcPeeringConnectionId": reference.vpcPeeringConnectionId.map { .string($0) },
          "PeeringStatus": reference.peeringStatus.map { .string($0) },
        ])
      ]
    }
    let proto = rule.ipProtocol
    var from: Int?
    var to: Int?
    if let proto, proto.isICMP {
      from = rule.icmpType.map { Int($0) } ?? -1
      to = rule.icmpCode.map { Int($0) } ?? -1
    } else if let proto, proto.hasPorts {
      from = Int((rule.portRange ?? .all).lower)
      to = Int((rule.portRange ?? .all).upper)
    }
    let isNamed = proto.map { $0.hasPorts || $0.isICMP } ?? false
    return .record([
      "IpProtocol": .string(proto.map { isNamed ? $0.description : "\($0.rawValue)" } ?? "-1"),
      "FromPort": from.map { .number($0) }, "ToPort": to.map { .number($0) }, "UserIdGroupPairs": .array(pairs),
      "IpRanges": .array(ipv4), "Ipv6Ranges": .array(ipv6), "PrefixListIds": .array(lists),
    ])
  }

  var interfaceRecords: some Sequence<PrettyJSON> {
    let names = Dictionary(
      topology.securityGroups.map { ($0.id, $0.groupName) }, uniquingKeysWith: { first, _ in first })
    let zones = Dictionary(
      topology.subnets.map { ($0.id, $0.availabilityZone) }, uniquingKeysWith: { first, _ in first })
    return topology.networkInterfaces.lazy.enumerated().map {
      record($0.element, $0.offset, names, zones[$0.element.subnetId] ?? "")
    }
  }

  private func record(_ interface: NetworkInterface, _ number: Int, _ names: [String: String], _ zone: String)
    -> PrettyJSON
  {
    let ipv4 = interface.privateAddresses.filter { $0.family == .ipv4 }
    let ipv6 = interface.privateAddresses.filter { $0.family == .ipv6 }
    func association(_ address: IPAddress) -> PrettyJSON? {
      interface.publicAddresses.first { $0.privateAddress == address }.map {
        .record(["IpOwnerId": .string(interface.identity.account), "PublicIp": .string($0.publicAddress.description)])
      }
    }
    func name(_ address: IPAddress) -> PrettyJSON {
      .string("ip-" + address.description.split(separator: ".").joined(separator: "-") + ".ec2.internal")
    }
    return .record([
      "Attachment": interface.instanceId.map {
        .record([
          "AttachmentId": .string("eni-attach-\(interface.id)"), "DeleteOnTermination": .bool(true),
          "DeviceIndex": .number(0), "InstanceId": .string($0), "InstanceOwnerId": .string(interface.identity.account),
          "Status": .string("attached"),
        ])
      }, "AvailabilityZone": .string(zone), "Description": .string(interface.interfaceDescription),
      "Groups": .array(
        interface.groupIds.map { .record(["GroupId": .string($0), "GroupName": .string(names[$0] ?? $0)]) }),
      "InterfaceType": .string(interface.interfaceType.rawValue),
      "Ipv6Addresses": .array(ipv6.map { .record(["Ipv6Address": .string($0.description)]) }),
      "MacAddress": .string(mac(number)), "NetworkInterfaceId": .string(interface.id),
      "OwnerId": .string(interface.identity.account), "PrivateDnsName": ipv4.first.map { name($0) },
      "PrivateIpAddress": ipv4.first.map { .string($0.description) },
      "PrivateIpAddresses": .array(
        ipv4.enumerated().map { index, address in
          .record([
            "Association": association(address), "Primary": .bool(index == 0), "PrivateDnsName": name(address),
            "PrivateIpAddress": .string(address.description),
          ])
        }), "RequesterManaged": .bool(interface.requesterManaged),
      "SourceDestCheck": .bool(interface.sourceDestCheck), "Status": .string(interface.status),
      "SubnetId": .string(interface.subnetId), "TagSet": tags(interface.identity), "VpcId": .string(interface.vpcId),
    ])
  }

  private func mac(_ number: Int) -> String {
    let bytes = [2, 0, number >> 24 & 255, number >> 16 & 255, number >> 8 & 255, number & 255]
    return bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined(separator: ":")
  }

  /// One instance a reservation. The interfaces of an instance are known by their own attachments.
  func record(_ instance: Instance) -> PrettyJSON {
    .record([
      "ReservationId": .string("r-\(instance.id)"), "OwnerId": .string(instance.identity.account),
      "Groups": .array([]),
      "Instances": .array([
        .record([
          "InstanceId": .string(instance.id), "InstanceType": .string("m7g.large"),
          "Platform": instance.isWindows ? .string("windows") : nil,
          "State": .record(["Code": .number(16), "Name": .string(instance.state)]), "Tags": tags(instance.identity),
        ])
      ]),
    ])
  }
}
