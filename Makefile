# Thin on purpose: each target calls a script or `lintel` itself.
.PHONY: setup demo dev test test-spark trust check bench lock docs
setup: ; @scripts/setup
demo: ; @scripts/demo
dev: ; @scripts/dev
test: ; @scripts/test
test-spark: ; @scripts/test-spark
trust: ; @scripts/trust
check: ; @scripts/check
bench: ; @scripts/bench
lock: ; @scripts/lock
docs: ; @scripts/docs
