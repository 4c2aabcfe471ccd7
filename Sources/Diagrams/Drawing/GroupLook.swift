/// How AWS's diagrams draw a kind of group.
struct GroupLook {
  var style: Style
  var text: Ink
  /// The glyph in the upper left corner.
  var corner: String?

  init(_ kind: Figure.GroupKind) {
    switch kind {
    case .cloud: (style, text, corner) = (.stroke(.cloud, 1.25), .ink, "cloud")
    case .account: (style, text, corner) = (.stroke(.account, 1.25), .accountText, "account")
    case .region: (style, text, corner) = (.stroke(.region, 1.25, .dashed), .regionText, "region")
    case .vpc: (style, text, corner) = (.stroke(.vpc, 1.5), .vpcText, "vpc")
    case .zone: (style, text, corner) = (.stroke(.zone, 1.25, .dashed), .regionText, nil)
    case .publicSubnet:
      (style, text, corner) = (Style(fill: .publicFill, stroke: .publicSubnet, width: 1), .publicText, "publicSubnet")
    case .privateSubnet:
      (style, text, corner) = (
        Style(fill: .privateFill, stroke: .privateSubnet, width: 1), .privateText, "privateSubnet"
      )
    case .securityGroup: (style, text, corner) = (.stroke(.securityGroup, 1.25, .dashed), .securityGroupText, nil)
    case .site: (style, text, corner) = (.stroke(.site, 1.25), .ink, "siteGroup")
    }
  }
}
