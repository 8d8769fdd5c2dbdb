-- One row per suggestion: who, when, which unit, and how far it has come. Everything else is read from it.
-- stage: 0 filed, 1 accepted, 2 being forwarded, 3 unsigned, 4 handling, 5 checking, 6 answered, 7 evaluated,
-- 8 settled, 9 declined.
CREATE TEMP TABLE plan ON COMMIT DROP AS
WITH rolled AS (
  SELECT n, %(first_year)s + n / %(per_year)s AS year, n %% %(per_year)s < %(per_year)s * 0.8 AS in_session,
         random() AS r_day, random() AS r_accept, random() AS r_hand, random() AS r_sign, random() AS r_contact,
         random() AS r_reply, random() AS r_late, random() AS r_pass, random() AS r_mark_day, random() AS r_settle,
         random() AS r_stuck, random() AS r_stage, random() AS r_class, random() AS r_promise, random() AS r_broken,
         random() AS r_end, random() AS r_role, random() AS r_author, random() AS r_cosigner, random() AS r_unit,
         random() AS r_assist, random() AS r_mark, random() AS r_difficult, random() AS r_category,
         1 + floor(random() * cardinality(%(titles)s::text[]))::int AS title_at,
         (SELECT array_agg(1 + floor(random() * cardinality(%(sentences)s::text[]))::int) FROM generate_series(1, 4) WHERE n IS NOT NULL) AS said
    FROM generate_series(0, %(count)s - 1) n
), placed AS (
  SELECT r.*, s.session_id, s.term_id, s.session_number,
         CASE WHEN in_session THEN s.opens_on + floor(r_day * 4)::int
              ELSE s.opens_on + 10 + floor(r_day * (least(make_date(year, 12, 20), %(today)s - 1) - s.opens_on - 10))::int
         END AS opened_on,
         floor(r_author * %(deputies)s)::int AS author_at,
         floor(r_unit ^ 2 * %(units)s)::int AS unit_at
    FROM rolled r JOIN bench_session s USING (year)
), walked AS (
  SELECT p.*, opened_on + 1 + floor(r_accept * 5)::int AS accepted_on,
         opened_on + 7 + floor(r_hand * 8)::int AS handed_on,
         opened_on + 16 + floor(r_sign * 4)::int AS signed_on,
         opened_on + 25 + floor(r_contact * 15)::int AS contacted_on,
         opened_on + 42 + floor(r_reply * 50)::int + CASE WHEN r_late < 0.04 THEN 40 ELSE 0 END AS answered_on
    FROM placed p
), ended AS (
  SELECT w.*, answered_on + 1 + floor(r_pass * 4)::int AS issued_on,
         answered_on + 7 + floor(r_mark_day * 20)::int AS evaluated_on,
         answered_on + 28 + floor(r_settle * 6)::int AS settled_on,
         answered_on + 60 + floor(r_promise * 300)::int AS promised_by
    FROM walked w
), natural_stage AS (
  SELECT e.*, CASE WHEN r_end < 0.01 AND accepted_on <= %(today)s THEN 9
                   WHEN settled_on <= %(today)s THEN 8 WHEN evaluated_on <= %(today)s THEN 7
                   WHEN issued_on <= %(today)s THEN 6 WHEN answered_on <= %(today)s THEN 5
                   WHEN signed_on <= %(today)s THEN 4 WHEN handed_on < %(today)s THEN 3
                   WHEN handed_on <= %(today)s THEN 2 WHEN accepted_on <= %(today)s THEN 1 ELSE 0 END AS reached
    FROM ended e
), staged AS (
  SELECT s.*, CASE WHEN reached < 9 AND year = %(last_year)s AND r_stuck < 0.07
                   THEN least(reached, (ARRAY[0, 1, 2, 3, 4, 4, 4, 5, 6, 7])[1 + floor(r_stage * 10)::int])
                   ELSE reached END AS stage
    FROM natural_stage s
)
SELECT s.*, a.mandate_id AS author_id, a.person_id AS asker_id, a.label AS asked_by,
       c.mandate_id AS cosigner_mandate, c.person_id AS cosigner_person, r_cosigner < 0.6 AS has_cosigner,
       u.department_id, u.short_name, u.coordinator_id, u.contact_person, u.contact_user,
       x.department_id AS assist_department, x.short_name AS assist_name, x.position AS assist_at, x.coordinator_id AS assist_coordinator,
       x.contact_person AS assist_person, x.contact_user AS assist_user, r_role < 0.2 AS has_assist,
       r_difficult < 0.1 AS difficult,
       CASE WHEN r_class < 0.25 THEN 'B' WHEN r_class < 0.85 THEN 'A' ELSE 'C' END AS class,
       r_class < 0.25 AND stage >= 6 AND stage < 9 AS has_promise,
       r_class < 0.25 AND stage = 8 AND promised_by <= %(today)s AND r_broken > 0.03 AS promise_kept,
       stage = 8 AND r_class < 0.25 AND (promised_by > %(today)s OR r_broken <= 0.03) AS tracking,
       (stage BETWEEN 5 AND 8) OR (stage = 4 AND r_contact < 0.7 AND contacted_on <= %(today)s) AS has_contact,
       CASE WHEN stage = 7 AND r_mark < 0.1 THEN 'bad' WHEN r_mark < 0.25 THEN 'fair' ELSE 'good' END AS mark,
       CASE WHEN in_session AND stage BETWEEN 1 AND 8 THEN row_number() OVER (PARTITION BY s.session_id, in_session, stage BETWEEN 1 AND 8 ORDER BY n)
            WHEN stage BETWEEN 1 AND 8 THEN row_number() OVER (PARTITION BY s.term_id, in_session, stage BETWEEN 1 AND 8 ORDER BY n) END AS serial,
       (%(titles)s::text[])[title_at] AS title,
       (%(sentences)s::text[])[said[1]] || (%(sentences)s::text[])[said[2]] || (%(sentences)s::text[])[said[3]] || (%(sentences)s::text[])[said[4]] AS body,
       %(suggestion)s + n AS suggestion_id, %(followup)s + n AS followup_id, %(assignment)s + 2 * n AS assignment_id
  FROM staged s
  JOIN bench_deputy a ON a.term_id = s.term_id AND a.position = s.author_at
  JOIN bench_deputy c ON c.term_id = s.term_id AND c.position = (s.author_at + 1 + floor(r_cosigner * 100)::int) %% %(deputies)s
  JOIN bench_unit u ON u.position = s.unit_at
  JOIN bench_unit x ON x.position = (s.unit_at + 1 + floor(r_assist * 10)::int) %% %(units)s;

