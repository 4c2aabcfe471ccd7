# Two commands for everybody: `make demo` and `make test`. Both install what is missing.

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
CANREACH = .build/release/canreach
ONPREMISES = Topologies/private-api-on-premises
ORDERS = https://a1b2c3d4e5-vpce-0123abcd.execute-api.us-east-1.amazonaws.com/prod/orders

.PHONY: demo test release install-dependencies diagrams lint format bench

## Builds canreach and asks two questions of a bundled topology, a private API that an office calls over Direct Connect: as
## it is meant to be, and with two mistakes.
demo: release
	@echo; echo "\$$ canreach check -t $(ONPREMISES)/topology.canreach.yaml office $(ORDERS)"; echo
	@$(CANREACH) check -t $(ONPREMISES)/topology.canreach.yaml office $(ORDERS)
	@echo; echo "\$$ canreach check -t $(ONPREMISES)/broken/24-office-not-admitted.canreach.yaml office $(ORDERS) --method POST"; echo
	@$(CANREACH) check -t $(ONPREMISES)/broken/24-office-not-admitted.canreach.yaml office $(ORDERS) --method POST --expect unreachable

## Runs every test, and what the bundled topologies promise.
test: install-dependencies
	swift test
	swift build --product canreach
	.build/debug/canreach test Topologies

## Builds the command line at .build/release/canreach.
release: install-dependencies
	swift build -c release --product canreach

## simdjson, the JSON reader, and Graphviz, which lays pictures out, are what Swift's package manager does not bring.
install-dependencies:
	@command -v swift >/dev/null || { echo "canreach needs Swift 6.1 or later: https://www.swift.org/install" >&2; exit 69; }
	@[ -e /usr/include/simdjson.h ] && [ -e /usr/include/graphviz/gvc.h ] || { \
	  command -v apt-get >/dev/null || { \
	    echo "install simdjson 3 and Graphviz with their headers (Debian: libsimdjson-dev, libgraphviz-dev)" >&2; exit 69; }; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libsimdjson-dev libgraphviz-dev; }

## Draws the gallery, Diagrams/, anew: a picture of every topology in Topologies/.
diagrams: install-dependencies
	RECORD=1 swift test --filter GalleryTests

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

format:
	swift format --in-place --recursive Sources Tests Package.swift

## Measures reading, compiling and asking on synthetic networks, in release.
bench: install-dependencies
	swift build -c release --product canreach
	swift build -c release --product bench
	.build/release/bench
