variable "name" { type = string }
variable "port" { type = number }
variable "from" { type = string }
variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }

module "security_group" {
  source = "./modules/security-group"

  name   = var.name
  vpc_id = var.vpc_id
  rules  = { service = { port = var.port, cidr = var.from } }
}

resource "aws_instance" "this" {
  count = 2

  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  subnet_id              = var.subnets[count.index]
  vpc_security_group_ids = [module.security_group.id]

  tags = { Name = "${var.name}-${count.index}" }
}

output "security_group_id" { value = module.security_group.id }
