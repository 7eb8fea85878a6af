export { embed } from "./embed.ts";
export { generate } from "./generate.ts";
