import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface Answer {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
}

export interface Asked {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Another site for the tests, on 127.0.0.1: answers by path, without the query, and remembers what it was asked. */
export interface OtherSite {
  readonly origin: string;
  readonly asked: Asked[];
  page(
    path: string,
    answer: Answer | string | ((asked: Asked, reply: ServerResponse) => Answer | undefined),
  ): string;
}

export async function otherSite(t: TestContext): Promise<OtherSite> {
  const pages = new Map<string, (asked: Asked, reply: ServerResponse) => Answer | undefined>();
  const asked: Asked[] = [];
  const server = createServer(async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '/';
    const one = {
      method: request.method ?? '',
      path,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    asked.push(one);
    const page = pages.get(path.split('?')[0]!);
    const answer = page === undefined ? { status: 404 } : page(one, reply);
    if (answer === undefined) return;
    reply.writeHead(answer.status ?? 200, { 'content-type': 'text/html; charset=utf-8', ...answer.headers });
    reply.end(request.method === 'HEAD' ? undefined : answer.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    page(path, answer) {
      pages.set(
        path,
        typeof answer === 'function'
          ? answer
          : () => (typeof answer === 'string' ? { body: answer } : answer),
      );
      return origin + path;
    },
  };
}
