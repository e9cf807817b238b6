import { escapeHtml, escapeQuotes } from './escape.ts';
import { findHoles, type Hole } from './holes.ts';
import { Attributes, Html } from './markup.ts';
import { safeUrl } from './safe-url.ts';

export { attributes } from './attributes.ts';
export { jsonScript } from './json-script.ts';
export { Html, raw } from './markup.ts';
export { safeUrl } from './safe-url.ts';

/** What may be interpolated. Booleans, null and undefined give nothing, so that `condition && html` works. */
export type HtmlValue = Html | string | number | bigint | boolean | null | undefined | readonly HtmlValue[];

/** A template's strings are the same array each time it is rendered, so that it is inspected once. */
const inspected = new WeakMap<TemplateStringsArray, readonly Hole[]>();

/**
 * HTML from a template, everything interpolated escaped: text and quoted attribute values for what they are, addresses
 * (`href="${url}"`) through `safeUrl`. Nested `html` and arrays go in as they are. Throws a TypeError for a template
 * that escaping cannot make safe: an unquoted attribute, an event handler, a value inside `<script>` or `<style>`.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let holes = inspected.get(strings);
  if (holes === undefined) {
    holes = findHoles(strings);
    inspected.set(strings, holes);
  }
  let text = strings[0]!;
  for (let index = 0; index < values.length; index++) {
    const hole = holes[index];
    const value = values[index];
    text += (hole === 'text' ? renderText(value) : renderInTag(value, hole)) + strings[index + 1]!;
  }
  return new Html(text);
}

function renderText(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (value instanceof Html) return value.text;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (isNothing(value)) return '';
  if (isList(value)) {
    let text = '';
    for (const one of value) text += renderText(one);
    return text;
  }
  throw unprintable(value);
}

function renderInTag(value: HtmlValue, hole: Hole | undefined): string {
  if (isNothing(value)) return '';
  if (hole === 'tag') {
    if (value instanceof Attributes) return value.text;
    throw new TypeError('Only attributes() can be put between the attributes of a tag.');
  }
  if (value instanceof Html) return escapeQuotes(value.text);
  if (typeof value === 'string') return escapeHtml(hole === 'url' ? safeUrl(value) : value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw unprintable(value);
}

function isNothing(value: HtmlValue): value is boolean | null | undefined {
  return value === null || value === undefined || typeof value === 'boolean';
}

function isList(value: unknown): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

function unprintable(value: unknown): TypeError {
  return new TypeError(`A value of type ${typeof value} has no HTML form here: format it first.`);
}
