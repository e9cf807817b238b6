import { type Html, html } from '../../../core/html/html.ts';
import { discoveryLinks } from './discovery.ts';
import type { Frame } from './frame.ts';
import { layout } from './layout.ts';

/** The home page of a site without a post: what its owner can do now. */
export function welcomeView(frame: Frame): Html {
  const { site, origin } = frame;
  const body = html`<div class="column">
<header class="page-head"><h1>${site.claimed ? site.title : 'Your croft is up'}</h1>
<p class="lede">${site.claimed ? site.description || 'Nothing is published here yet.' : 'It runs, it answers, and it is waiting for its owner.'}</p></header>
<ol class="steps">
${
  site.claimed
    ? ''
    : html`<li><h2>Make it yours</h2>
<p>When Croft first started, it printed a set-up link in the terminal, like <code>${`${origin}/setup/…`}</code>. Open it: you give your name and a title for the site, and get your first token.</p></li>`
}
<li><h2>Bring your posts</h2>
<p>A folder of Markdown, as Jekyll, Hugo or Eleventy keep it, comes in with one command. Running it again changes nothing.</p>
<pre tabindex="0"><code>npm run -s croft -- import posts ~/blog/_posts</code></pre></li>
<li><h2>Or write the first one</h2>
${firstPost(origin, 'YOUR-TOKEN')}</li>
</ol>
</div>`;
  return layout({ frame, path: '/', more: discoveryLinks(frame.origin), body });
}

/** A post sent by hand, for a terminal. */
export function firstPost(origin: string, token: string): Html {
  const command = `curl ${origin}/api/v1/posts \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"title": "Hello", "markdown": "The first of many.", "status": "published"}'`;
  return html`<pre tabindex="0"><code>${command}</code></pre>`;
}
