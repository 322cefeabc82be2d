import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** Times each request by method, route and status. */
  timing: RequestHandler;
}

export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  // By default the event loop's delay is looked at a hundred times a second, which is what a service at rest would cost most.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    timing(request, response, next) {
      const stop = seconds.startTimer({ method: request.method });
      response.once('finish', () => stop({ route: request.route?.path ?? 'none', status: response.statusCode }));
      next();
    },
  };
}
