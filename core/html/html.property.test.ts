import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { html } from './html.ts';

/** Characters that mean something to an HTML parser, often. NUL and CR are left out: parsers replace them by rule. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...`<>&"'=/!-;# \n\t`),
    fc.constantFrom('script', '&lt;', '&#60', '-->', ']]>', 'é', '😀', 'a'),
  ),
});

test('any string put into text and attributes reads back as the same string, and opens no tag', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (text, double, single) => {
      const seen = { tags: [] as string[], text: '', double: '', single: '' };
      const parser = new Parser({
        onopentag(name, attribs) {
          seen.tags.push(name, ...Object.keys(attribs));
          seen.double = attribs['title']!;
          seen.single = attribs['alt']!;
        },
        ontext(part) {
          seen.text += part;
        },
      });
      parser.end(`${html`<p title="${double}" alt='${single}'>${text}</p>`}`);
      assert.deepEqual(seen, { tags: ['p', 'title', 'alt'], text, double, single });
    }),
    { numRuns: 500 },
  );
});
