import { Parser } from 'htmlparser2';
import { z } from 'zod';
import { askJson, askSite, type Web } from './ask-provider.ts';

export interface Commit {
  /** The first line of its message. */
  readonly title: string;
  readonly url: string | undefined;
  readonly by: string | undefined;
}

/** https://docs.github.com/rest/commits/commits#list-commits ; Gitea's is the same as far as this. */
const Commits = z.array(
  z.object({
    html_url: z.string().optional(),
    commit: z.object({ message: z.string(), author: z.object({ name: z.string().optional() }).nullish() }),
  }),
);

const WHO = 'The repository';

/** The newest commits of a repository; undefined when it is not there. Throws `unavailable`. */
export async function latestCommits(
  web: Web,
  asked: { url: string; limit: number; signal: AbortSignal | undefined },
): Promise<Commit[] | undefined> {
  const { url, limit, signal } = asked;
  if (url.endsWith('.atom')) {
    const answer = await askSite(web, { who: WHO, url, accept: 'application/atom+xml', signal });
    return answer && readAtom(answer.text()).slice(0, limit);
  }
  // GitHub calls it per_page, and Gitea limit.
  const list = `${url}/commits?per_page=${limit}&limit=${limit}&stat=false`;
  const commits = await askJson(web, Commits, { who: WHO, url: list, signal });
  return commits?.slice(0, limit).map(({ html_url: page, commit }) => ({
    title: firstLine(commit.message),
    url: webAddress(page),
    by: commit.author?.name,
  }));
}

/** The entries of an Atom feed (RFC 4287): title, link and author of each. */
function readAtom(xml: string): Commit[] {
  const commits: { title: string; url: string | undefined; by: string | undefined }[] = [];
  const path: string[] = [];
  let text = '';
  const parser = new Parser(
    {
      onopentag(name, { href, rel }) {
        path.push(name);
        text = '';
        if (name === 'entry') commits.push({ title: '', url: undefined, by: undefined });
        const entry = commits.at(-1);
        if (name === 'link' && path.at(-2) === 'entry' && entry && (rel ?? 'alternate') === 'alternate')
          entry.url ??= webAddress(href);
      },
      ontext(more) {
        text += more;
      },
      onclosetag(name) {
        path.pop();
        const entry = commits.at(-1);
        if (!entry) return;
        if (name === 'title' && path.at(-1) === 'entry') entry.title = firstLine(text);
        if (name === 'name' && path.at(-1) === 'author' && path.at(-2) === 'entry') entry.by = text.trim();
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return commits.filter(({ title }) => title !== '');
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]!.replace(/\s+/g, ' ').trim();
}

function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined;
}
