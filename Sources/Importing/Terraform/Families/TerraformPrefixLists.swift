import Addressing
import NetworkModel

extension TerraformResourceType {
  static let prefixLists: [TerraformResourceType] = [
    .resource("aws_ec2_managed_prefix_list", data: true, TerraformReading.readPrefixList),
    .part("aws_ec2_managed_prefix_list_entry", TerraformReading.readPrefixListEntry),
    .resource("aws_prefix_list", data: true, TerraformReading.readServicePrefixList),
  ]
}

extension TerraformReading {
  /// `aws_ec2_managed_prefix_list`. A list with an entry that is not known yet is not visible.
  func readPrefixList(_ block: TerraformBlock) throws(JSONError) {
    var entries: [Prefix]? = []
    for entry in try block.blocks("entry") + block.blocks("entries") {
      if let prefix = try entry.text("cidr").flatMap({ Prefix($0) }) { entries?.append(prefix) } else { entries = nil }
    }
    if block.lacks("entry"), block.sets("entry") { entries = nil }
    let name = try block.text("name")
    var identity = try identity(block, name: name)
    identity.name = name ?? identity.name
    topology.prefixLists.append(PrefixList(identity, entries: entries))
  }

  /// `aws_ec2_managed_prefix_list_entry`.
  func readPrefixListEntry(_ block: TerraformBlock) throws(JSONError) {
    guard let list = try link(block, "prefix_list_id", .prefixList) else { return }
    if let prefix = try block.text("cidr").flatMap({ Prefix($0) }) { joins.prefixListEntries.append((list, prefix)) }
  }

  /// `data.aws_prefix_list`: a list of AWS's own, with its addresses.
  func readServicePrefixList(_ block: TerraformBlock) throws(JSONError) {
    let name = try block.text("name")
    topology.prefixLists.append(
      PrefixList(
        try identity(block, name: name), entries: try block.texts("cidr_blocks").compactMap { Prefix($0) }))
  }

  func finishPrefixLists() {
    for (list, entry) in joins.prefixListEntries {
      for index in topology.prefixLists.indices where topology.prefixLists[index].id == list {
        if topology.prefixLists[index].entries?.contains(entry) == false {
          topology.prefixLists[index].entries?.append(entry)
        }
      }
    }
  }
}
