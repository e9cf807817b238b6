import type { ApiContext } from '../../context.ts';
import { listPublicYears } from '../../store/posts/years.ts';

export async function listYears({ db }: ApiContext) {
  return { years: await listPublicYears(db) };
}
