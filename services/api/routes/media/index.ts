import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { changeMediaRoute, deleteMediaRoute, listMediaRoute, readMediaRoute } from './media-routes.ts';
import { uploadMediaRoute } from './upload-media.ts';

export function mediaRoutes(http: Http, ctx: ApiContext): void {
  listMediaRoute(http, ctx); //   GET    /api/v1/media
  readMediaRoute(http, ctx); //   GET    /api/v1/media/:id
  uploadMediaRoute(http, ctx); // POST   /api/v1/media
  changeMediaRoute(http, ctx); // PATCH  /api/v1/media/:id
  deleteMediaRoute(http, ctx); // DELETE /api/v1/media/:id
}
