// Draws the diagrams of a roadmap with the real Mermaid in Chromium, offline, and reads labels and dates back.
// usage: node check.mjs ROADMAP.md PLAN.json [label | date]     (PLAN.json: flipchart plan --json; CHROME: another browser)
// With `label` or `date` one of them is spoiled first: then the check must fail.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const [report, planFile, mode] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const library = path.join(path.dirname(require.resolve('mermaid/package.json')), 'dist/mermaid.min.js');
const plan = JSON.parse(fs.readFileSync(planFile, 'utf8'));
const blocks = [...fs.readFileSync(report, 'utf8').matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, text]) => text);

// A bar's label is cut to so many letters; the table after the diagram has the whole text.
const LONGEST = 60;
const fold = (text) => text.trim().replace(/\s+/g, ' ');
const shortened = (text) => {
  const letters = [...fold(text)];
  if (letters.length <= LONGEST) return letters.join('');
  const room = LONGEST - 1;
  let short = letters.slice(0, room).join('');
  // No word is cut in half, but one that is longer than half of the label.
  const whole = short.slice(0, Math.max(short.lastIndexOf(' '), 0));
  if (letters[room] !== ' ' && [...whole].length > Math.floor(room / 2)) short = whole;
  return `${short.replace(/[ ,;:]+$/, '')}…`;
};
const dayAfter = (date) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

// What must be drawn: a label, the day on which its bar begins and the day before which it ends.
const expected = new Map(plan.work_packages.filter((one) => one.start_date).map((one) => {
  const point = one.earliest_start === one.earliest_finish;
  return [shortened(`${one.id} ${one.title}`), [one.start_date, point ? one.finish_date : dayAfter(one.finish_date)]];
}));

// A label that is not encoded, and a date that nobody computed.
const spoilers = {
  label: (text) => text.replace(/^ {2}#87;P-1 Deploy#58; phase 2 /m, '  WP-1 Deploy: phase 2 '),
  date: (text) => text.replace(/^( {2}#87;P-3 .*), \d{4}-\d\d-\d\d$/m, '$1, 2026-04-01'),
};
const spoil = spoilers[mode] || ((text) => text);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const problems = [];
const tasks = new Map();
const boxes = new Set();
let drawn = 0;
try {
  const page = await browser.newPage();
  await page.emulateTimezone('UTC');
  await page.setRequestInterception(true);
  page.on('request', (request) => (/^(about|data|file|blob):/.test(request.url()) ? request.continue() : request.abort()));
  page.on('dialog', (dialog) => { problems.push(`a label ran as a script: ${dialog.message()}`); dialog.dismiss(); });
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ path: library });
  // The security level of the forges.
  await page.evaluate(() => mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' }));
  for (const block of blocks) {
    const text = spoil(block);
    drawn += 1;
    const found = await page.evaluate(async (source, id) => {
      try {
        const { svg, diagramType } = await mermaid.render(id, source);
        const holder = document.createElement('div');
        holder.innerHTML = svg;
        document.body.append(holder);
        const words = (selector) => [...holder.querySelectorAll(selector)].map((one) => one.textContent.trim().replace(/\s+/g, ' '));
        if (diagramType !== 'gantt') return { type: diagramType, boxes: words('.nodeLabel, .edgeLabel, .cluster-label') };
        const diagram = await mermaid.mermaidAPI.getDiagramFromText(source);
        const day = (date) => { const at = new Date(date.getTime() + 43_200_000); return at.toISOString().slice(0, 10); };
        const bars = diagram.db.getTasks().map((task) => {
          const bar = holder.querySelector(`#${CSS.escape(`${id}-${task.id}`)}`) || holder.querySelector(`[id$="${task.id}"]`);
          return {
            id: task.id, from: task.startTime.getTime(), to: task.endTime.getTime(), days: [day(task.startTime), day(task.endTime)],
            milestone: task.milestone, x: bar && Number(bar.getAttribute('x')), width: bar && Number(bar.getAttribute('width')),
          };
        });
        // Labels in the order of the bars: the text that is drawn, not the text that was parsed.
        const labels = [...holder.querySelectorAll('text[class*="taskText"]')].map((one) => [one.id, one.textContent.trim().replace(/\s+/g, ' ')]);
        return { type: diagramType, bars, labels };
      } catch (error) {
        return { error: String(error.message || error) };
      }
    }, text, `m${drawn}`);
    if (found.error) { problems.push(`block ${drawn} is not drawn: ${found.error.split('\n')[0]}`); continue; }
    for (const box of found.boxes || []) boxes.add(box);
    for (const bar of found.bars || []) {
      const label = (found.labels.find(([id]) => id.endsWith(`${bar.id}-text`)) || [])[1];
      if (label === undefined) { problems.push(`bar ${bar.id} has no text`); continue; }
      tasks.set(label, bar.days);
    }
    // The bars must stand where their dates are: one scale for all of them.
    const bars = (found.bars || []).filter((bar) => !bar.milestone);
    const first = bars.reduce((a, b) => (b.from < a.from ? b : a), bars[0]);
    const last = bars.reduce((a, b) => (b.to > a.to ? b : a), bars[0]);
    for (const bar of bars) {
      const scale = (last.x + last.width - first.x) / (last.to - first.from);
      if (Math.abs(bar.x - first.x - (bar.from - first.from) * scale) > 2 || Math.abs(bar.width - (bar.to - bar.from) * scale) > 2) {
        problems.push(`bar ${bar.id} is drawn at other days than its own`);
      }
    }
  }
} finally {
  await browser.close();
}
for (const [label, days] of expected) {
  const found = tasks.get(label);
  if (!found) problems.push(`no bar is called "${label}"`);
  else if (String(found) !== String(days)) problems.push(`"${label}" is drawn from ${found} instead of ${days}`);
  if (!boxes.has(label)) problems.push(`no box is called "${label}"`);
}
console.log(`${drawn} diagrams, ${expected.size} work packages, ${problems.length} problems`);
for (const problem of problems) console.log(`  ${problem}`);
process.exitCode = problems.length ? 1 : 0;
