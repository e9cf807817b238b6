import { Parser } from 'htmlparser2';

/** What the pages themselves are made of, and what a comment may hold. */
const ELEMENTS = new Set(
  `a abbr article aside b blockquote br button cite code data del details div em form h1 h2 h3 header i img input ins kbd label li mark ol p
  pre q s samp script section small span strong sub summary sup textarea time u ul var`.split(/\s+/),
);
const ATTRIBUTES =
  /^(?:id|class|href|rel|src|alt|width|height|loading|decoding|datetime|title|lang|dir|cite|start|type|value|name|method|action|for|hidden|tabindex|required|rows|maxlength|autocomplete|autocapitalize|spellcheck|inputmode|formnovalidate|open|aria-[a-z]+|data-[a-z]+|role|reversed|hreflang)$/;
const ADDRESS = /^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i;

/** Everything in some HTML that is more than it may be: foreign elements and attributes, addresses of other schemes, code. */
export function escapes(html: string, ownScript: string): string[] {
  const found: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (!ELEMENTS.has(name)) found.push(`<${name}>`);
        if (name === 'script' && attributes['src'] !== ownScript) found.push('<script> of another');
        for (const [key, value] of Object.entries(attributes)) {
          if (!ATTRIBUTES.test(key)) found.push(`${name} ${key}`);
          if (/^(?:href|src|cite|action)$/.test(key) && !ADDRESS.test(value))
            found.push(`${name} ${key}="${value}"`);
        }
      },
      onprocessinginstruction: (_name, data) => void found.push(`<${data}>`),
      oncomment: data => void found.push(`<!--${data}-->`),
    },
    { decodeEntities: true },
  );
  parser.end(html);
  if (/[\0\ufffe]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(html))
    found.push('broken text');
  return found;
}
