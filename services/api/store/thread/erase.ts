import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/**
 * Erases what has been spam or deleted for so many days, with the decisions about it. What is left without a name and words
 * holds a place: of a comment as long as something hangs from it, of a mention so that its source does not bring it back.
 */
export async function eraseResponses(db: Kysely<Schema>, days: number): Promise<void> {
  await sql`
    with erased as (
      update response set status = 'deleted', author_name = '', author_url = null, author_photo = null, site_url = null,
        markdown = '', html = '', text = '', rsvp = null, reasons = '{}', verified = false, account_id = null,
        commenter_id = null, subscriber_id = null, address_hash = null, words_hash = null, version = version + 1
      where status in ('spam', 'deleted') and author_name <> ''
        and received_at < now() - make_interval(days => ${days}::integer)
        and greatest(received_at, decided_at, edited_at) < now() - make_interval(days => ${days}::integer)
      returning id
    ), unlinked as (
      update mention set state = 'refused', reason = 'It was deleted here.'
      where response_id in (select id from erased) and state = 'linked'
    )
    delete from decision where response_id in (select id from erased)`.execute(db);
  await sql`
    delete from response where status = 'deleted' and author_name = '' and source_url is null
      and not exists (select from response answer where answer.parent_id = response.id)`.execute(db);
}
