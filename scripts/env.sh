# Shared by the scripts: where the environment is, and how uv is found or fetched.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE VIRTUAL_ENV || true
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 UV_NO_CONFIG=1 UV_LINK_MODE="${UV_LINK_MODE:-hardlink}"
VENV=.venv
PY=$VENV/bin/python

find_uv() {
  UV=$(command -v uv || true)
  if [ -z "$UV" ]; then
    UV=.tools/bin/uv
    [ -x "$UV" ] || python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools uv==0.13.9
  fi
}

# install LOCK: bring .venv to exactly what the lock says; does nothing when it already is.
install() {
  stamp="$VENV/.lock-$(cat "requirements/$1.txt" pyproject.toml | cksum | tr ' ' '-')"
  if [ -f "$stamp" ]; then return 0; fi
  echo "Installing the $1 environment into $VENV …"
  find_uv
  if [ ! -x "$PY" ]; then "$UV" venv --quiet "$VENV"; fi
  "$UV" pip sync --quiet --python "$PY" --require-hashes --compile-bytecode "requirements/$1.txt"
  "$UV" pip install --quiet --python "$PY" --no-deps --editable .
  rm -f "$VENV"/.lock-*
  : > "$stamp"
}
