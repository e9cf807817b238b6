import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../../store/app-passwords.ts';
import { type SignIn, wrongPassword } from '../sign-in.ts';

/** Whose app password it is: as a token in X-Auth-Token, or with the login by HTTP Basic (RFC 7617). Throws `unauthenticated`. */
export async function callerOf(signIn: SignIn, request: FastifyRequest): Promise<SignedIn> {
  const token = request.headers['x-auth-token'];
  if (typeof token === 'string')
    return await signIn.by('secret_hash', token.trim().slice(0, 200), request.ip);
  const encoded = /^Basic +([\w+/=-]{1,400})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) throw wrongPassword();
  const [login, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const caller = await signIn.by('secret_hash', rest.join(':').trim(), request.ip);
  if (caller.login !== login?.trim()) throw wrongPassword();
  return caller;
}
