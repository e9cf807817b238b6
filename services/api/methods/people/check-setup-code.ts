import type { ApiContext } from '../../context.ts';
import { isSetupCode } from '../../store/people/setup-code.ts';

export async function checkSetupCode(
  { db }: ApiContext,
  { code }: { code: string },
): Promise<{ valid: boolean }> {
  return { valid: await isSetupCode(db, code) };
}
