#!/bin/sh
# Make the virtual environment: python.sh PYTHON FOLDER
set -eu
python=$1 venv=$2
if ! command -v "$python" >/dev/null; then
    echo "Policy Tracker needs Python 3.11 or newer: install it, or name it with PYTHON=…" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Policy Tracker needs Python 3.11 or newer; $python is $("$python" --version). Name another with PYTHON=…" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    # Debian and Ubuntu leave this part of Python out.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python's venv is missing. Run: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
"$python" -m venv "$venv"
