import type { ApiContext } from '../../context.ts';
import type { ResponseStatus } from '../../contract.ts';
import { type OwnRequest, requireOwn } from '../../thread/require-own.ts';
import { toldStatus } from '../../thread/told-status.ts';

export async function openComment(
  ctx: ApiContext,
  asked: OwnRequest,
): Promise<{ id: string; slug: string; status: ResponseStatus; markdown: string; version: number }> {
  const { comment } = await requireOwn(ctx, asked);
  const { id, slug, markdown, status, version } = comment;
  return { id, slug, markdown, version, status: toldStatus(status) };
}
