// The text that a browser gives for a page: document.body.innerText, and the selection of the whole page, which is what a copy takes.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ask = `const selection = getSelection(); selection.removeAllRanges(); selection.selectAllChildren(document.body);`;

const inFolder = async (work) => {
    const folder = mkdtempSync(join(tmpdir(), 'layouts-'));
    try { return await work(folder); } finally { rmSync(folder, { recursive: true, force: true, maxRetries: 9 }); }
};

/** Chromium answers in the dumped document: a script of ours leaves both texts in it as JSON. */
export const chromium = (pages) => inFolder((folder) => new Map(pages.map((page) => {
    const script = `<script>addEventListener('load', () => { ${ask}
const answer = JSON.stringify({ inner: document.body.innerText, copy: String(selection) });
document.documentElement.innerHTML = '<body><p id="answer">' + [...new TextEncoder().encode(answer)].map(byte => byte.toString(16).padStart(2, '0')).join('') + '</p></body>'; });</script>`;
    const file = join(folder, 'page.html');
    writeFileSync(file, page.html.replace('</head>', `${script}\n</head>`));
    const dumped = execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND', `--user-data-dir=${folder}/profile`,
        '--window-size=1280,1600', '--virtual-time-budget=3000', '--dump-dom', pathToFileURL(file).href], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const hex = /<p id="answer">([0-9a-f]*)<\/p>/.exec(dumped)[1];
    return [page.name, JSON.parse(Buffer.from(hex, 'hex').toString('utf8'))];
})));

/** Firefox answers over its remote protocol (Marionette): messages are "length:json" over TCP. */
export const firefox = (pages) => inFolder(async (folder) => {
    writeFileSync(join(folder, 'user.js'), ['user_pref("marionette.port", 28281);', 'user_pref("network.dns.disabled", true);', 'user_pref("browser.shell.checkDefaultBrowser", false);'].join('\n'));
    const browser = spawn('firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', folder], { stdio: 'ignore', env: { ...process.env, HOME: folder } });
    try {
        const send = await marionette(28281);
        await send('WebDriver:NewSession', {});
        await send('WebDriver:SetWindowRect', { width: 1280, height: 1600 });
        const texts = new Map();
        for (const page of pages) {
            const file = join(folder, 'page.html');
            writeFileSync(file, page.html);
            await send('WebDriver:Navigate', { url: pathToFileURL(file).href });
            const { value } = await send('WebDriver:ExecuteScript', { script: `${ask} return { inner: document.body.innerText, copy: String(selection) };`, args: [] });
            texts.set(page.name, value);
        }
        return texts;
    } finally {
        const ended = new Promise((resolve) => browser.on('exit', resolve));
        browser.kill();
        await ended;
    }
});

const marionette = async (port) => {
    const socket = await opened(port, 60);
    let bytes = Buffer.alloc(0);
    const waiting = new Map();
    let count = 0;
    socket.on('data', (part) => {
        bytes = Buffer.concat([bytes, part]);
        for (;;) {
            const colon = bytes.indexOf(':');
            const length = colon < 0 ? NaN : Number(bytes.subarray(0, colon));
            if (!(bytes.length >= colon + 1 + length)) return;
            const message = JSON.parse(bytes.subarray(colon + 1, colon + 1 + length));
            bytes = bytes.subarray(colon + 1 + length);
            if (Array.isArray(message)) waiting.get(message[1])?.(message);
        }
    });
    return (command, parameters) => new Promise((resolve, reject) => {
        const number = ++count;
        waiting.set(number, ([, , error, result]) => (error ? reject(new Error(`${command}: ${error.message}`)) : resolve(result)));
        const text = Buffer.from(JSON.stringify([0, number, command, parameters]));
        socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
    });
};

const opened = async (port, tries) => {
    for (let at = 0; at < tries; at++) {
        const socket = await new Promise((resolve) => {
            const attempt = connect(port, '127.0.0.1', () => resolve(attempt));
            attempt.on('error', () => resolve(null));
        });
        if (socket) return socket;
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('Firefox does not answer');
};
