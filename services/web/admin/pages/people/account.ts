import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { PersonName } from '../../../../api/contract.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { adminLayout } from '../../views/admin-layout.ts';
import { accountView } from '../../views/people/account.ts';
import { lastWayInView } from '../../views/people/last-way-in.ts';
import { recoveryCodesView } from '../../views/people/recovery-codes.ts';

const ACCOUNT = '/admin/account';
const PasskeyForm = z.object({ id: z.string().min(1).max(2000) });
const RenameForm = PasskeyForm.extend({ name: PersonName });
const RemoveForm = PasskeyForm.extend({ sure: z.literal('on').optional() });

/** `/admin/account`: the name, the passkeys and the recovery codes of whoever is signed in. */
export async function accountPage(asked: AdminRequest): Promise<Html> {
  const { web, principal, request } = asked;
  const own = await web.api.getOwnAccount({ account: principal.account }, request.call);
  return page(asked, 'Your account', accountView(asked, own));
}

/** `POST /admin/account`: another name. */
export async function renameSelf(asked: AdminRequest): Promise<FastifyReply> {
  const { web, principal, request } = asked;
  const form = z.object({ name: PersonName }).safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'A name has 1 to 100 letters.');
  const { name } = form.data;
  await web.api.renameAccount({ account: principal.account, name, actor: actorOf(asked) }, request.call);
  return goTo(asked, ACCOUNT, `You are called ${name} from now on.`);
}

/** `POST /admin/account/recovery-codes`: makes new ones and shows them, this once. */
export async function makeCodes(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const { account = '', address } = actorOf(asked);
  const { codes } = await web.api.makeRecoveryCodes({ account, address }, request.call);
  return page(asked, 'Recovery codes', recoveryCodesView(asked, codes));
}

/** `POST /admin/account/passkeys/rename`. */
export async function renameOwnPasskey(asked: AdminRequest): Promise<FastifyReply> {
  const { web, principal, request } = asked;
  const form = RenameForm.safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'The name of a passkey has 1 to 100 letters.');
  await web.api.renamePasskey({ account: principal.account, ...form.data }, request.call);
  return goTo(asked, ACCOUNT, `The passkey is called “${form.data.name}”.`);
}

/** `POST /admin/account/passkeys/remove`: asks once more when it is the last way in. */
export async function removeOwnPasskey(asked: AdminRequest): Promise<Html | FastifyReply> {
  const { web, request } = asked;
  const form = RemoveForm.safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'Say which passkey.');
  const { id, sure } = form.data;
  const { account = '', address } = actorOf(asked);
  try {
    await web.api.removePasskey({ account, id, sure: sure === 'on', address }, request.call);
  } catch (thrown) {
    if (toAppError(thrown).reason !== 'last_way_in') throw thrown;
    return page(asked, 'Remove your only way in?', lastWayInView(asked, id));
  }
  return goTo(asked, ACCOUNT, 'The passkey was removed.');
}

function page(asked: AdminRequest, title: string, body: Html): Html {
  return adminLayout(asked, { title, section: ACCOUNT, body });
}
