-- What statistics count, by congress/rules/tallies.py, of the county's suggestions that have no tally yet. Those on
-- which several units or rounds owe answers are left out: the product's own rebuild computes them.
CREATE TEMP TABLE bare ON COMMIT DROP AS
SELECT id FROM congress_followup f
 WHERE county_id = %(county)s AND kind = 'suggestion' AND NOT EXISTS (SELECT FROM congress_tally t WHERE t.followup_id = f.id);
ANALYZE bare;

CREATE TEMP TABLE owed ON COMMIT DROP AS
SELECT a.id, a.followup_id, a.department_id, a.state, a.handed_over_on, a.reply_due_on, a.answered_on,
       a.extended_on IS NOT NULL AS extended,
       (SELECT count(*) FROM congress_unitrequest q WHERE q.assignment_id = a.id AND q.kind = 'return') AS returns
  FROM congress_assignment a
 WHERE a.county_id = %(county)s AND a.role <> 'assist' AND a.state NOT IN ('reassigned', 'cancelled')
   AND a.followup_id IN (SELECT id FROM bare);
CREATE INDEX ON owed (followup_id);
ANALYZE owed;

DELETE FROM bare WHERE id IN (SELECT followup_id FROM owed GROUP BY followup_id HAVING count(*) > 1);

CREATE TEMP TABLE answer ON COMMIT DROP AS
SELECT o.followup_id, o.id AS assignment_id, r.id AS reply_id, c.code, c.counts_as_solved, c.needs_tracking,
       coalesce((r.issued_at AT TIME ZONE 'Asia/Shanghai')::date, o.answered_on) AS reached_on
  FROM owed o
  JOIN congress_reply r ON r.assignment_id = o.id AND r.state = 'issued'
  JOIN congress_outcomeclass c ON c.id = r.outcome_id
 WHERE o.state = 'answered';
ANALYZE answer;

CREATE TEMP TABLE marked ON COMMIT DROP AS
SELECT a.followup_id, max((e.recorded_at AT TIME ZONE 'Asia/Shanghai')::date) AS evaluated_on,
       (ARRAY['good', 'fair', 'bad'])[max(array_position(ARRAY['good', 'fair', 'bad'], e.process::text))] AS process,
       (ARRAY['good', 'fair', 'bad'])[max(array_position(ARRAY['good', 'fair', 'bad'], e.result::text))] AS result
  FROM answer a
  JOIN congress_evaluation e ON e.reply_id = a.reply_id
  JOIN congress_party p ON p.followup_id = a.followup_id AND p.part = 'asker' AND p.person_id = e.person_id
 GROUP BY a.followup_id;
ANALYZE marked;

CREATE TEMP TABLE pledged ON COMMIT DROP AS
SELECT a.followup_id, count(*) AS promised,
       count(*) FILTER (WHERE p.state = 'kept' AND NOT p.late) AS kept, count(*) FILTER (WHERE p.state = 'kept' AND p.late) AS late,
       count(*) FILTER (WHERE p.moves > 0) AS moved, min(p.due_on) FILTER (WHERE p.state = 'open') AS due_on
  FROM answer a
  JOIN (SELECT *, coalesce(kept_on > first_due_on, false) AS late FROM congress_promise WHERE state <> 'replaced') p USING (assignment_id)
 GROUP BY a.followup_id;
ANALYZE pledged;

-- Once for the matter as a whole and once for its unit.
INSERT INTO congress_tally (county_id, followup_id, department_id, kind, year, opened_on, office_id, category, delegation_id,
    session_id, origin, difficulty, accepted_on, handed_over_on, reply_due_on, replied_on, answered_on, outcome, solved,
    tracked, promised, promises_kept, promises_late, promises_moved, promise_due_on, evaluated_on, process, result,
    closed_on, ending, extended, returns, reworks, key_leader_id, since)
SELECT f.county_id, f.id, row.department_id, f.kind, extract(year FROM f.opened_on), f.opened_on, f.office_id,
       coalesce(category.code, ''), author.delegation_id, s.session_id, s.origin, s.difficulty, f.accepted_on,
       row.handed_over_on, o.reply_due_on, o.answered_on, a.reached_on, coalesce(a.code, ''),
       coalesce(a.counts_as_solved, false), coalesce(a.needs_tracking, false), coalesce(p.promised, 0), coalesce(p.kept, 0),
       coalesce(p.late, 0), coalesce(p.moved, 0), p.due_on, m.evaluated_on, coalesce(m.process, ''), coalesce(m.result, ''),
       f.closed_on, f.ending, coalesce(o.extended, false), row.returns, row.reworks, key.leader_id,
       coalesce(row.since, f.opened_on)
  FROM bare
  JOIN congress_followup f USING (id)
  JOIN deputies_suggestion s ON s.followup_id = f.id
  LEFT JOIN deputies_category category ON category.id = s.category_id
  LEFT JOIN congress_mandate author ON author.id = s.author_id
  LEFT JOIN congress_keymatter key ON key.followup_id = f.id
  LEFT JOIN owed o ON o.followup_id = f.id
  LEFT JOIN answer a ON a.followup_id = f.id
  LEFT JOIN marked m ON m.followup_id = f.id
  LEFT JOIN pledged p ON p.followup_id = f.id
  CROSS JOIN LATERAL (
    SELECT NULL::bigint AS department_id, f.handed_over_on, f.returns, f.round - 1 AS reworks, NULL::date AS since
    UNION ALL SELECT o.department_id, o.handed_over_on, o.returns, 0, o.handed_over_on WHERE o.id IS NOT NULL
  ) row
 ORDER BY f.id, row.department_id NULLS FIRST
