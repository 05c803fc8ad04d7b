# Everything that a fresh machine needs is brought by these targets: only Python 3.11+ and make have to be there.
PYTHON ?= python3
BIN := .venv/bin
AS_ROOT = $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)

.PHONY: demo test test-cluster chromium pictures quality bench texts lint lock clean
.DEFAULT_GOAL := demo

demo: .venv/installed ## index the sample archive and open the search page
	$(BIN)/podshivka demo

test: .venv/installed chromium ## lint, types and all tests; those of a cluster where Java 21 and OpenSearch are to be had
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest
	$(MAKE) test-cluster

test-cluster: .venv/installed ## an archive on three real OpenSearch nodes, which are brought from Maven Central
	PODSHIVKA_TEST_CLUSTER=1 $(BIN)/pytest -n 0 tests/cluster

chromium: ## the browser of the tests, from Debian's packages; without it they are skipped
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome || $(AS_ROOT) sh -c \
		'apt-get update; DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium'; \
	} >/dev/null 2>&1 || echo "Нет браузера chromium, и поставить его не вышло: проверки в браузере пропускаются"

quality: .venv/installed ## measure how well it finds, on all of the real data, and write docs/quality.md
	$(BIN)/python -m tests.quality --page

lint: .venv/installed ## mend what can be mended by itself, name the rest
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/mypy

texts: .venv/installed ## bring the catalogues of the interface's texts up to date and say what waits for a translation
	$(BIN)/python -m tests.texts

pictures: .venv/installed chromium ## take the pictures of docs/looks.md anew; with PT Serif (fonts-paratype) as they are there
	$(BIN)/python -m tests.browser.pictures

bench: .venv/installed ## beside other engines on 20,000 articles; SIZES="20000 200000 1000000" for more, "--pages 5000" for raw pages
	$(BIN)/python -m bench $(SIZES)

lock: .venv/installed ## pin the newest versions that pyproject.toml allows
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
		--no-emit-find-links --no-emit-options --extra test --output-file requirements.lock pyproject.toml

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Нужен Python 3.11 или новее: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean: ## everything that these targets made
	rm -rf .venv build *.egg-info
