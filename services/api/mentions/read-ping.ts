import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The source and target of a `pingback.ping` call (https://www.hixie.ch/specs/pingback/pingback-1.0, XML-RPC); undefined for
 * anything else. A document type declaration is refused, so that there are no entities but XML's own.
 */
export function readPing(xml: string): { source: string; target: string } | undefined {
  if (/<!(?!--)/.test(xml)) return undefined;
  const { Parser }: typeof import('htmlparser2') = require('htmlparser2');
  const path: string[] = [];
  let method = '';
  const values: string[] = [];
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name);
        if (path.join('/') === 'methodCall/params/param/value') values.push('');
      },
      ontext(text) {
        const at = path.join('/');
        if (at === 'methodCall/methodName') method += text;
        if (/^methodCall\/params\/param\/value(\/string)?$/.test(at)) values[values.length - 1] += text;
      },
      onclosetag() {
        path.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  const [source, target] = values.map(value => value.trim());
  if (method.trim() !== 'pingback.ping' || values.length !== 2 || !source || !target) return undefined;
  return { source, target };
}
