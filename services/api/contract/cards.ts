import { createHash } from 'node:crypto';

/** Grows with the design of the cards. */
const DESIGN = 1;
const HASH_LENGTH = 16;
const LONGEST = 140;

/** What a card of a post shows. */
export interface CardText {
  title: string;
  site: string;
  author: string;
}

export interface CardPost {
  id: string;
  title: string;
  summary: string;
}

export interface CardSite {
  title: string;
  author: { name: string };
}

/** The words of a post's card: its title, or the beginning of a note. */
export function cardText(post: CardPost, site: CardSite): CardText {
  const whole = post.title || post.summary;
  const title = whole.length > LONGEST ? `${whole.slice(0, LONGEST).replace(/\s+\S*$/, '')}…` : whole;
  return { title, site: site.title, author: site.author.name };
}

/**
 * The path on the site of the picture that stands for a post where it is linked (`og:image`): a PNG of 1200 × 630 pixels. It names
 * what the picture shows, so that a new title has a new address.
 */
export function cardPath(post: CardPost, site: CardSite): string {
  const { title, site: name, author } = cardText(post, site);
  const shown = JSON.stringify([DESIGN, title.toWellFormed(), name, author]);
  const hash = createHash('sha256').update(shown).digest('hex').slice(0, HASH_LENGTH);
  return `/media/cards/${post.id}-${hash}.png`;
}
