import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface FeedServer {
  /** Without a trailing slash. */
  readonly origin: string;
  /** What is answered by path; a function sees the request. Anything else is 404. */
  readonly pages: Record<string, Answer | ((request: IncomingMessage) => Answer | Promise<Answer>)>;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  readonly requests: IncomingMessage[];
}

/** A web server of the test on a port of its own. */
export async function feedServer(t: TestContext, pages: FeedServer['pages'] = {}): Promise<FeedServer> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '');
    requests.push(request);
    const page = pages[request.url ?? ''] ?? { status: 404, body: 'nothing here' };
    const answer = typeof page === 'function' ? await page(request) : page;
    response.writeHead(answer.status ?? 200, answer.headers ?? {}).end(answer.body ?? '');
  });
  await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pages, asked, requests };
}

/** A small RSS 2.0 document; items are given by their guid, newest first. */
export function rss(guids: readonly string[], options: { title?: string; head?: string } = {}): string {
  const items = guids.map(
    guid => `<item><guid isPermaLink="false">${guid}</guid><title>Title ${guid}</title><link>/${guid}</link>
      <description>&lt;p onclick="x()"&gt;Text of ${guid}&lt;/p&gt;</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${options.title ?? 'A feed'}</title>
    <link>https://blog.example/</link>${options.head ?? ''}${items.join('')}</channel></rss>`;
}
