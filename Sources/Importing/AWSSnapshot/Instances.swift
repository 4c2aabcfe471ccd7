import NetworkModel

extension ScopeReading {
  /// `ec2 describe-instances`: one record is a reservation with its instances.
  ///
  /// Terminated instances are listed for an hour; they have neither interfaces nor a name that means them.
  func readReservation(_ record: JSONValue) throws(JSONError) {
    let owner = try record.optionalId("OwnerId")
    for instance in try record.elements("Instances") {
      let id = try instance.id("InstanceId")
      let state = try instance.value("State")?.text("Name") ?? "running"
      if state == "terminated" {
        leaveOut(id, kind: ResourceKind.instance.rawValue, because: "it is terminated", at: instance)
        continue
      }
      let details = try instance.text("PlatformDetails") ?? ""
      let platform = try instance.text("Platform") ?? details
      topology.instances.append(
        Instance(
          try identity(id, instance, owner: owner), state: state,
          isWindows: platform.lowercased().hasPrefix("windows")))
    }
  }
}
