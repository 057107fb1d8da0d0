// The address of the blog that a page belongs to.

const ownRooms = ["/", "/search", "/sources", "/imports", "/posts", "/labels", "/people"];

// Posts say theirs, lists have the box that searches the blog, other pages a crumb to it.
export function blogAddress({ post, within, crumb }) {
    return (post ?? within?.replace(/^blog:/, "/") ?? (ownRooms.includes(crumb) ? null : crumb))?.match(/^\/[^/"\s]+/)?.[0] ?? null;
}
