import type { Http } from '../../core/http/http.ts';
import type { ApiContext } from './context.ts';
import { mediaRoute } from './routes/media.ts';
import { openapiRoute } from './routes/openapi.ts';
import { listRoute, readRoute } from './routes/read-posts.ts';
import { changeRoute, createRoute, deleteRoute } from './routes/write-posts.ts';

/** Every public route of this service. */
export function routes(http: Http, ctx: ApiContext): void {
  const described = (target: Http) => {
    listRoute(target, ctx); //   GET    /api/v1/posts
    readRoute(target, ctx); //   GET    /api/v1/posts/:key
    createRoute(target, ctx); // POST   /api/v1/posts
    changeRoute(target, ctx); // PATCH  /api/v1/posts/:key
    deleteRoute(target, ctx); // DELETE /api/v1/posts/:key
  };
  described(http);
  openapiRoute(http, ctx, described); // GET /api/v1/openapi.json
  mediaRoute(http, ctx); //              GET /media/:folder/:file
}
