import type { FastifyReply } from 'fastify';
import type { ReaderRequest } from '../reader-page.ts';
import { countsOf } from '../stream.ts';
import { feedsOf } from './subscriptions.ts';

/** `GET /reader/counts`, for the script: how much is unread. */
export async function countsPage(asked: ReaderRequest): Promise<FastifyReply> {
  return asked.reply.send(countsOf(await feedsOf(asked)));
}

/** `POST /reader/prefs`, of the script: what `takePrefs` found in it is kept. */
export async function prefsPage({ reply }: ReaderRequest): Promise<FastifyReply> {
  return reply.code(204).send();
}
