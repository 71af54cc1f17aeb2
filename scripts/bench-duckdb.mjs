// SPDX-License-Identifier: GPL-3.0-or-later
// The bench's job in DuckDB: node bench-duckdb.mjs MODULES FOLDER OUT THREADS. MODULES holds node_modules/@duckdb/node-api.
// Same rules as scripts/bench-results: the window 2014 to 2025, half-open days, unknown offers left out, distinct persons a
// cell and year. Of three ways of saying it the fastest: codes instead of texts, persons grouped before they are counted.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
const [, , modules, folder, out, threads] = process.argv;
const { DuckDBInstance } = createRequire(resolve(modules, 'x.js'))('@duckdb/node-api');
const csv = (name, columns) => `read_csv('${folder}/${name}', delim=';', quote='"', escape='"', header=true, decimal_separator=',',
  columns={${columns}})`;
const write = (query, name) => `COPY (${query}) TO '${out}/${name}' (FORMAT csv, HEADER false, DELIMITER '\t', QUOTE '')`;
const share = 'CASE WHEN cap > 0 THEN (20000 * days + cap) // (2 * cap) END';
const statements = [
  `CREATE TEMP TABLE off AS SELECT * FROM ${csv('offers.csv', `'offer_id':'VARCHAR','name':'VARCHAR','operator':'VARCHAR',
    'location':'INTEGER','section':'VARCHAR','target_group':'VARCHAR','places':'INTEGER','valid_from':'DATE','valid_to':'DATE'`)}`,
  `CREATE TEMP TABLE o1 AS SELECT *, row_number() OVER ()::SMALLINT oi FROM (SELECT DISTINCT offer_id, location, target_group otg FROM off)`,
  `CREATE TEMP TABLE tg AS SELECT *, row_number() OVER ()::SMALLINT ti FROM (SELECT DISTINCT target_group FROM off)`,
  `CREATE TEMP TABLE st AS SELECT p.person_id, o1.oi, (ti * 1000 + payer) * 1000 + o1.location cell,
    greatest(start_date, DATE '2014-01-01') a, least(coalesce(end_date, DATE '2026-01-01'), DATE '2026-01-01') e,
    (daily_rate * 100)::INTEGER ore
    FROM ${csv('stays.csv', `'person_id':'VARCHAR','payer':'INTEGER','offer_id':'VARCHAR','target_group':'VARCHAR',
    'start_date':'DATE','end_date':'DATE','daily_rate':'DECIMAL(9,2)','remark':'VARCHAR'`)} p
    JOIN o1 USING (offer_id) JOIN tg ON tg.target_group = p.target_group
    WHERE least(coalesce(end_date, DATE '2026-01-01'), DATE '2026-01-01') > greatest(start_date, DATE '2014-01-01')`,
  `CREATE TEMP TABLE mon AS SELECT m, make_date(2014 + m // 12, m % 12 + 1, 1) ms,
    (make_date(2014 + m // 12, m % 12 + 1, 1) + INTERVAL 1 MONTH)::DATE me FROM (SELECT unnest(range(144))::INTEGER m)`,
  `CREATE TEMP TABLE om AS
    WITH pts AS (SELECT oi, a d, -1 s FROM st UNION ALL SELECT oi, e, 1 FROM st),
    g AS (SELECT oi, (year(d) - 2014) * 12 + month(d) - 1 m, sum(s)::BIGINT s0, sum(s * (day(d) - 1))::BIGINT s1 FROM pts GROUP BY ALL),
    occ AS (SELECT o1.offer_id, o1.otg, mon.m, mon.ms, coalesce(s1, 0)
      - (me - ms) * sum(coalesce(s0, 0)) OVER (PARTITION BY o1.offer_id ORDER BY mon.m)::BIGINT AS days
      FROM o1 CROSS JOIN mon LEFT JOIN g ON g.oi = o1.oi AND g.m = mon.m),
    cap AS (SELECT offer_id, m, sum(places * (least(coalesce(valid_to, DATE '2026-01-01'), me) - greatest(valid_from, ms)))::BIGINT cap
      FROM off JOIN mon ON valid_from < me AND coalesce(valid_to, DATE '2026-01-01') > ms GROUP BY ALL)
    SELECT occ.offer_id, otg, occ.m, ms, days::BIGINT AS days, coalesce(cap, 0) cap
    FROM occ LEFT JOIN cap ON cap.offer_id = occ.offer_id AND cap.m = occ.m`,
  write(`SELECT offer_id, strftime(ms, '%Y-%m'), days, cap, ${share} FROM om WHERE days > 0 OR cap > 0`, 'occ_month.tsv'),
  write(`SELECT otg, y, days, cap, ${share} FROM (SELECT otg, year(ms) y, sum(days)::BIGINT AS days, sum(cap)::BIGINT AS cap FROM om GROUP BY ALL)
    WHERE days > 0 OR cap > 0`, 'occ_year.tsv'),
  write(`SELECT tg.target_group, cy // 16 // 1000 % 1000, cy // 16 % 1000, 2014 + cy % 16, d, n, c
    FROM (SELECT cy, sum(d1)::BIGINT d, count(*) n, sum(c1)::BIGINT c
      FROM (SELECT cell::BIGINT * 16 + y - 2014 cy, person_id, sum(dd)::BIGINT d1, sum(dd::BIGINT * ore)::BIGINT c1
        FROM (SELECT cell, person_id, ore, y, least(e, make_date(y + 1, 1, 1)) - greatest(a, make_date(y, 1, 1)) dd
          FROM (SELECT *, unnest(range(year(a), year(e - 1) + 1))::INTEGER y FROM st)) GROUP BY ALL) GROUP BY ALL)
    JOIN tg ON tg.ti = cy // 16 // 1000000`, 'flow.tsv'),
];
const database = await DuckDBInstance.create(':memory:', { threads });
const connection = await database.connect();
for (const statement of statements) await connection.run(statement);
