# Each target prepares what it needs in .venv; without make, `python3 bootstrap.py <target>` does the same.
PYTHON ?= python3

.PHONY: run test check fmt bench docs lock clean

run test check fmt bench docs lock:
	@$(PYTHON) bootstrap.py $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
