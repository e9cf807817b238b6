import { join } from 'node:path';
import { describeRoutes } from '../../core/http/describe-routes.ts';
import { loadSecretBox } from '../../core/secret-box.ts';
import { defineService } from '../../core/service/service.ts';
import { readerOptions } from './config.ts';
import { createContext } from './context.ts';
import { readerContract } from './contract.ts';
import { loadImageSigner } from './images/signer.ts';
import { applyRulesJob } from './jobs/apply-rules.ts';
import { articlesJob } from './jobs/articles.ts';
import { askHubsJob } from './jobs/ask-hubs.ts';
import { forgetJob } from './jobs/forget.ts';
import { iconsJob } from './jobs/icons.ts';
import { importJob } from './jobs/import.ts';
import { pollJob } from './jobs/poll.ts';
import { sayJob } from './jobs/say.ts';
import { sweepJob } from './jobs/sweep.ts';
import { exportItems } from './methods/archive/export-items.ts';
import { exportSettings } from './methods/archive/export-settings.ts';
import { importItems } from './methods/archive/import-items.ts';
import { articleImplementation } from './methods/articles/index.ts';
import { clientImplementation } from './methods/clients/index.ts';
import { episodeImplementation } from './methods/episodes/index.ts';
import { feedImplementation } from './methods/feeds/index.ts';
import { importImplementation } from './methods/imports/index.ts';
import { itemImplementation } from './methods/items/index.ts';
import { markImplementation } from './methods/marks/index.ts';
import { opmlImplementation } from './methods/opml/index.ts';
import { recommendationImplementation } from './methods/recommendations/index.ts';
import { ruleImplementation } from './methods/rules/index.ts';
import { sharingImplementation } from './methods/sharing/index.ts';
import { translationImplementation } from './methods/translation/index.ts';
import { addRoutes } from './routes.ts';
import type { Schema } from './schema.ts';

/** Subscriptions, their polling, and what was read. */
export const readerService = defineService<typeof readerContract, typeof readerOptions, Schema>({
  contract: readerContract,
  options: readerOptions,
  migrations: new URL('./migrations/', import.meta.url),
  async create(service) {
    const secrets = await loadSecretBox(join(service.data, 'secrets', 'reader.key'));
    const signer = await loadImageSigner(join(service.data, 'secrets', 'images.key'), service.origin);
    const keys = { secrets, signer };
    const ctx = createContext(service, keys, {
      sweep: () => sweep.send({}),
      askHubs: () => askHubs.send({}),
      say: () => say.send({}),
      apply: () => apply.send({}),
      articles: () => articles.send({}),
      import: () => importing.send({}),
    });
    const askHubs = service.jobs.define('reader.ask-hubs', askHubsJob(ctx));
    const poll = service.jobs.define('reader.poll', pollJob(ctx));
    const sweep = service.jobs.define('reader.sweep', sweepJob(ctx, poll));
    const say = service.jobs.define('reader.say', sayJob(ctx));
    const apply = service.jobs.define('reader.apply-rules', applyRulesJob(ctx));
    const articles = service.jobs.define('reader.articles', articlesJob(ctx));
    const importing = service.jobs.define('reader.import', importJob(ctx));
    service.jobs.define('reader.icons', iconsJob(ctx));
    service.jobs.define('reader.forget', forgetJob(ctx));
    return {
      methods: {
        describeRoutes: async () => ({ paths: await describeRoutes(http => addRoutes(http, ctx)) }),
        ...feedImplementation(ctx),
        ...itemImplementation(ctx),
        ...markImplementation(ctx),
        ...articleImplementation(ctx),
        ...episodeImplementation(ctx),
        ...opmlImplementation(ctx),
        ...importImplementation(ctx),
        ...clientImplementation(ctx),
        ...ruleImplementation(ctx),
        ...sharingImplementation(ctx),
        ...recommendationImplementation(ctx),
        ...translationImplementation(ctx),
        signImage: async ({ url }) => ({ path: ctx.images.signer.path(url) }),
        exportSettings: input => exportSettings(ctx, input),
        exportItems: (input, call) => exportItems(ctx, input, call),
        importItems: (input, call) => importItems(ctx, input, call),
      },
      routes: http => addRoutes(http, ctx),
    };
  },
});
