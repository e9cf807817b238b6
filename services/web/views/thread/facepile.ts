import { attributes, type Html, html } from '../../../../core/html/html.ts';
import type { Response, ResponseKind } from '../../../api/contract.ts';
import { responseAuthor } from './author.ts';

interface Pile {
  readonly kind: ResponseKind;
  readonly title: string;
  /** Property of the post that each is (https://indieweb.org/comments#How_to_markup). */
  readonly property: string;
}

const PILES: readonly Pile[] = [
  { kind: 'like', title: 'Liked by', property: 'u-like' },
  { kind: 'repost', title: 'Reposted by', property: 'u-repost' },
  { kind: 'bookmark', title: 'Bookmarked by', property: 'u-bookmark' },
  { kind: 'rsvp', title: 'Going or not', property: 'p-rsvp' },
];

const KINDS: ReadonlySet<ResponseKind> = new Set(PILES.map(pile => pile.kind));

/** Faces of one pile; the others are counted. */
const MOST = 100;

/** Whether a response says something by its kind alone, and stands in a pile. */
export function isPiled({ kind }: Response): boolean {
  return KINDS.has(kind);
}

/** Those who liked, reposted, bookmarked or answered an invitation, by name. */
export function facepiles(responses: readonly Response[]): Html {
  return html`${PILES.map(pile => {
    const those = responses.filter(response => response.kind === pile.kind);
    return those.length === 0 ? '' : facepile(pile, those);
  })}`;
}

function facepile({ kind, title, property }: Pile, responses: readonly Response[]): Html {
  return html`
<section class="piled" aria-labelledby="${`pile-${kind}`}"><h3 id="${`pile-${kind}`}" class="label">${title}</h3>
<ul class="facepile">${responses
    .slice(-MOST)
    .map(
      response =>
        html`<li${attributes({ class: `${property} h-cite` })}>${responseAuthor(response)}${
          response.rsvp
            ? html` <data class="p-rsvp quiet" value="${response.rsvp}">${response.rsvp}</data>`
            : ''
        }${response.url ? html`<a class="u-url" href="${response.url}" rel="nofollow ugc noopener"><span class="visually-hidden">Read it there: ${response.author.name}</span><span aria-hidden="true">↗</span></a>` : ''}</li>`,
    )}</ul>${responses.length > MOST ? html`<p class="quiet">and ${responses.length - MOST} more</p>` : ''}</section>`;
}
