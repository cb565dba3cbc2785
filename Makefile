# Needs make and Python 3.11 or newer with venv. `make PYTHON=/path/to/python3.11 demo` chooses another one.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
RUN := .venv/bin/python
STAMP := .venv/.installed
PEERS := .venv/.peers

.DEFAULT_GOAL := demo
.PHONY: demo test lint bench templates findings lock clean

demo: $(STAMP) ## fill a sample, read it back, show the comparison
	@$(RUN) tools/demo.py

test: $(STAMP) ## all tests, with coverage
	@$(RUN) -m pytest --cov

lint: $(STAMP) ## style and types
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

bench: $(STAMP) $(PEERS) ## how fast, beside what others do: docs/benchmarks.md
	@$(RUN) benchmarks/bench.py

templates: $(STAMP) ## build the Word templates again from their script
	@$(RUN) tools/build_templates.py

findings: $(STAMP) ## write docs/findings.md again from the rules and the registry of codes
	@$(RUN) tools/build_findings.py

lock: ## take the newest versions that pyproject.toml allows
	@rm -rf .venv-lock
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet -e '.[dev]'
	@head -n 2 requirements.lock > .venv-lock/lock
	@.venv-lock/bin/python -m pip freeze --exclude-editable >> .venv-lock/lock
	@echo 'colorama==0.4.6 ; sys_platform == "win32"' >> .venv-lock/lock
	@mv .venv-lock/lock requirements.lock
	@rm -rf .venv-lock

clean: ## remove the environment, caches and what was made
	rm -rf .venv .venv-lock out build dist htmlcov .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Without them (no network, say) the rest is measured all the same.
$(PEERS): $(STAMP)
	@$(RUN) -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[bench]' && touch $@ || \
		echo '部分对照程序未能安装，其余照常测量。 Some peers could not be installed; the rest is measured.' >&2

$(STAMP): requirements.lock pyproject.toml
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo '找不到 Python 3.11 或更新版本，请先安装，或用 make PYTHON=/路径/python3.11 指定。' >&2; \
		echo 'Python 3.11 or newer not found: install it, or name it: make PYTHON=/path/to/python3.11' >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '缺少 venv 模块。Debian / Ubuntu 请执行：sudo apt-get install python3-venv' >&2; \
		echo 'The venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv' >&2; \
		exit 1; }
	@echo '正在准备运行环境 .venv（首次约需一至两分钟）… Preparing .venv …'
	@$(RUN) -c '' 2>/dev/null || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@
