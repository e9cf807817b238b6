import type { ChatContext } from './context.ts';

/** Tells the site whether its menu has a place for rooms, as it has while anybody may read one. Told again every hour, lest it did not hear it. */
export async function offerRooms(ctx: Pick<ChatContext, 'api' | 'db' | 'log'>): Promise<void> {
  try {
    const any = await ctx.db
      .selectFrom('rooms')
      .select('id')
      .where('readers', '=', 'everyone')
      .limit(1)
      .executeTakeFirst();
    const places = any ? [{ label: 'Rooms', href: '/rooms' }] : [];
    await ctx.api.offerPlaces({ by: 'chat', places });
  } catch (err) {
    ctx.log.debug({ err }, 'the menu does not know of the rooms yet');
  }
}
