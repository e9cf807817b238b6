import { AppError } from '../../core/errors.ts';
import { apiContract, Scope } from '../../services/api/contract.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  usage: 'token create NAME',
  summary: 'Make a token for a program that writes to or reads from this Croft',
  help: `
The token is the owner's and is shown once: only its hash is kept. Programs send it as "Authorization: Bearer TOKEN".
Scopes: read (drafts too), write (make, change and delete posts; includes read), admin (everything).

  croft token create phone
  croft token create backup --scope read`,
  options: {
    scope: {
      type: 'string',
      multiple: true,
      about: 'read, write or admin; may be given several times; write unless given',
    },
  },
  async run({ positionals, values, json, print, client }) {
    const [name, ...more] = positionals;
    if (!name || more.length > 0)
      throw new AppError('invalid', 'Give the token one name: croft token create NAME');
    const asked = values['scope'];
    const scopes = (Array.isArray(asked) && asked.length > 0 ? asked : ['write']).map(readScope);
    const { id, token } = await (await client(apiContract)).createToken({ name, scopes });
    if (json) print(JSON.stringify({ id, token }));
    else print(`${token}\n\nKeep it now: it cannot be shown again. To revoke it: croft token revoke ${id}`);
    return 0;
  },
};

function readScope(text: string | boolean): Scope {
  const scope = Scope.safeParse(text);
  if (scope.success) return scope.data;
  throw new AppError('invalid', `--scope ${text}: there is ${Scope.options.join(', ')}.`);
}
