/** Texts of the formats that JSON Schema names (2020-12, section 7.3), without quotes, narrower where that is simpler. */
const day = '("0" [1-9] | "1" [0-9] | "2" [0-8])';
const date = `[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ${day}`;
const clock = '([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9]';
const zone = '("Z" | [+-] ([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9])';
const octet = '("25" [0-5] | "2" [0-4] [0-9] | "1" [0-9]{2} | [1-9]? [0-9])';
const label = "[a-z0-9] ([a-z0-9-]{0,20} [a-z0-9])?";
const host = `${label} ("." ${label}){0,4}`;

export const stringFormats: Readonly<Record<string, string>> = {
  date,
  time: `${clock} ${zone}`,
  "date-time": `${date} "T" ${clock} ${zone}`,
  duration: '"P" ([1-9] [0-9]{0,3} "D" | "T" [1-9] [0-9]{0,3} [HMS])',
  email: `[a-zA-Z0-9] [a-zA-Z0-9_-]{0,30} ("." [a-zA-Z0-9_-]{1,30}){0,2} "@" ${label} ("." ${label}){1,3}`,
  hostname: host,
  ipv4: `${octet} "." ${octet} "." ${octet} "." ${octet}`,
  ipv6: '([0-9a-f]{1,4} ":"){7} [0-9a-f]{1,4}',
  uuid: '[0-9a-f]{8} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{12}',
  uri: `"http" "s"? "://" ${host} ("/" [a-zA-Z0-9._~-]{0,30}){0,8}`,
};
