import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Html } from '../../../../core/html/html.ts';
import { AppPasswordName } from '../../../reader/contract.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { clientsView } from '../views/clients.ts';
import { feedsOf } from './subscriptions.ts';

const Form = z.object({ name: AppPasswordName });
const Params = z.object({ id: z.string().max(20) });

/** `GET /reader/clients`: the passwords of reading apps, and what to enter in them. */
export async function clientsPage(asked: ReaderRequest): Promise<Html> {
  return await show(asked, {});
}

/** `POST /reader/clients`: makes a password and shows it, this once. */
export async function makeClientPage(asked: ReaderRequest): Promise<Html> {
  const { web, request, reply, account } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) {
    reply.code(400);
    return await show(asked, { problem: 'Say where it is for, in at most 100 letters.' });
  }
  const made = await web.reader.createAppPassword({ account, name: form.data.name }, request.call);
  return await show(asked, { made });
}

/** `POST /reader/clients/ID/revoke`. */
export async function revokeClientPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  await web.reader.revokeAppPassword({ account, id: Params.parse(request.params).id }, request.call);
  return done(asked, 'Revoked. The app is signed out.', { to: '/reader/clients' });
}

async function show(
  asked: ReaderRequest,
  shown: Pick<Parameters<typeof clientsView>[1], 'made' | 'problem'>,
): Promise<Html> {
  const { web, request, account } = asked;
  const [{ passwords }, feeds] = await Promise.all([
    web.reader.listAppPasswords({ account }, request.call),
    feedsOf(asked),
  ]);
  return clientsView(asked, { feeds, passwords, ...shown });
}
