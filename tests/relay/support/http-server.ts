import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** A form's or JSON's fields. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what was sent
  readonly body: any;
  /** Resolves when whoever asked has gone. */
  readonly gone: Promise<unknown>;
}

export type Answer = { status?: number; headers?: Record<string, string>; json?: unknown; bytes?: Buffer };

/** An HTTP server whose answers a test gives; closed when the test ends. */
export async function httpServer(
  t: TestContext,
  answer: (asked: Asked) => Promise<Answer> | Answer,
  /** Takes WebSockets; without it they are refused. */
  onSocket?: (socket: WebSocket, request: IncomingMessage) => void,
): Promise<string> {
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://test');
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const body = text === '' ? {} : isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
    const gone = once(response, 'close');
    const asked = {
      method: request.method!,
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body,
      gone,
    };
    const { status = 200, headers = {}, json, bytes } = await answer(asked);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(bytes ?? JSON.stringify(json ?? {}));
  });
  const sockets = new WebSocketServer({ noServer: true });
  if (onSocket)
    server.on('upgrade', (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, opened => onSocket(opened, request)),
    );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
