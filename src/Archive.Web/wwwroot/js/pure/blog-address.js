// The address of the blog that a page belongs to.

const ownRooms = ["cite", "go", "imports", "keeper", "labels", "people", "posts", "search", "settings", "sources"];

// Posts say theirs, lists have the box that searches the blog, other pages a crumb to it.
export function blogAddress({ post, within, crumb }) {
    const blog = (post ?? within?.replace(/^blog:/, "/") ?? crumb)?.match(/^\/([^/"\s]+)/)?.[1];
    return blog && !ownRooms.includes(blog) ? `/${blog}` : null;
}
