import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import { formOf } from '../read-body.ts';
import { authTokenOf } from '../secrets.ts';
import { type SignIn, wrongPassword } from '../sign-in.ts';

/** Gives the token that an app sends from then on, for the `Email` and `Passwd` of an app password. */
export async function clientLogin(
  signIn: SignIn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  signIn.attempt(request.ip);
  const form = await formOf(request);
  const password = form.get('Passwd')?.trim() ?? '';
  if (password === '') throw new AppError('invalid', 'Send Email and Passwd as a form.');
  const { login } = await signIn.by('secret_hash', password, request.ip);
  if (login !== form.get('Email')?.trim()) throw wrongPassword();
  const token = authTokenOf(password);
  reply.header('cache-control', 'no-store');
  if (form.get('output') === 'json') return await reply.send({ SID: token, LSID: token, Auth: token });
  return await reply.type('text/plain; charset=utf-8').send(`SID=${token}\nLSID=${token}\nAuth=${token}\n`);
}
