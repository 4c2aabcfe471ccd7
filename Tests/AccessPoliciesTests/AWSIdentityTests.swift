import AccessPolicies
import Testing

struct AWSIdentityTests {
  @Test(
    "ARNs of identities",
    arguments: [
      ("arn:aws:iam::111111111111:root", AWSIdentity.Form.root),
      ("arn:aws:iam::111111111111:user/ann", .user(name: "ann")),
      ("arn:aws:iam::111111111111:user/a/b/ann", .user(name: "ann")),
      ("arn:aws-cn:iam::111111111111:role/service-role/R", .role(name: "R")),
      ("arn:aws:sts::111111111111:assumed-role/R/s@x", .session(role: "R")),
      ("arn:aws:sts::111111111111:federated-user/ann", .federatedUser),
    ])
  func reads(_ arn: String, _ form: AWSIdentity.Form) throws {
    let identity = try #require(AWSIdentity(arn: arn))
    #expect(identity.form == form && identity.account == "111111111111" && identity.arn == arn)
    #expect(identity.partition == arn.split(separator: ":")[1])
  }

  @Test(
    "Nothing else",
    arguments: [
      "", "*", "ann", "111111111111", "arn:aws:iam::111111111111:group/g", "arn:aws:iam::11111111111:root",
      "arn:aws:iam:us-east-1:111111111111:root",
      "arn:aws:iam::111111111111:user/", "arn:aws:iam::111111111111:user", "arn:aws:sts::111111111111:assumed-role/R",
      "arn:aws:s3:::bucket", "arn:aws:iam::*:root",
      "arn:aws:sts::111111111111:role/R", "arn:aws:iam::111111111111:root/x",
    ])
  func refuses(_ arn: String) {
    #expect(AWSIdentity(arn: arn) == nil)
  }
}
