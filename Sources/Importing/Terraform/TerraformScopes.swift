import NetworkModel

/// The account and Region of every instance: its own ARN's, else its provider's, else its neighbours'.
final class TerraformScopes {
  private let resources: TerraformResources
  private let references: TerraformReferences
  private var scopes: [Scope] = []

  init(_ resources: TerraformResources, _ references: TerraformReferences) {
    self.resources = resources
    self.references = references
    let own = resources.instances.map(Self.stated)
    let keys = resources.instances.map { Self.providerKey($0) }
    var providers: [String: Scope] = [:]
    for place in resources.instances.indices where providers[keys[place]] == nil {
      providers[keys[place]] = provider(keys[place], place)
    }
    let byProvider = Self.frequent(own, keys)
    let everywhere = Self.frequent(own, Array(repeating: "", count: own.count))[""] ?? Scope(account: "", region: "")
    scopes = own.indices.map { place in
      let key = keys[place]
      let near = byProvider[key] ?? everywhere
      let provider = providers[key] ?? Scope(account: "", region: "")
      func first(_ part: KeyPath<Scope, String>) -> String {
        let all = [own[place], provider, near, key.isEmpty ? everywhere : near]
        return all.map { $0[keyPath: part] }.first { !$0.isEmpty } ?? ""
      }
      return Scope(account: first(\.account), region: first(\.region))
    }
  }

  func scope(of place: Int) -> Scope { scopes[place] }

  // MARK: What an instance says itself

  private static func stated(_ instance: TerraformInstance) -> Scope {
    func text(_ name: String) -> String {
      guard let value = instance.values?.field(name) else { return "" }
      return (try? value.string()) ?? ""
    }
    var scope = Scope(account: text("owner_id"), region: text("region"))
    // The ARN of an API has no account; the one that it is called by has.
    for name in ["arn", "execution_arn"] {
      let parts = text(name).split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count == 6 else { continue }
      if !parts[4].isEmpty { scope.account = String(parts[4]) }
      if scope.region.isEmpty { scope.region = String(parts[3]) }
    }
    if scope.region.isEmpty { scope.region = SnapshotReader.region(ofZone: text("availability_zone")) }
    if instance.isData, instance.type == "aws_caller_identity" { scope.account = text("account_id") }
    if instance.isData, instance.type == "aws_region" { scope.region = text("name") }
    return scope
  }

  /// What most instances of each key say of themselves; the first in order among equals.
  private static func frequent(_ scopes: [Scope], _ keys: [String]) -> [String: Scope] {
    func most(_ part: KeyPath<Scope, String>) -> [String: String] {
      var counts: [String: [String: Int]] = [:]
      for (scope, key) in zip(scopes, keys) where !scope[keyPath: part].isEmpty {
        counts[key, default: [:]][scope[keyPath: part], default: 0] += 1
      }
      return counts.mapValues { $0.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? "" }
    }
    let accounts = most(\.account)
    let regions = most(\.region)
    return Dictionary(
      uniqueKeysWithValues: Set(keys).map { ($0, Scope(account: accounts[$0] ?? "", region: regions[$0] ?? "")) })
  }

  // MARK: Providers

  /// The key of an instance's provider configuration; without a configuration the module, whose resources have one.
  private static func providerKey(_ instance: TerraformInstance) -> String {
    guard let key = instance.configuration?.value("provider_config_key"), let text = try? key.string() else {
      return "module \(instance.module)"
    }
    return text
  }

  private func provider(_ key: String, _ place: Int) -> Scope? {
    guard let expressions = resources.providers?.field(key)?.value("expressions") else { return nil }
    // `module.app:aws` is configured in the module itself, `aws` in the root.
    let isNested = key.contains(":")
    let context = TerraformReferences.Context(module: isNested ? resources.instances[place].module : 0)
    var scope = Scope(account: "", region: "")
    if let region = expressions.value("region") { scope.region = texts(region, context).first ?? "" }
    let roles = (try? expressions.elements("assume_role")).map(Array.init) ?? []
    for role in roles {
      if let arn = role.value("role_arn") {
        scope.account = texts(arn, context).lazy.compactMap(Self.account).first ?? ""
      }
    }
    if scope.account.isEmpty, let allowed = expressions.value("allowed_account_ids") {
      scope.account = texts(allowed, context).lazy.compactMap(Self.account).first ?? ""
    }
    return scope
  }

  private func texts(_ expression: JSONValue, _ context: TerraformReferences.Context) -> [String] {
    references.referents(of: expression, context).all.flatMap { referent -> [String] in
      guard case .known(let value) = referent else { return [] }
      if value.kind == .array {
        return ((try? value.elements()).map(Array.init) ?? []).compactMap(TerraformBlock.scalar)
      }
      return TerraformBlock.scalar(value).map { [$0] } ?? []
    }
  }

  /// The account of an ARN, or an account's number.
  private static func account(_ text: String) -> String? {
    if text.count == 12, text.allSatisfy(\.isNumber) { return text }
    return ARN.account(text)
  }
}
