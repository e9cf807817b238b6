import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Queue } from '../../core/jobs/index.ts';
import { defineService } from '../../core/service/service.ts';
import { apiContract } from '../api/contract.ts';
import { chatContract } from '../chat/contract.ts';
import { readerContract } from '../reader/contract.ts';
import { relayContract } from '../relay/contract.ts';
import { actions } from './actions/index.ts';
import { botOptions } from './config.ts';
import { botContext } from './context.ts';
import { botContract } from './contract.ts';
import { guessingOf } from './guess/set-up.ts';
import { webSockets } from './http/web-sockets.ts';
import { type AlertJob, alertJob } from './jobs/alert.ts';
import { forgetLogsJob } from './jobs/forget-logs.ts';
import { liftJob } from './jobs/lift.ts';
import { remindJob } from './jobs/remind.ts';
import { botMethods } from './methods/index.ts';
import { loadPlugins } from './plugins/load-plugins.ts';
import { relayedStreams } from './providers/stream.ts';
import { storedReminders } from './reminders.ts';
import { watch } from './rooms/watch.ts';
import { botRoutes } from './routes.ts';
import type { Schema } from './schema.ts';

/** The bot: hears what is said in rooms, does what it is asked for, and answers wherever the room is shown. */
export const botService = defineService<typeof botContract, typeof botOptions, Schema>({
  contract: botContract,
  options: botOptions,
  migrations: new URL('./migrations/', import.meta.url),
  async create(service) {
    const guessing = service.config.guess && guessingOf(service.config.guess, service);
    const plugins = await loadPlugins({
      ...{ builtIn: actions, web: service.fetcher, log: service.log },
      directory: service.config.plugins ?? path.join(service.data, 'actions'),
    });
    const ctx = botContext({
      config: service.config,
      db: service.db,
      log: service.log,
      metrics: service.metrics,
      origin: service.origin,
      signal: service.signal,
      actions: [...actions, ...plugins.actions],
      relay: service.client(relayContract),
      translator: service.translator,
      guesser: guessing?.guesser,
      networks: { chat: service.client(chatContract), relay: service.client(relayContract) },
      endLater: async (id, minutes) =>
        void (await lifting.send({ id }, { startAfter: minutes * 60, singletonKey: id })),
      api: service.client(apiContract),
      accounts: service.client(apiContract),
      reader: service.client(readerContract),
      chat: service.client(chatContract),
      web: service.fetcher,
      stream: relayedStreams(service.client(relayContract)),
      running: { version: service.version, since: new Date() },
      reminders: storedReminders(service.db, () => due),
      now: () => new Date(),
      random: sides => randomInt(1, sides + 1),
    });
    const due = service.jobs.define('bot.remind', remindJob(ctx));
    service.jobs.define('bot.forget-logs', forgetLogsJob(ctx));
    const alerts: Queue<typeof AlertJob> = service.jobs.define(
      'bot.alert',
      alertJob(ctx, {
        lookAround: service.lookAround,
        failures: service.jobs.failures,
        giveNext: data => alerts.giveNext(data),
      }),
    );
    const lifting = service.jobs.define('bot.lift', liftJob(ctx));
    const sockets = webSockets(ctx);
    const stop = new AbortController();
    let watching: Promise<void> | undefined;
    return {
      methods: botMethods(ctx),
      async start() {
        await Promise.all([ctx.leadership.beat(), ctx.settings.load(), ctx.moderation.start()]);
        watching = watch(ctx, stop.signal);
      },
      routes: http => botRoutes(http, ctx, sockets),
      async drain() {
        await sockets.drain();
        stop.abort();
        await watching;
        await ctx.inbox.idle();
        await ctx.overheard.idle();
        await Promise.all([ctx.moderation.idle(), ctx.logBook.idle(), ctx.interpreter.idle()]);
        ctx.destinations.close();
        await ctx.destinations.idle();
        await ctx.leadership.leave().catch(() => {}); // without a database its rooms are free in seconds
      },
      async dispose() {
        await Promise.all([plugins.stop(), guessing?.fetcher.close()]);
      },
    };
  },
});
