/** What was seen while the list was scrolled. */
export interface Scrolled {
  /** Milliseconds between two pictures. */
  readonly frames: readonly number[];
  /** Of the list, at a time. */
  readonly mostRows: number;
  /** Of the whole page, at a time. */
  readonly mostElements: number;
  readonly heapBytes: number;
  /** Pixels. */
  readonly distance: number;
}

/**
 * A script for the page: scrolls its list up, and down again from its beginning, for so many milliseconds and by so many
 * pixels from one picture to the next.
 */
export function scrollScript({ forMs, step }: { readonly forMs: number; readonly step: number }): string {
  return `new Promise((resolve) => {
    const frame = document.querySelector("section div.overflow-y-auto");
    const seen = { frames: [], mostRows: 0, mostElements: 0, heapBytes: 0, distance: 0 };
    let by = -${step};
    let before = performance.now();
    const end = before + ${forMs};
    function draw(now) {
      seen.frames.push(now - before);
      before = now;
      seen.mostRows = Math.max(seen.mostRows, frame.querySelectorAll("li").length);
      seen.mostElements = Math.max(seen.mostElements, document.getElementsByTagName("*").length);
      const from = frame.scrollTop;
      frame.scrollTop += by;
      seen.distance += Math.abs(frame.scrollTop - from);
      if (frame.scrollTop === from) by = -by;
      if (now < end) return void requestAnimationFrame(draw);
      seen.heapBytes = performance.memory?.usedJSHeapSize ?? 0;
      seen.frames.shift();
      resolve(seen);
    }
    requestAnimationFrame(draw);
  })`;
}
