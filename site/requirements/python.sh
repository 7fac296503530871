#!/bin/sh
# Make the virtual environment with the first Python that is new enough, or with the one named: python.sh FOLDER [PYTHON]
set -eu
folder=$1
named=${2:-}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=""
for candidate in ${named:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$("${named:-python3}" --version 2>/dev/null || echo nothing)
    echo "Policy Tracker needs Python 3.11 or newer; ${named:-python3} is: $found." >&2
    echo "Install a newer one, or name it: make PYTHON=/path/to/python demo" >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    # Debian and Ubuntu leave this part of Python out.
    package=$("$python" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package ..."
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    else
        echo "Python's venv is missing. Run: sudo apt-get install $package" >&2
        exit 1
    fi
fi

echo "Making $folder with $("$python" --version) ..."
"$python" -m venv "$folder"
