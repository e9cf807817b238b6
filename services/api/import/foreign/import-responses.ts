import { createHash } from 'node:crypto';
import { toAppError } from '../../../../core/errors.ts';
import { htmlToMarkdown } from '../../../../core/markdown/from-html.ts';
import { readName } from '../../../../core/people/names.ts';
import type { Client } from '../../../../core/rpc/contract.ts';
import { type apiContract, LONGEST_COMMENT } from '../../contract.ts';
import { readMarkdown, readWebsite } from '../../thread/comment-text.ts';
import { persist } from '../run.ts';
import type { ForeignResponse } from './post.ts';

/** As many as one call takes. */
const AT_ONCE = 100;

/**
 * Brings what was said below a post of another site into its thread, those that are answered first. Each has an id that follows
 * from where it comes from, so that bringing it again is bringing it once. Nobody is told of it, and none of its writers'
 * e-mail and IP addresses goes along.
 */
export async function importResponses(
  api: Pick<Client<typeof apiContract>, 'importRows'>,
  post: { id: string; target: string },
  responses: readonly ForeignResponse[],
  dryRun: boolean,
): Promise<{ added: number; problems: string[] }> {
  const problems: string[] = [];
  const rows: string[] = [];
  const here = new Set<string>();
  for (const response of parentsFirst(responses)) {
    const { source, parent, name } = response;
    try {
      const row = await toRow(post, response);
      const known = parent !== undefined && here.has(parent) ? idOf(parent) : null;
      rows.push(JSON.stringify({ ...row, parent_id: known }));
      here.add(source);
    } catch (error) {
      problems.push(`a response by "${name}" was left out: ${toAppError(error).message}`);
    }
  }
  let added = 0;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const part = rows.slice(at, at + AT_ONCE);
    added += (await persist(() => api.importRows({ table: 'response', rows: part, dryRun }))).added;
  }
  return { added, problems };
}

async function toRow(post: { id: string; target: string }, response: ForeignResponse) {
  const { source, status, createdAt, pingback } = response;
  const markdown = htmlToMarkdown(response.html).slice(0, LONGEST_COMMENT);
  const text =
    pingback !== undefined && markdown === '' ? { html: '', text: '' } : await readMarkdown(markdown);
  return {
    id: idOf(source),
    post_id: post.id,
    kind: pingback === undefined ? 'comment' : 'mention',
    origin: pingback === undefined ? 'comment' : 'pingback',
    status,
    author_name: nameOf(response.name),
    author_url: websiteOf(pingback === undefined ? response.url : pingback),
    verified: false,
    // What stands on another site has no Markdown here.
    markdown: pingback === undefined ? markdown : '',
    html: text.html,
    text: text.text,
    source_url: pingback ?? null,
    target_url: pingback === undefined ? null : post.target,
    version: 1,
    reasons: [],
    created_at: createdAt,
    // Not new: it counts against no limit, and the owner hears of none.
    received_at: createdAt,
    told_at: createdAt,
  };
}

/** Those that are answered before their answers; an answer to what is not there stands by itself. */
function parentsFirst(responses: readonly ForeignResponse[]): ForeignResponse[] {
  const bySource = new Map(responses.map(response => [response.source, response]));
  const placed = new Set<ForeignResponse>();
  for (const response of responses) {
    const line: ForeignResponse[] = [];
    for (
      let one: ForeignResponse | undefined = response;
      one !== undefined && !placed.has(one) && !line.includes(one);
      one = one.parent === undefined ? undefined : bySource.get(one.parent)
    )
      line.push(one);
    for (const one of line.reverse()) placed.add(one);
  }
  return [...placed];
}

/** A UUID of version 8 (https://www.rfc-editor.org/rfc/rfc9562#section-5.8). */
function idOf(source: string): string {
  const hash = createHash('sha256').update(`response ${source}`).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Names that nobody could take here, such as those with unseen letters, are not shown as they were. */
function nameOf(given: string): string {
  try {
    return readName([...given.trim()].slice(0, 60).join(''));
  } catch {
    return 'Somebody';
  }
}

function websiteOf(given: string | undefined): string | null {
  try {
    return readWebsite(given) ?? null;
  } catch {
    return null;
  }
}
