// Addresses of posts and comments of this site, as bookmarks and places name them: nothing else is ever made a link of.

const maxLength = 400;
const shape = /^(\/[a-z0-9-]+\/(?:\d{4}\/\d\d|undated)\/[^/?#\\\s"<>]+)(?:\/([^/?#\\\s"<>]+))?$/;

export function isOwn(address) {
    return typeof address === "string" && address.length <= maxLength && shape.test(address);
}

export function addressOf(post, key) {
    return key ? `${post}/${encodeURIComponent(key)}` : post;
}

export function postOf(address) {
    return shape.exec(address)[1];
}

export function keyOf(address) {
    const key = shape.exec(address)[2] ?? "";
    try {
        return decodeURIComponent(key);
    } catch {
        return key;
    }
}

// Where the thread has it: the site finds the part of a long thread.
export function inThread(address) {
    const key = encodeURIComponent(keyOf(address));
    return key ? `${postOf(address)}?comment=${key}#c${key}` : postOf(address);
}
