import { z } from 'zod';
import { OwnSort, PostKind, PostStatus, Visibility } from '../../../api/contract.ts';

/** What is asked of the list of posts, by the names in its address. What cannot be is as if it were not asked. */
export const ListQuery = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  status: PostStatus.optional().catch(undefined),
  kind: PostKind.optional().catch(undefined),
  visibility: Visibility.optional().catch(undefined),
  tag: z
    .string()
    .max(200)
    .transform(tag => tag || undefined)
    .optional()
    .catch(undefined),
  sort: OwnSort.catch('newest').default('newest'),
  after: z.string().max(1000).optional().catch(undefined),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** The same question as a query of an address, with some of it changed. */
export function listPath(
  query: ListQuery,
  change: Partial<Record<keyof ListQuery, string | undefined>> = {},
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...change }))
    if (value !== undefined && value !== '' && !(name === 'sort' && value === 'newest'))
      parameters.set(name, value);
  return parameters.size === 0 ? '/admin/posts' : `/admin/posts?${parameters}`;
}
