# make         builds .build/release/reel and .build/release/reel-worker
# make demo    builds, then renders recipes/quickstart.yaml and says where the film is
# make test    builds, then runs every test
# make bench-monitoring  measures what displays, traces and reports cost a build
# make lint    checks the format of all Swift files
# make clean   removes what was built, films and store included

# More would only make the linker and the compiler fight for memory on a small machine.
JOBS ?= 2
SWIFT_BUILD = swift build -c release --explicit-target-dependency-import-check error --static-swift-stdlib -j $(JOBS)

.PHONY: build demo test bench-monitoring lint packages clean

build: packages
	$(SWIFT_BUILD) --product reel
	$(SWIFT_BUILD) --product reel-worker

demo: build
	.build/release/reel build recipes/quickstart.yaml

# Tests run optimised, in a folder of their own: pixel loops are tens of times slower without
# optimisation, and their flags would otherwise make the programs build again. The end-to-end
# tests drive the programs that `build` made.
test: build lint
	swift test -c release -Xswiftc -enable-testing --scratch-path .build/tests -j $(JOBS)

bench-monitoring: build
	scripts/bench-monitoring.sh

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

packages:
	@scripts/install-packages.sh

clean:
	rm -rf .build .reel build
