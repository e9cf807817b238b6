import { AppError } from '../../../core/errors.ts';
import type { PostInput, PostKind } from '../contract.ts';

/** Kinds that are about something on another site. */
const ABOUT: readonly PostKind[] = ['bookmark', 'like', 'repost', 'reply', 'rsvp'];

/** What of a post decides its kind. */
export interface KindFields {
  kind: PostInput['kind'];
  title: string;
  target: unknown;
  photos: readonly unknown[];
  rsvp: unknown;
}

/**
 * The kind that was asked for, or the one its fields show. Throws `invalid` when the kind asked for lacks what makes it
 * that: a bookmark its address, a photo its picture, an RSVP its answer.
 */
export function composeKind({ kind, title, target, photos, rsvp }: KindFields): PostKind {
  if (kind === undefined) {
    if (target) return rsvp ? 'rsvp' : 'bookmark';
    if (photos.length > 0) return 'photo';
    return title === '' ? 'note' : 'article';
  }
  if (ABOUT.includes(kind) && !target) throw lacks(kind, 'target', 'the address that it is about');
  if (kind === 'rsvp' && !rsvp) throw lacks(kind, 'rsvp', 'its answer: yes, no, maybe or interested');
  if (kind === 'photo' && photos.length === 0) throw lacks(kind, 'photos', 'at least one picture');
  if (kind === 'page' && title === '') throw lacks(kind, 'title', 'a title');
  return kind;
}

function lacks(kind: PostKind, field: string, what: string): AppError {
  return new AppError('invalid', `A post of the kind "${kind}" needs "${field}", ${what}.`, {
    details: { field },
  });
}
