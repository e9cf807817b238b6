import { attributes, type Html, html, raw } from '../../../../../core/html/html.ts';
import { readingTime } from '../../../../../core/markdown/reading-time.ts';
import { formTokenField } from '../../../http/form-token.ts';
import { count } from '../../../views/format.ts';
import { postPath } from '../../../views/paths.ts';
import type { AdminRequest } from '../../admin-page.ts';
import type { PostFields, PostState } from '../../writing/post-fields.ts';
import { adminLayout } from '../admin-layout.ts';
import { badge } from '../parts.ts';
import { when } from './revisions.ts';
import { settings } from './settings.ts';
import { statusBadge } from './status.ts';

export interface EditorScreen {
  readonly state: PostState;
  readonly fields: PostFields;
  /** What is wrong with what was sent, by the field's name; under `form`, with the whole. */
  readonly problems?: Readonly<Record<string, string>>;
  /** Names of tags that there are. */
  readonly tags: readonly string[];
  /** When the working copy that is shown was saved, if one is shown. */
  readonly copyAt?: string | undefined;
}

/** The writing screen: one form, which works by itself; the script makes it pleasant and safe. */
export function editorView(asked: AdminRequest, screen: EditorScreen): Html {
  const { state, fields, problems = {} } = screen;
  const title = state.id === undefined ? 'New post' : fields.title || 'Untitled';
  const body = html`<form id="editor" class="editor" method="post" action="/admin/posts/save" data-mode="write" lang="${fields.language || asked.frame.site.language}">
${formTokenField(asked)}${hidden(state)}
<h1 class="visually-hidden">${title}</h1>
${bar(screen)}
${problems['form'] && html`<p class="problem" role="alert">${problems['form']}</p>`}
<div id="editor-news">${copyNews(screen)}</div>
<div class="editor-body">
<div class="sheet">
<label class="visually-hidden" for="field-title">Title</label>
<textarea${attributes({ id: 'field-title', name: 'title', class: 'sheet-title', rows: 1, maxlength: 500, placeholder: 'Title', autocomplete: 'off' })}>\n${fields.title}</textarea>
${toolbar}
<label class="visually-hidden" for="field-markdown">Text, in Markdown</label>
<textarea${attributes({ id: 'field-markdown', name: 'markdown', class: 'sheet-text', rows: 18, placeholder: 'Write …', spellcheck: 'true', 'aria-describedby': 'editor-keys' })}>\n${fields.markdown}</textarea>
<p class="sheet-foot"><span id="editor-count">${counted(fields.markdown)}</span><span id="editor-keys" class="hint">Markdown. <span class="with-script">Tab indents; press Escape first to leave the field with Tab.</span></span></p>
</div>
<section class="preview" id="editor-preview" aria-label="Preview" tabindex="0" hidden></section>
<aside class="settings" aria-label="Settings of the post">${settings(asked, screen)}</aside>
</div>
</form>`;
  return adminLayout(asked, {
    title,
    section: '/admin/posts',
    wide: true,
    scripts: [asked.frame.assets.editorScript.path],
    body,
  });
}

function hidden({ id, version, status, publishedAt, copy, key }: PostState): Html {
  const values = { id, version, status, published_at: publishedAt, copy, key };
  return html`${Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}">`,
  )}`;
}

/** The way back, the state of things, and what can be done with the post. */
function bar({ state, fields }: EditorScreen): Html {
  const { status = 'draft' } = state;
  const path = state.id !== undefined && status === 'published' && fields.slug ? viewPath(fields) : undefined;
  return html`<div class="editor-bar"><a class="button quiet small" href="/admin/posts">← Posts</a>
${state.id === undefined ? badge('New') : statusBadge(status)}
<span id="editor-state" class="hint" role="status"></span>
<span class="editor-modes with-script" role="group" aria-label="View"><button class="quiet small" type="button" data-mode="write" aria-pressed="true">Write</button><button class="quiet small" type="button" data-mode="both" aria-pressed="false">Both</button><button class="quiet small" type="button" data-mode="preview" aria-pressed="false">Preview</button></span>
<span class="buttons">${path && html`<a class="button quiet small" href="${path}">View</a>`}${
    state.id &&
    html`<a class="button quiet small" href="${`/admin/posts/${state.id}/revisions`}">History</a><a class="button quiet small" href="${`/admin/posts/${state.id}/delete`}">Delete</a>`
  }<button class="quiet small without-script" type="submit" formaction="/admin/posts/preview" formtarget="_blank">Preview</button>${saveButtons(status)}</span></div>`;
}

/** The first of them is what Enter in a field does: never a publishing one. */
function saveButtons(status: NonNullable<PostState['status']>): Html {
  if (status === 'draft')
    return html`<button class="small" type="submit" name="do" value="save">Save draft</button><button class="small primary" type="submit" name="do" value="publish" id="editor-publish">Publish</button>`;
  if (status === 'scheduled')
    return html`<button class="small primary" type="submit" name="do" value="save">Update</button><button class="small" type="submit" name="do" value="now">Publish now</button><button class="small" type="submit" name="do" value="unpublish">Back to draft</button>`;
  return html`<button class="small primary" type="submit" name="do" value="save">Update</button><button class="small" type="submit" name="do" value="unpublish">Back to draft</button>`;
}

/** As the script keeps it. */
function counted(markdown: string): string {
  const { words, minutes } = readingTime(markdown);
  return `${count(words, 'word')} · ${minutes} min`;
}

function viewPath(fields: PostFields): string {
  return postPath({ kind: fields.kind || 'article', slug: fields.slug });
}

function copyNews({ copyAt, state }: EditorScreen): Html {
  if (copyAt === undefined) return raw('');
  return html`<div class="notice" role="status"><p>These are your changes of <time datetime="${copyAt}">${when(copyAt)}</time>, which are not public yet. Update the post to make them so.</p>
<p class="buttons"><button class="small" type="submit" formaction="${`/admin/posts/${state.id}/discard`}">Throw the changes away</button></p></div>`;
}

const TOOLS: readonly [command: string, label: string, sign: string, keys: string][] = [
  ['bold', 'Bold', 'B', 'Control+B'],
  ['italic', 'Italic', 'I', 'Control+I'],
  ['link', 'Link', 'Link', 'Control+K'],
  ['heading', 'Heading', 'H', ''],
  ['list', 'List', '•', ''],
  ['numbers', 'Numbered list', '', ''],
  ['quote', 'Quote', '❝', ''],
  ['code', 'Code', '‹›', ''],
  ['image', 'Picture or file', 'Picture', ''],
];

const toolbar = html`<div class="tools with-script" role="toolbar" aria-label="Markdown" aria-controls="field-markdown">${TOOLS.map(
  ([command, label, sign, keys], index) =>
    html`<button${attributes({
      type: 'button',
      class: `quiet small tool-${command}`,
      'data-tool': command,
      'aria-label': label,
      title: keys === '' ? label : `${label} (${keys.replace('Control', 'Ctrl')})`,
      'aria-keyshortcuts': keys || undefined,
      tabindex: index === 0 ? undefined : -1,
    })}>${sign}</button>`,
)}</div>`;
