import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { exportRoute } from './export.ts';
import { importRoutes } from './imports.ts';
import { sendImportRoute } from './send-import.ts';

export function movingRoutes(http: Http, ctx: ApiContext): void {
  exportRoute(http, ctx); //     GET  /api/v1/export
  sendImportRoute(http, ctx); // POST /api/v1/imports
  importRoutes(http, ctx); //    GET  /api/v1/imports, /api/v1/imports/:id; POST /api/v1/imports/:id/begin, …/stop
}
