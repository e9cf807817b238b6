import type { PostKind, Target } from '../contract.ts';
import type { Properties } from './request.ts';
import { addressOf, citedOf } from './values.ts';

/** Properties that say what a post responds to, in the order in which they decide its kind (https://www.w3.org/TR/post-type-discovery/). */
const ABOUT = [
  ['repost-of', 'repost'],
  ['like-of', 'like'],
  ['bookmark-of', 'bookmark'],
  ['in-reply-to', 'reply'],
] as const satisfies readonly (readonly [string, PostKind])[];

export const ABOUT_PROPERTIES: readonly string[] = [...ABOUT.map(([name]) => name), 'rsvp'];

/** The property that a kind's target stands in. */
export function aboutProperty(kind: PostKind): string | undefined {
  return kind === 'rsvp' ? 'in-reply-to' : ABOUT.find(([, one]) => one === kind)?.[0];
}

export function kindOf(properties: Properties): PostKind {
  if (properties['rsvp'] && properties['in-reply-to']) return 'rsvp';
  const about = ABOUT.find(([name]) => properties[name]);
  if (about) return about[1];
  if (properties['photo']) return 'photo';
  return properties['name'] ? 'article' : 'note';
}

/** What the post is about, when it is about something. */
export function targetOf(properties: Properties): Target | undefined {
  const name = aboutProperty(kindOf(properties));
  const value = name === undefined ? undefined : properties[name]?.[0];
  if (name === undefined || value === undefined) return undefined;
  const title = citedOf(value, 'name')?.slice(0, 500);
  return { url: addressOf(value, name), ...(title ? { title } : {}) };
}
