#!/bin/sh
# Watches the primary of the moment, asked of the other Sentinels; when nobody answers, the first server.
set -eu
umask 077
self=$POD_NAME.valkey
export VALKEYCLI_AUTH="$PASSWORD"
primary=
for peer in valkey-0 valkey-1 valkey-2; do
  if [ "$peer" = "$POD_NAME" ]; then continue; fi
  primary=$(timeout 2 valkey-cli -h "$peer.valkey" -p 26379 sentinel get-master-addr-by-name frontrow 2>/dev/null | head -n 1 || true)
  case $primary in valkey-[0-2].valkey) break ;; *) primary= ;; esac
done
cat >/data/sentinel.conf <<EOF
port 26379
dir /data
requirepass $PASSWORD
sentinel sentinel-pass $PASSWORD
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $self
sentinel monitor frontrow ${primary:-valkey-0.valkey} 6379 2
sentinel auth-pass frontrow $PASSWORD
sentinel down-after-milliseconds frontrow 5000
sentinel failover-timeout frontrow 20000
EOF
exec valkey-sentinel /data/sentinel.conf
