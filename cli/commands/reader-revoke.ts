import { AppError } from '../../core/errors.ts';
import { readerContract } from '../../services/reader/contract.ts';
import type { Command } from '../command.ts';
import { readerAccount } from '../reader-account.ts';

export const command: Command = {
  usage: 'reader revoke ID',
  summary: 'End the password of a reading app, and what is signed in with it',
  help: `
ID is what \`croft reader passwords\` shows.`,
  options: {
    member: { type: 'string', about: 'the name or id of whose it is; the owner’s unless given' },
  },
  async run({ positionals, values, json, print, client }) {
    const [id, ...more] = positionals;
    if (!id || more.length > 0) throw new AppError('invalid', 'Say which: croft reader revoke ID');
    const account = await readerAccount(client, values['member']);
    await (await client(readerContract)).revokeAppPassword({ account, id });
    print(json ? JSON.stringify({ revoked: id }) : `Revoked ${id}. Apps that used it are signed out.`);
    return 0;
  },
};
