import type { Http } from '../../core/http/http.ts';
import { clientRoutes } from './clients/routes.ts';
import type { ReaderContext } from './context.ts';
import { addressRoutes } from './routes/addresses.ts';
import { appPasswordRoutes } from './routes/app-passwords.ts';
import { articleRoutes } from './routes/articles.ts';
import { episodeRoutes } from './routes/episodes.ts';
import { feedRoutes } from './routes/feeds.ts';
import { healthRoutes } from './routes/health.ts';
import { iconRoute } from './routes/icons.ts';
import { imageRoute } from './routes/images.ts';
import { importRoutes } from './routes/imports.ts';
import { itemRoutes } from './routes/items.ts';
import { markRoutes } from './routes/marks.ts';
import { opmlRoute } from './routes/opml.ts';
import { recommendationRoutes } from './routes/recommendations.ts';
import { ruleRoutes } from './routes/rules.ts';
import { sharingRoutes } from './routes/sharing.ts';
import { translationRoutes } from './routes/translation.ts';
import { websubRoutes } from './routes/websub.ts';

/** Every public route of the reader. With a token it is that person's reading, without one what is public. */
export function addRoutes(http: Http, ctx: ReaderContext): void {
  feedRoutes(http, ctx); // /api/v1/reader/feeds, subscriptions, tags
  healthRoutes(http, ctx); // /api/v1/reader/problems, feeds/ID/health, feeds/ID/options
  addressRoutes(http, ctx); // /api/v1/reader/feeds/ID/find, feeds/ID/address
  itemRoutes(http, ctx); // /api/v1/reader/items
  markRoutes(http, ctx); // /api/v1/reader/marks, read, undo, positions
  articleRoutes(http, ctx); // /api/v1/reader/saved, items/ID/full-text, feeds/ID/reading
  episodeRoutes(http, ctx); // /api/v1/reader/items/ID/chapters, items/ID/transcript
  iconRoute(http, ctx); //  GET /reader/icon
  imageRoute(http, ctx); // GET /reader/image
  opmlRoute(http, ctx); //  GET /reader/opml
  importRoutes(http, ctx); // /api/v1/reader/import
  http.register(async child => websubRoutes(child, ctx)); // /reader/websub
  appPasswordRoutes(http, ctx); // /api/v1/reader/app-passwords
  clientRoutes(http, ctx); // what reading apps speak, at contract/client-paths.ts
  recommendationRoutes(http, ctx); // /api/v1/reader/recommendations
  ruleRoutes(http, ctx); // /api/v1/reader/rules, notices
  sharingRoutes(http, ctx); // /api/v1/reader/items/ID/shares/KEY
  translationRoutes(http, ctx); // /api/v1/reader/translators, items/ID/translation
}
