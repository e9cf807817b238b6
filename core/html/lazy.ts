import { createRequire } from 'node:module';

/**
 * The parser costs time and memory to load, and many processes never meet a stranger's HTML: it is loaded at first
 * use, and synchronously, so that sanitising stays a plain function.
 */
const require = createRequire(import.meta.url);

export function parser(): typeof import('htmlparser2') {
  return require('htmlparser2');
}
