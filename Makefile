# `make` alone lists the targets. Everything installed lies in .venv, everything written by a running site in var.
PORT ?= 8000
# Briefings carry the address of the site.
export SITE_URL ?= http://127.0.0.1:$(PORT)
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python site/manage.py
LOCK := site/requirements/dev.txt
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard site/policytracker/locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
.PHONY: help demo setup test test-postgresql elasticsearch elasticsearch-stop lint format lock messages bench bench-export bench-search bench-embedded bench-alerts clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/' | expand -t 20

demo: setup ## Set up, load the records and serve the site on http://127.0.0.1:8000 (PORT=… for another port)
	@echo "Policy Tracker: http://127.0.0.1:$(PORT)/   the editors' part: http://127.0.0.1:$(PORT)/admin/   (Ctrl-C stops it)"
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

setup: $(VENV)/installed $(TRANSLATIONS) ## Set up without serving: install, migrate, load the records, make an editor's login
	@mkdir -p $${VAR_DIR:-var}
	@sh site/requirements/system.sh weasyprint search-model
	@$(MANAGE) migrate --verbosity 0
	@echo "Loading the records (half a minute the first time) ..."
	@$(MANAGE) load_content fixtures
	@$(MANAGE) load_synonyms
	@$(MANAGE) create_editor

$(VENV)/installed: $(LOCK) site/requirements/python.sh
	@sh site/requirements/python.sh $(VENV) $(PYTHON)
	@echo "Installing the locked dependencies (a minute the first time) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $@

%.mo: %.po $(VENV)/installed
	@$(BIN)/pybabel -q compile -i $< -o $@

test: $(VENV)/installed $(TRANSLATIONS) ## Run the tests, in a real browser and with veraPDF where they can be had
	@sh site/requirements/system.sh weasyprint search-model browser verapdf $(if $(CI),elasticsearch)
	@sh site/requirements/with-elasticsearch.sh $(BIN)/pytest -n 2 --dist loadfile

test-postgresql: $(VENV)/installed ## Run the tests of content and search on a private PostgreSQL
	@sh site/requirements/system.sh postgresql
	@sh site/requirements/with-elasticsearch.sh sh site/requirements/with-postgresql.sh \
	 $(BIN)/pytest -n 2 --dist loadfile tests/contract tests/search tests/operations tests/alerts \
	 --ignore tests/search/test_elasticsearch_node.py --ignore tests/search/test_cluster.py \
	 --ignore tests/search/test_relevance.py --ignore tests/search/test_relevance_queries.py

elasticsearch: ## Start Elasticsearch on http://127.0.0.1:9200 (ELASTICSEARCH_PORT=…, ELASTICSEARCH_HEAP=…)
	@sh site/requirements/elasticsearch.sh up

elasticsearch-stop: ## Stop it; its data stay
	@sh site/requirements/elasticsearch.sh down

lint: $(VENV)/installed ## Check style, layers, migrations and the production settings
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djhtml --check templates
	@PYTHONPATH=.:site $(BIN)/lint-imports --no-logo
	@$(MANAGE) makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=policytracker.settings.production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	 ALLOWED_HOSTS=tracker.example.org SITE_URL=https://tracker.example.org DATABASE_URL=sqlite:///:memory: \
	 $(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/installed ## Put Python and templates in the project's style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djhtml templates

bench: $(VENV)/installed ## Measure how long the pages take, on a server of its own (TIMES=10 for as many records)
	@$(BIN)/python tests/bench/pages.py

bench-export: $(VENV)/installed ## Measure files of everything and their memory (ELASTICSEARCH_URL=…, ENTRIES=200000)
	@$(BIN)/python tests/bench/export.py

bench-search: $(VENV)/installed ## Measure searches against Elasticsearch alone (ELASTICSEARCH_URL=…, ENTRIES=2000,20000, BENCH=folder)
	@$(BIN)/python tests/bench/search.py

bench-embedded: $(VENV)/installed ## Measure searches without Elasticsearch (ENTRIES=2000,20000)
	@$(BIN)/python tests/bench/embedded.py

bench-alerts: $(VENV)/installed ## Measure the mails of a day (SUBSCRIBERS=2000, CHANGES=500, ELASTICSEARCH_URL=…)
	@$(BIN)/python tests/bench/alerts.py

.PHONY: relevance
relevance: $(VENV)/installed ## Measure how well search answers the judged queries (EACH=1 for a line a query)
	@$(BIN)/python tests/search/relevance/report.py $(if $(EACH),--each)

lock: $(VENV)/installed ## Renew the locked dependencies from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" -q --upgrade -o site/requirements/base.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" -q --upgrade -o $(LOCK)

messages: $(VENV)/installed ## Collect the texts of the interface for translators (LOCALE=fr begins French); needs GNU gettext
	@$(MANAGE) makemessages $(if $(LOCALE),--locale $(LOCALE),--all) --no-wrap --ignore tests --ignore var --ignore fixtures

clean: ## Remove what was installed and what a site wrote here, its database included
	rm -rf $(VENV) var
