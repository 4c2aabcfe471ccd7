/// Amazon resource names: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
enum ARN {
  /// The part after the fifth colon: `loadbalancer/net/central/0a1b`; the text itself if it is no ARN.
  static func resource(_ arn: String) -> Substring {
    guard arn.hasPrefix("arn:") else { return Substring(arn) }
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 ? parts[5] : Substring(arn)
  }

  /// The last part of the resource: `core-network-0a1b` of `…:core-network/core-network-0a1b`.
  static func resourceId(_ arn: String) -> String {
    let resource = resource(arn)
    return String(resource.split(whereSeparator: { $0 == "/" || $0 == ":" }).last ?? resource)
  }

  /// The account, if the ARN has one.
  static func account(_ arn: String) -> String? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && !parts[4].isEmpty ? String(parts[4]) : nil
  }

  /// `aws`, or that of China or of AWS GovCloud.
  static func partition(ofRegion region: String) -> String {
    region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
  }

  /// The form that an identifier has in a file's name: the part after the fifth colon of an ARN, every character
  /// outside `A-Za-z0-9._-` replaced by `_`, none at the ends.
  static func fileNamePart(_ identifier: String) -> String {
    let bytes = resource(identifier).utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    let underscore = UInt8(ascii: "_")
    let trimmed = bytes.drop { $0 == underscore }
    let end = trimmed.lastIndex { $0 != underscore }.map { $0 + 1 } ?? trimmed.startIndex
    return String(decoding: trimmed[trimmed.startIndex..<end], as: UTF8.self)
  }
}
