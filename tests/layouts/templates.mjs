// Pages as Blogger serves them, in the shapes of its templates. Written by hand for these invented posts.

import { words } from './words.mjs';

const escape = (text) => text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;').replace(/'/g, '&#39;');
const plain = (html) => html.replace(/<[^>]+>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const lines = (text) => text.split('\n').join('<br />\n');
const instant = (iso) => new Date(`${iso}:00Z`);
const slug = (text) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'blog-post';

/** A number that looks like Blogger's, made from a text, the same on every run. */
const id = (text) => {
    let hash = 7n;
    for (const character of text) hash = (hash * 131n + BigInt(character.codePointAt(0))) % 10n ** 18n;
    return String(hash + 10n ** 18n);
};

export const address = (blog, post) => `${blog.address}/${post.published.slice(0, 4)}/${post.published.slice(5, 7)}/${slug(post.title)}.html`;

const block = (part) => {
    if (typeof part === 'string') return lines(escape(part));
    if (part.quote) return `<blockquote class="tr_bq">${lines(escape(part.quote.join('\n')))}</blockquote>`;
    if (part.list) return `<ul>\n${part.list.map((item) => `<li>${escape(item)}</li>`).join('\n')}\n</ul>`;
    if (part.numbers) return `<ol>\n${part.numbers.map((item) => `<li>${escape(item)}</li>`).join('\n')}\n</ol>`;
    return `<div style="text-align: center;">\n<i>${lines(escape(part.verse.join('\n')))}</i></div>`;
};

const needsBreak = (part) => typeof part === 'string';
const body = (post) => post.body.map((part, at) => block(part) + (needsBreak(part) && post.body[at + 1] !== undefined ? '<br />\n<br />' : '')).join('\n');

const blockText = (part) =>
    plain(typeof part === 'string' ? part : (part.quote ?? part.list ?? part.verse ?? part.numbers.map((item, at) => `${at + 1}. ${item}`)).join('\n'));

export const bodyText = (post) => post.body.map(blockText).join('\n\n');

const commentHtml = (comment, text) => (comment.removed ? `<span class="deleted-comment">${removedText(comment, text)}</span>` : lines(escape(comment.text)));
const removedText = (comment, text) => escape(comment.removed === 'admin' ? text.removedByAdmin : text.removed);
export const commentText = (comment, text) => (comment.removed ? plain(removedText(comment, text)).replace(/&#39;/g, "'") : plain(comment.text));

const name = (comment, page) => (comment.linked && page.linkedAuthors
    ? `<a href="https://www.blogger.com/profile/${id(comment.author)}" rel="nofollow">${escape(comment.author)}</a>`
    : escape(comment.author));

const permalink = (comment, page) => `${address(page.blog, page.post)}?showComment=${instant(comment.published).getTime()}#c${comment.id}`;

export const identify = (post, comment) => id(`${post.title} ${comment.author} ${comment.published}`);

// Threaded comments, as the template's own script lays them out.

const item = (comment, page, depth) => `<li class="comment" id="c${comment.id}">
<div class="avatar-image-container"><img src="https://resources.blogblog.com/img/blank.gif" alt="" /></div>
<div class="comment-block">
<div class="comment-header"><cite class="user${comment.owner ? ' blog-author' : ''}">${name(comment, page)}</cite><span class="icon user${comment.owner ? ' blog-author' : ''}"></span><span class="datetime secondary-text"><a rel="nofollow" href="${permalink(comment, page)}">${page.stamp(comment)}</a></span></div>
<p class="comment-content">${commentHtml(comment, page.text)}</p>
<span class="comment-actions secondary-text">${depth < 2 ? `<a class="comment-reply" target="_self" data-comment-id="${comment.id}">${page.text.reply}</a>` : ''}<span class="item-control blog-admin pid-${id(comment.author).slice(-8)}"><a target="_self" href="https://www.blogger.com/delete-comment.g?blogID=${page.blog.id}&amp;postID=${comment.id}">${page.text.delete}</a></span></span>
</div>
<div class="comment-replies"><div id="c${comment.id}-rt" class="comment-thread inline-thread${comment.replies.length ? '' : ' hidden'}"><span class="thread-toggle thread-expanded"><span class="thread-arrow"></span><span class="thread-count"><a target="_self">${page.text.replies}</a></span></span><ol id="c${comment.id}-ra" class="thread-chrome thread-expanded"><div>${comment.replies.map((reply) => item(reply, page, depth + 1)).join('\n')}</div><div id="c${comment.id}-continue" class="continue"><a class="comment-reply" target="_self" data-comment-id="${comment.id}">${page.text.reply}</a></div></ol></div></div>
<div class="comment-replybox-single" id="c${comment.id}-ce"></div>
</li>`;

const holder = (page) => `<div class="comments-content">
<script type="text/javascript">var items = null; var config = {"maxThreadDepth":"2"};</script>
<div id="comment-holder"><div class="comment-thread toplevel-thread"><ol id="top-ra">${page.post.comments.map((comment) => item(comment, page, 1)).join('\n')}</ol><div id="top-continue" class="continue"><a class="comment-reply" target="_self">${page.text.add}</a></div><div class="comment-replybox-thread" id="top-ce"></div><div class="loadmore hidden" data-post-id="${page.post.id}"><a target="_self">${page.text.load}</a></div></div></div>
</div>`;

const form = (page) => `<p class="comment-footer"><div class="comment-form"><a name="comment-form"></a><h4 id="comment-post-message">${page.text.postComment}</h4><a href="https://www.blogger.com/comment-iframe.g?blogID=${page.blog.id}&amp;postID=${page.post.id}" id="comment-editor-src"></a></div></p>`;

const countLine = (page) => (page.post.declared === 0 ? page.text.none : page.text.count(page.post.declared));

const threaded = (page) => `<div class="comments" id="comments">
<a name="comments"></a>
<h4>${countLine(page)}</h4>
${page.post.comments.length ? holder(page) : ''}
${form(page)}
</div>`;

// The flat list of names and texts that stood before the threads came.

const pager = (page, where) => (page.post.range ? `<div class="paging-control-container ${where}">
<a class="paging-control" href="${address(page.blog, page.post)}?commentPage=1">Oldest</a>
<a class="paging-control" href="${address(page.blog, page.post)}?commentPage=1">‹Older</a>
&nbsp;
<span class="comment-range-text">${page.post.range}</span>
<span class="paging-control">Newer›</span>
<span class="paging-control">Newest</span>
</div>` : '');

const said = (comment, page) => `<dt class="comment-author${comment.owner ? ' blog-author' : ''}" id="c${comment.id}">
<a name="c${comment.id}"></a>
${page.text.said(name(comment, page))}
</dt>
<dd class="comment-body" id="Blog1_cmt-${comment.id}">
<p>
${commentHtml(comment, page.text)}
</p>
</dd>
<dd class="comment-footer">
<span class="comment-timestamp">
<a href="${permalink(comment, page)}" title="comment permalink">
${page.stamp(comment)}
</a>
<span class="item-control blog-admin"><a class="comment-delete" href="https://www.blogger.com/delete-comment.g?blogID=${page.blog.id}&amp;postID=${comment.id}" title="Delete Comment"><img src="https://resources.blogblog.com/img/icon_delete13.gif" alt="" /></a></span>
</span>
</dd>`;

const flat = (page) => `<div class="comments" id="comments">
<a name="comments"></a>
<h4>${countLine(page)}</h4>
${pager(page, 'top')}
<div id="Blog1_comments-block-wrapper">
<dl class="avatar-comment-indent" id="comments-block">
${page.post.comments.map((comment) => said(comment, page)).join('\n')}
</dl>
</div>
${pager(page, 'bottom')}
<p class="comment-footer"><a href="https://www.blogger.com/comment.g?blogID=${page.blog.id}&amp;postID=${page.post.id}">${page.text.postComment}</a></p>
</div>`;

// What stands around a post.

const feedLinks = (page) => `<div class="post-feeds"><div class="feed-links">${page.text.feed} <a class="feed-link" href="${page.blog.address}/feeds/${page.post.id}/comments/default" target="_blank" type="application/atom+xml">${page.text.feedOf}</a></div></div>`;

const neighbours = (page) => `<div class="blog-pager" id="blog-pager">
<span id="blog-pager-newer-link"><a class="blog-pager-newer-link" href="${page.blog.address}/newer.html" title="${page.text.newer}">${page.text.newer}</a></span>
<span id="blog-pager-older-link"><a class="blog-pager-older-link" href="${page.blog.address}/older.html" title="${page.text.older}">${page.text.older}</a></span>
<a class="home-link" href="${page.blog.address}/">${page.text.home}</a>
</div>
<div class="clear"></div>`;

const labels = (page, post) => (post.labels.length ? `<span class="post-labels">
${page.text.labels}
${post.labels.map((label) => `<a href="${page.blog.address}/search/label/${encodeURIComponent(label)}" rel="tag">${escape(label)}</a>`).join(',\n')}
</span>` : '');

const byline = (page, post) => {
    const [before, after] = page.text.posted('\u0001', '\u0001').split('\u0001');
    return `<span class="post-author vcard">
${before.trim()}
<span class="fn"><a class="g-profile" href="https://www.blogger.com/profile/${id(post.author)}" rel="author">${escape(post.author)}</a></span>
</span>
<span class="post-timestamp">
${after.trim()}
<a class="timestamp-link" href="${address(page.blog, post)}" rel="bookmark"><abbr class="published" title="${post.published}:00Z">${page.text.time(instant(post.published))}</abbr></a>
</span>`;
};

const share = `<div class="post-share-buttons"><a class="goog-inline-block share-button sb-email" href="#email" title="Email This"><span class="share-button-link-text">Email This</span></a><a class="goog-inline-block share-button sb-blog" href="#blog" title="BlogThis!"><span class="share-button-link-text">BlogThis!</span></a><a class="goog-inline-block share-button sb-twitter" href="#x" title="Share to X"><span class="share-button-link-text">Share to X</span></a></div>`;

const footer = (page, post) => `<div class="post-footer">
<div class="post-footer-line post-footer-line-1">
${byline(page, post)}
<span class="post-comment-link">${page.index ? `<a class="comment-link" href="${address(page.blog, post)}#comment-form">${post.declared === 0 ? page.text.none : page.text.count(post.declared)}</a>` : ''}</span>
${share}
</div>
<div class="post-footer-line post-footer-line-2">
${labels(page, post)}
</div>
</div>`;

const heading = (page, post, index) => (post.title ? `<h3 class="post-title entry-title">${index ? `<a href="${address(page.blog, post)}">${escape(post.title)}</a>` : escape(post.title)}</h3>` : '');

const classicPost = (page, post, comments) => `<div class="date-outer">
${page.undated ? '' : `<h2 class="date-header"><span>${page.text.date(instant(post.published))}</span></h2>`}
<div class="date-posts"><div class="post-outer">
<div class="post hentry">
<a name="${post.id}"></a>
${heading(page, post, page.index)}
<div class="post-header"><div class="post-header-line-1"></div></div>
<div class="post-body entry-content" id="post-body-${post.id}">
${body(post)}
<div style="clear: both;"></div>
</div>
${footer(page, post)}
</div>
${comments}
</div></div>
</div>`;

const list = (entries) => `<ul>\n${entries.map((entry) => `<li><a href="#w">${escape(entry)}</a></li>`).join('\n')}\n</ul>`;

const widgets = (page) => {
    const blog = page.blog;
    const t = page.text;
    return `<div class="sidebar section" id="sidebar">
<div class="widget BlogSearch"><h2 class="title">${blog.words.search}</h2><div class="widget-content"><form><input name="q" type="text" /><input type="submit" value="${blog.words.search}" /></form></div></div>
<div class="widget PopularPosts"><h2>${t.popular}</h2><div class="widget-content popular-posts">
<ul>
${blog.popular.map(([title, snippet]) => `<li><div class="item-content"><div class="item-title"><a href="#p">${escape(title)}</a></div><div class="item-snippet">${escape(snippet)}</div></div><div style="clear: both;"></div></li>`).join('\n')}
</ul></div></div>
<div class="widget BlogArchive"><h2>${t.archive}</h2><div class="widget-content"><div id="ArchiveList">
<ul class="hierarchy">
${blog.years.map(([year, count, months]) => `<li class="archivedate"><a class="toggle" href="#t"><span class="zippy">►&nbsp;</span></a> <a class="post-count-link" href="#y">${year}</a> <span class="post-count" dir="ltr">(${count})</span>
${months.length ? `<ul class="hierarchy">\n${months.map(([month, number]) => `<li class="archivedate"><a class="post-count-link" href="#m">${month}</a> <span class="post-count" dir="ltr">(${number})</span></li>`).join('\n')}\n</ul>` : ''}</li>`).join('\n')}
</ul></div></div></div>
<div class="widget Label"><h2>${t.labelsTitle}</h2><div class="widget-content list-label-widget-content">
<ul>
${blog.labels.map(([label, number]) => `<li><a dir="ltr" href="#l">${escape(label)}</a> <span dir="ltr">(${number})</span></li>`).join('\n')}
</ul></div></div>
<div class="widget Subscribe"><h2>${t.follow}</h2><div class="widget-content">${list(blog.feeds)}</div></div>
<div class="widget Profile"><h2>${t.about}</h2><div class="widget-content"><dl class="profile-datablock"><dt class="profile-data"><a class="profile-name-link" href="#a">${escape(blog.author)}</a></dt><dd class="profile-textblock">${escape(blog.words.about)}</dd></dl><a class="profile-link" href="#pr">${t.profile}</a></div></div>
</div>`;
};

const menu = (page) => (page.menu ? `<div class="tabs section" id="crosscol"><div class="widget PageList"><h2>Pages</h2><div class="widget-content">${list(page.menu)}</div></div></div>` : '');

const style = `.comments .comments-content .comment-thread ol { list-style: none; margin: 0; padding: 0; text-align: left; }
.comments .comments-content .comment-replies { margin-left: 36px; }
.comments .hidden, .comments .item-control { display: none; }
.comments .comments-content .datetime { margin-left: 6px; }
.blog-pager span { float: left; }
.PageList li { display: inline; float: left; padding: 0 1em; }
.skip-navigation { position: absolute; left: -1000px; }`;

const html = (page, content) => `<!DOCTYPE html>
<html dir="${page.lang === 'ar' ? 'rtl' : 'ltr'}" lang="${page.lang}">
<head>
<meta charset="utf-8" />
<meta content="blogger" name="generator" />
<title>${page.index ? '' : page.post.title ? `${escape(page.blog.title)}: ${escape(page.post.title)}` : ''}${page.index || !page.post.title ? escape(page.blog.title) : ''}</title>
<link href="${page.index ? `${page.blog.address}/` : address(page.blog, page.post)}" rel="canonical" />
<style>
${style}
</style>
</head>
<body>
${content}
</body>
</html>
`;

const head = (page) => `<div class="navbar section" id="navbar"></div>
<header><div class="header section" id="header"><div class="widget Header"><div class="titlewrapper"><h1 class="title"><a href="${page.blog.address}/">${escape(page.blog.title)}</a></h1></div><div class="descriptionwrapper"><p class="description"><span>${escape(page.blog.description)}</span></p></div></div></div></header>
${menu(page)}`;

const tail = (page) => `<footer><div class="widget Attribution"><div class="widget-content" style="text-align: center;">${page.text.powered}.</div></div></footer>`;

const skip = (page) => (page.skip ? `<a class="skip-navigation" href="#main" tabindex="0">${page.text.skip}</a>
<a class="skip-navigation" href="#sidebar" tabindex="0">skip to sidebar</a>` : '');

const classic = (page, comments) => html(page, `${skip(page)}
${head(page)}
<div class="main section" id="main"><div class="widget Blog" id="Blog1">
<div class="blog-posts hfeed">
${page.index ? page.posts.map((post) => classicPost(page, post, '')).join('\n') : classicPost(page, page.post, comments)}
</div>
${neighbours(page)}
${page.index ? '' : feedLinks(page)}
</div></div>
${page.widgets ? widgets(page) : ''}
${tail(page)}`);

// The templates of 2004, before widgets: "At 6:30 AM, Name said..." above each text.

const oldSaid = (comment, page) => `<li id="c${comment.id}"><a name="c${comment.id}"></a>
<cite>At <a href="${permalink(comment, page)}" title="permanent link">${page.stamp(comment)}</a>, ${page.text.said(name(comment, page))}</cite>
<p>${commentHtml(comment, page.text)}</p>
</li>`;

const old = (page) => html(page, `<div id="header"><h1 id="blog-title"><a href="${page.blog.address}/">${escape(page.blog.title)}</a></h1><p id="description">${escape(page.blog.description)}</p></div>
<div id="content"><div id="main"><div id="main2">
<h2 class="date-header">${page.text.date(instant(page.post.published))}</h2>
<div class="post"><a name="${page.post.id}"></a>
<h3 class="post-title">${escape(page.post.title)}</h3>
<div class="post-body">
<div>
${body(page.post)}
</div>
</div>
<p class="post-footer"><em>posted by ${escape(page.post.author)} at <a href="${address(page.blog, page.post)}" title="permanent link">${page.text.time(instant(page.post.published))}</a></em></p>
</div>
<div id="comments"><a name="comments"></a>
<h4>${page.post.declared} Comments:</h4>
<ul>
${page.post.comments.map((comment) => oldSaid(comment, page)).join('\n')}
</ul>
<p><a class="comment-link" href="https://www.blogger.com/comment.g?blogID=${page.blog.id}">${page.text.postComment}</a></p>
<p><a href="${page.blog.address}/">&lt;&lt; Home</a></p>
</div>
</div></div>
<div id="sidebar"><h2 class="sidebar-title">About Me</h2><dl class="profile-datablock"><dt class="profile-data"><strong>Name:</strong> ${escape(page.blog.author)}</dt><dd class="profile-data"><strong>Location:</strong> Lower Marl</dd></dl>
<h2 class="sidebar-title">Previous Posts</h2>${list(page.blog.popular.map(([title]) => title))}</div></div>`);

// The responsive themes (2017): title above the date, sections for divisions, the count often without a number.

const responsive = (page) => html(page, `${skip(page)}
<div class="page"><div class="centered-top-container">
<header class="centered-top" role="banner"><div class="section" id="header"><div class="widget Header"><h1><a href="${page.blog.address}/">${escape(page.blog.title)}</a></h1><p>${escape(page.blog.description)}</p></div></div><nav role="navigation"><div class="section" id="page_list_top">${page.menu ? list(page.menu) : ''}</div></nav></header></div>
<main class="main-container" id="main" role="main" tabindex="-1"><div class="section" id="page_body"><div class="widget Blog">
<div class="blog-posts hfeed container"><article class="post-outer-container"><div class="post-outer"><div class="post">
<a name="${page.post.id}"></a>
<h3 class="post-title entry-title">${escape(page.post.title)}</h3>
<div class="post-header"><div class="post-header-line-1"><span class="byline post-author vcard">${page.themeAuthor ? `<span class="post-author-label">${page.themeAuthor}</span> <span class="fn"><a class="g-profile" href="#a">${escape(page.post.author)}</a></span> ` : ''}</span><span class="byline post-timestamp"><a class="timestamp-link" href="${address(page.blog, page.post)}" rel="bookmark"><time class="published" datetime="${page.post.published}:00Z">${page.text.shortDate(instant(page.post.published))}</time></a></span></div></div>
<div class="share-buttons-container"><div aria-owns="sharing" class="sharing" role="button"><button class="sharing-button touch-icon-button">Share</button></div><ul aria-hidden="true" class="share-buttons hidden-menu"><li><span class="platform-sharing-text">Get link</span></li><li><a href="#f"><span class="platform-sharing-text">Facebook</span></a></li><li><a href="#e"><span class="platform-sharing-text">Email</span></a></li><li><span class="platform-sharing-text">Other Apps</span></li></ul></div>
<div class="post-body entry-content float-container" id="post-body-${page.post.id}">
${body(page.post)}
</div>
<div class="post-footer float-container"><div class="post-footer-line post-footer-line-1"><span class="byline post-labels">${page.post.labels.map((label) => `<a href="#l" rel="tag">${escape(label)}</a>`).join('\n')}</span></div></div>
</div></div></article></div>
<section class="comments embed" data-num-comments="${page.post.declared}" id="comments">
<a name="comments"></a>
<h3 class="title">${page.themeCount ? countLine(page).replace(/:$/, '') : page.text.comments}</h3>
${holder(page)}
${form(page)}
</section>
</div></div></main>
${page.widgets ? `<aside class="sidebar-container container sidebar-invisible" role="complementary">${widgets(page)}<div class="section"><button class="ReportAbuse">Report Abuse</button></div></aside>` : ''}
<footer class="footer section" id="footer"><a href="https://www.blogger.com">${page.text.powered}</a></footer></div>`);

// The same page asked for by a telephone (?m=1).

const mobile = (page) => html(page, `<div class="mobile mobile-page">
<header><div class="header section" id="header"><h1><a href="${page.blog.address}/?m=1">${escape(page.blog.title)}</a></h1></div></header>
<select onchange="location=this.value"><option>${page.text.home}</option><option>Ferries</option><option>June 2013 (4)</option></select>
<div class="main section" id="main"><div class="widget Blog">
<div class="mobile-date-outer date-outer"><div class="date-header"><span>${page.text.date(instant(page.post.published))}</span></div>
<div class="mobile-post-outer"><div class="post hentry uncustomized-post-template">
<h3 class="post-title entry-title">${escape(page.post.title)}</h3>
<div class="post-header-line-1"></div>
<div class="post-body entry-content" id="post-body-${page.post.id}">
${body(page.post)}
</div>
<div class="post-footer"><div class="post-footer-line post-footer-line-1">${byline(page, page.post)}</div><div class="post-footer-line post-footer-line-2"></div></div>
</div></div></div>
${threaded(page)}
<div class="blog-pager" id="blog-pager"><div class="mobile-link-button" id="blog-pager-newer-link"><a class="blog-pager-newer-link" href="#n">‹</a></div><div class="mobile-link-button" id="blog-pager-older-link"><a class="blog-pager-older-link" href="#o">›</a></div><div class="mobile-link-button" id="blog-pager-home-link"><a class="home-link" href="#h">${page.text.home}</a></div><div class="mobile-desktop-link"><a class="home-link" href="#v">${page.text.webVersion}</a></div></div>
</div></div>
<footer><div class="widget Profile"><h2>${page.text.about}</h2><a class="profile-name-link" href="#a">${escape(page.blog.author)}</a> <a class="profile-link" href="#pr">${page.text.profile}</a></div><div class="widget Attribution">${page.text.powered}.</div></footer></div>`);

export const templates = {
    classic: (page) => classic(page, page.index ? '' : threaded(page)),
    flat: (page) => classic(page, flat(page)),
    old,
    responsive,
    mobile,
};

export const textsOf = (lang) => words[lang];
export const whenOf = instant;
export const idOf = id;
