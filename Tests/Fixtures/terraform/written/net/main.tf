variable "cidr" { type = string }
variable "zones" { type = list(string) }

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  count = length(var.zones)

  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, count.index)
  availability_zone = "eu-west-1${var.zones[count.index]}"
}

output "vpc_id" { value = aws_vpc.this.id }
output "subnets" { value = { for index, zone in var.zones : zone => aws_subnet.this[index].id } }
