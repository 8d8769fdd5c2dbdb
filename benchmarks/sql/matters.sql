-- The tables' rows, all read from the plan. Moments are ten in the morning, local time.
INSERT INTO congress_followup (id, version, county_id, kind, number, title, asked_by, office_id, openness, state, round,
    rounds_allowed, opened_on, accepted_on, comment_wanted, handed_over_on, answered_on, evaluated_on, evaluation_due_on,
    dissatisfied, settled_on, closed_on, ending, ending_note, returns, due_on, due_entry_id, reply_due_on, on_paper, gaps)
SELECT p.followup_id, 1 + p.stage, %(county)s, 'suggestion',
       coalesce(CASE WHEN p.in_session THEN '第' || p.serial || '号' ELSE '闭会第' || p.serial || '号' END, ''),
       p.title, p.asked_by, %(office)s, CASE WHEN p.stage BETWEEN 1 AND 8 THEN 2 ELSE 0 END,
       CASE WHEN p.tracking THEN 'tracking' ELSE (ARRAY['filed', 'pending', 'assigned', 'assigned', 'handling', 'checking', 'answered', 'evaluated', 'closed', 'declined'])[p.stage + 1] END,
       1, 2, p.opened_on, CASE WHEN p.stage BETWEEN 1 AND 8 THEN p.accepted_on END, false,
       CASE WHEN p.stage BETWEEN 2 AND 8 THEN p.handed_on END, CASE WHEN p.stage BETWEEN 6 AND 8 THEN p.issued_on END,
       CASE WHEN p.stage BETWEEN 7 AND 8 THEN p.evaluated_on END, evaluation.due_on,
       p.stage = 7 AND p.mark = 'bad', CASE WHEN p.stage = 8 THEN p.settled_on END,
       CASE WHEN p.stage = 9 THEN p.accepted_on WHEN p.stage = 8 AND NOT p.tracking
            THEN CASE WHEN p.promise_kept THEN greatest(p.settled_on, p.promised_by) ELSE p.settled_on END END,
       CASE WHEN p.stage = 9 THEN 'declined' ELSE '' END, CASE WHEN p.stage = 9 THEN '内容空泛。请补充具体情况后再提。' ELSE '' END,
       0, near.due_on, near.deadline_id, reply.due_on, false, '[]'
  FROM plan p
  LEFT JOIN nearest near ON near.followup_id = p.followup_id
  LEFT JOIN entry reply ON reply.n = p.n AND reply.code = 1
  LEFT JOIN entry evaluation ON evaluation.n = p.n AND evaluation.code = 3
 ORDER BY p.n;

INSERT INTO deputies_suggestion (id, version, county_id, term_id, session_id, origin, author_id, source_note, serial, title,
    body, publicity, confidential, state, category_id, difficulty, created_at, saved_at, submitted_at, followup_id)
SELECT p.suggestion_id, 2, %(county)s, p.term_id, CASE WHEN p.in_session THEN p.session_id END, 'own', p.author_id, '', p.serial,
       p.title, p.body, 'all', false, CASE WHEN p.stage BETWEEN 1 AND 8 THEN 'accepted' ELSE 'submitted' END,
       CASE WHEN p.stage BETWEEN 1 AND 8 THEN category.ids[1 + floor(p.r_category * cardinality(category.ids))::int] END,
       CASE WHEN p.stage BETWEEN 1 AND 8 THEN CASE WHEN p.difficult THEN 'difficult' ELSE 'ordinary' END ELSE '' END,
       pg_temp.moment(p.opened_on - 2), pg_temp.moment(p.opened_on), pg_temp.moment(p.opened_on), p.followup_id
  FROM plan p
  JOIN (SELECT year, array_agg(id ORDER BY id) AS ids FROM deputies_category WHERE county_id IS NULL AND scheme = 'medium' GROUP BY year) category USING (year)
 ORDER BY p.n;

INSERT INTO deputies_cosigner (id, suggestion_id, mandate_id, state, invited_at, answered_at)
SELECT %(cosigner)s + n, suggestion_id, cosigner_mandate, 'confirmed', pg_temp.moment(opened_on - 2), pg_temp.moment(opened_on - 1) FROM plan WHERE has_cosigner ORDER BY n;

