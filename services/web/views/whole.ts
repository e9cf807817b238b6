import { raw } from '../../../core/html/html.ts';

/**
 * In `<head>` and at the end of `<body>`: a page of lists and forms is painted when all of it is there, so that nothing moves
 * while its rows still come (https://html.spec.whatwg.org/multipage/links.html#link-type-expect).
 */
export const paintWhole = raw('<link rel="expect" href="#end" blocking="render">');
export const end = raw('<div id="end" hidden></div>');
