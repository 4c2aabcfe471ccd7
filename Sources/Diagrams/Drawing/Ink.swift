/// A colour by what it is for, in both themes. The whole palette is here.
enum Ink: String, Sendable, CaseIterable {
  case paper, ink, muted
  case cloud, account, region, vpc, zone, publicSubnet, privateSubnet, securityGroup, site
  case publicFill, privateFill, panel
  case accountText, regionText, vpcText, publicText, privateText, securityGroupText
  case link
  case allow, deny, unknown, dns, onMark
  case compute, networking, database, security, storage, integration, general, glyph

  /// `#rrggbb` on white paper.
  var light: String { colors.light }
  /// `#rrggbb` on dark paper.
  var dark: String { colors.dark }

  private var colors: (light: String, dark: String) {
    switch self {
    case .paper: ("#FFFFFF", "#0F1720")
    case .ink: ("#232F3E", "#E9EEF3")
    case .muted: ("#55606E", "#A9B5C2")
    case .cloud: ("#232F3E", "#8FA1B3")
    case .account: ("#E7157B", "#F0569F")
    case .region: ("#00A4A6", "#2CC7C9")
    case .vpc: ("#8C4FFF", "#A67CFF")
    case .zone: ("#00A4A6", "#2CC7C9")
    case .publicSubnet: ("#7AA116", "#9CC93A")
    case .privateSubnet: ("#00A4A6", "#2CC7C9")
    case .securityGroup: ("#DD344C", "#FF7285")
    case .site: ("#7D8998", "#9AA7B5")
    case .publicFill: ("#F2F6E8", "#1A2912")
    case .privateFill: ("#E6F6F7", "#0C2A30")
    case .panel: ("#F5F7F9", "#182330")
    case .accountText: ("#A50F57", "#FF9CC8")
    case .regionText: ("#0B5F8A", "#7CC7EE")
    case .vpcText: ("#6B2FD9", "#C9B0FF")
    case .publicText: ("#1B660F", "#A5D66B")
    case .privateText: ("#0B5F8A", "#7CC7EE")
    case .securityGroupText: ("#B0203A", "#FF9AA8")
    case .link: ("#7D8998", "#8494A6")
    case .allow: ("#1D8102", "#6CC24A")
    case .deny: ("#D13212", "#FF7A5C")
    case .unknown: ("#5F6B7A", "#A6B2BF")
    case .dns: ("#1F5FD0", "#7FB2FF")
    case .onMark: ("#FFFFFF", "#0F1720")
    case .compute: ("#C2540A", "#C2540A")
    case .networking: ("#7B3FF2", "#7B3FF2")
    case .database: ("#B81CC0", "#B81CC0")
    case .security: ("#CC2940", "#CC2940")
    case .storage: ("#5B7A0E", "#5B7A0E")
    case .integration: ("#CF116C", "#CF116C")
    case .general: ("#55606E", "#55606E")
    case .glyph: ("#FFFFFF", "#FFFFFF")
    }
  }
}
