#!/bin/sh
# Creates .venv with a Python >= 3.12 and installs the locked dependencies.
# usage: sh bootstrap.sh [runtime|dev]      optional: PYTHON=/path/to/python3.13
set -eu
cd "$(dirname "$0")"
MODE="${1:-runtime}"
PY=""
unset UV_PYTHON 2>/dev/null || true # with it, `uv pip` writes into that interpreter, not into .venv

# pyenv's shims answer to names that lead nowhere, so each candidate is tried.
works() { "$1" -c 'import sys, ssl, sqlite3, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

if [ ! -x .venv/bin/python ]; then
  PYENV="${PYENV_ROOT:-$HOME/.pyenv}/versions"
  for candidate in "${PYTHON:-}" python3.13 python3.14 python3.12 python3 python \
    "$PYENV"/3.13*/bin/python "$PYENV"/3.1[2-9]*/bin/python; do
    [ -n "$candidate" ] || continue
    if works "$candidate"; then
      PY="$candidate"
      break
    fi
  done
  if [ -n "$PY" ]; then
    echo "Using $("$PY" -c 'import sys; print(sys.executable, sys.version.split()[0])')."
    "$PY" -m venv .venv
  else
    echo "No Python >= 3.12 found; asking uv for one."
    if command -v uv >/dev/null 2>&1; then
      UV=uv
    else
      python3 -m venv .tools && .tools/bin/python -m pip install -q uv && UV=.tools/bin/uv
    fi
    "$UV" venv --seed --managed-python --python 3.13 .venv || {
      echo "Please install Python 3.12 or newer (with its venv module) and run this again." >&2
      exit 1
    }
  fi
fi
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "requirements/$MODE.lock"
.venv/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
.venv/bin/python -m compileall -q src # else every start compiles it anew where PYTHONDONTWRITEBYTECODE is set
if [ "$MODE" = dev ]; then
  echo "Compiling team formation, once …"
  .venv/bin/python -m tools.warm
fi
