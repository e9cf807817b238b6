import { AppError } from '../../core/errors.ts';
import { apiContract } from '../../services/api/contract.ts';
import type { Command } from '../command.ts';
import { dryRun } from '../dry-run.ts';

export const command: Command = {
  usage: 'token revoke ID',
  summary: 'Make a token invalid from now on',
  help: `
ID is what \`croft token list\` shows; the name does as well when only one token has it.`,
  options: dryRun,
  async run({ positionals, values, json, print, client }) {
    const [asked, ...more] = positionals;
    if (!asked || more.length > 0) throw new AppError('invalid', 'Say which token: croft token revoke ID');
    const api = await client(apiContract);
    const { tokens } = await api.listTokens({});
    const found = tokens.filter(token => token.id === asked || token.name === asked);
    if (found.length === 0)
      throw new AppError('not_found', `There is no token "${asked}". \`croft token list\` shows them.`);
    if (found.length > 1)
      throw new AppError('conflict', `${found.length} tokens are named "${asked}": give the id instead.`);
    const { id, name } = found[0]!;
    if (values['dry-run']) {
      print(json ? JSON.stringify({ id, name }) : `Revoke "${name}".`);
      return 0;
    }
    await api.revokeToken({ id });
    print(json ? JSON.stringify({ revoked: id }) : `Revoked "${name}".`);
    return 0;
  },
};
