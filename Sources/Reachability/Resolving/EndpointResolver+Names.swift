import NetworkModel

extension EndpointResolver {
  /// The resource with the id.
  func place(withID id: String) throws(QueryError) -> Place {
    let found = names[id].filter { topology.row($0).identity.id == id }
    if found.isEmpty {
      throw QueryError(status: 66, message: "no resource has the id `\(id)`", candidates: nearest(id))
    }
    return try choose(found, typed: id)
  }

  /// The resource with the ARN, or with the id that the ARN ends with.
  func place(withARN arn: String) throws(QueryError) -> Place {
    let found = names[arn]
    if !found.isEmpty { return try choose(found, typed: arn) }
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    if fields.count == 6, let slash = fields[5].lastIndex(of: "/") {
      let id = String(fields[5][fields[5].index(after: slash)...])
      let named = names[id].filter { place in
        let identity = topology.row(place).identity
        return identity.id == id && identity.arn == nil && (identity.account.isEmpty || identity.account == fields[4])
          && (identity.region.isEmpty || identity.region == fields[3])
      }
      if !named.isEmpty { return try choose(named, typed: arn) }
    }
    throw QueryError(status: 66, message: "no resource has the ARN `\(arn)`", candidates: nearest(arn))
  }

  /// The resource with the name, which an account, a Region or a VPC may stand before.
  func place(named name: String, _ side: Side) throws(QueryError) -> Place {
    let found = places(called: name)
    if found.isEmpty { throw notFound(name, side) }
    return try choose(found, typed: name)
  }

  /// Everything that is called so.
  func places(called text: String) -> [Place] {
    let whole = names[text]
    if !whole.isEmpty { return whole }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    for cut in parts.indices.dropFirst() {
      let name = parts[cut...].joined(separator: "/")
      let found = names[name].filter { place in
        let scopes = scopes(of: place)
        return parts[..<cut].allSatisfy { scopes.contains(String($0)) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// What may stand before the name of a resource: its account, Region, VPC by id and by name, and its kind, which
  /// tells apart what a topology file calls the same.
  private func scopes(of place: Place) -> [String] {
    let row = topology.row(place)
    var scopes = [row.identity.account, row.identity.region, row.kind.rawValue]
    let vpc = vpcId(of: place, row)
    if !vpc.isEmpty {
      scopes.append(vpc)
      if let index = addresses.vpc(vpc), let name = topology.vpcs[index].identity.name { scopes.append(name) }
    }
    return scopes.filter { !$0.isEmpty }
  }

  /// The VPC of a resource; of an instance, that of its first interface. Empty where there is none.
  func vpcId(of place: Place, _ row: ShelfRow) -> String {
    guard place.shelf == .instance, let first = members.interfaces(in: .instance, row.identity.id).first else {
      return row.vpcId
    }
    return topology.networkInterfaces[first].vpcId
  }

  /// The one of `places` that is meant: the best role wins, and interfaces of another of them do not count.
  private func choose(_ places: [Place], typed: String) throws(QueryError) -> Place {
    var best: [Place] = []
    if let role = places.map(\.shelf.role).min() { best = places.filter { $0.shelf.role == role } }
    if best.count > 1 {
      best = withoutOwnInterfaces(withoutOwnInstances(best))
      // The ways to one site are one thing, and what leads to no site does not count beside them.
      let sites = best.map { siteId(behind: $0) }
      if Set(sites.compactMap { $0 }).count == 1, let leading = zip(best, sites).first(where: { $0.1 != nil }) {
        return leading.0
      }
    }
    if let only = best.first, best.count == 1 { return only }
    throw ambiguous(typed, best)
  }

  /// `places` without the network interfaces that belong to another of them.
  func withoutOwnInterfaces(_ places: [Place]) -> [Place] {
    var owned: Set<Int> = []
    for place in places where place.shelf != .networkInterface {
      owned.formUnion(members.interfaces(of: place, in: topology))
    }
    return places.filter { $0.shelf != .networkInterface || !owned.contains(Int($0.index)) }
  }

  /// `places` without the instances of an Auto Scaling group that is another of them: they often have its name.
  private func withoutOwnInstances(_ places: [Place]) -> [Place] {
    var owned: Set<String> = []
    for place in places where place.shelf == .managedResource {
      let resource = topology.managedResources[Int(place.index)]
      if resource.resourceKind == .autoScalingGroup { owned.formUnion(resource.instanceIds) }
    }
    return places.filter { $0.shelf != .instance || !owned.contains(topology.instances[Int($0.index)].id) }
  }

  /// The several resources that a name fits, each as it can be named alone: by its id, with its kind before it where
  /// that is not enough.
  func ambiguous(_ typed: String, _ places: [Place]) -> QueryError {
    let ids = places.map { topology.row($0).identity.id }
    let areUnique = Set(ids).count == ids.count
    let candidates = places.map { place in
      (areUnique ? "" : topology.row(place).kind.rawValue + "/") + candidate(place, typed: typed)
    }
    return QueryError(
      status: 66,
      message: "`\(typed)` fits \(places.count) resources; say which by its \(areUnique ? "id" : "kind and id")",
      candidates: candidates.sorted())
  }

  /// The VPC or the site that follows an `@`.
  func home(called text: String) throws(QueryError) -> AddressIndex.Home {
    let found = places(called: text).filter { $0.shelf == .vpc || $0.shelf == .site }
    guard !found.isEmpty else {
      throw QueryError(
        status: 66, message: "no VPC and no site is called `\(text)`",
        candidates: nearest(text, among: [.vpc, .site]))
    }
    let place = try choose(found, typed: text)
    return place.shelf == .vpc ? .vpc(Int(place.index)) : .site(Int(place.index))
  }

  // MARK: Candidates

  /// `id (kind, account/region/vpc)`, with the name where it is not what was typed.
  func candidate(_ place: Place, typed: String) -> String {
    let row = topology.row(place)
    var about = row.kind.words
    if let name = row.identity.name, name != row.identity.id, name != typed { about += " `\(name)`" }
    let scope = [row.identity.account, row.identity.region, vpcId(of: place, row)].filter { !$0.isEmpty }
    if !scope.isEmpty { about += ", " + scope.joined(separator: "/") }
    return "\(row.identity.id) (\(about))"
  }

  /// At most five resources whose id or name is nearest to `text`, nearest first; none that is much further off than
  /// the nearest.
  func nearest(_ text: String, among shelves: Set<Shelf>? = nil) -> [String] {
    let wanted = Array(text.lowercased().utf8)
    let limit = max(2, wanted.count / 3)
    var found: [(distance: Int, place: Place)] = []
    topology.forEachIdentity { place, identity in
      if let shelves, !shelves.contains(place.shelf) { return }
      var best = limit + 1
      NameIndex.forEachWord(of: place, identity, in: topology) { word in
        if abs(word.utf8.count - wanted.count) >= best { return }
        let distance = editDistance(wanted, Array(word.lowercased().utf8))
        // A word that shares nothing with the text is not near to it, however short both are.
        if distance < max(wanted.count, word.utf8.count) { best = min(best, distance) }
      }
      if best <= limit { found.append((best, place)) }
    }
    let least = found.map(\.distance).min() ?? 0
    return found.filter { $0.distance <= least + 1 }.map { ($0.distance, candidate($0.place, typed: text)) }
      .sorted { $0 < $1 }.prefix(5).map(\.1)
  }
}

/// How many bytes have to be added, dropped or replaced to make one text the other (Levenshtein).
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (i, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in right.enumerated() {
      let replaced = diagonal + (byte == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, min(diagonal, row[j]) + 1)
    }
  }
  return row[right.count]
}
