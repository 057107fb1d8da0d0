// A text with columns, as the seeds have it: our own writing of the rules that formats.md section 1.1 notes down, not anybody's program.
//
// Blocks start a line, paragraphs and headings keep one blank line around them, each <br> ends a line, a list moves its text by two columns
// and numbers its items itself. The main content leaves out navigation, side columns, hidden things and blocks that are mostly links.

const skipped = new Set(['HEAD', 'SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'SELECT', 'INPUT', 'BUTTON', 'FORM', 'IMG']);
const blocks = new Set(['ADDRESS', 'ARTICLE', 'ASIDE', 'BODY', 'DD', 'DIV', 'DL', 'DT', 'FOOTER', 'HEADER', 'LI', 'MAIN', 'NAV', 'SECTION', 'TR', 'UL', 'OL']);
const spaced = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'BLOCKQUOTE', 'PRE', 'TABLE']);
const edges = new Set(['NAV', 'HEADER', 'FOOTER', 'ASIDE']);
const aside = /\b(sidebar|navbar|blog-pager|post-footer|post-feeds|comment-form|comment-footer|skip-navigation|tabs|share-buttons|share-buttons-container|loadmore|hidden|paging-control-container|footer)\b/;
const dense = new Set(['DIV', 'SPAN', 'UL']);
const mostlyLinks = 0.6;

const textOf = (node) => node.textContent.replace(/\s+/g, ' ').trim();
const linkShare = (element) => {
    const whole = Buffer.byteLength(textOf(element));
    const links = [...element.querySelectorAll('a')].reduce((sum, link) => sum + Buffer.byteLength(textOf(link)), 0);
    return whole === 0 ? 0 : links / whole;
};

const isLeftOut = (element) => edges.has(element.tagName)
    || aside.test(`${element.className} ${element.id}`)
    || (dense.has(element.tagName) && /comment-header|comment-block|comment-replies|inline-thread|continue|sharing/.test(element.className) && linkShare(element) > mostlyLinks);

export const columns = (document, main) => {
    const lines = [];
    const lists = [];
    let line = '';
    let gap = 0;
    let item = false;

    const indent = () => ' '.repeat(2 * lists.length + (lists.length ? 2 : 0));
    const endLine = () => {
        const text = line.replace(/^ +| +$/g, '');
        line = '';
        if (!text) return false;
        for (; gap > 0; gap--) if (lines.length) lines.push('');
        gap = 0;
        lines.push(item ? number() + text : indent() + text);
        item = false;
        return true;
    };
    const paragraph = () => { endLine(); if (lines.length && !item) gap = Math.max(gap, 1); };

    const openItem = () => {
        endLine();
        item = lists.length > 0;
    };

    /** Counted when it is printed: an item that is left out takes no number. */
    const number = () => {
        const list = lists.at(-1);
        list.number++;
        return `${' '.repeat(2 * lists.length)}${list.ordered ? `${list.number}. ` : '• '}`;
    };

    const visitChildren = (node) => { for (const child of node.childNodes) visit(child); };

    const visit = (node) => {
        if (node.nodeType === 3) {
            line += node.data.replace(/[ \t\r\n]+/g, ' ');
            line = line.replace(/ {2,}/g, ' ');
            return;
        }
        if (node.nodeType !== 1 || skipped.has(node.tagName) || (main && isLeftOut(node))) return;
        if (node.tagName === 'BR') {
            if (!endLine()) gap++;
            return;
        }
        if (node.tagName === 'OL' || node.tagName === 'UL') {
            endLine();
            if (lists.length) gap = 0;
            lists.push({ ordered: node.tagName === 'OL', number: 0 });
            item = false;
            visitChildren(node);
            endLine();
            lists.pop();
            item = false;
            return;
        }
        const phantom = !main && /\bcontinue\b/.test(node.className) && node.parentNode.querySelector(':scope > div > li') !== null && node.parentNode.tagName === 'OL';
        if (node.tagName === 'LI' || phantom) {
            openItem();
            visitChildren(node);
            endLine();
            gap = 0;
            return;
        }
        if (spaced.has(node.tagName)) {
            paragraph();
            visitChildren(node);
            paragraph();
            return;
        }
        if (blocks.has(node.tagName)) {
            endLine();
            visitChildren(node);
            endLine();
            return;
        }
        visitChildren(node);
    };

    visit(document.body);
    endLine();
    return lines.join('\n');
};
