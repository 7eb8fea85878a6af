/** Beginnings of keys that services give out, and what a header has before one. */
const keys =
  /\b(?:sk|pk|rk|gsk|xai|hf|nvapi|pplx|r8|fw|csk|tgp)[-_][\w*.-]{8,}|\bAIza[\w*-]{8,}|\b(?:AKIA|ASIA)[A-Z0-9]{8,}|\b(Bearer|Basic) +[\w+/=*.~-]{8,}/g;

/** Addresses with a scheme, with or without what stands behind the host. */
const urls = /\b(?:https?|wss?|tcp|grpc):\/\/[^\s"'`<>]+/gi;

/** The same without a scheme: an address of numbers, or a name in parts with a port. `tokens:100` is none. */
const places =
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b|\[[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*\](?::\d{1,5})?|\b(?:localhost|[a-z][a-z0-9]{0,62}(?:[.-][a-z0-9]{1,63}){1,20}):\d{2,5}\b/gi;

/** Names that only a network of one's own knows (RFC 6761, RFC 6762, RFC 8375, ICANN's reserved `internal`). */
const ownNetwork = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa|corp|intranet|svc|test|invalid)$/i;

/**
 * An upstream's sentence for a stranger: without what looks like a key, and without addresses of machines that are nobody's
 * business. Public addresses stay, such as that of a page that explains the error: they are what many sentences are about.
 */
export function safeWords(sentence: string): string {
  return sentence
    .replaceAll(keys, (_all, scheme: string | undefined) =>
      scheme === undefined ? "[key]" : `${scheme} [key]`,
    )
    .replaceAll(urls, (url) => (isPublic(url) ? url : "[address]"))
    .replaceAll(places, (place, at: number, whole: string) => (isWithinUrl(whole, at) ? place : "[address]"));
}

function isPublic(text: string): boolean {
  const url = URL.parse(text.replace(/[).,;:!?\]]+$/, ""));
  if (url === null || url.username !== "" || url.password !== "" || url.port !== "") return false;
  const { hostname } = url;
  const named = /\.[a-z][a-z0-9-]*$/i.test(hostname); // the last label of an IPv4 address is a number
  return named && !ownNetwork.test(hostname);
}

/** Whether a public address, which stays as it is, goes on up to here. */
function isWithinUrl(whole: string, at: number): boolean {
  return /:\/\/[^\s"'`<>]*$/.test(whole.slice(Math.max(0, at - 300), at));
}
