import { escapeHtml } from './escape.ts';
import { Attributes } from './markup.ts';
import { isUrlAttribute, safeUrl } from './safe-url.ts';

const NAME = /^(?!on|style$|srcdoc$)[a-z][a-z0-9-]*$/;

/**
 * Attributes for a place inside a tag: `` html`<input ${attributes({ name, checked })}>` ``. True gives the bare name;
 * false, null and undefined leave it out. Addresses pass through `safeUrl`. Throws for a name that could hold code.
 */
export function attributes(
  values: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Attributes {
  let text = '';
  for (const [name, value] of Object.entries(values)) {
    if (!NAME.test(name)) throw new TypeError(`"${name}" is not an attribute that a view may set.`);
    if (value === false || value === null || value === undefined) continue;
    text += ` ${name}`;
    if (value === true) continue;
    const string = String(value);
    text += `="${escapeHtml(isUrlAttribute(name) ? safeUrl(string) : string)}"`;
  }
  return new Attributes(text);
}
