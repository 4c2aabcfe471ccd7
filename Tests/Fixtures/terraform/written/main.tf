terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "a"
  secret_key                  = "b"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "zones" { default = ["a", "b"] }

module "net" {
  source = "./net"
  cidr   = "10.0.0.0/16"
  zones  = var.zones
}

locals {
  ports   = { admin = 8443, web = 443 }
  sources = { admin = aws_security_group.admin.id, web = aws_security_group.web.id }
  guards  = { endpoint = aws_vpc_endpoint.api.id }
}

# Which subnet an instance is put into: four ways to say it, which look the same in a plan.
resource "aws_instance" "modulo" {
  count = 4

  ami                    = "ami-0"
  instance_type          = "t3.micro"
  subnet_id              = module.net.subnets[var.zones[count.index % 2]]
  vpc_security_group_ids = [aws_security_group.app.id]
}

resource "aws_instance" "halves" {
  count = 4

  ami                    = "ami-0"
  instance_type          = "t3.micro"
  subnet_id              = values(module.net.subnets)[floor(count.index / 2)]
  vpc_security_group_ids = [aws_security_group.web.id]
}

resource "aws_instance" "element" {
  count = 4

  ami                    = "ami-0"
  instance_type          = "t3.micro"
  subnet_id              = element(values(module.net.subnets), count.index)
  vpc_security_group_ids = [aws_security_group.admin.id]
}

resource "aws_instance" "zone" {
  for_each = toset(var.zones)

  ami                    = "ami-0"
  instance_type          = "t3.micro"
  subnet_id              = module.net.subnets[each.key]
  vpc_security_group_ids = [each.value == "a" ? aws_security_group.web.id : aws_security_group.admin.id]
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = module.net.vpc_id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "admin" {
  name   = "admin"
  vpc_id = module.net.vpc_id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# A block that is written and two that are made: a plan shows the references of the first only.
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = module.net.vpc_id
  ingress {
    from_port       = 22
    to_port         = 22
    protocol        = "tcp"
    security_groups = [aws_security_group.admin.id]
  }
  dynamic "ingress" {
    for_each = local.ports
    content {
      from_port       = ingress.value
      to_port         = ingress.value
      protocol        = "tcp"
      security_groups = [local.sources[ingress.key]]
    }
  }
}

# Blocks as a list of objects.
resource "aws_security_group" "listed" {
  name   = "listed"
  vpc_id = module.net.vpc_id
  ingress = [for name, port in local.ports : {
    from_port        = port
    to_port          = port
    protocol         = "tcp"
    security_groups  = [local.sources[name]]
    cidr_blocks      = []
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    self             = false
    description      = name
  }]
}

resource "aws_route53_resolver_endpoint" "in" {
  direction          = "INBOUND"
  security_group_ids = [aws_security_group.web.id]
  dynamic "ip_address" {
    for_each = module.net.subnets
    iterator = subnet
    content { subnet_id = subnet.value }
  }
}

resource "aws_vpc_endpoint" "api" {
  vpc_id             = module.net.vpc_id
  service_name       = "com.amazonaws.eu-west-1.execute-api"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = values(module.net.subnets)
  security_group_ids = [aws_security_group.listed.id]
}

resource "aws_iam_role" "caller" {
  name               = "caller"
  assume_role_policy = "{}"
}

resource "aws_api_gateway_rest_api" "written" {
  name = "written"
  endpoint_configuration { types = ["PRIVATE"] }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*" },
      {
        Sid       = "OnlyHere"
        Effect    = "Deny"
        Principal = "*"
        Action    = "execute-api:Invoke"
        Resource  = "execute-api:/*"
        Condition = { StringNotEquals = { "aws:SourceVpce" = local.guards["endpoint"] } }
      },
    ]
  })
}

resource "aws_api_gateway_rest_api" "text" {
  name = "text"
  endpoint_configuration { types = ["PRIVATE"] }
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
        "Condition": {"StringEquals": {"aws:SourceVpc": "${module.net.vpc_id}"}}
      }
    }
  EOT
}

# Who the role is only AWS can say: the statement is open, the others are not.
resource "aws_api_gateway_rest_api" "role" {
  name = "role"
  endpoint_configuration { types = ["PRIVATE"] }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Role"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.caller.arn }
        Action    = "execute-api:Invoke"
        Resource  = "execute-api:/*/GET/*"
      },
      {
        Sid       = "Here"
        Effect    = "Allow"
        Principal = "*"
        Action    = "execute-api:Invoke"
        Resource  = "execute-api:/*/POST/*"
        Condition = { StringEquals = { "aws:SourceVpce" = [aws_vpc_endpoint.api.id] } }
      },
    ]
  })
}

resource "aws_lb" "n" {
  name               = "n"
  internal           = true
  load_balancer_type = "network"
  subnets            = values(module.net.subnets)
}

resource "aws_api_gateway_vpc_link" "n" {
  name        = "n"
  target_arns = [aws_lb.n.arn]
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.written.id
  resource_id   = aws_api_gateway_rest_api.written.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id             = aws_api_gateway_rest_api.written.id
  resource_id             = aws_api_gateway_rest_api.written.root_resource_id
  http_method             = aws_api_gateway_method.root.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "http://${aws_lb.n.dns_name}:${local.ports.web}/x"
  connection_type         = "VPC_LINK"
  connection_id           = aws_api_gateway_vpc_link.n.id
}

resource "aws_api_gateway_deployment" "d" {
  rest_api_id = aws_api_gateway_rest_api.written.id
  depends_on  = [aws_api_gateway_integration.root]
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.written.id
  deployment_id = aws_api_gateway_deployment.d.id
  stage_name    = "prod"
}

resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "w"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "w" {
  resource_arn = aws_api_gateway_stage.prod.arn
  web_acl_arn  = aws_wafv2_web_acl.w.arn
}

resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111111111111:role/f"
  s3_bucket     = "code"
  s3_key        = "f.zip"
  handler       = "f"
  runtime       = "python3.12"
  publish       = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = aws_lambda_function.f.version
}

resource "aws_lambda_permission" "live" {
  function_name = aws_lambda_function.f.function_name
  qualifier     = aws_lambda_alias.live.name
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.made.execution_arn}/*/*"
}

resource "aws_apigatewayv2_api" "made" {
  name          = "made"
  protocol_type = "HTTP"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "made", version = "1" }
    paths = {
      "/orders/{id}" = {
        get = {
          x-amazon-apigateway-integration = {
            type                 = "AWS_PROXY"
            httpMethod           = "POST"
            uri                  = aws_lambda_alias.live.invoke_arn
            payloadFormatVersion = "2.0"
          }
        }
      }
    }
  })
}

resource "aws_apigatewayv2_api" "known" {
  name          = "known"
  protocol_type = "HTTP"
  body          = file("${path.module}/known.yaml")
}

resource "aws_apigatewayv2_stage" "known" {
  api_id      = aws_apigatewayv2_api.known.id
  name        = "$default"
  auto_deploy = true
}
