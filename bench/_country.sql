-- The rows of a country, table by table, made by PostgreSQL itself from two short lists (`bench_c`: the clusters of the
-- share; `bench_u`: their units) and a few ready sheets (`bench_t`). Numbers are worked out, never drawn, so the same
-- country comes out every time: a cluster year is cluster × 100 + place of the year, a membership that × 20 + place,
-- a unit (cluster × 20 + place) × 3 + form (0 as it is now, 1 and 2 the two it came out of on 1 July 2025).
-- Each piece starts with a line of its own that names it.

-- : cụm
INSERT INTO members_cluster (id, slug, organiser, family, number, name, illustrative)
SELECT c, 'cum-' || c, organiser, family, number, name, true FROM bench_c;

-- : đơn vị, hai đơn vị trước sáp nhập của mỗi đơn vị
INSERT INTO members_unit (id, code, name, short_name, founded_on, ended_on, illustrative)
SELECT (c * 20 + place) * 3 + form, 'dv-' || c || '-' || place || (ARRAY['', 'a', 'b'])[form + 1],
       name || (ARRAY['', ' A cũ', ' B cũ'])[form + 1] || ' (minh hoạ)', name || (ARRAY['', ' A', ' B'])[form + 1],
       CASE WHEN form = 0 THEN date '2025-07-01' END, CASE WHEN form > 0 THEN date '2025-06-30' END, true
FROM bench_u, generate_series(0, 2) form;

-- : kế thừa
INSERT INTO members_lineage (kind, "on", by_document, predecessor_id, successor_id)
SELECT 'merged', '2025-07-01', 'Nghị quyết minh hoạ', (c * 20 + place) * 3 + form, (c * 20 + place) * 3
FROM bench_u, generate_series(1, 2) form;

-- : năm thi đua
INSERT INTO members_clusteryear (id, year, stage, cut_off, by_document, mid_review, cluster_id)
SELECT c * 100 + k, 2017 + k,
       CASE WHEN k < 9 THEN 'archived' ELSE (ARRAY['running', 'appraised', 'nominated', 'decided', 'mid_reviewed'])[mod(c, 5) + 1] END,
       make_date(2017 + k, 10, 31), 'Quyết định minh hoạ', true, c
FROM bench_c, generate_series(%(since)s, 9) k;
CREATE TEMP TABLE bench_y ON COMMIT DROP AS
SELECT y.id, y.year, y.stage, y.cluster_id AS c, mod(y.id, 100) AS k, b.name, b.organiser, b.slug
FROM members_clusteryear y JOIN members_cluster b ON b.id = y.cluster_id JOIN bench_c o ON o.c = b.id;
CREATE INDEX ON bench_y (id);

-- : đơn vị thành viên
INSERT INTO members_membership (id, "order", year_id, unit_id)
SELECT y.id * 20 + place, place, y.id, (c * 20 + place) * 3 + CASE WHEN y.year < 2025 THEN 1 ELSE 0 END
FROM bench_y y JOIN bench_u USING (c);
CREATE TEMP TABLE bench_m ON COMMIT DROP AS
SELECT m.id, m."order" AS place, y.id AS y, y.c, y.k, y.year, y.stage, u.name, u.short_name, u.id AS unit
FROM members_membership m JOIN bench_y y ON y.id = m.year_id JOIN members_unit u ON u.id = m.unit_id;
ANALYZE bench_y;
ANALYZE bench_m;

-- : Cụm trưởng, Cụm phó
INSERT INTO members_leadterm (role, since, until, by_document, year_id, membership_id)
SELECT (ARRAY['head', 'deputy'])[h + 1], make_date(year, 1, 1), CASE WHEN k < 9 THEN make_date(year, 12, 31) END,
       'Quyết định minh hoạ', id, id * 20 + mod(k + h, (SELECT count(*) FROM bench_u u WHERE u.c = y.c))
FROM bench_y y, generate_series(0, 1) h;

