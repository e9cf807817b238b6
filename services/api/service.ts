import { join } from 'node:path';
import { defineService } from '../../core/service/service.ts';
import { botContract } from '../bot/contract.ts';
import { chatContract } from '../chat/contract.ts';
import { readerContract } from '../reader/contract.ts';
import { relayContract } from '../relay/contract.ts';
import { webContract } from '../web/contract.ts';
import { apiOptions } from './config.ts';
import type { ApiContext } from './context.ts';
import { apiContract } from './contract.ts';
import { defineForgetting } from './jobs/forget.ts';
import { createMediaWork } from './jobs/media-work.ts';
import { createOutbox } from './jobs/outbox.ts';
import { createPublisher } from './jobs/publish.ts';
import { defineQueues } from './jobs/queues.ts';
import { implement } from './methods.ts';
import { subscribers } from './outgoing/subscribers.ts';
import { Attempts } from './people/attempts.ts';
import { offerSetup } from './people/setup.ts';
import { routes } from './routes.ts';
import type { Schema } from './schema.ts';
import { createRevisionWatch } from './site/watch-revision.ts';
import { openConversation } from './thread/conversation.ts';

/** Milliseconds that another service has to describe its routes. */
const DESCRIBING = 3_000;

/** Posts, tags, media, the owner and the tokens. */
export const apiService = defineService<typeof apiContract, typeof apiOptions, Schema>({
  contract: apiContract,
  options: apiOptions,
  migrations: new URL('./migrations/', import.meta.url),
  async create(given) {
    const web = given.client(webContract);
    const queues = defineQueues(given.jobs, () => ctx);
    const outbox = createOutbox(given, given.jobs, subscribers(queues));
    const publisher = createPublisher({ ...given, nudgeOutbox: outbox.nudge }, given.jobs);
    const watch = createRevisionWatch(given);
    const media = join(given.data, 'media');
    const mediaWork = createMediaWork({ ...given, media, nudgeOutbox: outbox.nudge }, given.jobs);
    defineForgetting(given, given.jobs);
    const ctx: ApiContext = {
      db: given.db,
      own: given.client(apiContract),
      config: given.config,
      origin: given.origin,
      media,
      imports: join(given.data, 'imports'),
      version: given.version,
      log: given.log,
      events: given.events,
      fetcher: given.fetcher,
      queues,
      readFeed: path => web.getFeed({ path }),
      neighbours: [readerContract, botContract, chatContract, relayContract].map(contract => ({
        name: contract.service,
        describeRoutes: () => given.client(contract).describeRoutes({}, { timeout: DESCRIBING }),
      })),
      nudgeOutbox: outbox.nudge,
      conversation: await openConversation(given.data),
      schedulePublishing: publisher.schedule,
      attempts: new Attempts(),
      makeVariant: mediaWork.makeVariant,
      makeVariants: mediaWork.makeVariants,
      renderAgain: mediaWork.renderAgain,
      announce: text => process.stderr.write(`\n${text}\n`),
    };
    const stop = () => {
      watch.stop();
      publisher.stop();
      outbox.stop();
    };
    return {
      methods: implement(ctx),
      routes: http => routes(http, ctx),
      async start() {
        await offerSetup(ctx);
        await publisher.start();
        outbox.start();
        watch.start();
        await mediaWork.start();
      },
      drain: async () => stop(),
      dispose: async () => stop(),
    };
  },
});
