import { AppError } from '../../../core/errors.ts';
import { isReservedSegment, type PostKind } from '../contract.ts';

/** Throws `slug_reserved` for a page at an address that the site itself uses. */
export function refuseReserved(kind: PostKind, slug: string): void {
  if (kind !== 'page' || !isReservedSegment(slug)) return;
  throw new AppError(
    'invalid',
    `A page cannot have the slug "${slug}": the site itself uses /${slug}. For example "${unreserved(kind, slug)}".`,
    { reason: 'slug_reserved', details: { field: 'slug' } },
  );
}

/** A slug made from a title, changed when the site itself uses that address. */
export function unreserved(kind: PostKind, slug: string): string {
  return kind === 'page' && isReservedSegment(slug) ? `${slug.replaceAll('.', '-')}-page` : slug;
}
