import NetworkModel

/// Finds where resources are written: the `.tf` files below a folder.
final class TerraformSources {
  /// No sources.
  init() {}

  /// The line of a resource's block; nil where it is not found.
  func location(_ record: TerraformInstance, _ resources: TerraformResources) -> SourceLocation? { nil }

  /// The line of a block inside a resource.
  func line(
    of name: String, _ values: JSONValue?, in record: TerraformInstance, _ resources: TerraformResources
  ) -> Int? { nil }
}
