import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads everything of a VPC that has network interfaces.
  func readHosts(_ scope: VPCScope) {
    each(scope.fields, "instances", .instance, in: scope.name) { symbol, pair in readInstance(symbol, pair, scope) }
    each(scope.fields, "networkInterfaces", .networkInterface, in: scope.name) { symbol, pair in
      readInterface(symbol, pair, scope)
    }
    readManagedResources(scope)
    readNATGateways(scope)
    readLoadBalancers(scope)
    readTargetGroups(scope)
    readEndpointServices(scope)
    readResourceConfigurations(scope)
    readFirewalls(scope)
  }

  /// A mapping with one key, where a resource is written as one word: `web-1: web` for `web-1: {subnet: web}`.
  func longForm(_ pair: YAMLPair, _ key: String) -> YAMLNode {
    guard pair.value.text != nil else { return pair.value }
    let only = YAMLPair(key: key, place: pair.value.place, value: pair.value)
    return YAMLNode(place: pair.value.place, content: .mapping([only]))
  }

  private func readInstance(_ symbol: Symbol, _ pair: YAMLPair, _ scope: VPCScope) {
    guard let fields = Fields(longForm(pair, "subnet"), .instance, at: pair.place, in: self) else { return }
    enum Platform: String { case linux, windows }
    let isWindows = fields.choice("platform", [Platform.linux, .windows]) == .windows
    let instance = Instance(
      identity(symbol, fields), state: fields.text("state")?.value ?? "running", isWindows: isWindows)
    topology.instances.append(instance)
    guard let list = fields.pair("networkInterfaces") else {
      addInterface(fields, "\(symbol.name)/eth0", instance, scope)
      return
    }
    for key in Shape.instanceInterface.keys.map(\.name) where key != "id" {
      if let other = fields.pair(key) {
        error(
          other.place, "`\(key)` of an instance with `networkInterfaces` belongs to none of them",
          remedy: "write it in the item of `networkInterfaces` it is for")
      }
    }
    for (index, item) in (list.value.items ?? [list.value]).enumerated() {
      guard let fields = Fields(item, .instanceInterface, at: item.place, in: self) else { continue }
      addInterface(fields, "\(symbol.name)/eth\(index)", instance, scope)
    }
  }

  private func addInterface(_ fields: Fields, _ name: String, _ instance: Instance, _ scope: VPCScope) {
    guard let symbol = symbols.named(name, .networkInterface, in: scope.name) else { return }
    var identity = instance.identity
    identity.id = symbol.id
    identity.source = source(fields.place)
    guard let plan = plan(fields, identity, scope) else { return }
    let index = add(plan)
    topology.networkInterfaces[index].instanceId = instance.id
    finish(index, fields)
  }

  private func readInterface(_ symbol: Symbol, _ pair: YAMLPair, _ scope: VPCScope) {
    guard let fields = Fields(longForm(pair, "subnet"), .networkInterface, at: pair.place, in: self) else { return }
    guard var plan = plan(fields, identity(symbol, fields), scope) else { return }
    if let word = fields.text("interfaceType") {
      if let type = NetworkInterface.InterfaceType(rawValue: word.value) {
        plan.type = type
      } else {
        error(
          word.place, "`\(word.value.shortened)` is not a type of network interface",
          remedy: "write AWS's word, such as `interface`")
      }
    }
    plan.description = fields.text("interfaceDescription")?.value ?? ""
    let index = add(plan)
    finish(index, fields)
    if let word = fields.text("instance") {
      topology.networkInterfaces[index].instanceId = resolve(word, [.instance], in: scope.name)?.id
    }
    topology.networkInterfaces[index].status = fields.text("status")?.value ?? "in-use"
  }
}
