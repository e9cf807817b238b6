import { z } from 'zod';
import { describingMethods } from '../../core/http/described.ts';
import { defineContract } from '../../core/rpc/contract.ts';
import { TRANSLATION_ERRORS } from '../../core/translate/index.ts';
import { addressMethods } from './contract/addresses.ts';
import { archiveMethods, archiveStreams } from './contract/archive.ts';
import { articleMethods } from './contract/articles.ts';
import { CLIENT_PATHS } from './contract/client-paths.ts';
import { clientMethods } from './contract/clients.ts';
import { episodeMethods } from './contract/episodes.ts';
import { feedMethods } from './contract/feeds.ts';
import { healthMethods } from './contract/health.ts';
import { imageMethods } from './contract/images.ts';
import { importMethods } from './contract/imports.ts';
import { itemMethods } from './contract/items.ts';
import { markMethods } from './contract/marks.ts';
import { opmlMethods, opmlStreams } from './contract/opml.ts';
import { optionsMethods } from './contract/options.ts';
import { recommendationMethods } from './contract/recommendations.ts';
import { ruleMethods } from './contract/rules.ts';
import { sharingMethods } from './contract/sharing.ts';
import { translationMethods } from './contract/translation.ts';

export * from './contract/addresses.ts';
export * from './contract/articles.ts';
export * from './contract/clients.ts';
export { accountOf, OWNER } from './contract/common.ts';
export * from './contract/episodes.ts';
export * from './contract/feeds.ts';
export * from './contract/health.ts';
export * from './contract/imports.ts';
export * from './contract/item-title.ts';
export * from './contract/items.ts';
export * from './contract/options.ts';
export * from './contract/recommendations.ts';
export * from './contract/rules.ts';
export * from './contract/translation.ts';

export const readerContract = defineContract('reader', {
  paths: [
    '/reader/opml',
    '/reader/websub',
    '/reader/image',
    '/reader/icon',
    '/api/v1/reader',
    ...CLIENT_PATHS,
  ],
  methods: {
    ...describingMethods,
    ...feedMethods,
    ...addressMethods,
    ...healthMethods,
    ...optionsMethods,
    ...itemMethods,
    ...markMethods,
    ...articleMethods,
    ...episodeMethods,
    ...archiveMethods,
    ...opmlMethods,
    ...imageMethods,
    ...importMethods,
    ...clientMethods,
    ...ruleMethods,
    ...sharingMethods,
    ...recommendationMethods,
    ...translationMethods,
  },
  streams: { ...opmlStreams, ...archiveStreams },
  events: {
    itemsAdded: z.object({ feedId: z.string(), count: z.number() }),
  },
  errors: {
    no_feed_found: 'invalid',
    too_many_passwords: 'conflict',
    bad_selector: 'invalid',
    ...TRANSLATION_ERRORS,
  },
});