INSERT INTO congress_party (id, followup_id, part, person_id, department_id, body_id)
SELECT %(party)s + row_number() OVER (ORDER BY n, part) - 1, followup_id, part, person_id, department_id, body_id FROM (
  SELECT n, followup_id, 'asker' AS part, asker_id AS person_id, NULL::bigint AS department_id, NULL::bigint AS body_id FROM plan
  UNION ALL SELECT n, followup_id, 'cosigner', cosigner_person, NULL, NULL FROM plan WHERE has_cosigner
  UNION ALL SELECT n, followup_id, 'office', NULL, NULL, %(office)s FROM plan
  UNION ALL SELECT n, followup_id, 'coordinator', NULL, coalesce(coordinator_id, assist_coordinator), NULL FROM plan
    WHERE stage BETWEEN 2 AND 8 AND (coordinator_id IS NOT NULL OR has_assist AND assist_coordinator IS NOT NULL)
  UNION ALL SELECT n, followup_id, 'unit', NULL, department_id, NULL FROM plan WHERE stage BETWEEN 3 AND 8 OR (stage = 2 AND coordinator_id IS NULL)
  UNION ALL SELECT n, followup_id, 'unit', NULL, assist_department, NULL FROM plan WHERE has_assist AND stage BETWEEN 3 AND 8
) parts;

INSERT INTO congress_assignment (id, version, county_id, followup_id, department_id, role, round, state, handed_over_on,
    handed_over_by_id, note, coordinator_id, forwarded_on, return_until, pending, extendable, signed_for_on,
    signed_for_by_id, handler_id, answered_on, due_on, due_entry_id, reply_due_on)
SELECT a.id, 1 + a.stage, %(county)s, a.followup_id, a.unit, a.role, 1,
       CASE WHEN a.stage = 2 AND a.through IS NOT NULL THEN 'forwarding' WHEN a.stage < 4 THEN 'awaiting' WHEN a.stage = 4 THEN 'handling'
            WHEN a.role = 'assist' THEN 'opined' WHEN a.stage = 5 THEN 'office_check' ELSE 'answered' END,
       a.handed_on, %(clerk)s, '', a.through, CASE WHEN a.stage > 2 AND a.through IS NOT NULL THEN a.handed_on + 1 END, a.handed_on + 10, '',
       a.role <> 'assist' AND NOT a.difficult, CASE WHEN a.stage > 3 THEN a.signed_on END, CASE WHEN a.stage > 3 THEN a.contact END,
       CASE WHEN a.stage > 3 THEN a.handler END, CASE WHEN a.stage > 4 THEN a.answered_on END, near.due_on, near.deadline_id, term.due_on
  FROM (
    SELECT n, 1 AS code, assignment_id AS id, followup_id, stage, department_id AS unit, CASE WHEN has_assist THEN 'lead' ELSE 'sole' END AS role, difficult,
           handed_on, signed_on, answered_on, coordinator_id AS through, contact_user AS contact, contact_person AS handler
      FROM plan WHERE stage BETWEEN 2 AND 8
    UNION ALL
    SELECT n, 6, assignment_id + 1, followup_id, stage, assist_department, 'assist', difficult, handed_on, signed_on, contacted_on,
           assist_coordinator, assist_user, assist_person
      FROM plan WHERE has_assist AND stage BETWEEN 2 AND 8
  ) a
  JOIN entry term ON term.n = a.n AND term.code = a.code
  LEFT JOIN nearest_of_assignment near ON near.assignment_id = a.id
 ORDER BY a.id;

INSERT INTO congress_deadline (id, county_id, followup_id, assignment_id, clock, label, anchor_on, value, unit, due_on,
    nominal_on, provisional, steps, kind, rule_id, basis_id, reason, entered_at)
SELECT deadline_id, %(county)s, CASE WHEN assignment_id IS NULL THEN followup_id END, assignment_id, clock, label, anchor_on,
       value, unit, due_on, nominal_on, provisional, steps, kind, rule_id, basis_id, '', pg_temp.moment(least(anchor_on, %(today)s))
  FROM entry ORDER BY deadline_id;

INSERT INTO congress_running (id, entry_id, county_id, followup_id, assignment_id, clock, due_on)
SELECT %(running)s + row_number() OVER (ORDER BY deadline_id) - 1, deadline_id, %(county)s, followup_id, assignment_id, clock, due_on FROM entry WHERE runs;

INSERT INTO congress_contact (id, assignment_id, "on", way, place, by, met, view, recorded_by_id, recorded_at)
SELECT %(contact)s + n, assignment_id, contacted_on, 'visit', '', '分管领导、业务股室', asked_by, '介绍了情况，同意办理方案，希望按期完成。', contact_user, pg_temp.moment(contacted_on)
  FROM plan WHERE has_contact ORDER BY n;

