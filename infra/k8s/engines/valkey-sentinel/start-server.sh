#!/bin/sh
# Starts one of three servers: as a replica of whom the Sentinels call the primary; when nobody answers, of the first.
set -eu
umask 077
self=$POD_NAME.valkey
export VALKEYCLI_AUTH="$PASSWORD"
primary=
for peer in valkey-0 valkey-1 valkey-2; do
  primary=$(timeout 2 valkey-cli -h "$peer.valkey" -p 26379 sentinel get-master-addr-by-name frontrow 2>/dev/null | head -n 1 || true)
  case $primary in valkey-[0-2].valkey) break ;; *) primary= ;; esac
done
: "${primary:=valkey-0.valkey}"
cat >/data/valkey.conf <<EOF
bind * -::*
dir /data
requirepass $PASSWORD
masterauth $PASSWORD
replica-announce-ip $self
appendonly yes
appendfsync everysec
save ""
maxmemory 512mb
maxmemory-policy noeviction
min-replicas-to-write 1
min-replicas-max-lag 10
EOF
if [ "$primary" != "$self" ]; then echo "replicaof $primary 6379" >>/data/valkey.conf; fi
exec valkey-server /data/valkey.conf
