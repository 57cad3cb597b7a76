# make help lists what there is.
# The first Python that really runs and is new enough (a version manager's shim may be there and not run).
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
PREPARE = $(or $(PYTHON),$(error Cần Python 3.11 trở lên / Python 3.11 or newer is needed)) tools/prepare.py
RUN = .venv/bin/python -m thidua

.PHONY: help setup run demo test check bench mutants audit sbom lock messages
help:            ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 12

setup:           ## make .venv and all the program needs (does nothing the second time)
	@$(PREPARE)

run: setup       ## migrate, load the samples on first run, serve on 127.0.0.1
	@$(RUN) start

demo: setup      ## seed the sample cluster at a step: make demo STEP=appraised
	@$(RUN) demo $(STEP)

test:            ## everything: house, unit, SQLite, PostgreSQL, browser
	@$(PREPARE) --dev
	@.venv/bin/python tools/test.py

check:           ## the fast half: format, lint, types, layers
	@$(PREPARE) --dev
	@.venv/bin/python tools/test.py --check

bench:           ## all the benchmarks; one: .venv/bin/python -m bench NAME
	@$(PREPARE) --dev
	@.venv/bin/python -m bench

mutants:         ## change the engine in thousands of small ways and see whether a test notices
	@$(PREPARE) --dev
	@.venv/bin/python tools/mutants.py

audit:           ## is a fault published for a package we pin? needs the network, and says so when it has none
	@.venv/bin/python tools/audit.py

sbom:            ## every part we pin with its hashes, as CycloneDX JSON (make -s sbom > thidua.cdx.json)
	@.venv/bin/python tools/sbom.py

messages:        ## collect the texts to translate into locale/en
	@.venv/bin/python tools/messages.py

lock:            ## pin the requirements with hashes (needs uv)
	uv pip compile -q -U --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-header requirements/base.in -o requirements/base.txt
	uv pip compile -q -U --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-header requirements/server.in -o requirements/server.txt
	uv pip compile -q -U --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-header requirements/dev.in -o requirements/dev.txt
	uv pip compile -q -U --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-header requirements/build.in -o requirements/build.txt
