/** What can be in a crowd: it keeps its place there, and is in one crowd at a time. */
export interface Member {
  /** The crowd's to write; `undefined` outside. */
  place: number | undefined;
}

/**
 * What is under way at the moment, where things come and go with every call.
 *
 * Not a `Set`: V8 gives a set whose members change a new table every so often, and each old table leads to the next one.
 * Once one of them is old enough to be left alone by small garbage collections, it keeps all later ones alive, with
 * everything that was ever in them, until the next large one. It was a third of the cost of collecting a call's garbage.
 */
export class Crowd<T extends Member> implements Iterable<T> {
  readonly #members: T[] = [];

  get size(): number {
    return this.#members.length;
  }

  add(member: T): void {
    if (this.has(member)) return;
    if (member.place !== undefined) throw new TypeError("a member of another crowd");
    member.place = this.#members.push(member) - 1;
  }

  has(member: T): boolean {
    return member.place !== undefined && this.#members[member.place] === member;
  }

  /** The last one takes its place. */
  delete(member: T): void {
    const { place } = member;
    if (place === undefined || !this.has(member)) return;
    const last = this.#members.pop();
    member.place = undefined;
    if (last === undefined || last === member) return;
    this.#members[place] = last;
    last.place = place;
  }

  /** Those that are in it when one begins to look, in no order. */
  [Symbol.iterator](): ArrayIterator<T> {
    return this.#members.slice().values();
  }
}
