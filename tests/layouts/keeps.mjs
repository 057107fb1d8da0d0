// What each text still holds of its page, so that a test asks a reader for no more than that.
//
// Words are compared without blanks, marks and mark-up. The tree cannot be measured so: it was judged by looking, in the table below.

const noise = [
    /\]\([^)]*\)/g, // Markdown's link targets
    /\{[^{}]*\}/g, // pandoc's attributes
    /\[https?:[^\]]*\]/g, // html-to-text's link targets
    /^ *\[?https?:\S+$/gm,
    /https?:\/\/\S*(showComment|delete-comment|comment-iframe)\S*/g,
    /\[\d+\]/g, // lynx's link numbers
];

const bare = (text) => text.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');
const cleaned = (text) => bare(noise.reduce((rest, pattern) => rest.replace(pattern, ' '), text));

/** A text shorter than this is looked for on a line of its own: it stands within other words everywhere. */
const shortWords = 8;

/** Where each comment stands in the text: [start, end], or null. Found in their order, each after the one before. */
const places = (raw, text, comments, from) => {
    const own = new Set(raw.split('\n').map(bare));
    let at = from;
    return comments.map((comment) => {
        const words = bare(comment.bodyText);
        if (words.length < shortWords && !own.has(words)) return null;
        const start = text.indexOf(words, at);
        if (start < 0) return null;
        at = start + words.length;
        return [start, at];
    });
};

const share = (numbers, all) => (all === 0 ? null : numbers.length === all ? true : numbers.length === 0 ? false : numbers);

/** How far from a comment its author and time may stand: nothing else of it lies between. */
const reach = 40;

const ofPost = (raw, text, page, post, truth) => {
    const bodyAt = text.indexOf(bare(truth.bodyText.slice(0, 60)).slice(0, 20));
    const lastLine = bare(truth.bodyText.split('\n').at(-1));
    const afterBody = Math.max(0, text.indexOf(lastLine, Math.max(0, bodyAt + bare(truth.bodyText).length - lastLine.length - 20))) + lastLine.length;
    const comments = truth.comments;
    const found = places(raw, text, comments, afterBody);
    const kept = comments.filter((_, at) => found[at]);
    const near = (value, at) => {
        const [start, end] = found[at];
        const words = bare(value);
        const before = text.slice(Math.max(0, start - words.length - reach), start);
        const after = text.slice(end, end + words.length + reach);
        return { before: before.includes(words), after: after.includes(words) };
    };
    const authors = kept.filter((comment) => near(comment.author, comments.indexOf(comment)).before);
    const times = kept.filter((comment) => { const { before, after } = near(comment.printed, comments.indexOf(comment)); return page.template === 'flat' ? after : before; });
    const numbers = (list) => list.map((comment) => comment.number);
    const count = post.declared === 0 ? page.text.none : page.text.count(post.declared);
    const dates = [page.text.date, page.text.shortDate].map((form) => bare(form(new Date(`${post.published}:00Z`))));
    return {
        title: post.title === '' ? null : headOf(raw, text, post.title, bodyAt),
        date: dates.some((date) => text.slice(0, bodyAt < 0 ? undefined : bodyAt).includes(date)),
        author: truth.author === null ? null : text.includes(bare(page.text.posted(post.author, ''))) || text.includes(bare(`By ${post.author}`)),
        labels: truth.labels.length === 0 ? null : text.slice(afterBody).includes(bare(page.text.labels + truth.labels.join(''))) || (page.template === 'responsive' && raw.includes(`[${post.labels[0]}](`)),
        declared: truth.declaredComments === null ? null : text.slice(afterBody).includes(bare(count)) || (page.template === 'old' && text.includes(bare(`${post.declared} Comments:`))),
        comments: share(numbers(kept), comments.length),
        authors: share(numbers(authors), kept.length),
        times: share(numbers(times), kept.length),
        links: kept.length === 0 ? null : raw.includes('showComment='),
        ...spelled(raw, authors),
    };
};

const folded = (text) => text.replace(/\s+/g, ' ');

/** Names that the text prints in another way than the page: with _ for a blank, or without the blank. */
const spelled = (raw, comments) => {
    const line = folded(raw);
    const others = comments.filter((comment) => !line.includes(comment.author))
        .flatMap((comment) => [comment.author.replaceAll(' ', '_'), comment.author.replaceAll(' ', '')].filter((name) => line.includes(name)).slice(0, 1).map((name) => [comment.author, name]));
    return others.length ? { spelled: Object.fromEntries(others) } : {};
};

const headOf = (raw, text, title, bodyAt) => {
    const before = text.slice(0, bodyAt < 0 ? undefined : bodyAt);
    if (!before.includes(bare(title))) return false;
    const joined = title.replaceAll(' ', '_');
    if (title !== joined && raw.includes(`**** ${joined} ****`)) return joined;
    return title !== title.toUpperCase() && raw.includes(title.toUpperCase()) ? title.toUpperCase() : true;
};

/** Do indents, nested lists or the words "Replies … Reply" still say who answers whom? Judged by looking at the pages with threads. */
const looksFlat = new Set([]); // none: even where indents are lost, a reply has no Reply of its own, or stands between Replies and Reply

const tree = (name, page, found) => {
    if (!['classic', 'responsive', 'mobile'].includes(page.template) || !page.truth.posts.some((post) => post.comments.some((comment) => comment.depth > 1))) return null;
    return found !== false && !looksFlat.has(name);
};

export const keeps = (page, texts) => Object.fromEntries(texts.map(([name, raw]) => {
    const text = cleaned(raw);
    const posts = page.posts.map((post, at) => ofPost(raw, text, page, post, page.truth.posts[at]));
    if (name.startsWith('front-')) Object.assign(posts[0], { title: page.post.title === '' ? null : true, date: true, author: true });
    if (name === 'front-glued') posts[0].comments = true; // a marker stands inside a text, so its words are not found in one piece
    const [first] = posts;
    return [name, page.index ? { posts } : { ...first, tree: tree(name, page, first.comments) }];
}));
