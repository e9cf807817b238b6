import type { ApiContext } from '../../context.ts';
import { listSlugs as list } from '../../store/posts/slugs.ts';

const PAGE = 2000;

export async function listSlugs(
  { db }: ApiContext,
  { after }: { after?: string | undefined },
): Promise<{ slugs: { slug: string; source?: string }[]; next?: string }> {
  const rows = await list(db, after, PAGE);
  const next = rows.length === PAGE ? rows.at(-1)?.slug : undefined;
  const slugs = rows.map(({ slug, source }) => ({ slug, ...(source === null ? {} : { source }) }));
  return { slugs, ...(next === undefined ? {} : { next }) };
}
