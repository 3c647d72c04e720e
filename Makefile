PY ?= python3
all:
