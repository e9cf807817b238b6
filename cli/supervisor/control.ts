import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { toAppError } from '../../core/errors.ts';
import type { Supervised } from './supervised.ts';

/** The supervisor's own socket. */
export function controlPath(run: string): string {
  return join(run, 'supervisor.int');
}

/** Answers `croft status` and `croft restart` on that socket. */
export function controlServer(children: ReadonlyMap<string, Supervised>): Server {
  return createServer(async (incoming, response) => {
    const [path, service = ''] = (incoming.url ?? '/').slice(1).split('/');
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (path === 'status')
      return send(200, {
        pid: process.pid,
        services: [...children.values()].map(child => ({
          service: child.service,
          pid: child.pid,
          crashes: child.crashes,
        })),
      });
    const child = children.get(service);
    if (incoming.method !== 'POST' || path !== 'restart' || !child)
      return send(404, { message: `No such service here: ${service}` });
    try {
      await child.restart();
      return send(200, { service, pid: child.pid });
    } catch (error) {
      return send(500, { message: toAppError(error).message });
    }
  });
}

/** Asks a control or internal socket; undefined when nobody answers there. */
export function askSocket(
  socketPath: string,
  path: string,
  method = 'GET',
): Promise<{ status: number; body: unknown } | undefined> {
  return new Promise(resolve => {
    const asked = request(
      { socketPath, path, method, timeout: method === 'GET' ? 3_000 : 90_000 },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => {
          text += chunk;
        });
        response.on('end', () => {
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
          } catch {
            resolve({ status: response.statusCode ?? 0, body: text });
          }
        });
        response.on('error', () => resolve(undefined));
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}
