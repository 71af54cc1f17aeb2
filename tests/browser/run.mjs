// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the reports and charts as a reader does: `node run.mjs FOLDER...`, each an output folder of `vifte run`.
// Report: at three widths and in print, light and dark: no violation that axe finds, no sideways scrolling, no text cut off,
// every picture with an alternative text, every link inside the page alive. Charts: no text outside the picture or over another.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, resolve, basename } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.NODE_MODULES, 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [375, 768, 1440];
let looked = 0;
const findings = [];

function found(where, what) {
  findings.push(`${where}: ${what}`);
}

// What the page itself can be asked; runs inside it.
function askPage() {
  const problems = [];
  const name = (e) => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''} "${(e.textContent || '').trim().slice(0, 40)}"`;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) problems.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const image of document.images) {
    if (!(image.getAttribute('alt') || '').trim()) problems.push(`no alternative text: ${image.src.slice(0, 60)}`);
    if (image.complete && image.naturalWidth === 0) problems.push(`a picture that does not show: ${image.alt.slice(0, 60)}`);
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const target = decodeURIComponent(link.getAttribute('href').slice(1));
    if (target && !document.getElementById(target)) problems.push(`dead link #${target}`);
  }
  if (document.querySelectorAll('h1').length !== 1) problems.push('not one h1');
  for (const e of document.querySelectorAll('body *')) {
    const style = getComputedStyle(e);
    const clips = ['hidden', 'clip'].includes(style.overflowX) && style.clipPath === 'none' && style.position !== 'absolute';
    if (clips && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1) problems.push(`text cut off: ${name(e)}`);
  }
  return problems;
}

// Boxes of a picture's texts: outside the picture, or one over the other by more than their letters' margins.
function askPicture() {
  const problems = [];
  const picture = document.documentElement.getBoundingClientRect();
  const texts = [...document.querySelectorAll('text')].filter((t) => t.textContent.trim() !== '').map((t) => ({ text: t.textContent.trim(), box: t.getBoundingClientRect() }));
  for (const { text, box } of texts) {
    if (box.left < picture.left - 1 || box.right > picture.right + 1 || box.top < picture.top - 1 || box.bottom > picture.bottom + 1) problems.push(`outside the picture: "${text}"`);
  }
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length; j++) {
      const a = texts[i].box, b = texts[j].box;
      if (texts[i].text === texts[j].text && Math.abs(a.left - b.left) < 2 && Math.abs(a.top - b.top) < 2) continue; // drawn twice for its white rim
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 0.35 * Math.min(a.height, b.height)) problems.push(`"${texts[i].text}" over "${texts[j].text}"`);
    }
  }
  return problems;
}

async function look(page, where, ask) {
  looked++;
  for (const problem of await page.evaluate(ask)) found(where, problem);
}

async function lookAtReport(browser, folder) {
  for (const scheme of ['light', 'dark']) {
    for (const width of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
      await page.goto(pathToFileURL(join(folder, 'report.html')).href);
      const where = `${basename(folder)} ${width} px ${scheme}`;
      await look(page, where, askPage);
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const v of result.violations) found(where, `${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target})`);
      await page.close();
    }
    const page = await browser.newPage({ viewport: { width: 718, height: 1000 }, colorScheme: scheme }); // A4 less margins
    await page.emulateMedia({ media: 'print', colorScheme: scheme });
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await look(page, `${basename(folder)} print ${scheme}`, askPage);
    await page.close();
  }
}

async function lookAtCharts(browser, folder) {
  const charts = join(folder, 'charts');
  for (const file of existsSync(charts) ? readdirSync(charts).filter((f) => f.endsWith('.svg')).sort() : []) {
    const page = await browser.newPage({ viewport: { width: 1000, height: 1400 } });
    await page.goto(pathToFileURL(join(charts, file)).href);
    await look(page, `${basename(folder)}/charts/${file}`, askPicture);
    await page.close();
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
for (const folder of process.argv.slice(2).map((f) => resolve(f))) {
  await lookAtReport(browser, folder);
  await lookAtCharts(browser, folder);
}
await browser.close();
for (const f of findings) console.log('FAIL  ' + f);
console.log(`${findings.length ? 'FAIL' : 'ok'}    ${looked} pages and pictures looked at, ${findings.length} findings`);
console.log(`${looked - new Set(findings.map((f) => f.split(':')[0])).size} passed, ${new Set(findings.map((f) => f.split(':')[0])).size} failed`);
process.exit(findings.length || !looked ? 1 : 0);
