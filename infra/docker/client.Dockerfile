# The storefront, as Next.js' standalone output: docker build -f infra/docker/client.Dockerfile .
ARG NODE_IMAGE=docker.io/library/node:22.23.5-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /frontrow
COPY package.json package-lock.json tsconfig.base.json ./
COPY common/package.json common/
COPY client/package.json client/
RUN --mount=type=secret,id=ca NODE_EXTRA_CA_CERTS=/run/secrets/ca \
    npm ci --no-audit --no-fund --ignore-scripts --workspace client --workspace common --include-workspace-root
COPY common common
RUN node_modules/.bin/tsc -b common
COPY client client
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_OUTPUT=standalone
# From within: what next.config.ts imports is looked for from where the build was started.
RUN (cd client && node ../node_modules/next/dist/bin/next build) \
 && mkdir -p client/public client/.next/standalone/client/.next/cache \
 && cp -a client/public client/presets client/.next/standalone/client/ \
 && cp -a client/.next/static client/.next/standalone/client/.next/

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="frontrow/client" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
WORKDIR /frontrow
COPY --from=build /frontrow/client/.next/standalone ./
# What Next.js keeps while it runs; mount a volume here where the root file system is read-only.
RUN chown 1000:1000 client/.next/cache
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/icon.svg').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# As bin/up starts it (infra/local/services.js).
ENTRYPOINT ["node", "--max-old-space-size=192", "--max-semi-space-size=8", "client/server.js"]
