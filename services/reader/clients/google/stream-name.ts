import { AppError } from '../../../../core/errors.ts';

/** What an app names: a state that an item can have, a label, or a feed by its number or address. */
export type StreamName =
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'feed'; readonly feed: string };

export const READING_LIST: StreamName = { kind: 'state', state: 'reading-list' };

/** Reads `user/-/state/com.google/…`, `user/-/label/…` (with slashes in it) and `feed/…`. Throws `invalid` for anything else. */
export function readStreamName(text: string): StreamName {
  const own = /^user\/[^/]*\/(state\/com\.google|label)\/([^\0]+)$/s.exec(text);
  if (own?.[1] === 'label') return { kind: 'label', label: readLabel(own[2]!, text) };
  if (own) return { kind: 'state', state: own[2]! };
  const feed = /^feed\/([^\0]{1,2000})$/s.exec(text)?.[1];
  if (feed !== undefined) return { kind: 'feed', feed };
  throw noStream(text);
}

/** The name of a label, from its id. Throws `invalid`. */
export function readLabelName(text: string): string {
  const name = readStreamName(text);
  if (name.kind !== 'label') throw noStream(text);
  return name.label;
}

function readLabel(label: string, text: string): string {
  const trimmed = label.trim();
  if (trimmed === '' || trimmed.length > 100) throw noStream(text);
  return trimmed;
}

export function labelId(label: string): string {
  return `user/-/label/${label}`;
}

export function noStream(text: string): AppError {
  return new AppError(
    'invalid',
    `There is nothing called "${text.replaceAll('\0', '').slice(0, 200)}" here.`,
  );
}
