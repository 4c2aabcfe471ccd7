import Testing

@testable import Importing

@Suite struct ARNTests {
  @Test(
    "the form of identifiers in file names",
    arguments: [
      ("vpc-0a1b", "vpc-0a1b"),
      ("arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/api/0a1b", "targetgroup_api_0a1b"),
      ("arn:aws:ecs:us-east-1:111111111111:cluster/main", "cluster_main"),
      ("arn:aws:lambda:us-east-1:111111111111:function:orders:live", "function_orders_live"),
      ("/hostedzone/Z1", "hostedzone_Z1"),
      ("*.example.com", ".example.com"),
      ("a b/c d/", "a_b_c_d"),
    ])
  func fileNamePart(_ example: (String, String)) { #expect(ARN.fileNamePart(example.0) == example.1) }

  @Test(
    "ids of AWS, and names that are none",
    arguments: [
      ("vpc-0a1b2c3d", true), ("vpc-0aaaaaaaaaaaaaaa1", true), ("tgw-attach-0a1b2c3d4e5f60718", true),
      ("arn:aws:s3:::bucket", true), ("5f294f92-bafb-4011-916d-9b0bdeadbeef", true), ("web-1", false),
      ("app-deadbeef-1", false), ("prod", false), ("", false), ("orders-database", false),
    ])
  func identifier(_ example: (String, Bool)) { #expect(AWSIdentifier.isOne(example.0) == example.1, "\(example.0)") }

  @Test(
    "Regions, and folders that are none",
    arguments: [
      ("us-east-1", true), ("us-gov-west-1", true), ("ap-southeast-2", true), ("global", false), ("us-east", false),
      ("111111111111", false), ("my-app-1a", false), ("aws-configs-1", false),
    ])
  func region(_ example: (String, Bool)) { #expect(SnapshotFolder.isRegion(example.0) == example.1, "\(example.0)") }
}
