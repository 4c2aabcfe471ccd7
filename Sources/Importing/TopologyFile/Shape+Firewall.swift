extension Shape {
  /// The rules of one group, or of a firewall that needs no more than one of a kind.
  private static let ruleKeys: [Key] = [
    Key(
      "stateless", .oneOrMany(.text),
      "`10 pass tcp 443 from 10.0.0.0/16`, `20 drop all`: its priority, `pass`, `drop` or `forward`, and what it matches."
    ),
    Key(
      "rules", .oneOrMany(.text),
      "Stateful rules: `pass tcp 443 from 10.0.0.0/16 to any`; `pass`, `drop`, `reject` or `alert`; a port after a peer is that peer's: `from any port 53`."
    ),
    Key("suricata", .oneOrMany(.text), "Stateful rules in Suricata's language."),
    Key("domains", .shape("domainList"), "A list of names: `{allow: [.example.com]}`."),
    Key("ipSets", .named(.oneOrMany(.text)), "Sets of addresses that rules name `$SET`."),
    Key("portSets", .named(.oneOrMany(.text)), "Sets of ports that rules name `$SET`."),
  ]

  static let firewall = resource(
    "firewall", "a firewall",
    [
      Key(
        "subnets", .oneOrMany(.text), "The subnets it has an endpoint in; a route names it `FIREWALL/SUBNET`. Required."
      ),
      Key("policy", .text, "The policy's name. Default: none."),
      Key(
        "order", .choice(["action", "strict"]),
        "Which stateful rule counts: pass before drop before reject before alert, or the first. Default: action."),
      Key(
        "default", .choice(["pass", "drop", "dropEstablished", "dropEstablishedAppLayer"]),
        "In strict order, what happens to traffic that no rule matches. Default: pass."),
      Key("statelessDefault", .choice(["forward", "pass", "drop"]), "Default: forward (to the stateful rules)."),
      Key("homeNet", .oneOrMany(.cidr), "`$HOME_NET` of its rules. Default: the blocks of its VPC."),
      Key(
        "ruleGroups", .list(.shape("ruleGroup")),
        "Rule groups in their order, where one of a kind is not enough. Default: the keys below."),
      Key("passesEverything", .boolean, "`false` if it has rules that the file does not say. Default: true."),
    ] + ruleKeys)

  static let ruleGroup = Shape(
    "ruleGroup", "a rule group",
    [
      Key("name", .text, "Default: its number."),
      Key("homeNet", .oneOrMany(.cidr), "`$HOME_NET` of this group alone. Default: the policy's."),
    ] + ruleKeys)

  static let domainList = Shape(
    "domainList", "a domain list",
    [
      Key("allow", .oneOrMany(.text), "Names that pass: `example.com`; `.example.com` for all below it as well."),
      Key("deny", .oneOrMany(.text), "Or names that are dropped."),
      Key("reject", .oneOrMany(.text), "Or names that are refused."),
      Key("alert", .oneOrMany(.text), "Or names that are noted."),
      Key("protocols", .oneOrMany(.choice(["tls", "http"])), "Default: both."),
    ])
}
