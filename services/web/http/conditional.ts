/**
 * The entity tag of the answer 304 that a GET may be given (RFC 9110, section 13.2.2), or undefined: If-None-Match decides when
 * there is one, and only without it does If-Modified-Since, to the second. `etag` is that of what would be
 * sent, `others` are those of its other codings: whoever has it in one of them has it too. `modified` in milliseconds since the epoch.
 */
export function notModified(
  headers: { 'if-none-match'?: string | undefined; 'if-modified-since'?: string | undefined },
  etag: string,
  others: readonly string[],
  modified: number | undefined,
): string | undefined {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return etag;
    const theirs = tags.split(',').map(tag => tag.trim().replace(/^W\//, ''));
    return theirs.includes(etag) ? etag : others.find(other => theirs.includes(other));
  }
  const since = headers['if-modified-since'];
  if (since === undefined || modified === undefined) return undefined;
  const time = Date.parse(since);
  return !Number.isNaN(time) && modified <= time ? etag : undefined;
}
