/** A piece of an answer, sorted by what it is. */
export type Piece =
  | { readonly kind: "reasoning"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly tool: "function" | "custom" }
  | { readonly kind: "arguments"; readonly text: string };
