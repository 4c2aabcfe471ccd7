terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "region" {
  default = "eu-west-1"
}

provider "aws" {
  region                      = var.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  name = "shop"
  azs  = ["${var.region}a", "${var.region}b", "${var.region}c"]

  services = {
    web = { port = 8080, tier = "private", from = "0.0.0.0/0" }
    api = { port = 9090, tier = "private", from = "10.20.0.0/16" }
  }
}

module "vpc" {
  source = "./modules/vpc"

  name               = local.name
  cidr               = "10.20.0.0/16"
  secondary_cidrs    = ["100.64.0.0/16"]
  azs                = local.azs
  public_subnets     = ["10.20.0.0/24", "10.20.1.0/24", "10.20.2.0/24"]
  private_subnets    = ["10.20.10.0/24", "10.20.11.0/24", "10.20.12.0/24"]
  database_subnets   = ["10.20.20.0/24", "10.20.21.0/24", "10.20.22.0/24"]
  single_nat_gateway = true
}

module "service" {
  source   = "./modules/service"
  for_each = local.services

  name    = each.key
  port    = each.value.port
  from    = each.value.from
  vpc_id  = module.vpc.vpc_id
  subnets = module.vpc.private_subnets
}

data "aws_vpc" "looked_up" {
  id = module.vpc.vpc_id
}

resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = module.vpc.vpc_id

  ingress {
    description     = "from the services"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [for service in module.service : service.security_group_id]
  }

  ingress {
    description = "from wherever the VPC is found to be"
    from_port   = 6432
    to_port     = 6432
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.looked_up.cidr_block]
  }
}

resource "aws_instance" "db" {
  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  subnet_id              = module.vpc.database_subnets[1]
  vpc_security_group_ids = [aws_security_group.db.id]
}

resource "aws_instance" "report" {
  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  subnet_id              = element(module.vpc.database_subnets, 1)
  vpc_security_group_ids = [aws_security_group.db.id]
}
