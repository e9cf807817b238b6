import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { commentRoutes } from './comments.ts';
import { feedbackRoutes } from './feedback.ts';
import { letterRoutes } from './letters.ts';
import { moderationRoutes } from './moderation.ts';

export function threadRoutes(http: Http, ctx: ApiContext): void {
  commentRoutes(http, ctx); //    /api/v1/comments
  moderationRoutes(http, ctx); // /api/v1/responses, /api/v1/threads, /api/v1/decisions, /api/v1/blocks
  letterRoutes(http, ctx); //     /api/v1/letters
  feedbackRoutes(http, ctx); //   /api/v1/feedback
}
