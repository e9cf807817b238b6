import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { findAccount } from '../find-account.ts';

export const command: Command = {
  usage: 'sign-in-link [WHO]',
  summary: 'Make a link that signs somebody in, when every other way in is lost',
  help: `
WHO is the name or the id of an account; the owner's unless given. The link works once, within 15 minutes; a new one ends
the one before. It is noted in the audit log. Whoever sees it can use it: open it yourself, then add a passkey.

  croft sign-in-link
  croft sign-in-link Ben`,
  options: dryRun,
  async run({ positionals, values, json, print, client }) {
    const [account, ...more] = positionals;
    if (more.length > 0) throw new AppError('invalid', 'Give one name, in quotes if it has spaces.');
    const api = await client(apiContract);
    if (values['dry-run']) {
      const { name } = findAccount((await api.listAccounts({})).accounts, account);
      print(json ? JSON.stringify({ name }) : `Make a link that signs in ${name}.`);
      return 0;
    }
    const { url, name, expiresAt } = await api.createSignInLink({ account });
    if (json) print(JSON.stringify({ url, name, expiresAt }));
    else print(`${url}\n\nSigns in ${name}, once, until ${expiresAt.slice(11, 16)} UTC.`);
    return 0;
  },
};
