import type { Http } from '../../core/http/http.ts';
import type { ApiContext } from './context.ts';
import { hubRoute } from './routes/hub/hub.ts';
import { keepAnswers } from './routes/idempotency.ts';
import { indieauthRoutes } from './routes/indieauth/index.ts';
import { mediaRoutes } from './routes/media/index.ts';
import { cardRoute } from './routes/media/serve-card.ts';
import { mediaRoute } from './routes/media/serve-media.ts';
import { mentionRoutes } from './routes/mentions/index.ts';
import { pingbackRoute } from './routes/mentions/pingback.ts';
import { micropubRoutes } from './routes/micropub/index.ts';
import { movingRoutes } from './routes/moving/index.ts';
import { linkNext } from './routes/next-link.ts';
import { openapiRoute } from './routes/openapi.ts';
import { peopleRoutes } from './routes/people/index.ts';
import { postRoutes } from './routes/posts/index.ts';
import { redirectRoutes } from './routes/redirects/index.ts';
import { siteRoutes } from './routes/site/index.ts';
import { termRoutes } from './routes/terms/index.ts';
import { threadRoutes } from './routes/thread/index.ts';
import { trashRoutes } from './routes/trash/index.ts';
import { webhookRoutes } from './routes/webhooks/index.ts';

/** Every public route of this service; each area lists its own in `routes/AREA/index.ts`. */
export function routes(http: Http, ctx: ApiContext): void {
  const described = (target: Http) => {
    linkNext(target, ctx); //    Link to the next page, for what follows
    keepAnswers(target, ctx); // Idempotency-Key, for what follows
    siteRoutes(target, ctx); // /api/v1/site
    postRoutes(target, ctx); // /api/v1/posts, /api/v1/search, /api/v1/tags, /api/v1/years, /api/v1/series
    termRoutes(target, ctx); // /api/v1/own-tags, /api/v1/own-series
    trashRoutes(target, ctx); // /api/v1/trash
    redirectRoutes(target, ctx); // /api/v1/redirects
    mentionRoutes(target, ctx); // /api/v1/mentions
    webhookRoutes(target, ctx); // /api/v1/webhooks
    mediaRoutes(target, ctx); // /api/v1/media
    movingRoutes(target, ctx); // /api/v1/export, /api/v1/imports
    threadRoutes(target, ctx); // /api/v1/comments, responses, decisions, blocks
    peopleRoutes(target, ctx); // /api/v1/me, accounts, invitations, sessions, tokens, audit
  };
  http.register(async child => described(child));
  openapiRoute(http, ctx, described); // GET /api/v1/openapi.json
  cardRoute(http, ctx); //               GET /media/cards/:file
  mediaRoute(http, ctx); //              GET /media/:folder/:file
  http.register(async child => indieauthRoutes(child, ctx)); // /indieauth/…, /.well-known/oauth-authorization-server
  http.register(async child => hubRoute(child, ctx)); //       POST /websub
  http.register(async child => pingbackRoute(child, ctx)); //  POST /pingback
  http.register(async child => micropubRoutes(child, ctx)); // /micropub, /micropub/media
}
