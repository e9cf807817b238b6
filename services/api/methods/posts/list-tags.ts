import type { ApiContext } from '../../context.ts';
import { listPublicTags } from '../../store/posts/tags.ts';

export async function listTags({ db }: ApiContext) {
  return { tags: await listPublicTags(db) };
}
