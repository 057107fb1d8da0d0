// The programs that make text of a page, each with the call that people make.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { columns } from './columns.mjs';
import { glued } from './glued.mjs';

const here = dirname(fileURLToPath(import.meta.url));

// The packages lie outside the repository: ./make says where.
const load = createRequire(join(process.env.LAYOUTS_PACKAGES ?? here, 'package.json'));
const { JSDOM } = load('jsdom');
const { Readability } = load('@mozilla/readability');
const { convert } = load('html-to-text');
const Turndown = load('turndown');
const { gfm } = load('turndown-plugin-gfm');

const document = (page) => new JSDOM(page.html, { url: page.address }).window.document;
const based = (page) => page.html.replace('<head>', `<head>\n<base href="${page.address}" />`);

const run = (program, args, input) => execFileSync(program, args, { input, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' }, stdio: ['pipe', 'pipe', 'ignore'] });

/** For programs that read a named file better than a stream; where they print its path, the page's address is put, as if they had fetched it. */
const runOnFile = (program, args, text, address) => {
    const folder = mkdtempSync(join(tmpdir(), 'layouts-'));
    try {
        writeFileSync(join(folder, 'page.html'), text);
        return run(program, [...args, join(folder, 'page.html')]).replaceAll(pathToFileURL(join(folder, 'page.html')).href, address);
    } finally {
        rmSync(folder, { recursive: true });
    }
};

const lynx = (...more) => (page) => runOnFile('lynx', ['-dump', '-width=80', '-display_charset=utf-8', '-assume_charset=utf-8', ...more], based(page), page.address);
const pandoc = (to, from = 'html') => (page) => run('pandoc', ['-f', from, '-t', to], page.html);
const soup = (shape) => (page) => run('/usr/bin/python3', [join(here, 'soup.py'), shape], page.html);

const markdown = (html) => {
    const turndown = new Turndown();
    turndown.use(gfm);
    turndown.remove(['head', 'script', 'style', 'title']);
    return turndown.turndown(html);
};
const article = (page) => new Readability(document(page)).parse();

/** What stands above a saved text in the notes of people who keep such texts. */
const front = (page) => {
    const [post] = page.truth.posts;
    const lines = [['title', JSON.stringify(post.title ?? '')], ['date', post.published], ['author', post.author ?? page.post.author], ['url', post.url]];
    return `---\n${lines.map(([key, value]) => `${key}: ${value}`).join('\n')}\n---\n\n`;
};

const plain = [
    ['columns-main', (page) => columns(document(page), true)],
    ['columns-full', (page) => columns(document(page), false)],
    ['lynx', lynx('-nolist')],
    ['lynx-links', lynx()],
    ['w3m', (page) => run('w3m', ['-dump', '-cols', '80', '-T', 'text/html', '-I', 'UTF-8', '-O', 'UTF-8'], page.html)],
    ['html2text', (page) => run('html2text', ['-utf8', '-width', '80'], page.html)],
    ['html2text-python', (page) => run('/usr/bin/python3', ['-m', 'html2text'], page.html)],
    ['pandoc-plain', pandoc('plain')],
    ['pandoc-markdown', pandoc('markdown')],
    ['pandoc-gfm', pandoc('gfm-raw_html', 'html-native_divs-native_spans')],
    ['turndown', (page) => markdown(page.html)],
    ['readability-text', (page) => { const found = article(page); return found ? `${found.title}\n\n${found.textContent}` : ''; }],
    ['readability-turndown', (page) => { const found = article(page); return found ? `# ${found.title}\n\n${markdown(found.content)}` : ''; }],
    ['html-to-text', (page) => convert(page.html, { wordwrap: 80 })],
    ['soup-lines', soup('lines')],
    ['soup-blank', soup('blank')],
    ['soup-raw', soup('raw')],
];

const called = new Map(plain);

/** name → text of a page, in the order of the files. The browsers' texts are taken for all pages at once, before. */
export const extractors = (browsers) => [
    ...plain,
    ...browsers.flatMap(([name, texts]) => [[`${name}-inner`, (page) => texts.get(page.name).inner], [`${name}-copy`, (page) => texts.get(page.name).copy]]),
    ['front-columns-main', (page) => (page.index ? null : front(page) + called.get('columns-main')(page))],
    ['front-glued', (page) => (page.template === 'classic' && page.post.comments.length ? front(page) + glued(document(page)) : null)],
    ['front-readability-turndown', (page) => (page.index ? null : front(page) + called.get('readability-turndown')(page))],
];
