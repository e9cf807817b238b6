import type { FastifyRequest } from 'fastify';
import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { saveMedia } from '../../methods/media/save-media.ts';
import type { Field } from '../../micropub/read-form.ts';
import { invalidRequest } from '../../micropub/request.ts';
import { headerToken, oneToken, requireAny, tokenHolder } from './caller.ts';

const MOST_FILES = 20;
const FILE_FIELD = /^(photo|video|audio)(?:\[\d*\])?$/;

export interface MultipartForm {
  readonly caller: Principal;
  readonly fields: Field[];
}

/**
 * Reads a form with files. Each file is kept and stands for its address from then on. Whoever sends files must have said who
 * they are by then, in the header or in a field before the first file, so that nobody else's are read.
 */
export async function readMultipart(ctx: ApiContext, request: FastifyRequest): Promise<MultipartForm> {
  const fields: Field[] = [];
  const inHeader = headerToken(request);
  let inBody: string | undefined;
  let caller: Principal | undefined;
  const identify = async () => {
    caller ??= await tokenHolder(ctx, oneToken(inHeader, inBody));
    return caller;
  };
  for await (const part of request.parts({ limits: limits(ctx, MOST_FILES) })) {
    if (part.type === 'file') {
      requireAny(await identify(), 'create', 'draft');
      const name = FILE_FIELD.exec(part.fieldname)?.[1];
      if (name === undefined)
        throw invalidRequest(
          `Files come as photo, video or audio, not as "${part.fieldname.slice(0, 100)}".`,
        );
      const data = await part.toBuffer();
      // A browser sends an empty file where none was chosen.
      if (data.length === 0 && part.filename === '') continue;
      const { path } = await saveMedia(ctx, { name: part.filename.slice(0, 255) || name, data });
      fields.push([name, ctx.origin + path]);
    } else if (typeof part.value === 'string') {
      if (part.fieldname === 'access_token') inBody = part.value;
      else fields.push([part.fieldname, part.value]);
    }
  }
  const known = await identify();
  oneToken(inHeader, inBody);
  return { caller: known, fields };
}

/** Of one request: bytes of a file, and of all that is not a file. */
export function limits(ctx: ApiContext, files: number) {
  return { fileSize: ctx.config.mediaLimit, files, fields: 1000, fieldSize: 4_000_000, parts: 1000 + files };
}
