import type { Implementations } from '../../../../core/rpc/contract.ts';
import type { ApiContext } from '../../context.ts';
import type { siteMethods } from '../../contract/site.ts';
import { distributeFeeds } from './distribute-feeds.ts';
import { getRevision } from './get-revision.ts';
import { getSettings } from './get-settings.ts';
import { getSite } from './get-site.ts';
import { offerPlaces } from './offer-places.ts';
import { saveSettings } from './save-settings.ts';

/** The methods of `contract/site.ts`, each in the file named after it. */
export function siteImplementation(ctx: ApiContext): Implementations<typeof siteMethods> {
  return {
    getRevision: () => getRevision(ctx),
    getSettings: () => getSettings(ctx),
    getSite: () => getSite(ctx),
    distributeFeeds: () => distributeFeeds(ctx),
    offerPlaces: input => offerPlaces(ctx, input),
    saveSettings: input => saveSettings(ctx, input),
  };
}
