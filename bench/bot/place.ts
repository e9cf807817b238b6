import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../core/db/database.ts';
import { migrate } from '../../core/db/migrate.ts';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { inProcessClient } from '../../core/rpc/index.ts';
import { botContract } from '../../services/bot/contract.ts';
import { botMethods } from '../../services/bot/methods/index.ts';
import { watch } from '../../services/bot/rooms/watch.ts';
import type { Schema } from '../../services/bot/schema.ts';
import { testBot } from '../../services/bot/testing.ts';
import { IrcNetwork } from '../../services/relay/config/irc.ts';
import { relayContext } from '../../services/relay/context.ts';
import { Irc } from '../../services/relay/irc/irc.ts';
import { SESSION_TIMES } from '../../services/relay/irc/watchdog.ts';
import { startRelay } from '../../services/relay/run.ts';
import { noChat, nowhere } from '../../services/relay/testing.ts';
import { DAY } from './irc-server.ts';

/**
 * The process under test: `place.ts URL PORT` has a relay on the IRC network at a port and the bot behind it, with a real
 * database. It sends `{ up: true }` when it is connected. Asked for anything it gives `{ cpu, heard, times }`: seconds of CPU so
 * far, lines heard so far, and the milliseconds from when lines for the bot were sent to when their answers were given out, since it
 * was last asked. Each asks for a sum that tells the time (`irc-server.ts`).
 */
const [url = '', port = ''] = process.argv.slice(2);
const log = createLog({ level: 'error' });
const directory = new URL('../../services/bot/migrations/', import.meta.url).pathname;
await migrate({ url, schema: 'bot', directory, log });
const stop = new AbortController();
const { db } = openDatabase<Schema>({ url, schema: 'bot', log });
const ctx = testBot({ db, log, signal: stop.signal, now: () => new Date() });
await Promise.all([ctx.leadership.beat(), ctx.settings.load()]);
void watch(ctx, stop.signal);
const bot = inProcessClient(botContract, botMethods(ctx), { mode: 'reference', log, metrics: new Metrics() });
const settings = IrcNetwork.parse({
  name: 'bench',
  kind: 'irc',
  host: '127.0.0.1',
  port: Number(port),
  tls: false,
});
const metrics = new Metrics();
const relay = relayContext({
  settings: [settings],
  bridges: [],
  db: nowhere,
  bot,
  chat: noChat,
  api: { authenticate: () => Promise.reject(new Error('Nobody signs in here.')) },
  log,
  metrics,
  makeNetwork: (_settings, hearing) =>
    new Irc({ version: 'bench', log, metrics, times: SESSION_TIMES, settings, hearing }),
});
startRelay(relay);

let times: number[] = [];
void (async () => {
  for await (const { answer } of bot.answers({ prefix: 'irc/' }, { signal: stop.signal }))
    times.push((Date.now() % DAY) - Number(/\d+/.exec(answer.text)));
})();

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const heard = ctx.counters.heard.value;
  process.send!({ cpu: (user + system) / 1e6, heard, times });
  times = [];
});
while (relay.networks.get('bench')!.status.state !== 'connected') await sleep(20);
process.send!({ up: true });
