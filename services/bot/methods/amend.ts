import type { BotContext } from '../context.ts';
import type { Amended } from '../contract.ts';

/** Keeps of what was said what it is now. Rules do not hold for it: who said it is not told. */
export async function amend(
  { logBook }: Pick<BotContext, 'logBook'>,
  amended: Amended,
): Promise<Record<string, never>> {
  await logBook.amend(amended);
  return {};
}
