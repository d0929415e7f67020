# make         builds .build/release/reel and .build/release/reel-worker
# make demo    builds, then renders recipes/quickstart.yaml and says where the film is
# make test    builds, then runs every test, the fault harness with 300 rounds among them
# make soak    builds, then runs the fault harness alone: make soak ROUNDS=5000 SEED=1
# make fuzz-media  damages media files and reads them, with AddressSanitizer: make fuzz-media ROUNDS=50000 SEED=1
# make bench-schedule  simulates builds, and prints how close the scheduler comes to the bounds
# make bench-engine  measures builds in which nothing is to be done, beside ninja and make
# make bench-monitoring  measures what displays, traces and reports cost a build
# make bench   renders the reference film with reel, ffmpeg, melt and MoviePy, and edits it:
#              make bench MEDIA=folder BENCH="--rounds 3" takes stills, clips and music from a folder
# make lint    checks the format of all Swift files
# make clean   removes what was built, films and store included

# More would only make the linker and the compiler fight for memory on a small machine.
JOBS ?= 2
SWIFT_BUILD = swift build -c release --explicit-target-dependency-import-check error --static-swift-stdlib -j $(JOBS)

# The fault harness takes a new seed each time and prints it, unless SEED is given.
HARNESS = .build/release/fault-harness $(if $(SEED),--seed $(SEED))

.PHONY: build demo test soak harness fuzz-media lint packages clean bench bench-engine bench-schedule bench-monitoring

# Swift's runtime asks for the C++ library by name. In a folder that holds nothing but its archive
# it is found as one: linked statically, it costs half a millisecond less at each start.
STATIC = .build/static

build: packages
	@mkdir -p $(STATIC)
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" $(STATIC)/libstdc++.a
	$(SWIFT_BUILD) -Xlinker -L$(STATIC) --product reel
	$(SWIFT_BUILD) --product reel-worker

demo: build
	.build/release/reel build recipes/quickstart.yaml

harness: build
	$(SWIFT_BUILD) --product fault-harness

soak: harness
	$(HARNESS) --rounds $(or $(ROUNDS),5000)

# SEEDS may name a folder with other files to damage.
fuzz-media: packages
	$(SWIFT_BUILD) --sanitize=address --scratch-path .build/fuzz --product media-fuzzer
	scripts/fuzz-media.sh .build/fuzz/release/media-fuzzer $(or $(ROUNDS),20000) $(or $(SEED),1) $(SEEDS)

# Tests run optimised, in a folder of their own: pixel loops are tens of times slower without
# optimisation, and their flags would otherwise make the programs build again. The end-to-end
# tests drive the programs that `build` made.
test: harness lint
	swift test -c release -Xswiftc -enable-testing --scratch-path .build/tests -j $(JOBS)
	$(HARNESS) --rounds 300

# BENCH="--noise 0.3 --workers 4,16" says what to simulate; --help lists all of it.
bench-schedule: packages
	$(SWIFT_BUILD) --product schedule-simulator
	.build/release/schedule-simulator $(BENCH)

# Where the projects are made; a null build writes nothing, so that the disk hardly matters.
BENCH_FOLDER ?= /tmp

# MoviePy lives in a Python environment of its own.
MOVIEPY = .build/moviepy

bench: build
	scripts/install-packages.sh packages-bench.txt
	test -x $(MOVIEPY)/bin/python || python3 -m venv $(MOVIEPY)
	$(MOVIEPY)/bin/pip install --quiet moviepy==2.1.2
	$(SWIFT_BUILD) --product film-bench
	.build/release/film-bench --programs .build/release --python $(MOVIEPY)/bin/python \
	  $(if $(MEDIA),--media $(MEDIA)) $(BENCH)

bench-engine: build
	scripts/install-packages.sh packages-bench.txt
	$(SWIFT_BUILD) --product stand-in-worker
	$(SWIFT_BUILD) --product engine-bench
	.build/release/engine-bench --programs .build/release --folder $(BENCH_FOLDER)

bench-monitoring: build
	scripts/bench-monitoring.sh

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

packages:
	@scripts/install-packages.sh

clean:
	rm -rf .build .reel build