-- : người
INSERT INTO members_person (id, password, username, name, rank, title, email, is_active, illustrative)
SELECT c * 1000 + 10 + place * 2 + h, '!', 'nguoi-' || c || '-' || place || '-' || h,
       (ARRAY['Cán bộ', 'Lãnh đạo'])[h + 1] || ' ' || name || ' (minh hoạ)', '', '', '', true, true
FROM bench_u, generate_series(0, 1) h
UNION ALL
SELECT c * 1000 + h, '!', 'thu-ky-' || c || '-' || h, 'Thư ký ' || h || ' ' || name || ' (minh hoạ)', '', '', '', true, true
FROM bench_c, generate_series(1, 3) h;

-- : vị trí
INSERT INTO members_seat (office, since, until, by_document, membership_id, person_id, year_id)
SELECT (ARRAY['unit_officer', 'unit_leader'])[h + 1], make_date(year, 1, 1),
       CASE WHEN k < 9 THEN make_date(year, 12, 31) END, 'Quyết định minh hoạ', id, c * 1000 + 10 + place * 2 + h, y
FROM bench_m, generate_series(0, 1) h
UNION ALL
SELECT (ARRAY['head_secretary', 'deputy_secretary', 'press_officer'])[h], make_date(year, 1, 1),
       CASE WHEN k < 9 THEN make_date(year, 12, 31) END, 'Quyết định minh hoạ', id * 20, c * 1000 + h, id
FROM bench_y, generate_series(1, 3) h;

-- : bảng tiêu chí
INSERT INTO rulebook_editiontext (id, text, digest, title, status, adopted_on, by_document, year_id, effective_on)
SELECT id, %(table)s, %(digest)s, 'Bảng để đo (số liệu minh hoạ)', 'adopted', make_date(year, 2, 1), 'Quy chế minh hoạ', id,
       make_date(year, 2, 1) FROM bench_y;
INSERT INTO rulebook_criterionrow ("order", code, parent, title, is_leaf, edition_id)
SELECT at, code, split_part(code, '.', 1), 'Tiêu chí', true, y.id
FROM bench_y y, (SELECT code, row_number() OVER () AS at FROM bench_t WHERE variant = 0) t;

-- : đăng ký, chỉ tiêu
INSERT INTO targets_registration (titles, commitment, state, submitted_at, returned_because, membership_id)
SELECT '["co-bo-tinh"]', 'Đăng ký phấn đấu (minh hoạ)', 'approved', make_timestamptz(year, 2, 20, 8, 0, 0, 'UTC'), '', id FROM bench_m;
INSERT INTO targets_target (code, proposed, agreed, scope, reason, membership_id)
SELECT code, '', (50 + mod(m.id * 7, 100))::text, 'assigned', '', m.id
FROM bench_m m, bench_t t WHERE t.variant = 0 AND t.written ? 'actual';

-- : báo cáo, minh chứng
INSERT INTO reports_period (id, span, name, from_date, to_date, due_on, year_id)
SELECT id * 4 + q, 'quarter', 'Quý ' || q + 1, make_date(year, q * 3 + 1, 1), make_date(year, q * 3 + 3, 28),
       make_date(year, q * 3 + 3, 28), id FROM bench_y, generate_series(0, 3) q;
INSERT INTO reports_report (id, narrative, state, submitted_at, returned_because, membership_id, period_id, narrative_by)
SELECT id * 4 + q, repeat('Kết quả thực hiện phong trào trong quý, số liệu minh hoạ. ', 8), 'submitted',
       make_timestamptz(year, q * 3 + 3, 25, 8, 0, 0, 'UTC'), '', id, y * 4 + q, 'minh hoạ'
