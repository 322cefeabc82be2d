# Sourced by bin/*: everything else is JavaScript, so Node is the one thing that has to be there already.
if ! command -v node >/dev/null; then
  echo 'Frontrow needs Node.js 20.19 or later: install it from https://nodejs.org, then run this again.' >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
  echo "Frontrow needs Node.js 20.19 or later, this is $(node --version): update it from https://nodejs.org, then run this again." >&2
  exit 1
fi
