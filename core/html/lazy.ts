import { createRequire } from 'node:module';

/**
 * The parsers cost 70 ms and 20 MB to load, and many processes never meet a stranger's HTML: they are loaded at first
 * use, and synchronously, so that sanitising stays a plain function.
 */
const require = createRequire(import.meta.url);

export function sanitizer(): typeof import('sanitize-html') {
  return require('sanitize-html');
}

export function parser(): typeof import('htmlparser2') {
  return require('htmlparser2');
}
