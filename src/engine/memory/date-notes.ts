import type { Item } from "../../spec/item.ts";
import { estimateTokens } from "../context.ts";
import type { ContextItem } from "./memory-context.ts";

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The day of a time, in UTC: the same for all that was said on it. */
export function dayOf(at: number): number {
  return Math.floor(at / 86_400_000);
}

/**
 * Says when the next turns were said. It is a message of the user in brackets: what the system says goes to the front
 * with many providers, and a note belongs where it stands.
 */
export function dateNote(at: number): ContextItem {
  const day = new Date(at);
  const date = `${weekdays[day.getUTCDay()]} ${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  return note("user", `[${date}]`);
}

/** Ends what was recalled. */
export const newestNote: ContextItem = note("user", "[Newest part]");

/** Stands before everything that was recalled. */
export const openingNote: ContextItem = note(
  "developer",
  "Older parts of this conversation, each under its date; the rest is left out.",
);

/** What notes cost at the most: those that stand there once, and one for a day. */
export const frameCost = newestNote.tokens + openingNote.tokens;
export const dayCost = dateNote(Date.UTC(2026, 8, 28)).tokens;

function note(role: "user" | "developer", text: string): ContextItem {
  const item: Item = { type: "message", role, content: [{ type: "text", text }] };
  return { item, tokens: estimateTokens(item), why: "recalled" };
}
