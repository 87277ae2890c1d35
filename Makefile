# 睦邻：`make run` 打开演示街道，`make test` 跑全部测试。其余见 CONTRIBUTING.md。
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
export MULIN_VAR ?= $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help run setup assets check test lock bundle bench clean

help: ## 列出全部命令
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

# One stamp a step, so that a second run starts at once and a changed lock installs again.
.venv/runtime: requirements/build.txt requirements/runtime.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/development: requirements/development.txt .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	@touch $@

static/vendor/MANIFEST.json: package-lock.json package.json .venv/runtime
	$(BIN)/python scripts/front_end.py
	$(BIN)/mulin assets

assets: static/vendor/MANIFEST.json

setup: .venv/runtime static/vendor/MANIFEST.json ## 只做安装：虚拟环境、依赖、前端文件

run: setup ## 演示街道：http://localhost:8000（PORT= 换端口）
	@$(BIN)/python scripts/run.py --port $(PORT)

check: .venv/development static/vendor/MANIFEST.json ## CI 除测试以外的全部检查
	$(BIN)/python scripts/check.py

test: .venv/development static/vendor/MANIFEST.json ## 全部测试：SQLite；有 PostgreSQL 时，与数据库有关的再跑一遍
	$(BIN)/python scripts/test.py

bench: setup ## 性能测量，见 docs/benchmarks.md
	$(BIN)/mulin bench

lock: ## 重新锁定依赖（需要 uv）
	for name in runtime development node build; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" requirements/$$name.in -o requirements/$$name.txt; done
	npm install --package-lock-only --ignore-scripts

bundle: setup ## 打包依赖与前端文件，供不能上网的机器安装
	$(BIN)/python scripts/bundle.py

clean: ## 删除安装产物（不删数据 var/）
	rm -rf .venv node_modules static/vendor dist build *.egg-info
