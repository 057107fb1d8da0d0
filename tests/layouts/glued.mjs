// Texts with "glued tails", in our own imitation of what formats.md section 1.3 notes down as layout I; no program is run for it.
//
// A comment's words up to its first <br> stand as a paragraph, then one more line end for each <br>, then the marker, and to the marker
// is glued what is left of the same comment; where nothing is left, the beginning of the next one.

const segments = (element) => {
    const parts = [''];
    let breaks = 0;
    for (const node of element.childNodes) {
        if (node.nodeName === 'BR') { breaks++; parts.push(''); } else parts[parts.length - 1] += node.textContent.replace(/\s+/g, ' ');
    }
    return { breaks, parts: parts.map((part) => part.trim()).filter(Boolean) };
};

const body = (element) => [...element.childNodes].reduce((paragraphs, node) => {
    if (node.nodeName === 'BR') paragraphs.push('');
    else if (node.nodeType === 3) paragraphs[paragraphs.length - 1] += node.data.replace(/\s+/g, ' ');
    else if (node.nodeName === 'UL' || node.nodeName === 'OL') paragraphs.push([...node.children].map((item) => `- ${item.textContent.trim()}`).join('\n'), '');
    else paragraphs.push(...segments(node.querySelector('i') ?? node).parts, '');
    return paragraphs;
}, ['']).map((paragraph) => paragraph.trim()).filter(Boolean).join('\n\n');

export const glued = (document) => {
    let text = `${body(document.querySelector('.post-body'))}\n\n`;
    for (const comment of document.querySelectorAll('li.comment')) {
        const content = comment.querySelector('.comment-content');
        const { breaks, parts: [first, ...rest] } = segments(content);
        text += `${first}\n\n${'\n'.repeat(breaks)}${comment.querySelector('.comment-actions').textContent.trim()}${rest.join('\n\n')}${rest.length ? '\n\n' : ''}`;
    }
    return `${text.trimEnd()}\n`;
};
