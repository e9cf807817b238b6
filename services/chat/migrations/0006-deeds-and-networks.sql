-- Whether a message tells what its writer does (`/me`), as CTCP ACTION does on IRC.
alter table messages add column action boolean not null default false;

-- The random secret of a day (UTC). It is thrown away soon after, and with it every way to tell whose network a hash is of.
create table day_secrets (
  day date primary key,
  secret bytea not null
);

-- Whence a guest lately came: the keyed hashes of their network, by the secrets of that day and the one before.
create table guest_networks (
  person_id bigint primary key references people on delete cascade,
  hashes bytea[] not null,
  at timestamptz not null default now()
);

-- Of a guest: from which network nobody may begin to write in the room until then.
alter table sanctions add column networks bytea[] not null default '{}';
alter table sanctions add column networks_until timestamptz;

-- As `say` was, for messages that tell a deed too; it also gives who wrote what is answered. Why not may be `network` besides:
-- somebody of the same network was silenced, and this guest has not written in the room yet.
create function say(
  in_room integer, by_person bigint, by_name text, by_role text, its_nonce text,
  its_markdown text, its_html text, its_text text, answers bigint, names bigint[], its_link text, told_by text, is_action boolean,
  out outcome text, out its_number bigint, out its_change bigint, out said_at timestamptz,
  out answered_name text, out answered_text text, out waited double precision, out answered_person bigint
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
      when by_role = 'guest' and network_closed(in_room, by_person) then 'network'
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
      action, created_at)
    values (in_room, its_number, its_change, by_person, by_name, by_role, its_nonce, its_markdown, its_html, its_text, answers,
      names, its_link, is_action, said_at);
  if answers is not null then
    select name, text, person_id into answered_name, answered_text, answered_person from messages
      where room_id = in_room and number = answers and deleted_at is null;
  end if;
  perform pg_notify('croft_chat',
    json_build_object('room', room.name, 'kind', 'messages', 'change', its_change, 'by', told_by)::text);
  outcome := 'said';
end $$;

-- Whether a guest who has not written in a room comes from a network of which somebody was silenced there.
create function network_closed(in_room integer, by_person bigint) returns boolean
language sql stable set search_path from current as $$
  select exists (
    select from sanctions s join guest_networks n on n.person_id = by_person
    where s.room_id = in_room and s.person_id <> by_person and s.networks_until > clock_timestamp() and s.networks && n.hashes
  ) and not exists (select from messages where room_id = in_room and person_id = by_person)
$$;
