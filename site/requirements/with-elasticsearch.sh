#!/bin/sh
# Run a command with TEST_ELASTICSEARCH_URL naming a node of its own: with-elasticsearch.sh COMMAND …
# A node that is named already serves. Where none can be started the command runs without, and the tests say so.
set -eu
elasticsearch=$(dirname "$0")/elasticsearch.sh
[ -z "${TEST_ELASTICSEARCH_URL:-}" ] || exec "$@"
if ! sh "$elasticsearch" installed; then
    echo "Not tested with Elasticsearch. To have it (1.1 GB, once): sh site/requirements/system.sh elasticsearch" >&2
    exec "$@"
fi
folder=$(mktemp -d)
stop() {
    sh "$elasticsearch" stop "$folder"
    rm -rf "$folder"
}
trap stop EXIT INT TERM
# Port 0 is any that is free. The node lives for minutes: better compiled quickly than well.
ES_JAVA_OPTS=-XX:TieredStopAtLevel=1 sh "$elasticsearch" start "$folder" 0
TEST_ELASTICSEARCH_URL=http://$(head -n 1 "$folder/logs/http.ports") "$@"
