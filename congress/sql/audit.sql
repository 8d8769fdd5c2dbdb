-- The audit ledger's functions. Owned by the owner role and SECURITY DEFINER, so that the
-- application's role needs no right on the ledger but SELECT.

CREATE OR REPLACE FUNCTION audit_setting(name text) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT coalesce(current_setting('audit.' || name, true), '') $$;

-- Trigger arguments: columns that must not be recorded (secrets).
CREATE OR REPLACE FUNCTION audit_capture() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  now_is jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  row_key text := coalesce(now_is, was) ->> 'id';
  hidden text[] := coalesce(TG_ARGV, '{}')::text[];
BEGIN
  was := was - hidden;
  now_is := now_is - hidden;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, now_is -> o.key)
      INTO was, now_is
      FROM jsonb_each(was) o WHERE o.value IS DISTINCT FROM now_is -> o.key;
    IF was IS NULL AND to_jsonb(OLD) = to_jsonb(NEW) THEN
      RETURN NULL;
    END IF;
  END IF;
  INSERT INTO audit_change (at, xid, table_name, row_key, op, old, new, actor_id, actor, command, reason, database_role)
  VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, TG_TABLE_NAME, row_key, lower(TG_OP), was, now_is,
          nullif(audit_setting('actor_id'), '')::bigint, left(audit_setting('actor'), 80),
          left(audit_setting('command'), 60), left(audit_setting('reason'), 200), session_user);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_needs_command() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF audit_setting('command') = '' THEN
    RAISE EXCEPTION 'ledger % takes no write without an announced command', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION audit_row_digest(c audit_change) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(c.id, extract(epoch FROM c.at), c.xid, c.table_name, c.row_key, c.op,
    c.old, c.new, c.actor_id, c.actor, c.command, c.reason, c.database_role)::text, 'UTF8'))
$$;

-- The chained digest of all changes of transactions in [low, high), and their number.
CREATE OR REPLACE FUNCTION audit_digest(previous text, low bigint, high bigint, OUT digest text, OUT entries bigint)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  link bytea := sha256(convert_to(previous || ':' || low || ':' || high, 'UTF8'));
  c audit_change;
BEGIN
  entries := 0;
  FOR c IN SELECT * FROM audit_change WHERE xid >= low AND xid < high ORDER BY id LOOP
    link := sha256(link || audit_row_digest(c));
    entries := entries + 1;
  END LOOP;
  digest := encode(link, 'hex');
END $$;

-- Seal what every finished transaction has written since the last seal; one sealer at a time.
-- Returns the number of changes sealed.
CREATE OR REPLACE FUNCTION audit_seal_now() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  previous audit_seal;
  low bigint;
  high bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  link record;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('audit_seal')) THEN
    RETURN 0;
  END IF;
  SELECT * INTO previous FROM audit_seal ORDER BY id DESC LIMIT 1;
  low := coalesce(previous.to_xid, 0);
  IF high < low THEN
    RAISE EXCEPTION 'this cluster counts transactions from %, but the ledger is sealed to %: it was restored elsewhere; see docs/operations.md', high, low;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM audit_change WHERE xid >= low AND xid < high) THEN
    RETURN 0;
  END IF;
  SELECT * INTO link FROM audit_digest(coalesce(previous.digest, ''), low, high);
  INSERT INTO audit_seal (at, from_xid, to_xid, entries, digest) VALUES (clock_timestamp(), low, high, link.entries, link.digest);
  RETURN link.entries;
END $$;

-- The first seal that no longer fits what it sealed, or that does not continue the one before; NULL when all hold.
CREATE OR REPLACE FUNCTION audit_verify() RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  s audit_seal;
  previous text := '';
  reached bigint := 0;
  link record;
BEGIN
  FOR s IN SELECT * FROM audit_seal ORDER BY id LOOP
    SELECT * INTO link FROM audit_digest(previous, s.from_xid, s.to_xid);
    IF s.from_xid <> reached OR link.digest <> s.digest OR link.entries <> s.entries THEN
      RETURN s.id;
    END IF;
    previous := s.digest;
    reached := s.to_xid;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_change
  FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
