/** Where visitors send what they have to say to a post, whatever its kind, and come back to change it. */
export function commentsPath(slug: string): string {
  return `/posts/${encodeURIComponent(slug)}/comments`;
}

export function commentPath(slug: string, id: string, what: 'reply' | 'edit' | 'waiting'): string {
  return `${commentsPath(slug)}/${encodeURIComponent(id)}/${what}`;
}

/** Leads to a response, on whatever page of its thread it stands. */
export function responsePath(slug: string, id: string): string {
  return `${commentsPath(slug)}/${encodeURIComponent(id)}`;
}

/** The form on a page of its own, made for one visitor. */
export function writePath(slug: string): string {
  return `${commentsPath(slug)}/write`;
}

/** Where a visitor signs in with a site of their own, to come back to `next`. */
export function siteSignInPath(next: string): string {
  return `/sign-in/site?next=${encodeURIComponent(next)}`;
}

/** The id of a response's element in the page. */
export function anchor(id: string): string {
  return `c-${id}`;
}
