import { createHash } from "node:crypto";
import { Secret } from "../lib/secret.ts";
import type { Provider } from "../spec/provider.ts";
import { Lent } from "./lent.ts";

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

  /**
   * What is made from these settings, borrowed: to be given back. `twin` tells equal ones within the same settings
   * apart, from 0.
   */
  take(settings: object, twin: number, create: () => Way): Lent<Way> {
    const name = `${digest(settings)} ${twin}`;
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

/** What settings are, secrets included, in a form that does not tell them. */
function digest(settings: object): string {
  const text = JSON.stringify(settings, function (this: Record<string, unknown>, name, value: unknown) {
    // `value` is what the secret shows of itself, which is always the same.
    const written = this[name];
    return written instanceof Secret ? `secret ${written.reveal()}` : value;
  });
  return createHash("sha256").update(text).digest("base64url");
}
