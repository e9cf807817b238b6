import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { sessionOf } from '../../../../../core/http/cookies.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { adminLayout } from '../../views/admin-layout.ts';
import { sessionsView } from '../../views/people/sessions.ts';

const SESSIONS = '/admin/sessions';

/** `/admin/sessions`: where whoever asks is signed in. */
export async function sessionsPage(asked: AdminRequest): Promise<Html> {
  const { web, principal, request } = asked;
  const { sessions } = await web.api.listSessions(
    { account: principal.account, session: sessionOf(request, web.origin) },
    request.call,
  );
  return adminLayout(asked, { title: 'Sessions', section: SESSIONS, body: sessionsView(asked, sessions) });
}

/** `POST /admin/sessions/end`. */
export async function endSession(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const form = z.object({ id: z.uuid() }).safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'Say which session.');
  const { account = '', address } = actorOf(asked);
  await web.api.revokeSession({ account, id: form.data.id, address }, request.call);
  return goTo(asked, SESSIONS, 'The session has ended.');
}

/** `POST /admin/sessions/end-others`. */
export async function endOtherSessions(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const { account = '', address } = actorOf(asked);
  const session = sessionOf(request, web.origin);
  const { ended } = await web.api.revokeOtherSessions({ account, session, address }, request.call);
  return goTo(asked, SESSIONS, ended === 1 ? 'One session was ended.' : `${ended} sessions were ended.`);
}
