import { type Html, html } from '../../../../core/html/html.ts';
import type { Enclosure, Item } from '../../../reader/contract.ts';

/** Which episode it is, and who is heard in it. */
export function episodeLine({ episode }: Item): Html {
  if (!episode) return html``;
  const { season, seasonName, number, label, people } = episode;
  const place = [
    seasonName ?? (season === undefined ? undefined : `Season ${season}`),
    label ?? (number === undefined ? undefined : `Episode ${number}`),
  ].filter(part => part !== undefined);
  if (place.length + people.length === 0) return html``;
  return html`<p class="episode-line">${place.join(', ')}${place.length > 0 && people.length > 0 ? '. ' : ''}${
    people.length === 0
      ? ''
      : html`With ${people.map(
          ({ name, url, role }, at) =>
            html`${at > 0 ? ', ' : ''}${url ? html`<a href="${url}" rel="noopener noreferrer">${name}</a>` : name}${role ? ` (${role})` : ''}`,
        )}`
  }</p>`;
}

/** Parts of a recording that those who made it recommend; the script plays them in the player beside them. */
export function soundbites({ episode }: Item, { url }: Enclosure): Html {
  const parts = episode?.soundbites ?? [];
  if (parts.length === 0) return html``;
  return html`<ul class="soundbites" aria-label="Parts to begin with">${parts.map(
    ({ start, seconds, title }) =>
      html`<li><a href="${`${url.split('#')[0]}#t=${start},${start + seconds}`}" data-from="${start}">${clock(start)} ${title ?? 'Listen'}</a></li>`,
  )}</ul>`;
}

/** `1:02:03`, `2:03`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
