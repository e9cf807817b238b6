import type { FastifyReply } from 'fastify';
import type { AdminRequest } from '../admin-page.ts';

/** `GET /admin/form-token`, for the script: whoever signed in again in another window goes on writing in this one. */
export async function formToken({ reply, formToken: token }: AdminRequest): Promise<FastifyReply> {
  return reply.send({ token });
}
