import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { WebContext } from '../../context.ts';
import { editOwn, showEdit } from './edit.ts';
import { giveFeedback } from './feedback.ts';
import { letterPage } from './letters.ts';
import { findResponse } from './thread.ts';
import { commentPage, type Visit } from './visit.ts';
import { showReply, showSigner, showWaiting, showWrite, writeComment } from './write.ts';

const LIMIT = { burst: 30, perMinute: 30 };
const FIND_LIMIT = { burst: 100, perMinute: 100 };

/** The pages around one visitor's comment; all work without a script. */
export function commentRoutes(http: Http, web: WebContext): void {
  const limited = { preHandler: limitByAddress(LIMIT) };
  http.post('/posts/:slug/comments', limited, commentPage(web, writeComment));
  http.post('/posts/:slug/feedback', limited, commentPage(web, giveFeedback));
  http.get('/letters/:what/:id/:token', limited, letterPage(web, false));
  http.post('/letters/:what/:id/:token', limited, letterPage(web, true));
  http.get('/posts/:slug/comments/:id', { preHandler: limitByAddress(FIND_LIMIT) }, (request, reply) =>
    findResponse(web, request, reply),
  );
  show('/posts/:slug/comments/write', showWrite);
  show('/posts/:slug/comments/signer', showSigner);
  show('/posts/:slug/comments/:id/reply', showReply);
  show('/posts/:slug/comments/:id/waiting', showWaiting);
  show('/posts/:slug/comments/:id/edit', showEdit);
  http.post('/posts/:slug/comments/:id/edit', limited, commentPage(web, editOwn));

  function show(
    path: string,
    handler: Parameters<typeof commentPage>[1] | ((visit: Visit) => ReturnType<typeof showReply>),
  ): void {
    http.get(path, limited, commentPage(web, handler));
  }
}
