import type { TestContext } from 'node:test';
import { createApp } from '../../../core/http/app.ts';
import { Metrics } from '../../../core/metrics.ts';
import { claimOwner } from '../methods/people/claim-owner.ts';
import { offerSetup } from '../people/setup.ts';
import { routes } from '../routes.ts';
import { nextAddress } from './address.ts';
import { type TestApi, testApi } from './context.ts';

export interface Ask {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, or bytes as they are. */
  body?: object;
  headers?: Record<string, string>;
  token?: string;
}

/** The routes on an application without a port, and a token that may do everything. */
export async function served(t: TestContext) {
  const api: TestApi = await testApi(t);
  const { log, origin } = api;
  const app = await createApp({ log, metrics: new Metrics(), origin, trustedProxies: [] });
  routes(app, api);
  await app.ready();
  t.after(() => app.close());
  await offerSetup(api);
  const code = /setup\/([\w-]+)/.exec(api.announced[0]!)![1]!;
  const { token } = await claimOwner(api, { code, name: 'Ann' });
  const remoteAddress = nextAddress();
  const ask = async (url: string, { method = 'GET', body, headers = {}, token }: Ask = {}) => {
    const answer = await app.inject({
      remoteAddress,
      method,
      url,
      ...(body === undefined ? {} : { payload: body }),
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
    const json = /json/.test(String(answer.headers['content-type'])) ? answer.json() : undefined;
    return { status: answer.statusCode, headers: answer.headers, json, body: answer.rawPayload };
  };
  return { api, ask, token };
}
