import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';
import { createFetcher } from '../../../core/fetch/index.ts';
import { createLog } from '../../../core/log.ts';
import { Metrics } from '../../../core/metrics.ts';

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A site on this machine for the tests of a file, which answers by how the path begins and has 404 for the rest. */
export function answeringSite() {
  const answers: Record<string, Answering> = {};
  const asked: string[] = [];
  const web = createFetcher({
    ...{ userAgent: 'Croft/0', allow: ['127.0.0.1'], limits: { perHost: 8 } },
    ...{ log: createLog({ level: 'silent' }), metrics: new Metrics() },
  });
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const found = Object.entries(answers).find(([start]) => request.url!.startsWith(start));
    if (found) found[1](request, response);
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"title":"Not found."}');
  });
  const site = { answers, asked, web, origin: '' };
  before(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await web.close();
    server.closeAllConnections();
    server.close();
  });
  return site;
}

export const json =
  (value: unknown): Answering =>
  (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

export const page =
  (html: string): Answering =>
  (_, response) =>
    void response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
