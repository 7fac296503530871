#!/bin/sh
# Look for what pip cannot install: system.sh weasyprint|browser|verapdf|postgresql …
# Where it may (root on Debian or Ubuntu) it installs what is missing; else it says the command. Without WeasyPrint's
# libraries the site runs and answers that briefings are not to be had; without the others their tests are skipped.
set -eu
wanted=""

want() { wanted="$wanted $*"; }
has_font() { command -v fc-list >/dev/null && [ -n "$(fc-list ":lang=$1" 2>/dev/null | head -n 1)" ]; }

for need in "$@"; do
    case $need in
    weasyprint)
        .venv/bin/python -W ignore -c 'import weasyprint' 2>/dev/null || want libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
        if command -v apt-get >/dev/null; then
            ldconfig -p | grep -q libharfbuzz-subset || want libharfbuzz-subset0
            [ -e /usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf ] || want fontconfig fonts-noto-core
            has_font ja && has_font ko && has_font zh || want fontconfig fonts-wqy-microhei
        fi
        ;;
    browser) [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || want chromium ;;
    verapdf)
        command -v java >/dev/null || want default-jre-headless
        command -v mvn >/dev/null || want maven
        command -v pdftoppm >/dev/null || want poppler-utils
        ;;
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || want postgresql ;;
    esac
done

if [ -n "$wanted" ]; then
    if ! command -v apt-get >/dev/null; then
        case "$wanted" in *pango*) echo "For PDF briefings install Pango. On macOS: brew install pango" >&2 ;; esac
    elif [ "$(id -u)" = 0 ]; then
        echo "Installing system packages:$wanted"
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    else
        echo "For all of this install:  sudo apt-get install$wanted" >&2
    fi
fi

case " $* " in *" verapdf "*)
    # The validator of PDF/UA: one jar from Maven Central, kept outside the checkout.
    version=1.28.2
    cache="${XDG_CACHE_HOME:-$HOME/.cache}/policytracker"
    jar="$cache/greenfield-apps-$version.jar"
    if [ ! -e "$jar" ] && command -v mvn >/dev/null; then
        echo "Fetching veraPDF $version ..."
        mkdir -p "$cache"
        mvn -q -B dependency:get -Dartifact=org.verapdf.apps:greenfield-apps:$version -Dtransitive=false >/dev/null &&
            cp "$HOME/.m2/repository/org/verapdf/apps/greenfield-apps/$version/greenfield-apps-$version.jar" "$jar.part" &&
            mv "$jar.part" "$jar"
    fi
    ;;
esac
