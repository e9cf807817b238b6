import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Actor, Block } from '../../contract.ts';
import { insertBlock } from '../../store/thread/blocks.ts';
import { readBlock } from '../../thread/blocks.ts';

const LOOKS: Readonly<Record<'word' | 'domain' | 'address', string>> = {
  word: 'a word or several, such as cheap pills',
  domain: 'a domain, such as spam.example',
  address: 'an IP address or network, such as 192.0.2.0/24',
};

export async function addBlock(
  { db }: ApiContext,
  { kind, value, note, ...actor }: Actor & { kind: keyof typeof LOOKS; value: string; note: string },
): Promise<Block> {
  const block = readBlock({ kind, value });
  if (!block) throw new AppError('invalid', `This must be ${LOOKS[kind]}.`, { details: { field: 'value' } });
  return db.transaction().execute(trx => insertBlock(trx, { ...block, note, actor }));
}
