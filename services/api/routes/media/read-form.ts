import { AppError } from '../../../../core/errors.ts';
import { Alt } from '../../contract.ts';

export interface FormUpload {
  name: string;
  data: Uint8Array;
  alt: string | undefined;
}

/**
 * The file of a `multipart/form-data` form (RFC 7578), its part `file` or else the first that is one, and its field `alt`. The form
 * is read by what `fetch` reads answers with, which is loaded at the first upload and not at the start. Throws `invalid`.
 */
export async function readForm(type: string, body: Buffer): Promise<FormUpload> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch((error: Error) => {
      throw new AppError('invalid', 'The form cannot be read.', { cause: error });
    });
  const files = [...form].filter((entry): entry is [string, File] => entry[1] instanceof File);
  const file = files.find(([name]) => name === 'file') ?? files[0];
  if (file === undefined) throw new AppError('invalid', 'The form has no file.');
  const alt = Alt.optional().safeParse(form.get('alt') ?? undefined);
  if (!alt.success)
    throw new AppError('invalid', 'The field "alt" must be a text of at most 2000 characters.', {
      details: { field: 'alt' },
    });
  const name = file[1].name.slice(-255) || 'file';
  return { name, data: new Uint8Array(await file[1].arrayBuffer()), alt: alt.data };
}
