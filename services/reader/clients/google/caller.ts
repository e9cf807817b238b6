import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { SignedIn } from '../../store/app-passwords.ts';
import { formOf } from '../read-body.ts';
import { type SignIn, wrongPassword } from '../sign-in.ts';

/** Whose token ClientLogin gave: `Authorization: GoogleLogin auth=TOKEN`. Throws `unauthenticated`. */
export async function callerOf(signIn: SignIn, request: FastifyRequest): Promise<SignedIn> {
  const auth = /^GoogleLogin +auth=([\w-]{1,200})$/i.exec(request.headers.authorization?.trim() ?? '')?.[1];
  if (auth === undefined) throw wrongPassword();
  return await signIn.by('auth_hash', auth, request.ip);
}

/** What Google Reader wanted with each change; 57 characters. It ends with the password, since apps keep it as long as they run. */
export function postToken({ authHash }: SignedIn): string {
  return createHmac('sha256', authHash).update('T').digest('hex').slice(0, 57);
}

/**
 * Whose change it is, with the fields of its form. The Authorization header, which no other site can make a browser send, is
 * what guards it; so none is refused for sending no token, or `x`, as some apps do. A wrong one is, in the way that makes apps
 * ask for a new one.
 */
export async function writerOf(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ caller: SignedIn; form: URLSearchParams }> {
  const caller = await callerOf(signIn, request);
  const form = await formOf(request);
  const sent = form.get('T')?.trim() ?? '';
  if (sent !== '' && sent !== 'x' && !same(sent, postToken(caller))) {
    reply.header('x-reader-google-bad-token', 'true');
    throw new AppError('unauthenticated', 'The token T is not right. Ask for one at /reader/api/0/token.');
  }
  return { caller, form };
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
