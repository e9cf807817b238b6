import { type Html, html } from '../../../core/html/html.ts';
import type { Frame } from './frame.ts';

/** Stands where a session begins: what the browser keeps of the reading of whoever was here is not shown to whoever comes. */
export function enterScript({ assets }: Frame): Html {
  return html`<script type="module" src="${assets.enterScript.path}"></script>`;
}