CREATE UNIQUE INDEX ON plan (n);
ANALYZE plan;

-- The ledger entries each suggestion has, which of them run now, and whose they are.
CREATE TEMP TABLE entry ON COMMIT DROP AS
WITH wanted AS (
  SELECT n, 0 AS code, 'hand_over' AS clock, 'suggestion.hand_over' AS key, opened_on AS anchor_on, 'f' AS owner, stage < 2 AS runs FROM plan
  UNION ALL
  SELECT n, 1, 'reply', CASE WHEN difficult THEN 'suggestion.reply.difficult' ELSE 'suggestion.reply.ordinary' END, handed_on, 'a', stage < 5 FROM plan WHERE stage BETWEEN 2 AND 8
  UNION ALL
  SELECT n, 2, 'sign_for', 'suggestion.sign_for', CASE WHEN coordinator_id IS NULL THEN handed_on ELSE handed_on + 1 END, 'a', stage < 4
    FROM plan WHERE stage BETWEEN 3 AND 8 OR (stage = 2 AND coordinator_id IS NULL)
  UNION ALL
  SELECT n, 3, 'evaluation', 'suggestion.evaluation', issued_on, 'f', stage = 6 FROM plan WHERE stage BETWEEN 6 AND 8
  UNION ALL
  SELECT n, 4, 'forward', 'suggestion.forward', handed_on, 'a', true FROM plan WHERE stage = 2 AND coordinator_id IS NOT NULL
  UNION ALL
  SELECT n, 4, 'check', 'suggestion.check', answered_on, 'a', true FROM plan WHERE stage = 5
  UNION ALL
  SELECT n, 5, 'promise', 'suggestion.promise', promised_by, 'a', NOT promise_kept FROM plan WHERE has_promise
  UNION ALL
  SELECT n, 6, 'co_opinion', 'suggestion.co_opinion', handed_on, 'x', stage < 5 FROM plan WHERE has_assist AND stage BETWEEN 2 AND 8
  UNION ALL
  SELECT n, 7, 'contact', 'suggestion.first_contact', handed_on, 'a', NOT has_contact FROM plan WHERE stage BETWEEN 2 AND 4
)
SELECT w.n, w.code, w.clock, w.owner, w.runs, %(deadline)s + 8 * w.n + w.code AS deadline_id, p.followup_id,
       CASE w.owner WHEN 'a' THEN p.assignment_id WHEN 'x' THEN p.assignment_id + 1 END AS assignment_id,
       d.anchor_on, d.label, d.value, d.unit, d.due_on, d.nominal_on, d.provisional, d.steps, d.kind, d.rule_id, d.basis_id
  FROM wanted w JOIN plan p USING (n) JOIN bench_due d ON d.key = w.key AND d.anchor_on = w.anchor_on;

CREATE INDEX ON entry (n, code);
ANALYZE entry;

-- The nearest running entry of each follow-up and of each assignment, as the rows carry copies of it.
CREATE TEMP TABLE nearest ON COMMIT DROP AS
SELECT DISTINCT ON (followup_id) followup_id, due_on, deadline_id FROM entry WHERE runs ORDER BY followup_id, due_on, deadline_id;
CREATE TEMP TABLE nearest_of_assignment ON COMMIT DROP AS
SELECT DISTINCT ON (assignment_id) assignment_id, due_on, deadline_id FROM entry WHERE runs AND assignment_id IS NOT NULL
 ORDER BY assignment_id, due_on, deadline_id;
ANALYZE nearest;
ANALYZE nearest_of_assignment
