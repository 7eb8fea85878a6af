import type { Provider } from "../spec/provider.ts";
import { Lent } from "./lent.ts";
import { digest } from "./settings/digest.ts";

/** Providers of some settings, in their order. */
export interface Taken<Way> {
  readonly made: readonly Way[];
  /** Resolves when those are closed that nobody else has. */
  giveBack(): Promise<void>;
}

/**
 * Providers that outlive the settings they were made from, as long as newer ones say the same of them: their
 * connections stay, their models stay loaded, and what they have said of their models stays known. One that no
 * settings in force or in use have any more is closed.
 */
export class WayPool<Way extends { readonly provider: Provider }> {
  readonly #ways = new Map<string, Lent<Way>>();

  /** How many there are. */
  get size(): number {
    return this.#ways.size;
  }

  /** One for each of the settings, also where two of them are equal. What `create` throws is thrown. */
  take(settings: readonly object[], create: (one: object) => Way): Taken<Way> {
    const equal = new Map<string, number>();
    const lent: Lent<Way>[] = [];
    const giveBack = async (): Promise<void> => {
      for (const one of lent) one.giveBack();
      await Promise.all(lent.map((one) => (one.over ? one.closed : undefined)));
    };
    try {
      for (const one of settings) {
        const name = digest(one);
        const twin = equal.get(name) ?? 0;
        equal.set(name, twin + 1);
        lent.push(this.#borrow(`${name} ${twin}`, () => create(one)));
      }
    } catch (error) {
      void giveBack();
      throw error;
    }
    return { made: lent.map(({ value }) => value), giveBack };
  }

  #borrow(name: string, create: () => Way): Lent<Way> {
    const known = this.#ways.get(name);
    if (known !== undefined) {
      known.borrow();
      return known;
    }
    const lent = new Lent(create(), ({ provider }) => {
      this.#ways.delete(name);
      return provider.close();
    });
    this.#ways.set(name, lent);
    lent.borrow();
    // It is there for its users alone.
    lent.retire();
    return lent;
  }
}
