-- Says something in a room in one statement, so that the room's row, for which all who write there wait, is held for one
-- commit and no longer. Every statement of it sees what was committed before it took the row.
--
-- Gives `said` with what became of the message; `again` with its number when the writer said it before; else why not:
-- `gone` (the room), `members_only`, `blocked`, `muted`, `slow` (with the seconds that have passed), `no_reply`.
--
-- The notice names the change and the process that made it, which knows the message already and need not read it.
create function say(
  in_room integer, by_person bigint, by_name text, by_role text, its_nonce text,
  its_markdown text, its_html text, its_text text, answers bigint, names bigint[], its_link text, told_by text,
  out outcome text, out its_number bigint, out its_change bigint, out said_at timestamptz,
  out answered_name text, out answered_text text, out waited double precision
) language plpgsql set search_path from current as $$
declare
  room rooms;
  kinds text[];
begin
  select * into room from rooms where id = in_room for update;
  if not found then
    outcome := 'gone';
    return;
  end if;
  select number into its_number from messages
    where room_id = in_room and coalesce(person_id, 0) = coalesce(by_person, 0) and nonce = its_nonce;
  if found then
    outcome := 'again';
    return;
  end if;
  if by_role in ('member', 'guest') then
    select array_agg(kind) into kinds from sanctions
      where room_id = in_room and person_id = by_person and (until is null or until > clock_timestamp());
    if room.slow_seconds > 0 then
      select extract(epoch from clock_timestamp() - created_at) into waited from messages
        where room_id = in_room and person_id = by_person order by number desc limit 1;
    end if;
    outcome := case
      when 'members' in (room.writers, room.readers) and by_role = 'guest' then 'members_only'
      when 'block' = any (kinds) then 'blocked'
      when 'mute' = any (kinds) then 'muted'
      when waited < room.slow_seconds then 'slow'
    end;
    if outcome is not null then
      return;
    end if;
  end if;
  if answers > room.last_number then
    outcome := 'no_reply';
    return;
  end if;
  update rooms set last_number = last_number + 1, last_change = last_change + 1 where id = in_room
    returning last_number, last_change into its_number, its_change;
  said_at := clock_timestamp();
  insert into messages (room_id, number, changed, person_id, name, role, nonce, markdown, html, text, reply_to, mentions, link,
      created_at)
    values (in_room, its_number, its_change, by_person, by_name, by_role, its_nonce, its_markdown, its_html, its_text, answers,
      names, its_link, said_at);
  if answers is not null then
    select name, text into answered_name, answered_text from messages
      where room_id = in_room and number = answers and deleted_at is null;
  end if;
  perform pg_notify('croft_chat',
    json_build_object('room', room.name, 'kind', 'messages', 'change', its_change, 'by', told_by)::text);
  outcome := 'said';
end $$;
