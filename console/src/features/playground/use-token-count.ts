import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Counted, countTokens } from "../../api/responses.ts";

/** How long the reader must pause before the tokens are counted, in milliseconds. */
const pause = 400;

/** Larger questions are not sent just to be counted, in characters. */
const longest = 300_000;

/** The tokens of what is being written, a moment after the reader has paused; nothing while they are not known. */
export function useTokenCount(request: Counted | undefined): number | undefined {
  const [settled, setSettled] = useState("");
  // As a text: each drawing makes another object of the same request.
  const text = request === undefined ? "" : JSON.stringify(request);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.length <= longest ? text : ""), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ["tokens", settled],
    enabled: settled !== "",
    queryFn: ({ signal }) => countTokens(JSON.parse(settled) as Counted, signal),
    staleTime: Infinity,
    gcTime: 10_000,
  });
  return settled === text ? data : undefined;
}
