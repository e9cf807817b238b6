import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { listRoute, readRoute } from './read-posts.ts';
import { changeRoute, createRoute, deleteRoute } from './write-posts.ts';

export function postRoutes(http: Http, ctx: ApiContext): void {
  listRoute(http, ctx); //   GET    /api/v1/posts
  readRoute(http, ctx); //   GET    /api/v1/posts/:key
  createRoute(http, ctx); // POST   /api/v1/posts
  changeRoute(http, ctx); // PATCH  /api/v1/posts/:key
  deleteRoute(http, ctx); // DELETE /api/v1/posts/:key
}
