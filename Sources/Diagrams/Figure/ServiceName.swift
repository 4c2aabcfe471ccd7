/// AWS's services as people call them.
enum ServiceName {
  private static let names: [String: String] = [
    "s3": "Amazon S3", "dynamodb": "DynamoDB", "execute-api": "API Gateway", "sqs": "Amazon SQS", "sns": "Amazon SNS",
    "kms": "AWS KMS", "logs": "CloudWatch Logs", "monitoring": "CloudWatch", "ec2": "Amazon EC2 API",
    "ecr.api": "Amazon ECR API", "ecr.dkr": "Amazon ECR", "secretsmanager": "Secrets Manager", "ssm": "Systems Manager",
    "ssmmessages": "Session Manager", "ec2messages": "EC2 messages", "sts": "AWS STS", "lambda": "AWS Lambda",
    "events": "EventBridge", "states": "Step Functions", "kinesis-streams": "Kinesis", "ecs": "Amazon ECS",
    "athena": "Athena", "glue": "AWS Glue", "rds": "Amazon RDS API", "elasticfilesystem": "Amazon EFS",
  ]

  /// Of `com.amazonaws.us-east-1.execute-api`: `API Gateway`; of an endpoint service its id.
  static func of(_ serviceName: String) -> String {
    let parts = serviceName.split(separator: ".")
    guard parts.count > 3 else { return serviceName }
    if isCustomers(serviceName) { return String(parts[parts.count - 1]) }
    let service = parts[3...].joined(separator: ".")
    return names[service] ?? service
  }

  /// Whether the service is a customer's: an endpoint service.
  static func isCustomers(_ serviceName: String) -> Bool { serviceName.hasPrefix("com.amazonaws.vpce.") }

  /// The last word of the service's name: `s3`.
  static func word(_ serviceName: String) -> String {
    serviceName.split(separator: ".").dropFirst(3).joined(separator: ".")
  }
}
