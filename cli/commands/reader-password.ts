import { AppError } from '../../core/errors.ts';
import { readerContract } from '../../services/reader/contract.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';
import { readerAccount } from '../reader-account.ts';

export const command: Command = {
  usage: 'reader password NAME',
  summary: 'Make a password for a reading app, such as NetNewsWire or Reeder',
  help: `
NAME says where it is used. The password is shown once: only hashes of it are kept. docs/CLIENTS.md says what to enter in
which app.

  croft reader password "NetNewsWire on the phone"
  croft reader password Reeder --member Ben`,
  options: {
    ...dryRun,
    member: { type: 'string', about: 'the name or id of whose reading it is; the owner’s unless given' },
  },
  async run({ positionals, values, json, print, client }) {
    const [name, ...more] = positionals;
    if (!name || more.length > 0)
      throw new AppError(
        'invalid',
        'Say for which app, in quotes if it has spaces: croft reader password NAME',
      );
    const account = await readerAccount(client, values['member']);
    if (values['dry-run']) {
      print(json ? JSON.stringify({ name }) : `Make a password for ${name}.`);
      return 0;
    }
    const made = await (await client(readerContract)).createAppPassword({ account, name });
    if (json) print(JSON.stringify(made));
    else
      print(
        `user name  ${made.login}\npassword   ${made.password}\n\nKeep it now: it cannot be shown again. To end it: croft reader revoke ${made.id}`,
      );
    return 0;
  },
};
