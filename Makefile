# What one does with this project; `make help` lists it. Needs make, a POSIX shell and Python 3.10 or newer.

# An interpreter counts only if it runs, is new enough and can make an environment with pip in it.
ifndef PYTHON
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3.10 python3.14 python3.15 python3 python; do \
	if "$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; \
	then echo "$$p"; break; fi; done)
endif

BIN := .venv/bin
RUN := $(BIN)/python

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-all bench bench-check bench-orm corpora corpora-django corpora-sqlalchemy moved-suites filling tutorial docs format changelog clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; \
	do printf '  make %-18s %s\n' "$$name" "$$text"; done

demo: .venv/.installed ## install the package and run the example shop
	@$(RUN) -m examples.shop

test: .venv/.installed-dev .venvs/pytest-8/.installed .venvs/docs/.installed ## run every check, as .ci/run does
	@$(RUN) -m scripts.check

test-all: .venv/.installed-dev ## test every Python, every extra and the lowest versions (slow)
	@$(RUN) -m scripts.check_all

bench: .venv/.installed-bench ## print the speed table
	@$(RUN) -m bench

bench-check: .venv/.installed-bench ## compare the speed with what was recorded; fail where a ratio fell by a fifth (slow)
	@$(RUN) -m bench.check

bench-orm: .venv/.installed-dev ## print the speed tables of the back ends (slow)
	@$(RUN) -m bench.orm.sqlalchemy_books sqlite 3
	@$(RUN) -m bench.orm.django_books sqlite 3

corpora: .venv/.installed-corpora ## build and check every pydantic model of three large packages (slow)
	@$(RUN) -m scripts.check_corpora

corpora-django: .venvs/corpora-django/.installed ## create and check every model of three large Django projects (slow)
	@.venvs/corpora-django/bin/python -m scripts.check_corpora_django

corpora-sqlalchemy: .venvs/corpora-sqlalchemy/.installed ## create every SQLAlchemy model of three large packages (slow)
	@.venvs/corpora-sqlalchemy/bin/python -m scripts.check_corpora_sqlalchemy

moved-suites: .venv/.installed-dev ## run published projects' tests with factory_boy and moved over, side by side (slow)
	@$(RUN) -m scripts.moved_suites

filling: .venv/.installed-dev ## count the types that typedfactory fills validly, and polyfactory
	@$(RUN) -m scripts.compare_filling

tutorial: .venv/.installed-dev ## go through the tutorial as a new user, in a fresh environment
	@$(RUN) -m scripts.try_tutorial

docs: .venvs/docs/.installed ## build the documentation into docs/_build/html
	@.venvs/docs/bin/python -m sphinx --fail-on-warning --keep-going --fresh-env -b html docs docs/_build/html
	@echo "The documentation is in docs/_build/html/index.html."

format: .venv/.installed-dev ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

changelog: .venv/.installed-dev ## show the next entry of the changelog, made of changelog.d/
	@$(BIN)/towncrier build --draft --version "$$($(RUN) -c 'from typedfactory.__about__ import __version__ as v; print(v)')"

clean: ## remove the environments and everything that was generated
	rm -rf .venv .venvs build dist docs/_build htmlcov .coverage .coverage.* .benchmarks .hypothesis
	rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- environments: made once, brought up to date when what they are made from changes --------------------------------

MADE_FROM := pyproject.toml typedfactory/__about__.py
INSTALL := $(RUN) -m pip install --quiet --quiet --disable-pip-version-check --editable

$(RUN):
	@test -n "$(PYTHON)" || { echo "No Python 3.10 or newer that can make environments was found." \
	"Install one (with its venv module), or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making .venv with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear .venv

.venv/.installed: $(MADE_FROM) | $(RUN)
	@echo "Installing typedfactory into .venv"
	@$(INSTALL) .
	@touch $@

.venv/.installed-%: $(MADE_FROM) | $(RUN)
	@echo "Installing typedfactory and what '$*' needs into .venv (once, and when pyproject.toml changes)"
	@$(INSTALL) ".[$*]"
	@touch .venv/.installed $@

# The major version of pytest before the newest one, with the plugins; scripts/check_pytest_majors.py holds the two apart.
.venvs/pytest-8/.installed: $(MADE_FROM)
	@test -n "$(PYTHON)" || { echo "No Python 3.10 or newer that can make environments was found." >&2; exit 1; }
	@echo "Making .venvs/pytest-8 with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear .venvs/pytest-8
	@.venvs/pytest-8/bin/python -m pip install --quiet --quiet --disable-pip-version-check \
	--editable ".[all,test]" "pytest>=8.3,<9"
	@touch $@

# By itself, so that what the documentation needs is what its extra names.
.venvs/docs/.installed: $(MADE_FROM)
	@test -n "$(PYTHON)" || { echo "No Python 3.10 or newer that can make environments was found." >&2; exit 1; }
	@echo "Making .venvs/docs with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear .venvs/docs
	@.venvs/docs/bin/python -m pip install --quiet --quiet --disable-pip-version-check --editable ".[docs]"
	@touch $@

# What the packages ask for would not go with the newest versions that the tests run with.
.venvs/corpora-%/.installed: $(MADE_FROM)
	@test -n "$(PYTHON)" || { echo "No Python 3.10 or newer that can make environments was found." >&2; exit 1; }
	@echo "Making .venvs/corpora-$* with $$("$(PYTHON)" --version); its packages are large"
	@"$(PYTHON)" -m venv --clear .venvs/corpora-$*
	@.venvs/corpora-$*/bin/python -m pip install --quiet --quiet --disable-pip-version-check \
	--editable ".[corpora-$*]"
	@touch $@
