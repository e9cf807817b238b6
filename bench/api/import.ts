import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Client } from '../../core/rpc/contract.ts';
import type { apiContract } from '../../services/api/contract.ts';
import { importPosts } from '../../services/api/import/import-posts.ts';

const PARAGRAPH =
  'The hedge along the lane was laid in February, with *hazel* stakes and a [binding](https://example.org/) of willow. ';

/** Writes a blog of so many posts as Jekyll keeps one: about 3 KB each, with headings, lists, code, links and tags. */
export async function writeBlog(directory: string, posts: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (let at = 0; at < posts; at++) {
    const day = new Date(Date.UTC(2010, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
    const text = `---
title: "Post ${at} on hedges"
tags: [craft, tag-${at % 40}]
---
${PARAGRAPH.repeat(6)}

## Part one of ${at}

${'- a thing, and `another`\n'.repeat(8)}
See [before](${at === 0 ? '/' : `post-${at - 1}.md`}).

\`\`\`text
laid = ${at}
\`\`\`

${PARAGRAPH.repeat(12)}
`;
    await writeFile(join(directory, `${day}-post-${at}.md`), text);
  }
}

/** Milliseconds that bringing the blog in takes. Throws when a post was not taken. */
export async function timeImport(
  api: Client<typeof apiContract>,
  directory: string,
  posts: number,
): Promise<number> {
  const startedAt = performance.now();
  const { created, failed } = await importPosts(api, directory);
  const took = performance.now() - startedAt;
  if (created !== posts) throw new Error(`${created} of ${posts} posts came in: ${failed[0]?.problem ?? ''}`);
  return took;
}

/** Milliseconds for as many rows of the same size, each in a transaction of its own: what no import can be faster than. */
export async function timeInserts(url: string, posts: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'create temporary table raw (id serial primary key, slug text unique, markdown text, html text)',
    );
    const text = PARAGRAPH.repeat(20);
    const startedAt = performance.now();
    for (let at = 0; at < posts; at++)
      await client.query('insert into raw (slug, markdown, html) values ($1, $2, $2)', [`post-${at}`, text]);
    return performance.now() - startedAt;
  } finally {
    await client.end();
  }
}
