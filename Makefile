# make setup   a virtual environment with everything in it; the command is .venv/bin/firsthand
# make demo    setup, then a case of the example pages, and its brief
# make test    setup, then every test
# make check   lint, types, tests
# make hard    the long form of the tests of custody: 200 kills, 2,000 flipped bytes
# make golden  writes the expected briefs anew: read the diff
# make gate    scores against pinned floors
# make docs    the command reference
# make fuzz    hostile bytes into each reader of captures; SECONDS=3600 for each
# make check-hard  what takes long: fuzz and hard
# make train-attribution  the model of who said what anew, on one's own annotations: ARTICLES=file (docs/models/attribution-en.md)
# make lock    the lock files anew, after a change of pyproject.toml

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
SECONDS ?= 60
READERS ?= all
ARTICLES ?= ../shared/bench/polnear/train.jsonl.xz

.PHONY: setup demo test lint check hard golden gate docs lock fuzz check-hard clean train-attribution

setup: .setup-done

# uv is quick and checks every hash; plain pip with the same lock does the same where uv cannot be had. The package manager
# is asked for a browser only where it may be: the browser tests skip themselves without one.
.setup-done: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || true
	if test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock; then :; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null \
	  && test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
	  (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1 \
	  || echo "no chromium: the browser tests will be skipped"; fi
	touch .setup-done

demo: setup
	@mkdir -p demo
	@rm -f demo/harbour.firsthand demo/harbour.firsthand-wal demo/harbour.firsthand-shm
	@$(BIN)/firsthand init demo/harbour.firsthand --quiet
	$(BIN)/firsthand add demo/harbour.firsthand examples/harbour
	$(BIN)/firsthand brief demo/harbour.firsthand -o demo/brief.html
	@$(BIN)/firsthand brief demo/harbour.firsthand --format json -o demo/brief.json --quiet
	@$(BIN)/firsthand brief demo/harbour.firsthand --format md -o demo/brief.md --quiet
	@$(BIN)/firsthand brief demo/harbour.firsthand --format text -o demo/brief.txt --quiet
	@echo
	@head -n 28 demo/brief.txt
	@echo
	@echo "the whole brief: demo/brief.html (open it in a browser) · demo/brief.json · demo/brief.md · demo/brief.txt"
	@echo "the case: demo/harbour.firsthand"

test: setup
	$(BIN)/pytest -n $(JOBS) $(PYTEST_FLAGS)

lint: setup
	@failed=0; $(BIN)/ruff check --output-format=concise src tests training || failed=1; \
	$(BIN)/mypy --strict src || failed=1; exit $$failed

check: lint test

hard: setup
	FIRSTHAND_KILLS=200 FIRSTHAND_FLIPS=2000 $(BIN)/pytest tests/test_custody.py tests/test_bundle.py

golden: setup
	@mkdir -p tests/golden
	$(BIN)/firsthand brief examples/harbour --format text -o tests/golden/harbour.txt --quiet
	@git --no-pager diff --stat -- tests/golden

gate: setup
	$(BIN)/python -m firsthand.bench.gate floors.toml $(GATE_FLAGS)

docs: setup
	$(BIN)/typer firsthand.cli.app utils docs --name firsthand --title "The command line" --output docs/commands.md

lock: setup
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --quiet -o requirements-dev.lock

	echo "atheris>=3,<3.1; sys_platform == 'linux' and platform_machine == 'x86_64'" | $(BIN)/uv pip compile - --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements-hard.lock

# atheris guides the mutations by coverage; where it cannot be had, bytes are mutated without a guide.
fuzz: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-hard.lock || true
	$(BIN)/python tests/fuzz_readers.py --seconds $(SECONDS) --readers $(READERS)

check-hard: fuzz hard

# Training has an environment of its own, in build/: nothing of it is needed to read. Stopped, it goes on where it was.
train-attribution: build/training-done
	PYTHONPATH=src build/training/bin/python -m training.attribution --articles $(ARTICLES)

build/training-done: requirements-training.lock
	@mkdir -p build
	test -x build/training/bin/python || $(PYTHON) -m venv build/training
	build/training/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-training.lock
	touch build/training-done

clean:
	rm -rf .setup-done .venv demo build .mypy_cache .ruff_cache .hypothesis
