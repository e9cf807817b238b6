import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from '../http/node-http.ts';
import type { Metrics } from '../metrics.ts';
import type { Machine } from './machine.ts';

/** What the internal listener of a service tells. */
export interface Inside {
  readonly service: string;
  readonly metrics: readonly Metrics[];
  /** Why the service is not ready, in a sentence; undefined when it is. */
  notReady(): Promise<string | undefined>;
  status(): Promise<ServiceStatus>;
}

export interface ServiceStatus {
  service: string;
  pid: number;
  version: string;
  state: string;
  startedAt: string;
  callsPerSecond: number;
  /** Seconds. */
  p99: number;
  /** Bytes of resident memory of its process. */
  memory: number;
  /** Services that share its process. */
  shares: string[];
  machine: Machine;
}

/**
 * The listener for operators, never public: `/healthz` (the process answers), `/readyz` (it can do its work), `/metrics` (Prometheus)
 * and `/status` (what `croft status` shows).
 */
export function internalServer(inside: Inside): Server {
  return createServer((request, response) => {
    answer(inside, request, response).catch(error => send(response, 500, `${(error as Error).message}\n`));
  });
}

async function answer(inside: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'Only GET.\n');
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      return send(response, 200, 'ok\n');
    case '/readyz': {
      const reason = await inside.notReady();
      return send(response, reason === undefined ? 200 : 503, `${reason ?? 'ready'}\n`);
    }
    case '/metrics':
      return send(
        response,
        200,
        inside.metrics.map(metrics => metrics.render()).join(''),
        'text/plain; version=0.0.4; charset=utf-8',
      );
    case '/status': {
      const reason = await inside.notReady();
      return send(
        response,
        200,
        JSON.stringify({
          ...(await inside.status()),
          ready: reason === undefined,
          ...(reason ? { reason } : {}),
        }),
        'application/json',
      );
    }
    default:
      return send(response, 404, 'Here are /healthz, /readyz, /metrics and /status.\n');
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
