import type { FastifyReply } from 'fastify';

/** Answers that a request was taken in, without a body: `send(null)`, as a schema of null asks for, would send the JSON `null`. */
export function accepted(reply: FastifyReply): FastifyReply {
  return reply.code(202).send();
}
