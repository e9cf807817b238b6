import { readingTime } from '../../../core/markdown/reading-time.ts';
import { startAutosave } from './editor-autosave.ts';
import { holdPage } from './editor-copies.ts';
import { listenToKeys } from './editor-keys.ts';
import { startMedia } from './editor-media.ts';
import { startNews } from './editor-news.ts';
import { startPhotos } from './editor-photos.ts';
import { startPreview } from './editor-preview.ts';
import { offerLostCopies } from './editor-restore.ts';
import { startSubmit } from './editor-submit.ts';
import { startTools } from './editor-tools.ts';
import { startWhen } from './editor-when.ts';

/** The writing screen beyond its plain form: keys, tools, preview, and the keeping of every keystroke. */
const form = document.querySelector<HTMLFormElement>('#editor');
const title = document.querySelector<HTMLTextAreaElement>('#field-title');
const text = document.querySelector<HTMLTextAreaElement>('#field-markdown');

if (form && title && text) {
  const page = crypto.randomUUID?.() ?? String(Math.random());
  holdPage(page);
  const news = startNews();
  startWhen(form);
  const autosave = startAutosave(form, page, news);
  const submit = startSubmit(form, autosave, news);
  const media = startMedia(form, text, news);
  startPhotos(form, news);
  listenToKeys(text, form, { save: () => void autosave.now(), submit });
  startTools(text, media.choose);
  startPreview(form, text);
  grow(title);
  count(text);
  // A title has one line; Enter goes on to the text.
  title.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    text.focus();
  });
  void offerLostCopies(form, news, text);
}

/** Where the style sheet cannot (`field-sizing`), a field grows with its text by this. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  for (const one of [field, text!]) {
    const fit = () => {
      one.rows = 1 + one.value.split('\n').reduce((sum, line) => sum + Math.floor(line.length / 70) + 1, 0);
    };
    one.addEventListener('input', fit);
    fit();
  }
}

function count(field: HTMLTextAreaElement): void {
  const place = document.querySelector('#editor-count')!;
  const show = () => {
    const { words, minutes } = readingTime(field.value);
    place.textContent = `${words} ${words === 1 ? 'word' : 'words'} · ${minutes} min`;
  };
  field.addEventListener('input', show);
  show();
}
