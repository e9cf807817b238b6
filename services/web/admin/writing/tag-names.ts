import type { AdminRequest } from '../admin-page.ts';

/** Names of the tags of public posts, as proposals. */
export async function tagNames({ web, request }: AdminRequest): Promise<string[]> {
  const { tags } = await web.api.listTags({}, request.call);
  return tags.map(tag => tag.name);
}
