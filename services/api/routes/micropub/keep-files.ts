import type { ApiContext } from '../../context.ts';
import { saveMedia } from '../../methods/media/save-media.ts';
import type { Field } from '../../micropub/read-form.ts';
import { invalidRequest } from '../../micropub/request.ts';
import type { FilesForm } from './read-multipart.ts';

const FILE_FIELD = /^(photo|video|audio)(?:\[\d*\])?$/;

/** Keeps each file of a form, which stands for its address from then on. */
export async function keepFiles(ctx: ApiContext, form: FilesForm): Promise<Field[]> {
  const fields: Field[] = [];
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      fields.push([field, value]);
      continue;
    }
    const name = FILE_FIELD.exec(field)?.[1];
    if (name === undefined)
      throw invalidRequest(`Files come as photo, video or audio, not as "${field.slice(0, 100)}".`);
    // A browser sends an empty file where none was chosen.
    if (value.size === 0 && value.name === '') continue;
    fields.push([name, ctx.origin + (await keepFile(ctx, value, name))]);
  }
  return fields;
}

/** Keeps one file; gives its path. */
export async function keepFile(ctx: ApiContext, file: File, otherwise: string): Promise<string> {
  const data = new Uint8Array(await file.arrayBuffer());
  return (await saveMedia(ctx, { name: file.name.slice(0, 255) || otherwise, data })).path;
}
