import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Feed, OfferedFeed } from '../../../reader/contract.ts';
import { count } from '../../views/format.ts';
import type { ReaderRequest } from '../reader-page.ts';
import { feedPath } from '../stream.ts';
import { postForm } from './forms.ts';
import { readerLayout } from './reader-layout.ts';
import { head, tagField } from './subscriptions.ts';

/** A feed to choose, and what was wrong with it when it was chosen. */
export interface Choice extends OfferedFeed {
  readonly problem?: string | undefined;
}

export interface OfferedFeedsPage {
  readonly feeds: readonly Feed[];
  /** What the page led to. */
  readonly feed: Feed;
  /** In words, what came of the form before. */
  readonly said: string;
  readonly choices: readonly Choice[];
  readonly tags: string;
}

/** After a page has led to one feed: the others that it names, to choose from. */
export function offeredFeedsView(asked: ReaderRequest, page: OfferedFeedsPage): Html {
  const { feeds, feed, said, choices, tags } = page;
  const refused = choices.some(({ problem }) => problem !== undefined);
  const fields = html`<fieldset class="plain"><legend>${refused ? 'These could not be added' : `The page names ${count(choices.length, 'other feed')}`}</legend>
${choices.map(choice)}</fieldset>
${tagField(tags, feeds)}
<button class="primary" type="submit">Subscribe to those ticked</button>`;
  const body = html`${head('Feeds of the page', html`<a class="button" href="${feedPath(feed.id)}">To ${feed.title}</a>`)}
<p class="about" role="status">${said}</p>
${postForm(asked, '/reader/subscribe/others', { feed: feed.id }, fields, 'form')}
${refused ? '' : meantAnother(asked, feed)}`;
  return readerLayout(asked, { title: 'Feeds of the page', feeds, body });
}

function meantAnother(asked: ReaderRequest, { id, title }: Feed): Html {
  const button = html`<button class="danger" type="submit">Unsubscribe from ${title}</button>`;
  return html`<details class="fold danger"><summary>I meant another…</summary>${postForm(asked, `${feedPath(id)}/unsubscribe`, {}, button, 'form')}</details>`;
}

/** The browser sends the title of every feed, and the address of those that are ticked. */
function choice({ url, title, problem }: Choice, n: number): Html {
  const id = `url${n}`;
  const box = { id, name: id, type: 'checkbox', value: url, 'aria-describedby': `${id}-hint` };
  return html`<div class="choice"><div class="check"><input${attributes({ ...box, 'aria-invalid': problem && 'true' })}><label for="${id}">${title || url}</label></div><input${attributes({ type: 'hidden', name: `title${n}`, value: title })}><p class="hint" id="${id}-hint">${title && url}${problem ? html` <span class="problem-line">${problem}</span>` : ''}</p></div>
`;
}