INSERT INTO congress_reply (id, assignment_id, number, dated, outcome_id, signer, contact_name, contact_phone, summary,
    promised_by, no_contact_reason, may_publish, state, issued_at, submitted_by_id, submitted_at)
SELECT %(reply)s + n, p.assignment_id, p.short_name || '函〔' || p.year || '〕' || n || '号', p.answered_on, outcome.id, '局长', '办公室', '0000-7600000',
       %(reply_text)s, CASE WHEN p.class = 'B' THEN p.promised_by END, '', true, CASE WHEN p.stage > 5 THEN 'issued' ELSE 'submitted' END,
       CASE WHEN p.stage > 5 THEN pg_temp.moment(p.issued_on) END, p.contact_user, pg_temp.moment(p.answered_on)
  FROM plan p JOIN congress_outcomeclass outcome ON outcome.county_id IS NULL AND outcome.scheme = 'ABC' AND outcome.year = p.year AND outcome.code = p.class
 WHERE p.stage BETWEEN 5 AND 8 ORDER BY n;

INSERT INTO congress_coopinion (id, assignment_id, number, signer, text, submitted_by_id, submitted_at, returned_reason)
SELECT %(opinion)s + n, assignment_id + 1, '', '局长', '同意主办单位意见，将按职责配合。', assist_user, pg_temp.moment(contacted_on), ''
  FROM plan WHERE has_assist AND stage BETWEEN 5 AND 8 ORDER BY n;

INSERT INTO congress_evaluation (id, reply_id, person_id, process, result, reason, channel, recorded_by_id, recorded_at)
SELECT %(evaluation)s + n, %(reply)s + n, asker_id, 'good', mark, CASE WHEN mark = 'bad' THEN '问题没有解决。' ELSE '' END, 'paper', %(clerk)s, pg_temp.moment(evaluated_on)
  FROM plan WHERE stage BETWEEN 7 AND 8 ORDER BY n;

INSERT INTO congress_promise (id, version, county_id, followup_id, assignment_id, reply_id, text, state, first_due_on, due_on, moves, kept_on)
SELECT %(promise)s + n, 1, %(county)s, followup_id, assignment_id, %(reply)s + n, '按计划完成' || title, CASE WHEN promise_kept THEN 'kept' ELSE 'open' END,
       promised_by, promised_by, 0, CASE WHEN promise_kept THEN promised_by END
  FROM plan WHERE has_promise ORDER BY n;

INSERT INTO congress_promisereport (id, promise_id, text, done, reported_by_id, reported_at)
SELECT %(report)s + n, %(promise)s + n, '已按承诺完成，请代表评价。', true, contact_user, pg_temp.moment(promised_by) FROM plan WHERE promise_kept ORDER BY n;

INSERT INTO congress_promisemark (id, report_id, person_id, result, reason, channel, recorded_by_id, recorded_at)
SELECT %(mark)s + n, %(report)s + n, asker_id, 'good', '', 'paper', %(clerk)s, pg_temp.moment(promised_by) FROM plan WHERE promise_kept ORDER BY n;

INSERT INTO congress_searchrow (id, county_id, kind, followup_id, text)
SELECT %(search)s + n, %(county)s, 'suggestion', p.followup_id, lower(concat_ws(E'\n', f.number, p.title, p.asked_by,
       CASE WHEN p.stage BETWEEN 2 AND 8 AND p.has_assist AND p.assist_at < p.unit_at THEN p.assist_name END,
       CASE WHEN p.stage BETWEEN 2 AND 8 THEN p.short_name END,
       CASE WHEN p.stage BETWEEN 2 AND 8 AND p.has_assist AND p.assist_at > p.unit_at THEN p.assist_name END, p.body))
  FROM plan p JOIN congress_followup f ON f.id = p.followup_id ORDER BY n;

INSERT INTO congress_series (id, county_id, code, scope, last)
SELECT %(series)s + row_number() OVER () - 1, %(county)s, 'suggestion', t.number || '-' || CASE WHEN p.in_session THEN p.session_number::text ELSE 'between' END, max(p.serial)
  FROM plan p JOIN congress_term t ON t.id = p.term_id WHERE p.serial IS NOT NULL GROUP BY t.number, p.in_session, CASE WHEN p.in_session THEN p.session_number::text ELSE 'between' END
