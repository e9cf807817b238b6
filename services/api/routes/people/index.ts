import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { accountRoutes } from './accounts.ts';
import { auditRoute } from './audit.ts';
import { invitationRoutes } from './invitations.ts';
import { meRoute, renameRoute } from './me.ts';
import { sessionRoutes } from './sessions.ts';
import { tokenRoutes } from './tokens.ts';

export function peopleRoutes(http: Http, ctx: ApiContext): void {
  meRoute(http, ctx); //          GET    /api/v1/me
  renameRoute(http, ctx); //      PATCH  /api/v1/me
  accountRoutes(http, ctx); //    GET    /api/v1/accounts, PATCH and DELETE /api/v1/accounts/:id
  invitationRoutes(http, ctx); // GET and POST /api/v1/invitations, DELETE /api/v1/invitations/:id
  sessionRoutes(http, ctx); //    GET and DELETE /api/v1/sessions, DELETE /api/v1/sessions/:id
  tokenRoutes(http, ctx); //      GET and POST /api/v1/tokens, DELETE /api/v1/tokens/:id
  auditRoute(http, ctx); //       GET    /api/v1/audit
}
