import { emptyProperties, invalidRequest, type Properties } from './request.ts';
import { isField } from './to-input.ts';

/** What a post says of itself, and what has become part of its text. */
const NOT_KEPT = new Set(['audio', 'author', 'slug', 'uid', 'updated', 'url', 'video']);
/** In characters of JSON. */
const MOST_KEPT = 100_000;

/** The properties that posts here have no field for, such as `location` or `syndication`: kept as they came. Commands are not. */
export function keptProperties(properties: Properties): Properties {
  const kept = emptyProperties();
  for (const [name, values] of Object.entries(properties))
    if (!isField(name) && !NOT_KEPT.has(name) && !name.startsWith('mp-')) kept[name] = values;
  if (JSON.stringify(kept).length > MOST_KEPT)
    throw invalidRequest('The properties of the post are too long.');
  return kept;
}
