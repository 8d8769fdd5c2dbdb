-- What the plan of a county is made from: dates of the rules, and the county's sessions, deputies and units.
CREATE OR REPLACE FUNCTION pg_temp.moment(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
$$ SELECT (day + time '10:00') AT TIME ZONE 'Asia/Shanghai' $$;

CREATE TEMP TABLE bench_due (key text, anchor_on date, label text, value int, unit text, due_on date, nominal_on date,
    provisional bool, steps jsonb, kind text, rule_id bigint, basis_id bigint);
CREATE TEMP TABLE bench_session (year int, session_id bigint, session_number int, term_id bigint, opens_on date);
CREATE TEMP TABLE bench_deputy (term_id bigint, position int, mandate_id bigint, person_id bigint, label text);
CREATE TEMP TABLE bench_unit (position int, department_id bigint, short_name text, coordinator_id bigint,
    contact_person bigint, contact_user bigint);
