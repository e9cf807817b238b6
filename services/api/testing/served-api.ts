import type { TestContext } from 'node:test';
import { createApp } from '../../../core/http/app.ts';
import type { Http } from '../../../core/http/http.ts';
import { Metrics } from '../../../core/metrics.ts';
import type { Scope } from '../contract.ts';
import { routes } from '../routes.ts';
import { ownerAccount } from '../store/people/accounts.ts';
import { insertToken } from '../store/people/tokens.ts';
import { nextAddress } from './address.ts';
import { testApi } from './context.ts';

export interface Asked {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  token?: string | undefined;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form. */
  form?: string | Record<string, string> | [string, string][];
  /** Sent as multipart/form-data. */
  parts?: FormData;
}

/** `json` is what a JSON answer holds, for a test that knows what to expect there. */
export type Answered = Awaited<ReturnType<ReturnType<typeof asker>>>;

/** The service's public routes on an application without a port, over a database of this test's own. */
export async function servedApi(t: TestContext) {
  const api = await testApi(t);
  const { log, origin } = api;
  const app = await createApp({ log, metrics: new Metrics(), origin, trustedProxies: [] });
  routes(app, api);
  await app.ready();
  t.after(() => app.close());

  return {
    api,
    ask: asker(app, origin),
    /** A token of the owner with these scopes. */
    tokenFor: async (...scopes: Scope[]) =>
      (await insertToken(api.db, await ownerAccount(api.db), { name: 'test', scopes })).token,
  };
}

function asker(app: Http, origin: string) {
  const remoteAddress = nextAddress();
  return async (url: string, asked: Asked = {}) => {
    const body = await encode(asked);
    const answer = await app.inject({
      remoteAddress,
      method: asked.method ?? (body === undefined ? 'GET' : 'POST'),
      url: url.startsWith(origin) ? url.slice(origin.length) : url,
      headers: {
        ...(body && { 'content-type': body.type }),
        ...(asked.token !== undefined && { authorization: `Bearer ${asked.token}` }),
        ...asked.headers,
      },
      ...(body && { payload: body.bytes }),
    });
    const isJson = /json/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      headers: answer.headers,
      location: String(answer.headers['location'] ?? ''),
      json: isJson ? answer.json() : undefined,
      text: answer.payload,
    };
  };
}

async function encode({
  json,
  form,
  parts,
}: Asked): Promise<{ type: string; bytes: Buffer | string } | undefined> {
  if (json !== undefined)
    return { type: 'application/json', bytes: typeof json === 'string' ? json : JSON.stringify(json) };
  if (form !== undefined)
    return { type: 'application/x-www-form-urlencoded', bytes: new URLSearchParams(form).toString() };
  if (parts === undefined) return undefined;
  const response = new Response(parts);
  return { type: response.headers.get('content-type')!, bytes: Buffer.from(await response.arrayBuffer()) };
}
