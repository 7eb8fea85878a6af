/** Which part of the reference is looked at. */
export interface ReferenceSearch {
  readonly q?: string;
  /** Id of the operation that is shown. */
  readonly op?: string;
}

export function referenceSearchOf({ q, op }: Readonly<Record<string, unknown>>): ReferenceSearch {
  return {
    ...(typeof q === "string" && q !== "" && { q }),
    ...(typeof op === "string" && op !== "" && { op }),
  };
}
