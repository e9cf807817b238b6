const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * An id that stays when the slug or the site's address changes, so that no reader shows a post twice (RFC 4287, section
 * 4.2.6): the post's own id as a URN (RFC 9562).
 */
export function entryId(id: string): string {
  return UUID.test(id) ? `urn:uuid:${id.toLowerCase()}` : `urn:x-croft:post:${encodeURIComponent(id)}`;
}
