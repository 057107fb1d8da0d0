// Where in a window there is room for a message that covers nothing.

// How far it keeps from the edges of the window, and from what stands there.
const margin = 16;
const apart = 4;

// The lowest place, in the middle where that is free; null where there is none. Boxes are what must not be covered.
export function gapFor({ width, height }, view, boxes) {
    const lefts = [(view.width - width) / 2, margin, view.width - margin - width];
    const tops = [view.height - margin, ...boxes.map(({ top }) => top - apart)].map(bottom => bottom - height)
        .filter(top => top >= margin && top <= view.height - margin - height)
        .sort((one, other) => other - one);
    for (const top of tops) {
        const left = lefts.find(left => left >= margin && !boxes.some(box => touches(box, left, top, width, height)));
        if (left !== undefined) {
            return { left, top };
        }
    }
    return null;
}

function touches(box, left, top, width, height) {
    return box.left < left + width + apart && left - apart < box.right && box.top < top + height + apart && top - apart < box.bottom;
}
