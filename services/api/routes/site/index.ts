import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { changeSiteRoute, readSettingsRoute, readSiteRoute } from './settings.ts';

export function siteRoutes(http: Http, ctx: ApiContext): void {
  readSiteRoute(http, ctx); //   GET   /api/v1/site
  readSettingsRoute(http, ctx); // GET /api/v1/site/settings
  changeSiteRoute(http, ctx); // PATCH /api/v1/site
}
