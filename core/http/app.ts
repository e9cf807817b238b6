import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Histogram, Metrics } from '../metrics.ts';
import { spanRecorder } from '../tracing/spans.ts';
import { decorateRequests } from './call-context.ts';
import { addressReader } from './client-address.ts';
import type { Http } from './http.ts';
import { logRequestError, requestError, sendProblem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';
import { dropSlowBodies } from './slow-bodies.ts';

export interface AppOptions {
  log: Log;
  metrics: Metrics;
  /** Public origin, such as `https://example.org`. */
  origin: string;
  /** Whose X-Forwarded-For is believed: addresses or networks, or everyone on a socket that only we can reach. */
  trustedProxies: readonly string[] | true;
}

const BODY_LIMIT = 1024 * 1024;

/** A Fastify application with what every route of Croft has: Zod schemas, problem documents, headers, metrics, limits. */
export async function createApp(options: AppOptions): Promise<Http> {
  const trusted = options.trustedProxies;
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: trusted === true ? true : trusted.length > 0 ? [...trusted] : false,
    // Bodies have a limit of their own, which knows large ones.
    requestTimeout: 0,
    keepAliveTimeout: 72_000,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 },
    http: { headersTimeout: 20_000, maxHeaderSize: 16 * 1024 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  decorateRequests(app);
  app.decorate('addressOf', addressReader(trusted));

  dropSlowBodies(app as Http);
  const headers = securityHeaders(options.origin);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const known = requestError(error);
    logRequestError(options.log, request, known);
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new AppError('not_found', `There is nothing at ${request.url.split('?')[0]}.`),
    ),
  );
  measure(app as Http, options.metrics);
  return app as Http;
}

/** One latency histogram per route and kind of status, found by the route's own text so that counting stays cheap. */
function measure(app: Http, metrics: Metrics): void {
  const known = new Map<string, Histogram>();
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    const key = `${status}${request.method}${route}`;
    let histogram = known.get(key);
    if (!histogram) {
      histogram = metrics.histogram('croft_http_request_seconds', 'HTTP requests answered.', {
        route,
        method: request.method,
        status,
      });
      known.set(key, histogram);
    }
    histogram.observe(reply.elapsedTime / 1000);
    const record = spanRecorder();
    // A trace that somebody else began has the request in it already, under this id.
    if (record !== undefined && request.call.traceparent !== request.headers.traceparent)
      record({
        name: `${request.method} ${route}`,
        kind: 'server',
        traceparent: request.call.traceparent!,
        parent: undefined,
        started: performance.now() - reply.elapsedTime,
        error: reply.statusCode >= 500 ? String(reply.statusCode) : undefined,
      });
    done();
  });
}
