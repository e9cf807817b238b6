/** Where visitors send what they have to say to a post, whatever its kind, and come back to change it. */
export function commentsPath(slug: string): string {
  return `/posts/${encodeURIComponent(slug)}/comments`;
}

export function commentPath(slug: string, id: string, what: 'reply' | 'edit' | 'waiting'): string {
  return `${commentsPath(slug)}/${encodeURIComponent(id)}/${what}`;
}

/** The id of a response's element in the page. */
export function anchor(id: string): string {
  return `c-${id}`;
}
