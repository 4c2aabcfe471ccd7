import NetworkModel

extension TerraformResourceType {
  static let certificates: [TerraformResourceType] =
    [
      .resource("aws_acm_certificate", id: "arn", data: true, TerraformReading.readCertificate)
    ]
    + ignored(
      "it waits until a certificate is issued; the certificate itself is read", "aws_acm_certificate_validation")
    + ignored(
      "it issues certificates, and is no end of a connection", "aws_acmpca_certificate_authority",
      "aws_acmpca_certificate", "aws_acmpca_certificate_authority_certificate", "aws_acmpca_permission",
      "aws_acmpca_policy")
}

extension TerraformReading {
  /// `aws_acm_certificate`. What uses one can do so only once it is issued: one that is made now, or that a state shows
  /// as it was made, before it was validated, is taken to be.
  /// https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-public.html
  func readCertificate(_ block: TerraformBlock) throws(JSONError) {
    let first = try block.text("domain_name", or: "domain")
    let type: String
    if let known = try block.text("type") {
      type = known
    } else if block.sets("certificate_body") {
      type = "IMPORTED"
    } else {
      type = block.sets("certificate_authority_arn") ? "PRIVATE" : "AMAZON_ISSUED"
    }
    let status = try block.text("status") ?? "ISSUED"
    let others = try block.texts("subject_alternative_names")
    let isData = resources.instances[block.instance].isData
    let isImported = type == "IMPORTED" && others.isEmpty
    topology.certificates.append(
      Certificate(
        try identity(block, name: first), names: unique((first.map { [$0] } ?? []) + others),
        // A data source shows the first name only, and of an imported one only the certificate itself tells them.
        hasAllNames: !isData && !isImported && first != nil && !block.lacksElements(of: "subject_alternative_names"),
        status: status == "PENDING_VALIDATION" ? "ISSUED" : status, type: type,
        keyAlgorithm: try block.text("key_algorithm").map { String($0.map { $0 == "-" ? "_" : $0 }) },
        notBefore: try block.text("not_before").flatMap { Timestamp.seconds($0) },
        notAfter: try block.text("not_after").flatMap { Timestamp.seconds($0) }))
  }
}
