import { apiContract } from '../../services/api/contract.ts';
import type { Command } from '../command.ts';
import { table } from '../output/table.ts';

export const command: Command = {
  usage: 'account list',
  summary: 'Show who has an account, with which role, and how they can sign in',
  help: `
"ways in" counts passkeys and unused recovery codes. Who has none gets in by \`croft sign-in-link\`; an owner who is unclaimed,
by the setup link that Croft prints when it starts.`,
  async run({ json, print, client }) {
    const { accounts } = await (await client(apiContract)).listAccounts({});
    if (json) print(JSON.stringify(accounts));
    else if (accounts.length === 0)
      print('Nobody has an account yet. Start Croft, and open the setup link that it prints.');
    else
      print(
        table(
          ['id', 'name', 'role', 'since', 'seen', 'ways in'],
          accounts.map(({ id, name, role, disabled, unclaimed, createdAt, seenAt, passkeys, codes }) => [
            id,
            name,
            role + (disabled ? ', closed' : '') + (unclaimed ? ', unclaimed' : ''),
            createdAt.slice(0, 10),
            seenAt?.slice(0, 10) ?? 'not lately',
            String(passkeys + codes),
          ]),
          [5],
        ),
      );
    return 0;
  },
};
