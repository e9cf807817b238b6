import type { RawData } from 'ws';
import type { z } from 'zod';
import { AppError } from '../errors.ts';

/** What a client sent, as the schema wants it. Throws `invalid` in words. */
export function readFrame<S extends z.ZodType>(schema: S, data: RawData, isBinary: boolean): z.output<S> {
  if (isBinary) throw new AppError('invalid', 'Send JSON in text frames.');
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    throw new AppError('invalid', 'That is not JSON. Send one object a frame, such as {"text": "help"}.');
  }
  const frame = schema.safeParse(value);
  if (frame.success) return frame.data;
  const issue = frame.error.issues[0];
  throw new AppError('invalid', `${issue?.path.join('.') || 'message'}: ${issue?.message ?? 'is wrong'}`);
}
