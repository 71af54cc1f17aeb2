// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the reports and charts as a reader does: `node run.mjs FOLDER...`, each an output folder of `vifte run`.
// Report, and its pages for the covered offers where there are some: at three widths and in print, light and dark: no violation that axe finds, no sideways scrolling, no text cut off,
// every picture with an alternative text, every link inside the page alive. Charts: no text outside the picture or over another.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, resolve, basename } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.NODE_MODULES, 'x.js'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [375, 768, 1440];
// The short form asks axe for what can differ only: all rules once, layout's rules when wide, colours' rule in the dark.
const SHORT = process.env.BROWSER_SHORT === '1';
const ALL = { resultTypes: ['violations'] };

function axeRules(scheme, width) {
  if (!SHORT || (scheme === 'light' && width === 375)) return ALL;
  if (scheme === 'light' && width === 1440) return { ...ALL, rules: { 'color-contrast': { enabled: false } } };
  return scheme === 'dark' && width === 375 ? { ...ALL, runOnly: ['color-contrast'] } : null;
}
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

// --- the browser: one that dies on a loaded machine is started again, and what it was looking at is looked at once more ---

const LAUNCHES = 4;
const SECONDS_A_STEP = 60;
const SECONDS_A_PAGE = 900;
let browser = null;

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

async function launch() {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        timeout: 60000,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions', '--disable-component-update', '--disable-sync'],
      });
    } catch (error) {
      if (attempt === LAUNCHES) throw error;
      console.log(`note  Chromium did not start (${String(error.message).split('\n')[0]}); once more`);
      await pause(2000 * attempt);
    }
  }
}

async function drop() {
  const old = browser;
  browser = null;
  if (old) await Promise.race([old.close().catch(() => {}), pause(5000)]);
}

async function inTime(work, seconds = SECONDS_A_STEP) {
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`no answer in ${seconds} seconds`)), seconds * 1000); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Opens a page for `work`; its findings count only when all of it was done.
async function onPage(where, options, work) {
  for (let attempt = 1; ; attempt++) {
    const before = { looked, findings: findings.length };
    try {
      browser = browser && browser.isConnected() ? browser : await launch();
      const page = await inTime(browser.newPage(options));
      page.setDefaultTimeout(SECONDS_A_STEP * 1000);
      await inTime(work(page), SECONDS_A_PAGE);
      await inTime(page.close());
      return;
    } catch (error) {
      looked = before.looked;
      findings.length = before.findings;
      await drop();
      if (attempt === LAUNCHES) {
        looked++;
        found(where, `could not be looked at: ${String(error.message).split('\n')[0]}`);
        return;
      }
      console.log(`note  ${where}: ${String(error.message).split('\n')[0]}; once more`);
    }
  }
}

async function look(page, where, ask) {
  looked++;
  for (const problem of await page.evaluate(ask)) found(where, problem);
}

async function lookWithAxe(page, where, rules) {
  const result = await page.evaluate((r) => window.axe.run(document, r), rules);
  for (const v of result.violations) found(where, `${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target})`);
}

// One page a scheme, made wider and then printed: what it weighs is loaded once.
async function lookAtPage(folder, file) {
  for (const scheme of ['light', 'dark']) {
    const name = `${basename(folder)}${file === 'report.html' ? '' : '/' + file} ${scheme}`;
    await onPage(name, { viewport: { width: WIDTHS[0], height: 900 }, colorScheme: scheme }, async (page) => {
      await page.goto(pathToFileURL(join(folder, file)).href);
      await page.evaluate(axe);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await look(page, `${name} ${width} px`, askPage);
        const rules = axeRules(scheme, width);
        if (rules) await lookWithAxe(page, `${name} ${width} px`, rules);
      }
      await page.setViewportSize({ width: 718, height: 1000 }); // A4 less margins
      await page.emulateMedia({ media: 'print', colorScheme: scheme });
      await look(page, `${name} print`, askPage);
    });
  }
}

async function lookAtCharts(folder) {
  const charts = join(folder, 'charts');
  const files = existsSync(charts) ? readdirSync(charts).filter((f) => f.endsWith('.svg')).sort() : [];
  await onPage(`${basename(folder)}/charts`, { viewport: { width: 1000, height: 1400 } }, async (page) => {
    for (const file of files) {
      await page.goto(pathToFileURL(join(charts, file)).href);
      await look(page, `${basename(folder)}/charts/${file}`, askPicture);
    }
  });
}

for (const folder of process.argv.slice(2).map((f) => resolve(f))) {
  const began = Date.now();
  await lookAtPage(folder, 'report.html');
  if (existsSync(join(folder, 'profiles.html'))) await lookAtPage(folder, 'profiles.html');
  await lookAtCharts(folder);
  console.log(`      ${basename(folder)}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
await drop();
for (const f of findings) console.log('FAIL  ' + f);
console.log(`${findings.length ? 'FAIL' : 'ok'}    ${looked} pages and pictures looked at, ${findings.length} findings`);
console.log(`${looked - new Set(findings.map((f) => f.split(':')[0])).size} passed, ${new Set(findings.map((f) => f.split(':')[0])).size} failed`);
process.exit(findings.length || !looked ? 1 : 0);
