#!/bin/sh
# Starts the server of a store that has no other. Snapshots alone would lose timers; refused writes are better than
# dropped ones.
set -eu
umask 077
cat >/data/valkey.conf <<EOF
bind * -::*
dir /data
requirepass $PASSWORD
appendonly yes
appendfsync everysec
save ""
maxmemory 512mb
maxmemory-policy noeviction
EOF
exec valkey-server /data/valkey.conf
