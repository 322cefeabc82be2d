# Any service of ours, or the Stripe sandbox: docker build -f infra/docker/service.Dockerfile --build-arg SERVICE=orders .
ARG NODE_IMAGE=docker.io/library/node:22.23.5-bookworm-slim

FROM ${NODE_IMAGE} AS build
ARG SERVICE
WORKDIR /frontrow
# What decides about dependencies comes first, so that a change of code alone installs nothing anew.
COPY package.json package-lock.json ./
COPY common/package.json common/
COPY client/package.json client/
COPY tests/package.json tests/
COPY infra/stripe-sandbox/package.json infra/stripe-sandbox/
COPY services/ /tmp/services/
RUN cd /tmp/services && for manifest in */package.json; do mkdir -p "/frontrow/services/$(dirname "$manifest")" && cp "$manifest" "/frontrow/services/$manifest"; done
RUN test -d "services/$SERVICE" || test -d "infra/$SERVICE" || { echo "SERVICE=$SERVICE is neither in services nor in infra" >&2; exit 1; }
# The secret `ca` holds the certificate of a registry that needs one of its own, if any.
RUN --mount=type=secret,id=ca NODE_EXTRA_CA_CERTS=/run/secrets/ca \
    npm ci --no-audit --no-fund --ignore-scripts \
      --workspace "$(test -d "services/$SERVICE" && echo services || echo infra)/$SERVICE" --include-workspace-root
COPY tsconfig.base.json ./
COPY common common
COPY services services
COPY infra/stripe-sandbox infra/stripe-sandbox
RUN node_modules/.bin/tsc -b "$(test -d "services/$SERVICE" && echo services || echo infra)/$SERVICE"
# Anew without what only the build needed, which npm would leave; then no more than what runs: the service,
# its packages, and common where it uses that.
RUN rm -rf node_modules common/node_modules services/*/node_modules infra/*/node_modules
RUN --mount=type=secret,id=ca NODE_EXTRA_CA_CERTS=/run/secrets/ca \
    npm ci --no-audit --no-fund --ignore-scripts --omit=dev --prefer-offline \
      --workspace "$(test -d "services/$SERVICE" && echo services || echo infra)/$SERVICE" && rm -rf node_modules/.cache \
 && part="$(test -d "services/$SERVICE" && echo services || echo infra)/$SERVICE" \
 && mkdir -p /out/common "/out/$part" \
 && cp -a node_modules package.json /out/ \
 && if [ -d common/dist ]; then cp -a common/package.json common/migrations common/dist /out/common/; fi \
 && if [ -d common/node_modules ]; then cp -a common/node_modules /out/common/; fi \
 && for each in package.json dist migrations node_modules; do if [ -e "$part/$each" ]; then cp -a "$part/$each" "/out/$part/"; fi; done \
 && ln -s "$part" /out/service \
 && find /out/node_modules -xtype l -delete \
 && mkdir -p "/sources/$part" && cp -a "$part/src" "/sources/$part/"

FROM ${NODE_IMAGE} AS runtime
ARG SERVICE
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="frontrow/$SERVICE" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /frontrow
# Owned by root and read by the user it runs as: a process cannot change its own code.
COPY --from=build /out ./
# Where a volume may be mounted that this user can write to (the sandbox keeps its books there).
RUN install -d -o 1000 -g 1000 /data
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=8", "/frontrow/service/dist/main.js"]

# For `skaffold dev`: it runs the sources, whose types Node strips itself, and starts again when one of them is changed.
FROM runtime AS dev
COPY --from=build --chown=1000:1000 /sources ./
ENTRYPOINT ["node", "--watch", "--enable-source-maps", "/frontrow/service/src/main.ts"]

FROM runtime
