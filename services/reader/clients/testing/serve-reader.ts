import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createApp } from '../../../../core/http/app.ts';
import { Metrics } from '../../../../core/metrics.ts';
import { OWNER } from '../../contract.ts';
import { saveItems } from '../../items/save-items.ts';
import { createAppPassword } from '../../methods/clients/create-app-password.ts';
import { addRoutes } from '../../routes.ts';
import { addSubscriptions } from '../../store/add-subscriptions.ts';
import { type TestReader, testReader } from '../../testing/context.ts';
import { entry, outline } from '../../testing/items.ts';

export interface ServedReader {
  readonly ctx: TestReader;
  /** Without a trailing slash. */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Ids of the feeds `a` (tagged `news` and `tech/web`), `b` (`news`) and `c` (none). */
  readonly feeds: readonly [string, string, string];
}

/** A reader on a socket of its own, with an app password of the owner and three feeds with ten items each. */
export async function serveReader(t: TestContext): Promise<ServedReader> {
  const ctx = await testReader(t);
  const http = await createApp({
    log: ctx.log,
    metrics: new Metrics(),
    origin: ctx.origin,
    trustedProxies: [],
  });
  addRoutes(http, ctx);
  t.after(() => http.close());
  await http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = http.server.address() as AddressInfo;

  const outlines = [outline('a', ['news', 'tech/web']), outline('b', ['news']), outline('c')];
  const added = await addSubscriptions(ctx.db, OWNER, outlines, true);
  const feeds = outlines.map(({ url }) => added.get(url)!.id);
  for (const [index, id] of feeds.entries()) {
    const name = 'abc'[index]!;
    const items = Array.from({ length: 10 }, (_, n) => entry(`${name}${9 - n}`, 9 - n));
    await saveItems(ctx, id, items, new Date());
  }
  const { login, password } = await createAppPassword(ctx, { account: OWNER, name: 'The phone' });
  const [a, b, c] = feeds.map(String) as [string, string, string];
  return { ctx, url: `http://127.0.0.1:${port}`, login, password, feeds: [a, b, c] };
}
