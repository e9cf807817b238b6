import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { adminLayout } from '../../views/admin-layout.ts';
import { madeTokenView, type TokenForm, tokensView } from '../../views/people/tokens.ts';
import { SCOPE_CHOICES } from '../../views/people/words.ts';

const TOKENS = '/admin/tokens';
const DAY = 86_400_000;

const Form = z.looseObject({
  name: z.string().trim().max(100),
  days: z.enum(['', '7', '30', '90', '365']).default(''),
});

/** `/admin/tokens`: the tokens there are. */
export async function tokensPage(asked: AdminRequest): Promise<Html> {
  return show(asked, {});
}

/** `POST /admin/tokens`: makes one and shows it, this once. */
export async function makeToken(asked: AdminRequest): Promise<Html> {
  const { web, request, reply } = asked;
  const form = Form.safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'This form cannot be read. Go back and try again.');
  const { name, days, ...boxes } = form.data;
  const scopes = SCOPE_CHOICES.map(({ value }) => value).filter(value => `scope_${value}` in boxes);
  const problem =
    name === '' ? 'Give it a name.' : scopes.length === 0 ? 'Choose what it may do.' : undefined;
  if (problem !== undefined) {
    reply.code(400);
    return show(asked, { name, scopes, days, problem });
  }
  const until = days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY).toISOString() };
  const { token } = await web.api.createToken(
    { name, scopes, ...until, actor: actorOf(asked) },
    request.call,
  );
  return page(asked, madeTokenView({ name, token }));
}

/** `POST /admin/tokens/revoke`. */
export async function revokeToken(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const form = z.object({ id: z.uuid() }).safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'Say which token.');
  await web.api.revokeToken({ id: form.data.id, actor: actorOf(asked) }, request.call);
  return goTo(asked, TOKENS, 'The token was revoked.');
}

async function show(asked: AdminRequest, form: TokenForm): Promise<Html> {
  const { tokens } = await asked.web.api.listTokens({}, asked.request.call);
  return page(asked, tokensView(asked, tokens, form));
}

function page(asked: AdminRequest, body: Html): Html {
  return adminLayout(asked, { title: 'Tokens', section: TOKENS, body });
}
