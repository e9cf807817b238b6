import { AppError } from '../../core/errors.ts';
import { readerContract } from '../../services/reader/contract.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { readerAccount } from '../reader-account.ts';

export const command: Command = {
  usage: 'reader revoke ID',
  summary: 'End the password of a reading app, and what is signed in with it',
  help: `
ID is what \`croft reader passwords\` shows.`,
  options: {
    ...dryRun,
    member: { type: 'string', about: 'the name or id of whose it is; the owner’s unless given' },
  },
  async run({ positionals, values, json, print, client }) {
    const [id, ...more] = positionals;
    if (!id || more.length > 0) throw new AppError('invalid', 'Say which: croft reader revoke ID');
    const account = await readerAccount(client, values['member']);
    const reader = await client(readerContract);
    if (values['dry-run']) {
      const { passwords } = await reader.listAppPasswords({ account });
      const found = passwords.find(password => password.id === id);
      if (found === undefined)
        throw new AppError('not_found', `There is no ${id}. \`croft reader passwords\` shows them.`);
      print(json ? JSON.stringify({ id, name: found.name }) : `Revoke ${id}, the password of ${found.name}.`);
      return 0;
    }
    await reader.revokeAppPassword({ account, id });
    print(json ? JSON.stringify({ revoked: id }) : `Revoked ${id}. Apps that used it are signed out.`);
    return 0;
  },
};
