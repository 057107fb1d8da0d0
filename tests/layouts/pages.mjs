// The pages of the corpus: a post, a template, and what the blog chose to print. With the truth of each.

import { posts } from './posts.mjs';
import { address, bodyText, commentText, identify, idOf, templates, textsOf, whenOf } from './templates.mjs';

const english = {
    title: 'Marl & Water', description: 'Notes from a small river since 2004', address: 'https://marl-and-water.example', author: 'Hester Quill',
    words: { search: 'Search This Blog', about: 'I walk, I ask, I write it down. Born on March 3, 1961 at 6:30 AM, and seldom late since.' },
    popular: [['The weir', 'The weir sang all night. In the morning there were 2 comments: one from the heron…'], ['Sluice, gate, sluice', 'Three keys and only one lock: 1. the brass one'], ['7 June 2012', 'A day on which nothing was mended.']],
    years: [['2014', 12, []], ['2013', 31, [['December', 4], ['November', 3], ['June', 24]]], ['2012', 9, []]],
    labels: [['Rivers', 18], ['Walks & talks', 7], ['Notices', 3]],
    feeds: ['Posts', 'Comments'],
};

const local = (title, description, author, search, about, popular, months, labels, feeds) => ({
    ...english, title, description, author, words: { search, about }, popular, years: [['2015', 6, months], ['2014', 11, []]], labels, feeds,
    address: `https://${idOf(title).slice(-6)}.blog.example`,
});

const blogs = {
    en: english,
    de: local('Wasser & Brot', 'Vom Wehr und von der Mühle', 'Käthe Sommerlatt', 'Dieses Blog durchsuchen', 'Geboren am 5. Juni 1958, immer am Fluss.', [['Brot vom Freitag', '2 Kommentare: einer vom Müller, einer vom Bäcker']], [['Juni', 4], ['Mai', 2]], [['Wasser', 9], ['Mühlen', 5]], ['Posts', 'Kommentare']),
    fr: local('L’écluse', 'Carnet de rivière', 'Odile Marchandeau', 'Rechercher dans ce blog', 'Née le 21 juin, au bord de l’eau.', [['Le pain du samedi', '3 commentaires: trois fois merci']], [['juin', 5], ['mai', 1]], [['Rivières', 4], ['Pain', 8]], ['Articles', 'Commentaires']),
    es: local('La noria', 'Apuntes de agua', 'Remedios Olalla', 'Buscar este blog', 'Nací el 10 de febrero de 1949.', [['La acequia', 'Dijo el alcalde...']], [['febrero', 3]], [['Agua', 12]], ['Entradas', 'Comentarios']),
    'pt-BR': local('Barra e vento', 'Diário do cais', 'Ivone Tavares', 'Pesquisar este blog', 'Nasci em 24 de novembro de 1955.', [['O sino', '4 comentários: todos do faroleiro']], [['novembro', 4]], [['Mar', 7], ['Memória', 2]], ['Postagens', 'Comentários']),
    ru: local('Сад и пруд', 'Записки садовода', 'Глафира Ильинская', 'Поиск по этому блогу', 'Родилась 17 мая 1950 г. в 6:30.', [['Яблоня', '2 комментария: от соседа и от скворца']], [['мая', 5]], [['Вода', 6], ['Сад', 21]], ['Сообщения', 'Все комментарии']),
    ja: local('庭だより', '小さな庭の日記', '水野ふゆ', 'このブログを検索', '2009年3月3日生まれの猫と暮らす。', [['白い椿', '3 件のコメント: 猫と、隣と、郵便屋']], [['3月', 4]], [['散歩', 8], ['庭', 15]], ['投稿', 'コメント']),
    ar: local('دفتر الحي', 'حكايات من الحارة', 'ليلى الناصري', 'بحث هذه المدونة الإلكترونية', 'ولدت في 11 سبتمبر 1960.', [['شجرة التوت', '3 تعليقات: من الجيران']], [['سبتمبر', 5]], [['ماء', 3], ['ذاكرة', 9]], ['الرسائل', 'التعليقات']),
};

const longMenu = ['Home', 'Ferries', 'Mills A–K', 'Mills L–Z', '1911', 'June 2013 (4)', 'Comments policy', '3 March 1961', 'Recipes', 'Links to this post', 'Contact'];

