import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { bulkRoute } from './bulk-posts.ts';
import { listSeriesRoute, listTagsRoute, listYearsRoute, readSeriesRoute } from './lists.ts';
import { previewRoute } from './preview-post.ts';
import { aroundRoute, listRoute, readRoute } from './read-posts.ts';
import { diffRoute, listRevisionsRoute, readRevisionRoute, restoreRoute } from './revisions.ts';
import { searchRoute } from './search-posts.ts';
import { workingCopyRoutes } from './working-copies.ts';
import { changeRoute, createRoute, deleteRoute } from './write-posts.ts';

export function postRoutes(http: Http, ctx: ApiContext): void {
  listRoute(http, ctx); //          GET    /api/v1/posts
  readRoute(http, ctx); //          GET    /api/v1/posts/:key
  aroundRoute(http, ctx); //        GET    /api/v1/posts/:key/around
  createRoute(http, ctx); //        POST   /api/v1/posts
  previewRoute(http, ctx); //       POST   /api/v1/posts/preview
  bulkRoute(http, ctx); //          POST   /api/v1/posts/bulk
  changeRoute(http, ctx); //        PATCH  /api/v1/posts/:key
  deleteRoute(http, ctx); //        DELETE /api/v1/posts/:key
  listRevisionsRoute(http, ctx); // GET    /api/v1/posts/:key/revisions
  readRevisionRoute(http, ctx); //  GET    /api/v1/posts/:key/revisions/:version
  restoreRoute(http, ctx); //       POST   /api/v1/posts/:key/revisions/:version/restore
  diffRoute(http, ctx); //          GET    /api/v1/posts/:key/diff
  workingCopyRoutes(http, ctx); //  /api/v1/posts/:key/working-copy, /api/v1/working-copies
  searchRoute(http, ctx); //        GET    /api/v1/search
  listTagsRoute(http, ctx); //      GET    /api/v1/tags
  listYearsRoute(http, ctx); //     GET    /api/v1/years
  listSeriesRoute(http, ctx); //    GET    /api/v1/series
  readSeriesRoute(http, ctx); //    GET    /api/v1/series/:slug
}
