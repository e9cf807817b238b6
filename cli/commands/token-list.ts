import { apiContract } from '../../services/api/contract.ts';
import type { Command } from '../command.ts';
import { table } from '../output/table.ts';

export const command: Command = {
  usage: 'token list',
  summary: 'Show the tokens there are, and when each was used',
  help: `
The tokens themselves are not kept and cannot be shown. A use is noted to the minute.`,
  async run({ json, print, client }) {
    const { tokens } = await (await client(apiContract)).listTokens({});
    if (json) print(JSON.stringify(tokens));
    else if (tokens.length === 0) print('There are no tokens. `croft token create NAME` makes one.');
    else
      print(
        table(
          ['id', 'name', 'scopes', 'made', 'used', 'until'],
          tokens.map(({ id, name, scopes, createdAt, usedAt, expiresAt }) => [
            id,
            name,
            scopes.join(' '),
            minute(createdAt),
            usedAt === undefined ? 'never' : minute(usedAt),
            expiresAt === undefined ? 'no end' : minute(expiresAt),
          ]),
        ),
      );
    return 0;
  },
};

function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
