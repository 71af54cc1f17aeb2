// SPDX-License-Identifier: GPL-3.0-or-later
// Opens answers as a reader does: `node answer.mjs PAGE...`, each an answer-GROUP.html. At two widths, light and dark, and in
// print: no violation that axe finds, no sideways scrolling, every picture shows and has an alternative text, every link inside
// the page alive, headings without a gap between their levels, every table with headings.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve, basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.NODE_MODULES, 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = [['light', 375], ['light', 1440], ['dark', 1440], ['print', 718]];
const findings = [];
let looked = 0;

// Runs inside the page.
function askPage() {
  const problems = [];
  const root = document.documentElement;
  if (root.lang !== 'da') problems.push(`language is "${root.lang}"`);
  if (!document.title.trim()) problems.push('no title');
  if (root.scrollWidth > root.clientWidth + 1) problems.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const image of document.images) {
    if (!(image.getAttribute('alt') || '').trim()) problems.push('a picture without alternative text');
    if (image.complete && image.naturalWidth === 0) problems.push(`a picture that does not show: ${image.alt.slice(0, 60)}`);
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)))) problems.push(`dead link ${link.getAttribute('href')}`);
  }
  let last = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) problems.push(`h${last} is followed by h${level}: ${heading.textContent.slice(0, 40)}`);
    last = level;
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption || !table.querySelector('thead th[scope=col]')) problems.push('a table without caption or headings');
  }
  return problems;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
for (const file of process.argv.slice(2).map((f) => resolve(f))) {
  for (const [look, width] of LOOKS) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: look === 'dark' ? 'dark' : 'light' });
    if (look === 'print') await page.emulateMedia({ media: 'print' });
    await page.goto(pathToFileURL(file).href);
    const where = `${basename(dirname(file))} ${look} ${width} px`;
    for (const problem of await page.evaluate(askPage)) findings.push(`${where}: ${problem}`);
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const v of result.violations) findings.push(`${where}: ${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target})`);
    looked++;
    await page.close();
  }
}
await browser.close();
for (const f of findings) console.log('FAIL  ' + f);
console.log(`${findings.length || !looked ? 'FAIL' : 'ok'}    ${looked} looks at answers, ${findings.length} findings`);
process.exit(findings.length || !looked ? 1 : 0);
