/// The glyphs, in the notation of ``Glyph/init(ink:_:)``.
enum GlyphTable {
  static let rows: [(name: String, ink: Ink, strokes: String)] = [
    // Compute
    (
      "instance", .compute,
      "b 12 12 16 16; b 17 17 6 6; l 15 8 15 12; l 20 8 20 12; l 25 8 25 12; l 15 28 15 32; l 20 28 20 32; "
        + "l 25 28 25 32; l 8 15 12 15; l 8 20 12 20; l 8 25 12 25; l 28 15 32 15; l 28 20 32 20; l 28 25 32 25"
    ),
    ("function", .compute, "l 13 10 17 10 26 30 30 30; l 19 17 12 30"),
    ("service", .compute, "c 20 9 30 14.5 30 25.5 20 31 10 25.5 10 14.5; l 10 14.5 20 20 30 14.5; l 20 20 20 31"),
    (
      "networkInterface", .compute,
      "b 10 12 20 13; l 15 25 15 30; l 20 25 20 30; l 25 25 25 30; d 26 17 1.8"
    ),
    // Databases and storage
    ("dbInstance", .database, cylinder),
    ("cacheCluster", .database, cylinder + "; f 21 15 16.5 22.5 20 22.5 19 28 23.5 20.5 20 20.5"),
    ("dbCluster", .database, cylinder),
    ("replicationGroup", .database, cylinder),
    ("service.dynamodb", .database, cylinder),
    ("service.s3", .storage, "e 20 12 10 3; l 10 12 13 29 27 29 30 12; l 12 20 28 20"),
    // Application integration
    ("service.execute-api", .integration, brackets),
    ("restApi", .integration, brackets),
    ("api", .integration, brackets),
    ("domainName", .integration, "b 9 11 22 18; l 9 17 31 17; d 12.5 14 1.2; d 16.5 14 1.2; l 14 23 26 23"),
    ("vpcLink", .integration, "o 13 20 4; o 27 20 4; l 17 20 23 20; l 13 10 13 16; l 27 24 27 30"),
    // Networking
    ("internetGateway", .networking, arch + "; a 20 31 20 16"),
    ("egressOnlyInternetGateway", .networking, arch + "; l 15 27 25 27; a 20 27 20 16"),
    ("vpcEndpoint.gateway", .networking, arch + "; o 20 23 4; d 20 23 1"),
    ("carrierGateway", .networking, "l 20 20 20 32; d 20 18 2.5; h 20 18 7 7 15 21; h 20 18 11 11 15 21"),
    ("natGateway", .networking, "b 9 11 13 18; a 13 16 32 16; a 13 24 32 24"),
    (
      "vpnGateway", .networking,
      "b 12 19 16 11; l 15 19 15 15; h 20 15 5 5 12 24; l 25 15 25 19; d 20 23 1.8; l 20 23 20 27"
    ),
    ("vpcPeeringConnection", .networking, "o 15.5 20 7; o 24.5 20 7"),
    (
      "transitGateway", .networking,
      "o 20 20 5; l 20 15 20 11; l 20 25 20 29; l 15 20 11 20; l 25 20 29 20; d 20 9.5 2.5; d 20 30.5 2.5; "
        + "d 9.5 20 2.5; d 30.5 20 2.5"
    ),
    ("transitGatewayAttachment", .networking, "o 20 14 5; d 20 14 1.5; l 20 19 20 31; l 13 31 27 31"),
    ("transitGatewayAttachment.peering", .networking, "o 12 20 4; o 28 20 4; l 16 20 24 20"),
    ("coreNetwork", .networking, "c 20 9 31 28 9 28; d 20 9 3; d 31 28 3; d 9 28 3; d 20 21 3"),
    ("vpcEndpoint", .networking, "o 20 20 11; o 20 20 4; l 20 9 20 16; l 20 24 20 31; l 9 20 16 20; l 24 20 31 20"),
    ("vpcEndpointService", .networking, "b 9 13 9 14; l 18 20 22 20; h 27 20 5 5 6 18; d 28 20 2.5"),
    ("loadBalancer", .networking, "o 11 20 3.5; a 15 20 28 11; a 15 20 29 20; a 15 20 28 29"),
    ("directConnectGateway", .networking, "b 14 14 12 12; l 7 20 14 20; l 26 20 33 20; d 20 20 2.5"),
    ("virtualInterface", .networking, "l 8 14 32 14; l 8 26 32 26; d 13 20 2; d 20 20 2; d 27 20 2"),
    (
      "vpnConnection", .networking,
      "e 11 20 3 7; l 11 13 29 13; l 11 27 29 27; h 29 20 3 7 18 30; d 19 20 1.6; d 25 20 1.6"
    ),
    ("hostedZone", .networking, globe),
    ("resolver", .networking, "o 18 18 8; l 24 24 31 31; l 14 18 22 18"),
    ("dnsServer", .general, globe),
    ("resourceConfiguration", .networking, "b 10 10 20 20; o 20 20 5; d 20 20 1.5"),
    ("resolverEndpoint", .networking, "o 20 20 11; a 14 17 26 17; a 26 23 14 23"),
    // Security
    (
      "firewall", .security,
      "b 9 11 22 18; l 9 17 31 17; l 9 23 31 23; l 17 11 17 17; l 25 11 25 17; l 13 17 13 23; l 21 17 21 23; "
        + "l 27 17 27 23; l 17 23 17 29; l 25 23 25 29"
    ),
    ("userPool", .security, "o 15 15 4; h 15 28 7 7 12 24; o 26 17 3; h 26 28 6 5 13 24; l 8 28 32 28"),
    // Outside of AWS
    ("customerGateway", .general, "b 9 18 22 11; l 20 18 20 13; h 20 15 6 6 15 21; d 14 23.5 1.5; d 19 23.5 1.5"),
    ("site", .general, "b 10 9 20 6; b 10 17 20 6; b 10 25 20 6; d 14 12 1.2; d 14 20 1.2; d 14 28 1.2"),
    ("site.network", .general, "b 9 17 22 10; d 14 22 1.5; d 19 22 1.5; l 26 17 26 11; l 22 13 26 9 30 13"),
    ("siteHost", .general, "b 8 10 24 15; l 20 25 20 30; l 14 30 26 30; l 12 15 22 15; l 12 19 18 19"),
    ("internet", .general, globe),
    // The corners of groups
    (
      "cloud", .ink,
      "l 13 29 28 29; h 13 23.5 5.5 5.5 6 17; h 20 17 7.5 7.5 13 21; h 28 23.5 5.5 5.5 18 30"
    ),
    ("account", .accountText, "o 20 14 5; h 20 31 10 10 12 24; l 10 31 30 31"),
    ("region", .regionText, "c 12 8 12 32; l 12 9 29 9 25 14.5 29 20 12 20"),
    (
      "vpc", .vpcText,
      "h 14 19 5 5 8 17; h 21 16 6.5 6.5 13 22; h 27 20 4.5 4.5 19 28; b 15 24 11 8; h 20.5 24 3 3.5 12 24"
    ),
    ("publicSubnet", .publicText, "b 11 19 18 12; l 15 19 15 14; h 20 14 5 5 12 22"),
    ("privateSubnet", .privateText, "b 11 19 18 12; l 15 19 15 14; h 20 14 5 5 12 24; l 25 14 25 19"),
    (
      "siteGroup", .ink,
      "b 9 15 11 16; b 20 8 11 23; l 13 20 16 20; l 13 25 16 25; l 24 13 27 13; l 24 18 27 18; l 24 23 27 23"
    ),
  ]

  private static let cylinder = "e 20 12 9 3.5; l 11 12 11 28; l 29 12 29 28; h 20 28 9 3.5 0 12; h 20 20 9 3.5 0 12"
  private static let brackets = "l 15 13 9 20 15 27; l 25 13 31 20 25 27; l 22.5 11 17.5 29"
  private static let arch = "l 10 31 10 20; h 20 20 10 10 12 24; l 30 20 30 31"
  private static let globe = "o 20 20 12; e 20 20 5 12; l 8 20 32 20; l 10 14 30 14; l 10 26 30 26"
}
