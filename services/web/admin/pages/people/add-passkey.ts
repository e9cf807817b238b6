import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import { Registration } from '../../../../api/contract.ts';
import { beginCeremony, ceremonyOf } from '../../../http/ceremony.ts';
import { leaveNotice } from '../../../http/notice.ts';
import { visitorOf } from '../../../http/visitor.ts';
import type { AdminRequest } from '../../admin-page.ts';

const Answer = z.object({ registration: Registration });

/** `POST /admin/account/passkeys/options`: what the browser needs to make a passkey. */
export async function askForNewPasskey({
  web,
  principal,
  request,
  reply,
}: AdminRequest): Promise<FastifyReply> {
  const browser = beginCeremony(reply, web.origin);
  const { options } = await web.api.beginPasskey({ account: principal.account, browser }, request.call);
  return reply.send(options);
}

/** `POST /admin/account/passkeys`: adds the passkey that was made. */
export async function addOwnPasskey({ web, principal, request, reply }: AdminRequest): Promise<FastifyReply> {
  const answer = Answer.safeParse(request.body);
  if (!answer.success) throw new AppError('invalid', 'The passkey answered in a way that is not understood.');
  const { name } = await web.api.addPasskey(
    {
      account: principal.account,
      browser: ceremonyOf(request, web.origin),
      registration: answer.data.registration,
      name: '',
      from: visitorOf(web, request),
    },
    request.call,
  );
  leaveNotice(reply, web.origin, `The passkey “${name}” was added.`);
  return reply.send({ name });
}
