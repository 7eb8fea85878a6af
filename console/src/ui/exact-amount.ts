import type { Language } from "../texts/languages.ts";

const decimals = 6;

/**
 * Dollars as they are typed, in whole micro-units: `12`, `0.5` or `.000001`. `undefined` for whatever is none, has more
 * than six decimals, or is more than a number holds exactly. A comma is none: for some it parts decimals, for others
 * thousands, and money is no place to guess.
 */
export function readMoney(text: string): number | undefined {
  const [, whole = "", fraction = ""] = /^(\d{0,10})(?:\.(\d{1,6}))?$/.exec(text.trim()) ?? [];
  if (whole === "" && fraction === "") return undefined;
  return exact(`${whole}${fraction.padEnd(decimals, "0")}`);
}

/** A count as it is typed. */
export function readCount(text: string): number | undefined {
  return /^\d{1,16}$/.test(text.trim()) ? exact(text.trim()) : undefined;
}

function exact(digits: string): number | undefined {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Micro-units as dollars, digit by digit: what `readMoney` reads as the same. */
export function writeMoney(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals).replace(/0+$/, "");
  const whole = `${micros < 0 ? "-" : ""}${digits.slice(0, -decimals)}`;
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** Micro-units in words of the reader, to the last digit. */
export function formatMoney(micros: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: decimals,
  }).format(writeMoney(micros) as Intl.StringNumericLiteral);
}
