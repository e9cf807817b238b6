import { Html } from './markup.ts';

/**
 * A data block such as JSON-LD (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents). Browsers do not run
 * it, so that it needs no exception in the content security policy. `<` is escaped, since `</script>` and `<!--` would
 * end or change the element, and so are the two line separators that older script parsers trip over.
 */
export function jsonScript(value: unknown, type = 'application/ld+json'): Html {
  if (!/^[a-z]+\/[a-z+]*json$/.test(type)) throw new TypeError(`"${type}" is not a JSON media type.`);
  const json = JSON.stringify(value) ?? 'null';
  const safe = json.replace(
    /[<>&\u2028\u2029]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Html(`<script type="${type}">${safe}</script>`);
}
