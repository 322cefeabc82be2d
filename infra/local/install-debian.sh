#!/bin/sh
# Usage (as root): sh install-debian.sh PACKAGE...
# apt-get install for Debian and Ubuntu that leaves no machine-wide service started or enabled: Frontrow runs its own
# private instances. Services that were there before are not touched, and every setting changed for the moment of the
# installation is put back, also when it fails or is interrupted.
set -eu
export DEBIAN_FRONTEND=noninteractive
guard=/usr/sbin/policy-rc.d
cluster_defaults=/etc/postgresql-common/createcluster.conf
before=$(mktemp)

started_at_boot() {
  find /etc/systemd/system /etc/rc[2-5].d \( -path '*.d/S*' -o -path '/etc/systemd/*' \) -type l 2>/dev/null | sort
}

put_back() {
  for file in "$guard" "$cluster_defaults"; do
    if [ -e "$file.before-frontrow" ]; then mv -f "$file.before-frontrow" "$file"; fi
  done
  if grep -qs 'Frontrow installs' "$guard"; then rm -f "$guard"; fi
}

# What this installation made start at boot is taken out again, as `systemctl disable` would; systemd need not be running.
disable_new_services() {
  started_at_boot | comm -13 "$before" - | while read -r link; do
    case $link in
      /etc/rc*) update-rc.d "$(basename "$link" | sed 's/^S[0-9]*//')" disable >/dev/null 2>&1 || rm -f "$link" ;;
      *) rm -f "$link" ;;
    esac
  done
  if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
}

install() {
  apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}

put_back # what an installation that was killed left behind
started_at_boot >"$before"
trap 'put_back; disable_new_services; rm -f "$before"' EXIT
trap 'exit 130' INT TERM HUP

if [ -e "$guard" ]; then cp -p "$guard" "$guard.before-frontrow"; fi
printf '#!/bin/sh\n# In place while Frontrow installs packages: no service may be started by that.\nexit 101\n' >"$guard"
chmod 755 "$guard"

# The package lists may be missing (a fresh container) or outdated, so they are fetched only if it does not work without.
install --download-only "$@" || apt-get update
case " $* " in
  *' postgresql '*)
    install postgresql-common
    cp -p "$cluster_defaults" "$cluster_defaults.before-frontrow"
    echo 'create_main_cluster = false' >>"$cluster_defaults"
    ;;
esac
install "$@"
