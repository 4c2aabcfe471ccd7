# Two commands for everybody: `make demo` and `make test`. Both install what is missing.

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
CANREACH = .build/release/canreach
TOPOLOGY = Topologies/three-tier/topology.canreach.yaml

.PHONY: demo test release install-dependencies diagrams lint format bench

## Builds canreach and asks two questions of a bundled topology: one that is reachable, one that is not.
demo: release
	@echo; echo "\$$ canreach check -t $(TOPOLOGY) app-1 orders --port 5432"; echo
	@$(CANREACH) check -t $(TOPOLOGY) app-1 orders --port 5432
	@echo; echo "\$$ canreach check -t $(TOPOLOGY) web-a orders --port 5432"; echo
	@$(CANREACH) check -t $(TOPOLOGY) web-a orders --port 5432 --expect unreachable

## Runs every test.
test: install-dependencies
	swift test

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
