import { attributes, type Html, html, raw } from '../../../../core/html/html.ts';
import type { Chapter, Enclosure, Item, Passage, Transcript } from '../../../reader/contract.ts';
import { withQuery } from '../../views/paths.ts';
import { itemPath } from '../stream.ts';
import { clock } from './episode.ts';

export type PartName = 'chapters' | 'transcript';

const NAMES: Readonly<Record<PartName, string>> = { chapters: 'Chapters', transcript: 'Transcript' };

/** A part of an episode with what is in it, as it is shown in its place. */
export interface ShownPart {
  readonly part: PartName;
  readonly content: Html;
}

/**
 * The parts that an episode has beside its recording, folded. What is in one is fetched when it is opened, by the script or by
 * the link in it; one that was is open.
 */
export function partBoxes({ id, chaptersUrl, transcriptUrl }: Item, shown?: ShownPart): Html {
  const box = (part: PartName) => {
    const open = shown?.part === part;
    const path = withQuery(itemPath(id), { part });
    return html`<details${attributes({ class: 'part', id: part, open, 'data-part': open ? undefined : path })}><summary>${NAMES[part]}</summary><div class="inside">${
      open
        ? shown.content
        : html`<p><a href="${`${path}#${part}`}">Show the ${NAMES[part].toLowerCase()}</a></p>`
    }</div></details>`;
  };
  return html`${chaptersUrl ? box('chapters') : ''}${transcriptUrl ? box('transcript') : ''}`;
}

/** What leads to a second of the recording; the script plays it in the player beside it. */
function from(file: Enclosure, seconds: number, content: Html): Html {
  const start = Math.floor(seconds * 10) / 10;
  return html`<a${attributes({ class: 'from', href: `${file.url.split('#')[0]}#t=${start}`, 'data-from': `${start}` })}>${content}</a>`;
}

export function chaptersView(
  file: Enclosure,
  { chapters, problem }: { readonly chapters: readonly Chapter[]; readonly problem?: string | undefined },
): Html {
  if (chapters.length === 0) return nothing(problem, 'There are no chapters.');
  const pictures = chapters.some(({ image }) => image !== undefined);
  return html`<ol class="chapters">${chapters.map(
    ({ start, title, url, image }) =>
      html`<li>${from(
        file,
        start,
        html`${pictures ? html`<span class="shot">${image ? html`<img src="${image}" alt="" loading="lazy">` : ''}</span>` : ''}<span class="at">${clock(start)}</span> <span class="name">${title}</span>`,
      )}${url ? html` <a class="more-of" href="${url}" rel="noopener noreferrer" target="_blank">${new URL(url).hostname.replace(/^www\./, '')}<span class="visually-hidden"> on “${title}”</span></a>` : ''}</li>`,
  )}</ol>`;
}

export function transcriptView(
  file: Enclosure,
  { passages, html: page, problem }: Transcript & { readonly problem?: string | undefined },
): Html {
  if (page === undefined && passages.length === 0) return nothing(problem, 'Nothing is written down.');
  return html`<div class="said" tabindex="0" role="region" aria-label="What is said">${
    page === undefined ? passages.map((one, at) => passage(file, one, passages[at - 1])) : raw(page)
  }</div>`;
}

function passage(file: Enclosure, { start, speaker, text }: Passage, before: Passage | undefined): Html {
  const named = speaker !== undefined && speaker !== before?.speaker;
  return html`<p>${start === undefined ? '' : html`${from(file, start, html`<span class="at">${clock(start)}</span>`)} `}${named ? html`<b>${speaker}</b> ` : ''}${text}</p>`;
}

function nothing(problem: string | undefined, words: string): Html {
  return html`<p${attributes({ class: 'problem', role: 'alert' })}>${problem ?? words}</p>`;
}
