alter table account drop constraint account_role_check;
alter table account add constraint account_role_check check (role in ('owner', 'editor', 'moderator', 'member'));
alter table invitation drop constraint invitation_role_check;
alter table invitation add constraint invitation_role_check check (role in ('editor', 'moderator', 'member'));