FROM bench_m, generate_series(0, 3) q;
INSERT INTO reports_figure (code, key, written, report_id, by_name, carried, note)
SELECT code, 'actual', mod(m.id, 90)::text, m.id * 4 + q, 'minh hoạ', false, ''
FROM bench_m m, generate_series(0, 3) q, bench_t t WHERE t.variant = 0 AND t.written ? 'actual';
INSERT INTO reports_evidence (id, name, file, media_type, size, sha256, uploaded_by, uploaded_at, membership_id, place_removed)
SELECT id * 4 + e, 'Tệp minh hoạ ' || e || '.pdf', 'evidence/minh-hoa.pdf', 'application/pdf', 400000,
       encode(sha256((id * 4 + e)::text::bytea), 'hex'), 'minh hoạ', make_timestamptz(year, 6, 25, 8, 0, 0, 'UTC'), id, false
FROM bench_m, generate_series(0, 3) e;
INSERT INTO reports_evidencelink (code, by_name, at, evidence_id)
SELECT code, 'minh hoạ', make_timestamptz(m.year, 6, 25, 8, 0, 0, 'UTC'), m.id * 4 + mod(t.at, 4)
FROM bench_m m, (SELECT code, row_number() OVER () AS at FROM bench_t WHERE variant = 0) t WHERE mod(t.at, 8) < 4;

-- : vòng chấm, phiếu
INSERT INTO scoring_round (hand, opened_on, due_on, closed_at, year_id, period)
SELECT (ARRAY['self', 'appraised'])[h + 1], make_date(year, 11, 1), make_date(year, 11, 10 + h * 10),
       make_timestamptz(year, 11, 9 + h * 10, 8, 0, 0, 'UTC'), id, '' FROM bench_y, generate_series(0, 1) h;
INSERT INTO scoring_sheet (id, hand, submitted_at, submitted_by, membership_id, period)
SELECT id * 2 + h, (ARRAY['self', 'appraised'])[h + 1], make_timestamptz(year, 11, 5 + h * 10, 8, 0, 0, 'UTC'), 'minh hoạ', id, ''
FROM bench_m, generate_series(0, 1) h;

-- : ô của phiếu
INSERT INTO scoring_claim (code, written, reason, version, by_name, at, sheet_id)
SELECT t.code, t.written, '', 1, 'Cán bộ (minh hoạ)', make_timestamptz(m.year, 11, 5, 8, 0, 0, 'UTC'), m.id * 2
FROM bench_m m JOIN bench_t t ON t.variant = mod(m.place + m.c + m.k, 20);
INSERT INTO scoring_claim (code, written, reason, version, by_name, at, sheet_id)
SELECT t.code, t.written, 'Theo hồ sơ (minh hoạ)', 1, 'Thư ký (minh hoạ)', make_timestamptz(m.year, 11, 15, 8, 0, 0, 'UTC'), m.id * 2 + 1
FROM bench_m m JOIN bench_t t ON t.variant = mod(m.place + m.c + m.k + 1, 20) AND t.code IN ('0.0', '0.1', '1.9');
INSERT INTO scoring_remark (code, kind, text, by_name, at, membership_id, period)
SELECT '0.0', 'explanation', 'Đơn vị giải trình (minh hoạ).', 'minh hoạ', make_timestamptz(year, 11, 16, 8, 0, 0, 'UTC'), id, '' FROM bench_m;
INSERT INTO scoring_settlement (code, points, reason, by_name, at, membership_id, period)
SELECT '0.1', 7500, 'Thống nhất (minh hoạ)', 'minh hoạ', make_timestamptz(year, 11, 18, 8, 0, 0, 'UTC'), id, '' FROM bench_m;

-- : hội nghị
INSERT INTO conference_conference (id, kind, title, "on", session, place, state, chair, host_id, year_id, sequence)
SELECT id * 2 + h, (ARRAY['mid_year', 'summary'])[h + 1], 'Hội nghị (minh hoạ)', make_date(year, 6 + h * 5, 20), '', 'Hội trường',
       'closed', '', id * 20, id, 0 FROM bench_y, generate_series(0, 1) h;
