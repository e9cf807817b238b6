import { readerContract } from '../../services/reader/contract.ts';
import type { Command } from '../command.ts';
import { table } from '../output/table.ts';
import { readerAccount } from '../reader-account.ts';

export const command: Command = {
  usage: 'reader passwords',
  summary: 'Show the passwords of reading apps there are, and when each was used',
  help: `
The passwords themselves are not kept and cannot be shown. A use is noted to the minute.`,
  options: {
    member: { type: 'string', about: 'the name or id of whose they are; the owner’s unless given' },
  },
  async run({ values, json, print, client }) {
    const account = await readerAccount(client, values['member']);
    const { passwords } = await (await client(readerContract)).listAppPasswords({ account });
    if (json) print(JSON.stringify(passwords));
    else if (passwords.length === 0) print('There are none. `croft reader password NAME` makes one.');
    else
      print(
        table(
          ['id', 'name', 'user name', 'made', 'used'],
          passwords.map(({ id, name, login, createdAt, lastUsedAt }) => [
            id,
            name,
            login,
            minute(createdAt),
            lastUsedAt === undefined ? 'never' : minute(lastUsedAt),
          ]),
        ),
      );
    return 0;
  },
};

function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
