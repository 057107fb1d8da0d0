// Where somebody stopped reading, thread by thread: a list, the last one first.
import { isOwn } from "./own-address.js";
import { list, text, time } from "./texts.js";

const maxPlaces = 100;
const maxTitle = 200;
const maxWords = 80;
const maxNumber = 80;
const maxPart = 9999;

// A place is a comment of a post, or where it has no key a part of the post's own text.
export function parse(stored, now) {
    const known = new Set();
    return list(stored).filter(one => isOwn(one?.post) && !known.has(one.post) && known.add(one.post)).slice(0, maxPlaces).map(one => ({
        post: one.post,
        title: text(one.title, maxTitle),
        key: text(one.key, maxNumber),
        number: text(one.number, maxNumber),
        words: text(one.words, maxWords),
        part: Number.isSafeInteger(one.part) && one.part > 0 && one.part <= maxPart ? one.part : 0,
        at: time(one.at, now),
    }));
}

export function put(places, place, now) {
    return parse(JSON.stringify([place, ...without(places, place.post)]), now);
}

export function without(places, post) {
    return places.filter(place => place.post !== post);
}

// The last place of all blogs or of one, as the address of its front says.
export function lastOf(places, front) {
    return places.find(place => front === "/" || front === "/posts" || place.post.startsWith(`${front}/`)) ?? null;
}