INSERT INTO conference_delegation (id, body, side, note, "order", conference_id, membership_id)
SELECT id * 2 + h, name, 'member', '', place, y * 2 + h, id FROM bench_m, generate_series(0, 1) h;
INSERT INTO conference_delegate (id, rank, name, title, lead, spoke, presence, "order", delegation_id, code)
SELECT (id * 2 + h) * 2 + d, '', 'Đại biểu ' || d, 'Cán bộ (minh hoạ)', d = 0, false, 'present', d, id * 2 + h,
       'd' || (id * 2 + h) * 2 + d FROM bench_m, generate_series(0, 1) h, generate_series(0, 1) d;
INSERT INTO conference_recommendation (text, owner, due_on, outcome, conference_id, sort, state)
SELECT 'Kiến nghị (minh hoạ)', '', make_date(year, 12, 1), '', id * 2 + h, 'recommendation', 'reported' FROM bench_y, generate_series(0, 1) h;

-- : văn bản
INSERT INTO paperwork_document (kind, about, subject, content, status, issuer_id, year_id, digest, mark, for_cluster)
SELECT 'BC', 'Văn bản ' || n || ' (minh hoạ)', 'x:' || n, jsonb_build_object('body', repeat('Nội dung minh hoạ. ', 40)), 'draft',
       (c * 20) * 3, id, '', '', true FROM bench_y, generate_series(1, 20) n;

-- : đề nghị, quyết định, sổ khen thưởng
INSERT INTO results_nomination (id, award, note, submitted_at, membership_id, year_id)
SELECT id, 'co-bo-tinh', '', make_timestamptz(year, 11, 25, 8, 0, 0, 'UTC'), id, y FROM bench_m WHERE place < 3;
INSERT INTO results_decision (granted, number, "on", signer, nomination_id)
SELECT true, id || '/QĐ-MH', make_date(year, 12, 20), 'minh hoạ', id FROM bench_m WHERE place < 3 AND k < 9;
INSERT INTO awards_awarddecision (id, body, body_key, number, number_key, year, "on", signer, file, sha256, made_at, by_name)
SELECT id, organiser, 'minh hoa', id || '/QĐ-MH', id || ' qd mh', year, make_date(year, 12, 20), '', '', '',
       make_timestamptz(year, 12, 20, 8, 0, 0, 'UTC'), 'minh hoạ' FROM bench_y WHERE k < 9;
INSERT INTO awards_award (unit_name, person, office, title, title_name, year, search, unit_id, decision_id)
SELECT name, CASE WHEN n > 0 THEN 'Cán bộ ' || mod(id * 3 + n, 9000) ELSE '' END, '',
       CASE WHEN n > 0 THEN 'chien-si-co-so' ELSE 'co-bo-tinh' END,
       CASE WHEN n > 0 THEN 'Chiến sĩ thi đua cơ sở' ELSE 'Cờ thi đua của Bộ, tỉnh' END, year,
       CASE WHEN n > 0 THEN 'can bo ' || mod(id * 3 + n, 9000) || ' chien si thi dua co so ' ELSE 'co thi dua cua bo tinh ' END
       || 'don vi ' || c || ' ' || place || ' ' || year || ' ' || y || ' qd mh', unit, y
FROM bench_m, generate_series(0, 3) n WHERE k < 9;

-- : tin bài
INSERT INTO news_article (id, slug, title, standfirst, body, byline, source, state, version, author_id, reviewer_note, published_at,
                          year_id, correction, corrections, sources)
SELECT id * 3 + n, 'bai-' || n || '-cum-' || c || '-' || year, 'Bài ' || n || ' của ' || name || ', năm ' || year, 'Số liệu minh hoạ.',
       jsonb_build_array(jsonb_build_object('kind', 'paragraph', 'text', repeat('Đoạn văn minh hoạ về phong trào. ', 30))), '', '',
       'published', 1, c * 1000 + 3, '', make_timestamptz(year, (ARRAY[3, 7, 11])[n + 1], 1 + mod(c, 28)::int, 8, 0, 0, 'UTC'), id, '', '[]', '{}'