/** name of the page, post, template, and the choices of the blog. */
const plan = [
    ['classic-en', 'ferry', 'classic', { widgets: true }],
    ['classic-en-plain', 'ferry', 'classic', { linkedAuthors: false, stamps: 'time' }],
    ['classic-en-menus', 'ferry', 'classic', { widgets: true, menu: longMenu, skip: true }],
    ['classic-en-untitled', 'empty', 'classic', {}],
    ['classic-en-none', 'quiet', 'classic', { widgets: true }],
    ['classic-de', 'wehr', 'classic', { widgets: true }],
    ['classic-fr', 'moulin', 'classic', {}],
    ['classic-ja', 'plum', 'classic', {}],
    ['classic-ar', 'well', 'classic', { widgets: true }],
    ['flat-en', 'ferry', 'flat', { widgets: true }],
    ['flat-es', 'aljibe', 'flat', {}],
    ['flat-en-second-page', 'harbour', 'flat', {}],
    ['old-en', 'verses', 'old', { stamps: 'time' }],
    ['responsive-en', 'ferry', 'responsive', { widgets: true, menu: longMenu, skip: true, themeAuthor: 'By' }],
    ['responsive-ru', 'pond', 'responsive', { skip: true, themeCount: true, widgets: true }],
    ['responsive-pt-br', 'farol', 'responsive', {}],
    ['mobile-en', 'ferry', 'mobile', {}],
    ['mobile-de', 'wehr', 'mobile', {}],
    ['index-en', 'index', 'classic', { widgets: true }],
];

const withIds = (post, comment) => {
    const [author, published, text, options = {}] = comment;
    const made = { author, published, text, linked: options.link !== false, owner: options.owner, removed: options.removed };
    made.id = identify(post, made);
    made.replies = (options.replies ?? []).map((reply) => withIds(post, reply));
    return made;
};

const everyOf = (comments) => comments.flatMap((comment) => [comment, ...everyOf(comment.replies)]);

/** The flat templates print every comment by its time, whomever it answers. */
const byTime = (comments) => everyOf(comments).map((comment) => ({ ...comment, replies: [] })).sort((a, b) => a.published.localeCompare(b.published));

const complete = (source, template) => {
    const post = { ...source, id: idOf(`post ${source.title} ${source.published}`) };
    const threads = source.comments.map((comment) => withIds(source, comment));
    post.comments = template === 'flat' || template === 'old' ? byTime(threads) : threads;
    post.declared = source.declared ?? everyOf(threads).length;
    return post;
};

const commentTruth = (page, comments, parent, first) => comments.flatMap((comment, at) => {
    const number = parent ? `${parent}.${at + 1}` : String(first + at);
    return [{
        number, depth: number.split('.').length, author: comment.author, published: page.stamps === 'time' ? null : comment.published, printed: page.stamp(comment), link: { id: comment.id, published: `${comment.published}:00Z` },
        status: comment.removed ? 'removed' : 'visible', bodyText: commentText(comment, page.text),
    }, ...commentTruth(page, comment.replies, number, 1)];
});

const postTruth = (page, post) => ({
    title: post.title || null,
    published: page.undated ? null : post.published.slice(0, 10),
    author: page.template === 'responsive' && !page.themeAuthor ? null : post.author,
    labels: page.template === 'mobile' || page.template === 'old' ? [] : post.labels,
    url: address(page.blog, post),
    declaredComments: page.template === 'responsive' && !page.themeCount ? null : post.declared,
    foundComments: everyOf(post.comments).length,
    ...(post.range ? { range: post.range } : {}),
    bodyText: bodyText(post),
    comments: commentTruth(page, post.comments, '', post.firstNumber ?? 1),
});

/** Lines of the page that look like a count, a heading, a marker or a date of the post, and are none. */
const fools = (page, source) => [
    ...(source.fools ?? []),
    ...(page.menu ? ['Comments policy', '3 March 1961', 'June 2013 (4)', 'Links to this post'] : []),
    ...(page.widgets ? page.blog.popular.flat() : []),
    ...(page.widgets ? [page.blog.words.about] : []),
    ...(page.template === 'mobile' ? ['June 2013 (4)'] : []),
];

const build = ([name, postName, template, choices]) => {
    const source = posts[postName];
    const all = (Array.isArray(source) ? source : [source]).map((one) => complete(one, template));
    const lang = all[0].lang;
    const text = textsOf(lang);
    const page = {
        name, lang, text, template, blog: { ...blogs[lang], id: idOf(blogs[lang].title) }, index: Array.isArray(source), posts: all, post: all[0],
        linkedAuthors: true, ...choices,
        stamp: (comment) => (choices.stamps === 'time' ? text.time : text.stamp)(whenOf(comment.published)),
    };
    page.address = page.index ? `${page.blog.address}/` : address(page.blog, page.post);
    page.html = templates[template](page);
    page.truth = { page: name, language: lang, template, blog: page.blog.title, fools: fools(page, source), posts: all.map((post) => postTruth(page, post)) };
    return page;
};

export const pages = plan.map(build);
