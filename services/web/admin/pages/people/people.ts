import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../../core/errors.ts';
import type { Html } from '../../../../../core/html/html.ts';
import { GivenRole, InvitationInput } from '../../../../api/contract.ts';
import { withArticle } from '../../../views/format.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { adminLayout } from '../../views/admin-layout.ts';
import { invitationView, peopleView } from '../../views/people/people.ts';

const PEOPLE = '/admin/people';
const Person = z.object({ id: z.uuid() });

/** `/admin/people`: who has an account, and who is invited. */
export async function peoplePage(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const [{ accounts }, { invitations }] = await Promise.all([
    web.api.listAccounts({}, request.call),
    web.api.listInvitations({}, request.call),
  ]);
  return page(asked, peopleView(asked, { accounts, invitations }));
}

/** `POST /admin/people/invite`: makes an invitation and shows its link, this once. */
export async function invite(asked: AdminRequest): Promise<Html> {
  const { web, request } = asked;
  const form = read(asked, InvitationInput);
  const made = await web.api.createInvitation({ ...form, actor: actorOf(asked) }, request.call);
  return page(asked, invitationView(made));
}

/** `POST /admin/people/invite/revoke`. */
export async function takeBackInvitation(asked: AdminRequest): Promise<FastifyReply> {
  const { id } = read(asked, Person);
  await asked.web.api.revokeInvitation({ id, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, PEOPLE, 'The invitation was taken back.');
}

/** `POST /admin/people/role`. */
export async function changeRole(asked: AdminRequest): Promise<FastifyReply> {
  const { id, role } = read(asked, Person.extend({ role: GivenRole }));
  const { name } = await change(asked, { id, role });
  return goTo(asked, PEOPLE, `${name} is ${withArticle(role)} now.`);
}

/** `POST /admin/people/close`. */
export async function closeAccount(asked: AdminRequest): Promise<FastifyReply> {
  const { name } = await change(asked, { ...read(asked, Person), disabled: true });
  return goTo(asked, PEOPLE, `The account of ${name} is closed.`);
}

/** `POST /admin/people/reopen`. */
export async function reopenAccount(asked: AdminRequest): Promise<FastifyReply> {
  const { name } = await change(asked, { ...read(asked, Person), disabled: false });
  return goTo(asked, PEOPLE, `The account of ${name} is open again.`);
}

/** `POST /admin/people/remove`. */
export async function removePerson(asked: AdminRequest): Promise<FastifyReply> {
  const { id } = read(asked, Person);
  await asked.web.api.removeAccount({ id, actor: actorOf(asked) }, asked.request.call);
  return goTo(asked, PEOPLE, 'The account was removed.');
}

function change(asked: AdminRequest, what: { id: string; role?: GivenRole; disabled?: boolean }) {
  return asked.web.api.changeAccount({ ...what, actor: actorOf(asked) }, asked.request.call);
}

function read<S extends z.ZodType>({ request }: AdminRequest, schema: S): z.output<S> {
  const form = schema.safeParse(request.body);
  if (!form.success) throw new AppError('invalid', 'This form cannot be read. Go back and try again.');
  return form.data;
}

function page(asked: AdminRequest, body: Html): Html {
  return adminLayout(asked, { title: 'People', section: PEOPLE, body });
}
