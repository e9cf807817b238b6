import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  usage: 'sign-in-link [WHO]',
  summary: 'Make a link that signs somebody in, when every other way in is lost',
  help: `
WHO is the name or the id of an account; the owner's unless given. The link works once, within 15 minutes; a new one ends
the one before. It is noted in the audit log. Whoever sees it can use it: open it yourself, then add a passkey.

  croft sign-in-link
  croft sign-in-link Ben`,
  async run({ positionals, json, print, client }) {
    const [account, ...more] = positionals;
    if (more.length > 0) throw new AppError('invalid', 'Give one name, in quotes if it has spaces.');
    const { url, name, expiresAt } = await (await client(apiContract)).createSignInLink({ account });
    if (json) print(JSON.stringify({ url, name, expiresAt }));
    else print(`${url}\n\nSigns in ${name}, once, until ${expiresAt.slice(11, 16)} UTC.`);
    return 0;
  },
};
