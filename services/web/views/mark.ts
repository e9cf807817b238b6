import { html } from '../../../core/html/html.ts';

/** The sign of the site: a low house on ploughed land. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path class="mark-roof" d="M3 14.5 16 5l13 9.5-1.8 2.4L16 8.7 4.8 16.9z"/><path class="mark-wall" d="M8 16.6V22h5.5v-4.2h5V22H24v-5.4l-8-5.8z"/><path class="mark-land" d="M2 25.2c4.7-1.6 9.3-1.6 14 0s9.3 1.6 14 0v2.600c-4.7 1.6-9.3 1.6-14 0s-9.3-1.6-14 0z"/></svg>`;

/** The same as a file. Colours are attributes, since the policy for styles holds inside an image too. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#2c5a41"/><g fill="#f6f3ea"><path d="M5 14.6 16 6.500l11 8.1-1.6 2.100L16 9.800l-9.4 6.900z"/><path d="M9 16.800V21.500h4.800v-3.700h4.400v3.700H23v-4.700l-7-5.100z"/><path d="M4 24.200c4-1.4 8-1.4 12 0s8 1.4 12 0v2.200c-4 1.4-8 1.4-12 0s-8-1.4-12 0z" fill="#b9d3a3"/></g></svg>
`;
