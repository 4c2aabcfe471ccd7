import Addressing
import NetworkModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes a topology of one account and Region as the AWS CLI would show it: one snapshot folder.
///
/// VPCs, subnets, tables, ACLs, groups, interfaces, instances, internet gateways and transit gateways with VPC
/// attachments; other kinds are left out. Records are written one by one, so that big topologies need little memory.
public struct SnapshotWriter {
  let topology: Topology

  public init(_ topology: Topology) { self.topology = topology }

  /// The files in the order of writing: name, CLI operation, and the top-level key of their list.
  private var files: [(name: String, operation: String, key: String, records: any Sequence<PrettyJSON>)] {
    var all: [(String, String, String, any Sequence<PrettyJSON>)] = [
      ("ec2-describe-vpcs", "describe-vpcs", "Vpcs", topology.vpcs.lazy.map { record($0) }),
      ("ec2-describe-subnets", "describe-subnets", "Subnets", topology.subnets.lazy.map { record($0) }),
      (
        "ec2-describe-route-tables", "describe-route-tables", "RouteTables",
        topology.routeTables.lazy.map { record($0) }
      ),
      (
        "ec2-describe-network-acls", "describe-network-acls", "NetworkAcls",
        topology.networkACLs.lazy.map { record($0) }
      ),
      (
        "ec2-describe-security-groups", "describe-security-groups", "SecurityGroups",
        topology.securityGroups.lazy.map { record($0) }
      ),
      (
        "ec2-describe-network-interfaces", "describe-network-interfaces", "NetworkInterfaces", interfaceRecords
      ),
      ("ec2-describe-instances", "describe-instances", "Reservations", topology.instances.lazy.map { record($0) }),
      (
        "ec2-describe-internet-gateways", "describe-internet-gateways", "InternetGateways",
        topology.internetGateways.lazy.map { record($0) }
      ),
      (
        "ec2-describe-transit-gateways", "describe-transit-gateways", "TransitGateways",
        topology.transitGateways.lazy.map { record($0) }
      ),
      (
        "ec2-describe-transit-gateway-attachments", "describe-transit-gateway-attachments",
        "TransitGatewayAttachments", topology.transitGatewayAttachments.lazy.map { record($0) }
      ),
      (
        "ec2-describe-transit-gateway-vpc-attachments", "describe-transit-gateway-vpc-attachments",
        "TransitGatewayVpcAttachments",
        topology.transitGatewayAttachments.lazy.filter { $0.resourceType == .vpc }.map { vpcRecord($0) }
      ),
      (
        "ec2-describe-transit-gateway-route-tables", "describe-transit-gateway-route-tables",
        "TransitGatewayRouteTables", topology.transitGatewayRouteTables.lazy.map { record($0) }
      ),
    ]
    for table in topology.transitGatewayRouteTables {
      let parameter = "--transit-gateway-route-table-id \(table.id)"
      all.append(
        (
          "ec2-search-transit-gateway-routes__\(table.id)",
          "search-transit-gateway-routes \(parameter) --filters Name=state,Values=active,blackhole", "Routes",
          (table.routes ?? []).lazy.map { record($0) }
        ))
      all.append(
        (
          "ec2-get-transit-gateway-route-table-associations__\(table.id)",
          "get-transit-gateway-route-table-associations \(parameter)", "Associations",
          topology.transitGatewayAttachments.lazy.filter { $0.associatedRouteTableId == table.id }
            .map { link($0, "associated") }
        ))
      all.append(
        (
          "ec2-get-transit-gateway-route-table-propagations__\(table.id)",
          "get-transit-gateway-route-table-propagations \(parameter)", "TransitGatewayRouteTablePropagations",
          topology.transitGatewayAttachments.lazy.filter { table.propagatingAttachmentIds.contains($0.id) }
            .map { link($0, "enabled") }
        ))
    }
    return all.map { (name: $0.0, operation: $0.1, key: $0.2, records: $0.3) }
  }

  /// Calls `write` with each part of each file in order: the file's name, then its text piece by piece.
  public func write(_ write: (_ file: String, _ text: String) throws -> Void) rethrows {
    let scope = topology.vpcs.first?.identity
    let region = scope?.region ?? "us-east-1"
    var manifest: [PrettyJSON] = []
    for file in files {
      let name = "\(file.name).json"
      manifest.append(
        .record([
          "file": .string(name), "scope": .string("region"),
          "command": .string("aws ec2 \(file.operation) --region \(region) --output json"), "rc": .number(0),
        ]))
      try write(name, "{\n    \"\(file.key)\": [")
      var isFirst = true
      var buffer = ""
      for record in file.records {
        buffer += isFirst ? "\n        " : ",\n        "
        isFirst = false
        record.write(to: &buffer, level: 2)
        if buffer.utf8.count > 1 << 16 {
          try write(name, buffer)
          buffer = ""
        }
      }
      try write(name, buffer + (isFirst ? "]\n}\n" : "\n    ]\n}\n"))
    }
    var text = ""
    PrettyJSON.array(manifest).write(to: &text, level: 0)
    try write("manifest.json", text + "\n")
  }

  /// Writes the files into a folder `ACCOUNT/REGION` that exists. Stops the program where a file cannot be written.
  public func write(toFolder folder: String) {
    var open: (name: String, file: UnsafeMutablePointer<FILE>)?
    write { name, text in
      if open?.name != name {
        if let last = open { fclose(last.file) }
        guard let file = fopen("\(folder)/\(name)", "w") else {
          preconditionFailure("`\(folder)/\(name)` cannot be written")
        }
        open = (name, file)
      }
      if let file = open?.file { fputs(text, file) }
    }
    if let last = open { fclose(last.file) }
  }
}
