// Writes the corpus: tests/Archive.Tests/Cases/layouts/<page>/<extractor>.txt, with page.html and truth.json. README.md says how to call it.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, firefox } from './browsers.mjs';
import { extractors } from './extractors.mjs';
import { keeps } from './keeps.mjs';
import { pages } from './pages.mjs';

const corpus = join(dirname(fileURLToPath(import.meta.url)), '../Archive.Tests/Cases/layouts');

const emptied = (folder) => {
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (/\.(txt|html)$|^(truth|keeps)\.json$/.test(file)) rmSync(join(folder, file));
    return folder;
};

/** One line for each extractor, so that a change of one is a change of one line. */
const lineByLine = (facts) => `{\n${Object.entries(facts).map(([name, value]) => ` "${name}": ${JSON.stringify(value)}`).join(',\n')}\n}\n`;

const browsers = process.env.LAYOUTS_NO_BROWSERS ? [] : [['chromium', await chromium(pages)], ['firefox', await firefox(pages)]];

for (const page of pages) {
    const folder = emptied(join(corpus, page.name));
    writeFileSync(join(folder, 'page.html'), page.html);
    writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(page.truth, null, 1)}\n`);
    const texts = extractors(browsers).map(([name, extract]) => [name, extract(page)]).filter(([, text]) => text !== null);
    for (const [name, text] of texts) writeFileSync(join(folder, `${name}.txt`), text);
    writeFileSync(join(folder, 'keeps.json'), lineByLine(keeps(page, texts)));
    console.log(page.name);
}
