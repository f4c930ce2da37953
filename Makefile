# What a developer types. Each target works from a bare clone with Python 3.11+ and make.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
LOCAL := $(BIN)/python -m dev
BUILD := $(BIN)/python -m ggo_portal.build
INSTALL := $(BIN)/python ggo_portal/build/installing.py
APPS := ggo_portal accounts procedures applications dossiers dev
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
LOCK := $(COMPILE) pyproject.toml
MOVED = $(if $(CLOCK),$(BIN)/python -m tests.moved_clock $(CLOCK))
# A whole run is held to `fail-under` of pyproject.toml, and ends with 2 below it.
COVERED = $(if $(ARGS),,-m slipcover --silent)
# Tools that only read settings need none of the services.
export PYTHONUNBUFFERED := 1
READ := env SECRET_KEY=read-only DATABASE_URL=postgresql:///none REDIS_URL=redis://127.0.0.1/0 \
	EMAIL_URL=smtp://127.0.0.1 DEBUG=0 DEMO=0

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check check-style check-types check-templates check-arrows \
	check-migrations check-law check-words fix messages bench audit lock assets build try-deploy pin-images clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/local.stamp ## run the whole portal with demo data on http://127.0.0.1:8000 (PORT=…)
	@exec env PORT="$(or $(PORT),8000)" $(LOCAL) demo

demo-reset: $(VENV)/local.stamp ## remove all data of the demo
	@$(LOCAL) demo-reset

test: $(VENV)/dev.stamp ## run all tests (ARGS="-k …" for a part, CLOCK=+365d or 00:30 at another time)
	@$(BUILD) assets
	@$(BIN)/python -m dev.browser
	$(MOVED) $(BIN)/python $(COVERED) -m pytest -n 2 --dist worksteal $(ARGS)

check: check-style check-types check-templates check-arrows check-migrations check-law check-words ## all that needs no running (make -k: go on after a fault)

check-style: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: $(VENV)/dev.stamp
	$(READ) $(BIN)/mypy $(APPS) bench

check-templates: $(VENV)/dev.stamp
	$(BIN)/djlint --quiet --lint templates

check-arrows: $(VENV)/dev.stamp
	$(BIN)/lint-imports

check-migrations: $(VENV)/dev.stamp
	$(BIN)/python manage.py makemigrations --check --dry-run

check-law: $(VENV)/dev.stamp
	$(BIN)/python manage.py describe_law --check
	$(BIN)/python manage.py draw_states --check

check-words: $(VENV)/dev.stamp
	@$(BUILD) check-messages

fix: $(VENV)/dev.stamp ## put the code in its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

messages: $(VENV)/dev.stamp ## bring the catalogues of translations up to date
	@$(BUILD) messages

bench: $(VENV)/dev.stamp ## measure filing, worklist, clock and nightly round against their floors
	$(BIN)/python -m bench $(ARGS)

audit: $(VENV)/dev.stamp ## known weaknesses in what we use (asks the network)
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements/dev.txt
	$(BIN)/npm audit

assets: $(VENV)/local.stamp ## build the style sheets and scripts
	@$(BUILD) assets

build: $(VENV)/build.stamp ## build what a server needs: packages, style sheets, catalogues (no services needed)
	@$(BUILD) all
	@$(READ) $(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@echo "Built. Now the release: manage.py migrate, then manage.py load_law."

try-deploy: ## bring the portal up on a bare Debian 12 by docs/operations.md (root, debootstrap, systemd-nspawn)
	@deploy/try.sh

pin-images: ## write the digests of the containers' images into .env (asks the registry)
	@deploy/pin-images.sh

lock: $(VENV)/dev.stamp ## compile the pinned requirements from pyproject.toml
	$(LOCK) --all-extras -o requirements/dev.txt $(ARGS)
	$(LOCK) --extra local -c requirements/dev.txt -o requirements/local.txt
	$(LOCK) --extra build -c requirements/dev.txt -o requirements/build.txt
	$(LOCK) -c requirements/dev.txt -o requirements/base.txt
	echo uv | $(COMPILE) - --no-deps -c requirements/dev.txt -o requirements/installer.txt

clean: ## remove what was built; the data of the demo stays
	rm -rf $(VENV) node_modules static/dist staticfiles

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON to its path."; exit 1; }
	@echo "Making the virtual environment with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/local.stamp: requirements/local.txt requirements/installer.txt | $(VENV)/bin/python
	@echo "Installing the packages of the portal (a minute or two the first time)"
	@$(INSTALL) requirements/local.txt
	@touch $@

$(VENV)/build.stamp: requirements/build.txt requirements/installer.txt | $(VENV)/bin/python
	@echo "Installing the packages of a server"
	@$(INSTALL) requirements/build.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt requirements/installer.txt | $(VENV)/bin/python
	@echo "Installing the packages for development (a few minutes the first time)"
	@$(INSTALL) requirements/dev.txt
	@touch $@
