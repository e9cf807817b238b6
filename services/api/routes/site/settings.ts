import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import { siteMethods } from '../../contract/site.ts';
import { SettingsChanges, Site } from '../../contract.ts';
import { getSettings } from '../../methods/site/get-settings.ts';
import { getSite } from '../../methods/site/get-site.ts';
import { saveSettings } from '../../methods/site/save-settings.ts';
import { needsScope } from '../caller.ts';
import { actorOf } from '../people/shared.ts';
import { ConditionHeaders, matches, notModified, precondition, tagOf } from '../posts/etags.ts';
import { bearer, Problem, ReadHeaders } from '../posts/schemas.ts';

const answer = { 200: Site, '4xx': Problem };
const writes = limitByAddress({ burst: 30, perMinute: 60 });

/** `GET /api/v1/site`: what the site says of itself. */
export function readSiteRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'getSite',
    summary: 'Read what the site says of itself',
    tags: ['site'],
    headers: ReadHeaders,
    response: answer,
  };
  http.get('/api/v1/site', { schema }, async (request, reply) => {
    const site = await getSite(ctx);
    const etag = tagOf(site);
    reply.headers({ etag, 'cache-control': 'no-cache' });
    return matches(request.headers['if-none-match'], etag) ? notModified(reply) : reply.send(site);
  });
}

/** `GET /api/v1/site/settings`: the settings with what they would be if nothing was set. */
export function readSettingsRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'getSettings',
    summary: 'Read the settings, their defaults, and the names of those that are set',
    tags: ['site'],
    security: bearer,
    response: { 200: siteMethods.getSettings.output, '4xx': Problem },
  };
  http.get(
    '/api/v1/site/settings',
    { schema, onRequest: needsScope(ctx, 'admin') },
    async (_request, reply) =>
      reply.header('cache-control', 'private, no-store').send(await getSettings(ctx)),
  );
}

/** `PATCH /api/v1/site`: changes the settings that are sent; null takes one back to its default. */
export function changeSiteRoute(http: Http, ctx: ApiContext): void {
  const schema = {
    operationId: 'saveSettings',
    summary: 'Change settings of the site',
    tags: ['site'],
    security: bearer,
    headers: ConditionHeaders,
    body: SettingsChanges.strict().describe('What is absent stays; null goes back to the default'),
    response: answer,
  };
  http.patch(
    '/api/v1/site',
    { schema, onRequest: [writes, needsScope(ctx, 'admin')] },
    async (request, reply) => {
      const changes = { ...request.body, actor: actorOf(request) };
      const site = await saveSettings(ctx, changes, precondition(request.headers));
      return reply.header('etag', tagOf(site)).send(site);
    },
  );
}
