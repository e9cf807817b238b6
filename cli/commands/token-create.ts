import { AppError } from '../../core/errors.ts';
import { apiContract, PersonalScope } from '../../services/api/contract.ts';
import type { Command, CommandArgs } from '../command.ts';
import { dryRun } from '../dry-run.ts';

const DAY = 86_400_000;

export const command: Command = {
  usage: 'token create NAME',
  summary: 'Make a token for a program that writes to or reads from this Croft',
  help: `
The token is the owner's and is shown once: only its hash is kept. Programs send it as "Authorization: Bearer TOKEN".
Scopes: member (private posts), read (drafts too), write (make, change and delete posts; includes read), moderate (decide
on comments and mentions), admin (everything; signs in at /sign-in).

  croft token create phone
  croft token create backup --scope read --days 90`,
  options: {
    ...dryRun,
    scope: {
      type: 'string',
      multiple: true,
      about: 'member, read, write, moderate or admin; may be given several times; write unless given',
    },
    days: { type: 'string', about: 'Days after which it is of no use; never unless given' },
  },
  async run({ positionals, values, json, print, client }) {
    const [name, ...more] = positionals;
    if (!name || more.length > 0)
      throw new AppError('invalid', 'Give the token one name: croft token create NAME');
    const asked = values['scope'];
    const scopes = (Array.isArray(asked) && asked.length > 0 ? asked : ['write']).map(readScope);
    const wanted = { name, scopes, ...readDays(values['days']) };
    if (values['dry-run']) {
      print(json ? JSON.stringify(wanted) : `Make the token "${name}" for ${scopes.join(', ')}.`);
      return 0;
    }
    const { id, token } = await (await client(apiContract)).createToken(wanted);
    if (json) print(JSON.stringify({ id, token }));
    else print(`${token}\n\nKeep it now: it cannot be shown again. To revoke it: croft token revoke ${id}`);
    return 0;
  },
};

function readDays(text: CommandArgs['values'][string]): { expiresAt?: string } {
  if (text === undefined) return {};
  if (!/^[1-9]\d{0,3}$/.test(String(text)))
    throw new AppError('invalid', `--days ${text}: give a number of days from 1 to 9999.`);
  return { expiresAt: new Date(Date.now() + Number(text) * DAY).toISOString() };
}

function readScope(text: string | boolean): PersonalScope {
  const scope = PersonalScope.safeParse(text);
  if (scope.success) return scope.data;
  throw new AppError(
    'invalid',
    `There is no scope "${text}" for a token that is made by hand. Give one of: ${PersonalScope.options.join(', ')}.`,
  );
}
