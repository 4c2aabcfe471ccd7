/// Which of several things that are written each of several things that a plan holds is.
enum TerraformMatching {
  /// Each thing's candidate: the only one that is left for it, or, of things that nothing tells apart and that have as
  /// many candidates as they are, one each in their order. Nil where it stays open.
  ///
  /// - Parameters:
  ///   - fits: of each thing the candidates that it may be.
  ///   - isAlike: whether nothing tells two things apart.
  static func assigned(_ fits: [Set<Int>], _ isAlike: (Int, Int) -> Bool) -> [Int?] {
    var chosen: [Int?] = Array(repeating: nil, count: fits.count)
    var taken: Set<Int> = []
    func open() -> [Int] { fits.indices.filter { chosen[$0] == nil } }
    var isMoving = true
    while isMoving {
      isMoving = false
      for place in open() {
        let left = fits[place].subtracting(taken)
        guard left.count == 1, let only = left.first else { continue }
        chosen[place] = only
        taken.insert(only)
        isMoving = true
      }
    }
    for place in open() where chosen[place] == nil {
      let left = fits[place].subtracting(taken)
      let alike = open().filter { fits[$0].subtracting(taken) == left && isAlike($0, place) }
      guard alike.count == left.count else { continue }
      for (place, candidate) in zip(alike, left.sorted()) {
        chosen[place] = candidate
        taken.insert(candidate)
      }
    }
    return chosen
  }
}