FROM bench_y, generate_series(0, 2) n;
INSERT INTO news_version (number, title, standfirst, body, by_name, at, article_id)
SELECT 1, a.title, standfirst, body, 'minh hoạ', published_at, a.id FROM news_article a JOIN bench_y y ON y.id = a.year_id;

-- : bản công bố
INSERT INTO news_showing (kind, key, data, words, since, first, ahead, ended, note, dropped, by_name, year_id)
SELECT 'article', a.slug, jsonb_build_object(
         'cluster', jsonb_build_object('name', y.name, 'slug', y.slug, 'organiser', y.organiser), 'year', y.year, 'illustrative', true,
         'slug', a.slug, 'title', a.title, 'standfirst', a.standfirst, 'byline', '', 'source', '', 'lead', null, 'movement', '',
         'published_at', to_char(a.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), 'corrections', '[]'::jsonb,
         'blocks', (SELECT jsonb_agg(jsonb_build_object('kind', 'paragraph', 'said_by', '', 'picture', null, 'pictures', '[]'::jsonb,
                    'figures', null, 'link', null, 'text', repeat('Đoạn văn minh hoạ về phong trào. ', 12))) FROM generate_series(1, 8))),
       'bai ' || mod(a.id, 3) || ' cua cum ' || y.c || ' nam ' || y.year || ' so ' || a.id || ' '
       || repeat('doan van minh hoa ve phong trao thi dua cua don vi ', 30), a.published_at, a.published_at, false, false, '', false, 'minh hoạ', y.id
FROM news_article a JOIN bench_y y ON y.id = a.year_id;
INSERT INTO news_showing (kind, key, data, words, since, first, ahead, ended, note, dropped, by_name, year_id)
SELECT kind, 'cum-' || c || '-' || year, jsonb_build_object(
         'cluster', jsonb_build_object('name', y.name, 'slug', slug, 'organiser', organiser), 'year', year, 'illustrative', true,
         'title', title || y.name || ', năm ' || year, 'sealed_on', '19/11/' || year, 'version', 1, 'rows',
         (SELECT jsonb_agg(jsonb_build_object('rank', place + 1, 'name', m.name, 'total', '95,5', 'percent', '95,5%%', 'grade', '',
                 'unit', m.name, 'award', 'Cờ thi đua', 'number', '1/QĐ-MH', 'on', '21/12/' || year)) FROM bench_m m WHERE m.y = y.id)),
       words || c || ' nam ' || year || repeat(' don vi thanh vien minh hoa', 9), make_timestamptz(year, 12, 21, 8, 0, 0, 'UTC'),
       make_timestamptz(year, 12, 21, 8, 0, 0, 'UTC'),
       false, false, '', false, 'minh hoạ', y.id
FROM bench_y y, (VALUES ('board', 'Bảng xếp hạng ', 'bang xep hang cum '), ('decisions', 'Khen thưởng ', 'khen thuong cum ')) v (kind, title, words)
WHERE k < 9;
INSERT INTO news_showing (kind, key, data, words, since, first, ahead, ended, note, dropped, by_name, year_id)
SELECT 'cluster', 'cum-' || c, jsonb_build_object(
         'cluster', jsonb_build_object('name', b.name, 'slug', 'cum-' || c, 'organiser', organiser), 'year', 2026, 'illustrative', true,
         'title', b.name, 'heads', '[]'::jsonb, 'years', (SELECT jsonb_agg(jsonb_build_object('year', y.year, 'movement', '', 'members',
           (SELECT jsonb_agg(jsonb_build_object('name', m.name, 'lead', '')) FROM bench_m m WHERE m.y = y.id))) FROM bench_y y WHERE y.c = b.c)),
       'cum ' || c || repeat(' don vi thanh vien minh hoa', 30), '2026-01-10 08:00+00', '2026-01-10 08:00+00', false, false, '', false, 'minh hoạ', c * 100 + 9
FROM bench_c b;
